"""The page of the open data: every table with what it holds, its size and its files, and how to read them."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.blocks import Block, Column, Note, Paragraph, Row, Span, Spans, Table, joined, plain
from reports.document.document import number_blocks
from reports.document.language import Language
from reports.document.page import OPEN_DATA, Page, code_of, link
from reports.document.wording import Wording
from reports.opendata import FORMATS, OpenTable, path_of
from reports.opendata.context import OpenData
from reports.opendata.files import FOLDER, METADATA, PACKAGE
from reports.opendata.metadata import as_script, metadata
from reports.opendata.workbook import workbook_of
from reports.program.data_file import RECEIPTS
from reports.standard.closing import marks_table, sources_section

SLUG, TEMPLATE = OPEN_DATA, "open_data.html.j2"


@dataclass(frozen=True)
class Metadata:
    """What the page tells machines: the description itself, safe inside of an element, and the file of it."""

    script: str
    address: str


def write_open_page(data: OpenData, language: Language) -> Page:
    """The page in one language."""
    wording = Wording(language, data.shared)
    blocks: list[Block] = [Paragraph(wording.words.spans("open_data.text", n=len(data.tables)))]
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
    return Page(
        "alone",
        SLUG,
        wording.text("open_data.title"),
        wording.text("open_data.subtitle"),
        number_blocks(wording, blocks),
        template=TEMPLATE,
        more=Metadata(as_script(metadata(data, folder_from(language))), f"{folder_from(language)}{METADATA}"),
    )


def folder_from(language: Language) -> str:
    """The folder of the open data as seen from a page at the top of a language's folder."""
    return f"{'' if language.code == 'zh' else '../'}../{FOLDER}/"


def _file(language: Language, text: str, path: str) -> Spans:
    return (Span(text, "page", f"{folder_from(language)}{path}"),)


def _subject(wording: Wording, subject: str, tables: tuple[OpenTable, ...]) -> Table:
    words = wording.words
    rows = tuple(
        Row(
            (
                (
                    Span(wording.either(table.notes.title.zh, table.notes.title.en)),
                    Span("", "break"),
                    link(table.name, "table", code_of(table.name)),
                ),
                plain(wording.either(table.notes.grain.zh, table.notes.grain.en)),
                plain(words.integer(table.rows.num_rows)),
                plain(words.integer(len(table.columns))),
                joined(
                    (
                        _file(words, wording.text(f"open_data.format.{form}.name"), path_of(table.name, form))
                        for form in FORMATS
                    ),
                    wording.text("list.separator"),
                ),
            ),
            anchor=table.name.replace(".", "-"),
        )
        for table in tables
    )
    columns = (
        Column(wording.text("open_data.column.table"), width="fill"),
        Column(wording.text("open_data.column.grain"), width="fill"),
        Column(wording.text("open_data.column.rows"), "end"),
        Column(wording.text("open_data.column.columns"), "end"),
        Column(wording.text("open_data.column.file")),
    )
    name = wording.text(f"open_data.subject.{subject}")
    workbook = _file(words, wording.text("open_data.workbook", subject=name), workbook_of(subject))
    note = words.spans("open_data.in_workbook", workbook=workbook)
    caption = wording.text("open_data.caption", subject=name)
    return Table(caption, columns, rows, f"tables-{subject}", note, layout="records")


def _formats(wording: Wording) -> Table:
    """What each format is for, and what is done to text in it."""
    rows = tuple(
        Row(
            (
                wording.cell(f"open_data.format.{form}.name"),
                (Span(f"{FOLDER}/{form}/", "code"),),
                wording.words.spans(f"open_data.format.{form}.text"),
            )
        )
        for form in ("csv", "csv-excel", "xlsx", "parquet")
    )
    columns = (
        Column(wording.text("open_data.column.format")),
        Column(wording.text("open_data.column.folder")),
        Column(wording.text("open_data.column.reading"), width="fill"),
    )
    note = wording.words.spans("open_data.note.guard")
    return Table(wording.text("open_data.formats"), columns, rows, "formats", note, layout="records")


def _descriptions(wording: Wording) -> Spans:
    """The files that describe the others, and the receipts."""
    words = wording.words
    return words.spans(
        "open_data.described",
        package=_file(words, PACKAGE, PACKAGE),
        metadata=_file(words, METADATA, METADATA),
        receipts=_file(words, RECEIPTS, RECEIPTS),
    )
