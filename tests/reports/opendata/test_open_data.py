"""Open data: every format holds what the public file holds, and is described so that a program can check it."""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.data.query import Warehouse
from reports.data.release import Reading
from reports.document.language import language
from reports.opendata.page import write_open_files, write_open_page
from reports.opendata.tables import (
    METADATA,
    PACKAGE,
    OpenData,
    Undescribed,
    load_open_data,
    notes_of,
    workbook_of,
)
from reports.standard.sections import STATUSES
from tests.reports.opendata.unguarding import unguarded

BOM = b"\xef\xbb\xbf"
Rows = list[tuple[Any, ...]]
PARSED: dict[str, Callable[[str], Any]] = {
    "string": unguarded,
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": datetime.date.fromisoformat,
}


@pytest.fixture(scope="module")
def data(warehouse: Path) -> OpenData:
    with Warehouse(warehouse) as file:
        return Reading(file).of(load_open_data)


@pytest.fixture(scope="module")
def folder(data: OpenData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    public = tmp_path_factory.mktemp("open")
    write_open_files(data, public)
    return public / "data"


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    return json.loads((folder / PACKAGE).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def described(package: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The resources that are tables, by name."""
    return {item["name"]: item for item in package["resources"] if item.get("type") == "table"}


def rows_of(table: pa.Table) -> Rows:
    return [tuple(row.values()) for row in table.to_pylist()]


@pytest.fixture(scope="module")
def held(warehouse: Path) -> dict[str, Rows]:
    """What the public file holds, read without any of the code under test but the connection."""
    with Warehouse(warehouse) as file:
        return {name: rows_of(file.table(name)) for name in file.tables()}


def test_every_table_of_the_public_file_is_described(held, described):
    assert described.keys() == held.keys()
    assert {name: item["rows"] for name, item in described.items()} == {
        name: len(rows) for name, rows in held.items()
    }


def test_csv_read_back_by_its_description_is_the_table(folder, held, described):
    for name, item in described.items():
        kinds = [field["type"] for field in item["schema"]["fields"]]
        with (folder / item["path"]).open(encoding=item["encoding"], newline="") as stream:
            header, *lines = csv.reader(stream)
        assert header == [field["name"] for field in item["schema"]["fields"]]
        rows = [
            tuple(PARSED[kind](cell) if cell else None for kind, cell in zip(kinds, line, strict=True))
            for line in lines
        ]
        # an empty text reads back as a missing one
        assert rows == [tuple(None if cell == "" else cell for cell in row) for row in held[name]], name


def test_csv_for_excel_is_the_same_after_a_mark(folder, described):
    for item in described.values():
        plain = (folder / item["path"]).read_bytes()
        assert not plain.startswith(BOM)
        assert b"\r\n" not in plain
        assert (folder / "csv-excel" / Path(item["path"]).name).read_bytes() == BOM + plain


def test_parquet_is_the_table_with_its_words(folder, held, described):
    for name, item in described.items():
        table = pq.read_table(folder / "parquet" / f"{name}.parquet")
        assert rows_of(table) == held[name], name
        for field in item["schema"]["fields"]:
            about = {
                key.decode(): text.decode()
                for key, text in table.schema.field(field["name"]).metadata.items()
            }
            assert about == {name: field.get(name, "") for name in ("title", "description", "unit")}


def test_a_workbook_holds_its_tables_after_four_sheets_of_words(folder, data, held):
    for subject, tables in data.subjects().items():
        book = openpyxl.load_workbook(folder / workbook_of(subject))
        assert book.sheetnames[:4] == ["封面 · Cover", "目录 · Contents", "说明 · Notes", "字段 · Columns"]
        assert book.sheetnames[4:] == [table.sheet for table in tables]
        assert [cell.value for cell in book["目录 · Contents"]["A"][1:]] == [table.name for table in tables]
        for table in tables:
            header, *rows = book[table.sheet].iter_rows(values_only=True)
            names = [column.name for column in table.columns]
            assert [shown.splitlines()[-1] for shown in header] == names
            dates = [column.kind == "date" for column in table.columns]
            found = [
                tuple(
                    cell.date() if is_date and cell else cell
                    for is_date, cell in zip(dates, row, strict=True)
                )
                for row in rows
            ]
            assert found == [tuple(map(as_excel_tells, row)) for row in held[table.name]], table.name


def as_excel_tells(value: Any) -> Any:
    """This reader leaves control characters as a workbook writes them."""
    return value.replace("\x07", "_x0007_") if isinstance(value, str) else value


def test_a_withheld_number_is_empty_beside_its_status(folder):
    rows = pq.read_table(folder / "parquet" / "marts.program_year.parquet").to_pylist()
    withheld = [row for row in rows if row["employment_rate_status"] in ("c", "low", "x", "z")]
    assert {row["employment_rate"] for row in withheld} == {None}
    assert "low" in {row["employment_rate_status"] for row in withheld}


def test_the_workbook_explains_each_status_in_both_languages(folder):
    book = openpyxl.load_workbook(folder / workbook_of("warning"))
    notes = {row[0]: row[1:] for row in book["说明 · Notes"].iter_rows(values_only=True) if row[0]}
    assert [status for status in STATUSES if not all(notes[status])] == []


def test_keys_and_references_hold_in_the_rows(held, described):
    columns = {
        name: [field["name"] for field in item["schema"]["fields"]] for name, item in described.items()
    }

    def parts(table: str, names: list[str]) -> Rows:
        places = [columns[table].index(name) for name in names]
        return [tuple(row[place] for place in places) for row in held[table]]

    for name, item in described.items():
        if key := item["schema"].get("primaryKey"):
            found = parts(name, key)
            assert len(set(found)) == len(found), name
            assert not any(None in part for part in found), name
        for foreign in item["schema"].get("foreignKeys", ()):
            target = set(parts(foreign["reference"]["resource"], foreign["reference"]["fields"]))
            lost = {part for part in parts(name, foreign["fields"]) if None not in part} - target
            assert lost == set(), f"{name} {foreign}"
    assert described["marts.verdict"]["schema"]["primaryKey"] == ["program_id", "year"]
    assert {
        foreign["reference"]["resource"] for foreign in described["marts.verdict"]["schema"]["foreignKeys"]
    } >= {
        "marts.program_year",
        "policy.clause",
        "policy.criterion",
    }


def test_units_and_meanings_come_from_the_one_place_they_stand_in(described):
    fields = {field["name"]: field for field in described["marts.program_year"]["schema"]["fields"]}
    assert fields["employment_rate"]["unit"] == "fraction"
    assert fields["employment_rate_status"]["categories"][0]["value"] == "c"
    assert all(
        field["title"] and field["description"]
        for item in described.values()
        for field in item["schema"]["fields"]
    )


def test_every_file_is_as_it_is_stated(folder, package):
    stated = [
        item for resource in package["resources"] for item in (resource, *resource.get("alternates", ()))
    ]
    files = {item["path"]: item for item in stated if "hash" in item}
    for path, item in files.items():
        content = (folder / path).read_bytes()
        assert item["bytes"] == len(content)
        assert item["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == {*files, PACKAGE, METADATA}


def test_the_catalogue_entry_names_every_file_in_both_vocabularies(folder, package):
    shown = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    assert shown["@type"] == ["Dataset", "dcat:Dataset"]
    downloads = {item["contentUrl"]: item for item in shown["distribution"]}
    assert all(item["dcat:downloadURL"] == {"@id": url} for url, item in downloads.items())
    assert [item["@id"] for item in shown["dcat:distribution"]] == list(downloads)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(downloads) == there - {PACKAGE, METADATA}
    for url, item in downloads.items():
        assert item["sha256"] == hashlib.sha256((folder / url).read_bytes()).hexdigest()
    assert shown["identifier"] == package["id"]
    assert shown["temporalCoverage"] == "2018/2025"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_tells_of_every_table(data, lang):
    page = write_open_page(data, language(lang))
    tables = [block for block in page.blocks if block.type == "table" and block.anchor.startswith("tables-")]
    shown = {row.anchor: row for table in tables for row in table.rows}
    assert set(shown) == {table.name.replace(".", "-") for table in data.tables}
    for table in data.tables:
        row = shown[table.name.replace(".", "-")]
        text = ["".join(span.text for span in cell) for cell in row.cells]
        assert text[1] == getattr(table.notes.grain, lang)
        assert text[2] == language(lang).integer(table.rows.num_rows)
        links = [span.name for span in row.cells[-1] if span.kind == "page"]
        assert [link.rpartition("/data/")[2] for link in links] == [
            f"csv/{table.name}.csv",
            f"csv-excel/{table.name}.csv",
            f"parquet/{table.name}.parquet",
        ]


def test_a_table_without_words_is_not_published():
    with pytest.raises(Undescribed, match=r"marts\.unheard_of"):
        notes_of(["marts.verdict", "marts.unheard_of"])


def test_the_same_release_gives_the_same_bytes(data, folder, tmp_path):
    write_open_files(data, tmp_path)
    assert {
        path.relative_to(tmp_path / "data"): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    } == {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
