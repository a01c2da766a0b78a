"""Every file of the open data, written below `public/data/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reports.opendata.formats import file_of, write_tables
from reports.opendata.metadata import metadata, package
from reports.opendata.tables import OpenData
from reports.opendata.workbook import write_workbooks

FOLDER = "data"
PACKAGE, METADATA = "datapackage.json", "dataset.jsonld"


def write_open_files(data: OpenData, public: Path) -> list[Path]:
    """Tables, workbooks and what describes them; returns the files written."""
    folder = public / FOLDER
    files = write_tables(data.tables, folder)
    workbooks = {subject: file_of(path, folder) for subject, path in write_workbooks(data, folder).items()}
    every = {file.path: file for forms in files.values() for file in forms.values()}
    every |= {file.path: file for file in workbooks.values()}
    described = {
        PACKAGE: package(data, files, workbooks),
        METADATA: metadata(data, "", every),
    }
    return [folder / path for path in every] + [
        _write_json(folder / name, content) for name, content in described.items()
    ]


def _write_json(path: Path, content: Mapping[str, Any]) -> Path:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path
