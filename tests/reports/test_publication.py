"""One call publishes a release's reports: which files, the same bytes twice, read-only, only published schemas."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import duckdb
import pytest

from reports.data.query import Warehouse
from reports.data.release import UnfitWarehouse
from reports.document.document import KINDS
from reports.publication import publish
from reports.warning.context import Scope
from tests.house.rooms import ROOT
from tests.reports.html_reader import Page

REPORTS = ROOT / "reports"
OPEN_FORMATS = {"csv", "csv-excel", "parquet", "xlsx"}


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_files_of_a_release_and_a_warehouse_that_is_not_touched(warehouse, tmp_path):
    before = warehouse.read_bytes()
    written = publish(warehouse, tmp_path, ("zh",))
    names = [str(path.relative_to(tmp_path)) for path in written]
    of_directory = [name for name in names if name.count("/") and name.split("/")[1] in KINDS]
    of_tables = [name for name in names if name.count("/") and name.split("/")[1] in OPEN_FORMATS]
    assert [name for name in names if name not in (*of_directory, *of_tables)] == [
        "site/index.html",
        "index.html",
        "data/datapackage.json",
        "data/dataset.jsonld",
        "data/receipts.json",
        "pdf/forecast.pdf",
        "pdf/matching.pdf",
        "pdf/quality.pdf",
        "pdf/settings.pdf",
        "pdf/warning.pdf",
        "site/forecast.html",
        "site/matching.html",
        "site/method.html",
        "site/open-data.html",
        "site/quality.html",
        "site/search-data.js",
        "site/search.html",
        "site/settings.html",
        "site/warning.html",
        "site/whatif-data.js",
        "site/whatif.html",
        "site/static/icon.svg",
        "site/static/search.js",
        "site/static/site.css",
        "site/static/tables.js",
        "site/static/whatif.js",
    ]
    assert {name.split("/")[1] for name in of_directory} == set(KINDS)
    assert {name.split("/")[1] for name in of_tables} == OPEN_FORMATS
    assert set(digests(tmp_path)) == {str(path.relative_to(tmp_path)) for path in written}
    assert warehouse.read_bytes() == before
    assert list(warehouse.parent.glob("*.wal")) == []


def test_the_same_bytes_by_one_process_and_by_two(warehouse, public, tmp_path, monkeypatch):
    monkeypatch.setattr("reports.publication.PROGRAMS_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    publish(warehouse, tmp_path, ("zh", "en"))
    assert digests(tmp_path) == digests(public)


def test_queries_read_published_schemas_and_state_their_grain():
    queries = sorted(REPORTS.rglob("*.sql"))
    assert queries
    for path in queries:
        sql = path.read_text(encoding="utf-8")
        assert re.match(r"-- one row", sql), f"{path.name} does not say what a row is"
        tables = set(re.findall(r"(?:from|join)\s+([a-z_]+)\.", sql))
        assert tables <= {"marts", "policy", "meta"}, f"{path.name} reads {tables}"


def test_a_query_whose_columns_changed_is_an_error_and_not_a_shifted_table(warehouse):
    with Warehouse(warehouse) as data, pytest.raises(TypeError, match=r"run\.sql gives|Referenced column"):
        data.rows("data/run", Scope)


def test_a_release_without_thresholds_of_disclosure_is_not_published(warehouse, tmp_path):
    path = tmp_path / "unfit.duckdb"
    path.write_bytes(warehouse.read_bytes())
    with duckdb.connect(str(path)) as con:
        con.execute("delete from policy.parameter where parameter = 'disclosure_min_part'")
    with pytest.raises(UnfitWarehouse, match="disclosure_min_part"):
        publish(path, tmp_path / "public")


def test_every_page_leads_to_how_its_release_stands(public):
    for path in (public / "site").rglob("*.html"):
        name = "index.en.html" if "en" in path.relative_to(public / "site").parts else "index.html"
        led = {(path.parent / address).resolve() for address in Page(path).addresses()}
        assert (public / name).resolve() in led, path
    for name, said in (("index.html", "固定地址会注明"), ("index.en.html", "whether it is current")):
        page = Page(public / name)
        assert said in page.words
        assert all((public / address).exists() for address in page.addresses() if "#" not in address)


def test_pages_and_files_read_the_public_file_and_nothing_else(warehouse, tmp_path, monkeypatch):
    """One connection to one file; and no select of a report could attach another."""
    opened, connect = [], duckdb.connect

    def noted(*where, **how):
        opened.append(where[0] if where else ":memory:")
        return connect(*where, **how)

    monkeypatch.setattr(duckdb, "connect", noted)
    publish(warehouse, tmp_path, ("zh",))
    assert set(opened) - {":memory:"} == {str(warehouse)}
    reading = re.compile(r"\battach\b|\bread_(csv|parquet|json|text)", re.IGNORECASE)
    assert [path for path in REPORTS.rglob("*.sql") if reading.search(path.read_text(encoding="utf-8"))] == []
