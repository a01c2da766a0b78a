"""After a real night of a city full of payloads: no formula in any file, no element or attribute more on any page."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reports.render.html import write_site
from tests.flows.conftest import alone, majorwatch, shared_folder
from tests.reports.html_reader import Page
from tests.reports.opendata.hostile_city import HOSTILE, INSIDE, PAYLOADS, PERSONAL, WHOLE, deliver
from tests.reports.opendata.unguarding import unguarded
from tests.reports.written import write_documents, write_pages

AS_OF = "2026-04-01"
TRIGGERS = tuple("=+-@＝＋－＠\t\r\n")
FORMULA = re.compile(rb"<f[ >/]")
# where each free text of the deliveries is published, and under what name
FREE_TEXT = {
    "marts.verdict": ("decision_document",),
    "marts.program_year": ("institution_name", "district_name", "major_name", "major_class_name"),
    "marts.enrolment_advice": ("institution_name", "major_name"),
    "marts.setting_change": ("document_number",),
    "marts.industry_match": ("industry_name",),
    "marts.target_progress": ("target_name", "target_clause", "target_unit"),
    "meta.source_file": ("title", "publisher", "url", "licence"),
}


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The release of one night; shared by the workers, so never changed by a test."""
    folder = shared_folder(tmp_path_factory, worker_id) / "hostile_night"
    with alone(folder.with_suffix(".lock")):
        if not (folder / "out" / "current").exists():
            # one language: the other is written by the same templates
            around = {"PREFECT_HOME": str(folder / "prefect"), "MAJORWATCH_LANGUAGES": '["zh"]'}
            raw, out = deliver(folder / "raw"), folder / "out"
            done = majorwatch("run", "--raw", raw, "--out", out, "--as-of", AS_OF, **around)
            assert done.returncode == 0, done.stderr
    return (folder / "out" / "current").resolve()


@pytest.fixture(scope="module")
def tables(release: Path) -> dict[str, pa.Table]:
    folder = release / "public" / "data" / "parquet"
    return {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}


def test_every_payload_reached_every_free_text(tables: dict[str, pa.Table]) -> None:
    assert len(PAYLOADS) >= 30
    marks = (*INSIDE, *WHOLE)
    for table, columns in FREE_TEXT.items():
        for column in columns:
            shown = set(tables[table][column].to_pylist())
            lacking = [mark for mark in marks if not any(mark in (text or "") for text in shown)]
            assert lacking == [], f"{table}.{column}"
            assert any((text or "").startswith(TRIGGERS) for text in shown), f"{table}.{column}"
    # what two cells of each refused row say is not published, nor what two cells of a decision say of persons
    assert tables["meta.refused_row"].num_rows == 2 * len(HOSTILE) + 2


def test_nothing_published_names_a_person(release: Path, tables: dict[str, pa.Table]) -> None:
    reasons = tables["meta.source_file"].to_pylist()
    assert {row["file"]: row["reason_code"] for row in reasons if row["reason_code"]} == {
        "decision/***1.csv": "personal_file_name",
        "decision/来源.csv": "personal_source_file",
    }
    refused = {
        row["reason_code"] for row in tables["meta.refused_row"].to_pylist() if row["feed"] == "decision"
    }
    assert refused == {"identity_number"}
    assert tables["marts.verdict"].column("decided_by").null_count == tables["marts.verdict"].num_rows
    values = repr({name: table.to_pydict() for name, table in tables.items()})
    files = [path for path in (release / "public").rglob("*") if path.is_file()]
    read = {path: path.read_bytes().decode("utf-8", "replace") for path in files if path.suffix in TEXTS}
    assert {path.suffix for path in read} == TEXTS
    for said in PERSONAL:
        assert said not in values
        assert [str(path) for path in files if said in path.name or said in read.get(path, "")] == []


TEXTS = frozenset({".html", ".csv", ".json", ".jsonld", ".js"})


def test_no_cell_of_a_csv_begins_as_a_formula_and_each_can_be_had_back(
    release: Path, tables: dict[str, pa.Table]
) -> None:
    folder = release / "public" / "data"
    paths = [folder / form / f"{name}.csv" for form in ("csv", "csv-excel") for name in tables]
    for path in paths:
        table = tables[path.stem]
        texts = [name for name in table.column_names if pa.types.is_string(table.schema.field(name).type)]
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for name in texts:
            cells = [row[name] for row in rows]
            assert [cell for cell in cells if cell.startswith(TRIGGERS)] == [], f"{path.name}: {name}"
            assert [unguarded(cell) or None for cell in cells] == table[name].to_pylist()


def test_no_workbook_holds_a_formula(release: Path) -> None:
    books = sorted((release / "public" / "data" / "xlsx").glob("*.xlsx"))
    assert books
    for path in books:
        with zipfile.ZipFile(path) as package:
            assert [name for name in package.namelist() if FORMULA.search(package.read(name))] == []
        book = openpyxl.load_workbook(path)
        formulas = [
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ]
        assert formulas == []


def test_no_page_gains_an_element_or_an_attribute(release: Path, tmp_path: Path) -> None:
    harmless = write_harmless(release, tmp_path)
    names = {path.relative_to(harmless) for path in harmless.rglob("*.html")}
    site = release / "public" / "site"
    assert names == {path.relative_to(site) for path in site.rglob("*.html")}
    gained = {name: kinds(site / name) - kinds(harmless / name) for name in sorted(names)}
    assert {name: kind for name, kind in gained.items() if kind} == {}


def test_a_page_that_gained_an_element_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p title='a'>1</p>", encoding="utf-8")
    before = kinds(page)
    page.write_text("<p title='a'>1<b>x</b></p>", encoding="utf-8")
    assert kinds(page) - before == Counter({("b", ()): 1})
    page.write_text("<p title='' onclick='a'>1</p>", encoding="utf-8")
    assert kinds(page) - before == Counter({("p", ("onclick", "title")): 1})


def test_what_is_written_for_programs_can_be_read(release: Path) -> None:
    data, site = release / "public" / "data", release / "public" / "site"
    for name in ("datapackage.json", "dataset.jsonld", "receipts.json"):
        assert json.loads((data / name).read_text(encoding="utf-8"))
    page = (site / "open-data.html").read_text(encoding="utf-8")
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(script)["@type"] == ["Dataset", "dcat:Dataset"]


def kinds(page: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    """How many elements of each name there are with which attributes."""
    return Counter((tag, tuple(sorted(attributes))) for tag, attributes in Page(page).tags)


def write_harmless(release: Path, folder: Path) -> Path:
    """The site of the same city, with another text in the place of each that holds a payload."""
    public = Path(shutil.copy(release / "public.duckdb", folder))
    with duckdb.connect(str(public)) as con:
        columns = con.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() "
            "where not internal and data_type = 'VARCHAR' order by all"
        ).fetchall()
        found = {
            text
            for table, column in columns
            for (text,) in con.execute(f'select distinct "{column}" from {table}').fetchall()
            if text and any(payload in text for payload in (*INSIDE, *WHOLE))
        }
        assert len(found) >= len(HOSTILE)
        con.execute("create temp table harmless (found varchar, text varchar)")
        pairs = [(text, f"无害的文字{place}") for place, text in enumerate(sorted(found))]
        con.executemany("insert into harmless values (?, ?)", pairs)
        for table, column in columns:
            con.execute(f'update {table} set "{column}" = text from harmless where "{column}" = found')
    write_site(write_documents(public), folder / "public", write_pages(public))
    return folder / "public" / "site"
