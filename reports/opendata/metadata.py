"""Machine-readable descriptions of the open data, for software that finds and loads data sets.

JSON-LD in schema.org and DCAT terms (`metadata`), and datapackage.json after Frictionless Data Package v2 (`package`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from reports.document.catalogue import LANGUAGES
from reports.document.language import language
from reports.document.wording import Wording
from reports.opendata.tables import (
    FORMATS,
    MARK,
    ForeignKey,
    OpenColumn,
    OpenData,
    OpenFile,
    OpenTable,
    path_of,
    workbook_of,
)
from reports.standard.sections import STATUSES

CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
TAGS = {"zh": "zh-CN", "en": "en"}
SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


def metadata(data: OpenData, folder: str, files: Mapping[str, OpenFile] | None = None) -> dict[str, Any]:
    """The data set and its downloads as JSON-LD, each fact in schema.org terms and in DCAT terms.

    folder: prefix of the download addresses, relative to the document that will hold the result. files: path → file,
    every file of the open data, listed with size and checksum; None (files not yet written): only the workbooks are.
    """
    words, run = Described(data), data.shared.run
    titles = _in_both(words, "open_data.title")
    downloads = [_download(name, path, form, folder, files) for name, path, form in _downloads(words, files)]
    return {
        "@context": CONTEXT,
        "@type": ["Dataset", "dcat:Dataset"],
        "identifier": run.release_id,
        "version": run.release_id,
        "name": titles,
        "description": words.description(),
        "creator": {"@type": "Organization", "name": words.both("site.name")},
        "dateModified": run.as_of.isoformat(),
        "inLanguage": list(TAGS.values()),
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "name": [run.city_name_zh, run.city_name_en]},
        **_years(data),
        "license": [_licence(licence) for licence in words.licences()],
        "isBasedOn": list(_works(data)),
        "variableMeasured": [f"{item.notes.title.zh} · {item.notes.title.en}" for item in data.tables],
        "distribution": downloads,
        "dct:identifier": run.release_id,
        "dct:title": titles,
        "dct:description": words.description(),
        "dct:modified": {"@value": run.as_of.isoformat(), "@type": "xsd:date"},
        "dct:license": [
            {"@id": _licence(licence)} for licence in words.licences() if SPDX.fullmatch(licence)
        ],
        "dcat:distribution": [{"@id": item["@id"]} for item in downloads],
    }


def as_script(entry: Mapping[str, Any]) -> str:
    """JSON to embed in a <script> element: &, < and > are escaped, so that no text can end the element."""
    text = json.dumps(entry, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _in_both(words: Described, key: str) -> list[dict[str, str]]:
    return [
        {"@value": wording.text(key), "@language": TAGS[code]}
        for code, wording in zip(LANGUAGES, words.wordings, strict=True)
    ]


def _years(data: OpenData) -> dict[str, str]:
    """The first and last year of marts.program_year; empty where that table is not published."""
    [years] = [table.rows["year"].to_pylist() for table in data.tables if table.name == "marts.program_year"]
    return {"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {}


def _licence(licence: str) -> str:
    """The spdx.org address of a licence that is written like an SPDX identifier; else the text of the source."""
    return f"https://spdx.org/licenses/{licence}" if SPDX.fullmatch(licence) else licence


def _works(data: OpenData) -> Iterable[dict[str, Any]]:
    for source in data.shared.sources:
        entry = {"name": source.title or source.publisher or source.feed, "publisher": source.publisher}
        entry["url"] = source.link
        yield {"@type": "CreativeWork", **{name: value for name, value in entry.items() if value}}


def _downloads(words: Described, files: Mapping[str, OpenFile] | None) -> Iterable[tuple[str, str, str]]:
    """Name, path and format of the files."""
    for subject in words.data.subjects():
        yield words.workbook(subject), workbook_of(subject), "xlsx"
    for table in words.data.tables if files is not None else ():
        for form in FORMATS:
            title = table.notes.title
            yield f"{title.zh} · {title.en}", path_of(table.name, form), form


def _download(
    name: str, path: str, form: str, folder: str, files: Mapping[str, OpenFile] | None
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "@id": f"{folder}{path}",
        "@type": ["DataDownload", "dcat:Distribution"],
        "name": name,
        "encodingFormat": MEDIA_TYPES[form],
        "contentUrl": f"{folder}{path}",
        "dct:title": name,
        "dcat:downloadURL": {"@id": f"{folder}{path}"},
        "dcat:mediaType": {"@id": f"{MEDIA}{MEDIA_TYPES[form]}"},
    }
    if files is not None:
        entry |= {"contentSize": f"{files[path].bytes} B", "sha256": files[path].sha256}
        entry |= {"dcat:byteSize": files[path].bytes}
    return entry


class Described:
    """Titles and descriptions of the open data, each in Chinese and English, joined by " · " or by blank lines."""

    def __init__(self, data: OpenData) -> None:
        self.data = data
        self.wordings = [Wording(language(code), data.shared) for code in LANGUAGES]

    def both(self, key: str, **values: object) -> str:
        return " · ".join(wording.text(key, **values) for wording in self.wordings)

    def workbook(self, subject: str) -> str:
        """The name of the workbook of a subject."""
        names = [(wording, wording.text(f"open_data.subject.{subject}")) for wording in self.wordings]
        return " · ".join(wording.text("open_data.workbook", subject=name) for wording, name in names)

    def title(self) -> str:
        run = self.data.shared.run
        return f"{self.both('open_data.title')}（{run.city_name_zh} · {run.city_name_en}）"

    def description(self) -> str:
        """What the data are, whether they are synthetic, and how numbers are withheld."""
        keys = ["open_data.intro", "marks.note", "open_data.note.status"]
        if self.data.shared.run.is_synthetic:
            keys.insert(0, "synthetic.label")
        return "\n\n".join(self.both(key) for key in keys)

    def status(self, status: str) -> str:
        return self.both(f"status.{status}", **self.data.shared.disclosure.words)

    def licences(self) -> list[str]:
        """The distinct licences that the sources state, sorted."""
        return sorted({source.licence for source in self.data.shared.sources if source.licence})


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
    """The content of datapackage.json. files: table → format → file; workbooks: subject → file."""
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
        entry = {
            "title": source.title or source.publisher,
            "publisher": source.publisher,
            "feed": source.feed,
        }
        entry |= {"path": source.link, "licence": source.licence}
        yield {name: value for name, value in entry.items() if value}


def _file(file: OpenFile, form: str) -> dict[str, Any]:
    """Path, media type, size and checksum of a file."""
    entry = {"path": file.path, "format": file.path.rpartition(".")[2], "mediatype": MEDIA_TYPES[form]}
    encoding = {"encoding": "utf-8"} if form == "csv" else {"encoding": "utf-8-sig"} if "csv" in form else {}
    return entry | encoding | {"bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


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
    entry: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "title": column.label,
        "description": column.meaning,
        "unit": column.unit,
    }
    if column.is_status:
        entry |= {"categories": [{"value": status, "label": words.status(status)} for status in STATUSES]}
    return {name: value for name, value in entry.items() if value}


def _foreign_keys(references: Iterable[ForeignKey]) -> dict[str, Any]:
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
