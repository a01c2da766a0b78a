"""The open data described for catalogues and search engines: schema.org Dataset and DCAT, as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from reports.document.language import LANGUAGES
from reports.opendata.context import OpenData
from reports.opendata.metadata import MEDIA_TYPES
from reports.open_words import WEB, Described
from reports.opendata.workbook import workbook_of
from reports.opendata import FORMATS, OpenFile, path_of

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
    """The data set and what it may be downloaded as, in the words of both vocabularies.

    folder: where the open data stands, as seen from the document this becomes part of. files: by their path in that
    folder, where they are written already: then each is named, with size and checksum, and else the workbooks alone.
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
        "isBasedOn": list(_sources(data)),
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


def as_script(told: Mapping[str, Any]) -> str:
    """JSON that may stand inside of an element of a page: nothing in it opens or closes one."""
    text = json.dumps(told, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _in_both(words: Described, key: str) -> list[dict[str, str]]:
    return [
        {"@value": wording.text(key), "@language": TAGS[code]}
        for code, wording in zip(LANGUAGES, words.wordings, strict=True)
    ]


def _years(data: OpenData) -> dict[str, str]:
    """First and last year that programs are followed in."""
    [years] = [table.rows["year"].to_pylist() for table in data.tables if table.name == "marts.program_year"]
    return {"temporalCoverage": f"{min(years)}/{max(years)}"} if years else {}


def _licence(licence: str) -> str:
    """The address of a licence that has a short name everybody knows; else what the source says."""
    return f"https://spdx.org/licenses/{licence}" if SPDX.fullmatch(licence) else licence


def _sources(data: OpenData) -> Iterable[dict[str, Any]]:
    for source in data.shared.sources:
        told = {"name": source.title or source.publisher or source.feed, "publisher": source.publisher}
        if source.url and source.url.startswith(WEB):
            told["url"] = source.url
        yield {"@type": "CreativeWork", **{name: value for name, value in told.items() if value}}


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
    told: dict[str, Any] = {
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
        told |= {"contentSize": f"{files[path].bytes} B", "sha256": files[path].sha256}
        told |= {"dcat:byteSize": files[path].bytes}
    return told
