"""The open data: every file of it below `public/data/`, and the page of every table with its size and its files."""

from __future__ import annotations

import json
from pathlib import Path

from reports.document.blocks import Block, Note, Paragraph, Span, Spans, Table, joined
from reports.document.document import OPEN_DATA, Page, code_of, link, number_blocks
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.opendata.metadata import as_script, metadata, package
from reports.opendata.tables import (
    FOLDER,
    FORMATS,
    METADATA,
    PACKAGE,
    OpenData,
    OpenTable,
    file_of,
    path_of,
    workbook_of,
    write_tables,
)
from reports.opendata.workbook import write_workbooks
from reports.program.data_file import RECEIPTS
from reports.render.html import write_page
from reports.standard.sections import marks_table, sources_section

SLUG, TEMPLATE = OPEN_DATA, "open_data.html.j2"


def write_open_page(data: OpenData, language: Language) -> Page:
    """The page in one language."""
    wording = Wording(language, data.shared)
    blocks: list[Block] = [wording.paragraph("open_data.text", n=len(data.tables))]
    if data.shared.run.is_synthetic:
        blocks.append(
            Note("caution", wording.text("synthetic.brief"), wording.cell("open_data.note.synthetic"))
        )
    for subject, tables in data.subjects().items():
        blocks += [
            wording.heading(f"open_data.subject.{subject}"),
            _subject(wording, subject, tables),
        ]
    blocks += [
        wording.heading("open_data.reading"),
        _formats(wording),
        marks_table(wording),
        wording.heading("open_data.programs"),
        Paragraph(_descriptions(wording)),
        *sources_section(wording),
    ]
    # JSON-LD for software: escaped for embedding in the page, and the address of the file with all of it
    folder = folder_from(language)
    described = {"script": as_script(metadata(data, folder)), "address": f"{folder}{METADATA}"}
    return Page(
        "alone",
        SLUG,
        wording.text("open_data.title"),
        wording.text("open_data.subtitle"),
        number_blocks(wording, blocks),
        template=TEMPLATE,
        more=described,
    )


def folder_from(language: Language) -> str:
    """The folder of the open data as seen from a page at the top of a language's folder."""
    return f"{'' if language.code == 'zh' else '../'}../{FOLDER}/"


def _file(language: Language, text: str, path: str) -> Spans:
    return (Span(text, "page", f"{folder_from(language)}{path}"),)


def _subject(wording: Wording, subject: str, tables: tuple[OpenTable, ...]) -> Table:
    words = wording.words
    fields: tuple[Field[OpenTable], ...] = (
        Field("open_data.column.table", lambda table: _name(wording, table), width="fill"),
        Field(
            "open_data.column.grain",
            lambda table: wording.either(table.notes.grain.zh, table.notes.grain.en),
            width="fill",
        ),
        number("open_data.column.rows", lambda table: wording.count(table.rows.num_rows)),
        number("open_data.column.columns", lambda table: wording.count(len(table.columns))),
        Field("open_data.column.file", lambda table: _files(wording, table)),
    )
    name = wording.text(f"open_data.subject.{subject}")
    workbook = _file(words, wording.text("open_data.workbook", subject=name), workbook_of(subject))
    return table_of(
        wording,
        wording.cell("open_data.caption", subject=name),
        fields,
        tables,
        f"tables-{subject}",
        words.spans("open_data.in_workbook", workbook=workbook),
        "records",
        anchors=lambda table: table.name.replace(".", "-"),
    )


def _name(wording: Wording, table: OpenTable) -> Spans:
    """What the table is called, under it its name in the file, leading to the dictionary."""
    title = Span(wording.either(table.notes.title.zh, table.notes.title.en))
    return (title, Span("", "break"), link(table.name, "table", code_of(table.name)))


def _files(wording: Wording, table: OpenTable) -> Spans:
    links = (
        _file(wording.words, wording.text(f"open_data.format.{form}.name"), path_of(table.name, form))
        for form in FORMATS
    )
    return joined(links, wording.text("list.separator"))


def _formats(wording: Wording) -> Table:
    """What each format is for, and what is done to text in it."""
    fields: tuple[Field[str], ...] = (
        Field("open_data.column.format", lambda form: wording.text(f"open_data.format.{form}.name")),
        Field("open_data.column.folder", lambda form: (Span(f"{FOLDER}/{form}/", "code"),)),
        Field(
            "open_data.column.reading",
            lambda form: wording.spans(f"open_data.format.{form}.text"),
            width="fill",
        ),
    )
    forms = ("csv", "csv-excel", "xlsx", "parquet")
    return table_of(wording, "open_data.formats", fields, forms, "formats", "open_data.note.guard", "records")


def _descriptions(wording: Wording) -> Spans:
    """The files that describe the others, and the receipts."""
    words = wording.words
    return words.spans(
        "open_data.described",
        package=_file(words, PACKAGE, PACKAGE),
        metadata=_file(words, METADATA, METADATA),
        receipts=_file(words, RECEIPTS, RECEIPTS),
    )


def write_open_files(data: OpenData, public: Path) -> list[Path]:
    """Write each table as CSV and Parquet, workbooks, datapackage.json and dataset.jsonld; returns the files."""
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
        write_page(folder / name, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
        for name, content in described.items()
    ]
