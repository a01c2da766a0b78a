"""datapackage.json: the open data described for programs, after Frictionless Data Package v2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from reports.opendata.context import OpenData
from reports.open_words import WEB, Described
from reports.opendata.workbook import workbook_of
from reports.standard.closing import STATUSES
from reports.opendata import MARK, OpenColumn, OpenFile, OpenTable, Reference

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "csv-excel": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
Files = Mapping[str, Mapping[str, OpenFile]]


def package(data: OpenData, files: Files, workbooks: Mapping[str, OpenFile]) -> dict[str, Any]:
    """The descriptor. `files` by table and format, `workbooks` by subject."""
    words, run = Described(data), data.shared.run
    licences = [{"name": name} for name in words.licences() if LICENCE_NAME.fullmatch(name)]
    return {
        "$schema": PROFILE,
        "name": "majorwatch",
        "id": run.release_id,
        "version": run.release_id,
        "title": words.title(),
        "description": words.description(),
        "as_of": run.as_of.isoformat(),
        "policy": run.policy_id,
        "is_synthetic": run.is_synthetic,
        "keywords": [words.both(f"open_data.subject.{subject}") for subject in data.subjects()],
        **({"licenses": licences} if licences else {}),
        **({"sources": sources} if (sources := list(_sources(data))) else {}),
        "text_guard": {"mark": MARK, "formats": ["csv"], "description": words.both("open_data.note.guard")},
        "resources": [
            *(_table(words, table, files[table.name]) for table in data.tables),
            *(_workbook(words, subject, workbooks[subject]) for subject in data.subjects()),
        ],
    }


def _sources(data: OpenData) -> Iterable[dict[str, Any]]:
    for source in data.shared.sources:
        told = {"title": source.title or source.publisher, "publisher": source.publisher, "feed": source.feed}
        # only an address of the web is one a program may follow
        address = source.url if source.url and source.url.startswith(WEB) else None
        told |= {"path": address, "licence": source.licence}
        yield {name: value for name, value in told.items() if value}


def _file(file: OpenFile, form: str) -> dict[str, Any]:
    """Where a file is and how to see that it came whole."""
    told = {"path": file.path, "format": file.path.rpartition(".")[2], "mediatype": MEDIA_TYPES[form]}
    encoding = {"encoding": "utf-8"} if form == "csv" else {"encoding": "utf-8-sig"} if "csv" in form else {}
    return told | encoding | {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _table(words: Described, table: OpenTable, files: Mapping[str, OpenFile]) -> dict[str, Any]:
    notes = table.notes
    others = [_file(file, form) for form, file in files.items() if form != "csv"]
    return {
        "name": table.name,
        "type": "table",
        "title": f"{notes.title.zh} · {notes.title.en}",
        "description": f"{notes.grain.zh}\n\n{notes.grain.en}",
        "subject": notes.subject,
        "rows": table.rows.num_rows,
        **_file(files["csv"], "csv"),
        "dialect": DIALECT,
        "alternates": [*others, {"path": workbook_of(notes.subject), "sheet": table.sheet}],
        "schema": {
            "fields": [_field(words, column) for column in table.columns],
            "fieldsMatch": "exact",
            "missingValues": [""],
            **({"primaryKey": list(table.key)} if table.key else {}),
            **_foreign_keys(table.references),
        },
    }


def _field(words: Described, column: OpenColumn) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "title": column.label,
        "description": column.meaning,
        "unit": column.unit,
    }
    if column.is_status:
        told |= {"categories": [{"value": status, "label": words.status(status)} for status in STATUSES]}
    return {name: value for name, value in told.items() if value}


def _foreign_keys(references: Iterable[Reference]) -> dict[str, Any]:
    keys = [
        {
            "fields": list(item.columns),
            "reference": {"resource": item.table, "fields": list(item.to)},
        }
        for item in references
    ]
    return {"foreignKeys": keys} if keys else {}


def _workbook(words: Described, subject: str, file: OpenFile) -> dict[str, Any]:
    return {"name": f"workbook-{subject}", "title": words.workbook(subject), **_file(file, "xlsx")}
