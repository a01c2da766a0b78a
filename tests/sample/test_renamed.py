"""A failing major that changed its name does not escape: the lineage carries its record, or the report asks for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from reports.document.blocks import Table, text_of
from tests.reports.written import write_documents
from tests.sample.landing import judged_city, land_city
from tests.sample.test_truth import truth
from transforms.disclosure import protect

LINEAGE = "major_lineage/职业教育新旧专业对照表.xlsx"
CARDS = """
    select institution_name, card from marts.verdict
    where is_latest_year and major_code = $code and level = $level
"""


def renamed(city: Path) -> dict[str, str]:
    """A planted program that failed before and after its change of name."""
    return next(row for row in truth(city) if row["story"] == "renamed_while_failing")


@pytest.fixture(scope="module")
def unstated(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public file of the same deliveries, the rename of that program's major not among them."""
    folder = tmp_path_factory.mktemp("unstated")
    raw = shutil.copytree(city, folder / "raw")
    workbook = openpyxl.load_workbook(raw / LINEAGE)
    rows = [row for row in workbook.active.iter_rows() if row[3].value == renamed(city)["major_code"]]
    workbook.active.delete_rows(rows[0][0].row, len(rows))
    workbook.save(raw / LINEAGE)
    build = judged_city(land_city(raw, folder / "out"), folder / "out", folder / "warehouse.duckdb")
    build.checks()
    build.close()
    protect(folder / "warehouse.duckdb", folder / "public.duckdb")
    return folder / "public.duckdb"


def card_of(con, program: dict[str, str]) -> str:
    found = con.execute(CARDS, {"code": program["major_code"], "level": program["level"]}).fetchall()
    return dict(found)[program["institution_name"]]


def test_with_its_lineage_it_stays_flagged(city, con):
    assert card_of(con, renamed(city)) == "red"
    assert con.execute("from marts.possible_rename").fetchall() == []


def test_without_it_the_report_asks_whether_it_was_renamed(city, unstated):
    program = renamed(city)
    for report, *_ in write_documents(unstated, ("zh", "en")).values():
        [table] = [b for b in report.blocks if isinstance(b, Table) and b.anchor == "possible-renames"]
        rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
        [row] = [
            row for row in rows if program["institution_name"] in row[0] and row[1] == program["major_name"]
        ]
        assert int(row[3]) == int(row[2]) + 1
