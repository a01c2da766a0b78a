"""A new release keeps how it differs from the one readers have, for its reports, its receipts and its gate."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.changes.seed import placed
from tests.changes.two_releases import CODE, EARLIER, release
from tests.sql.city import institution, major
from transforms.changes import Side, record_changes
from transforms.receipts.verdict import receipt
from transforms.warehouse import find_models

PROGRAM = "S01.vocational-2021.530302.associate"
LISTS = {"institution": [institution("S01")], "major": [major("530302")]}


def rows(**cohorts: int) -> dict[str, list[dict]]:
    own = [row | {"institution_code": "S01"} for _, row in placed(**cohorts)]
    return {**LISTS, "employment": own}


def recorded(new: Side, old: Side, folder: Path) -> Path:
    """A copy of the new release in which the comparison was kept."""
    copy = Path(shutil.copy(new.warehouse, folder / "recorded.duckdb"))
    with duckdb.connect() as con:
        con.execute(f"attach '{copy}' as warehouse")
        con.execute("use warehouse")
        record_changes(con, find_models(), old, new.code)
    return copy


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    folder = tmp_path_factory.mktemp("record")
    old, new = rows(), rows(y2025=20)
    return release(folder, "old", old, as_of=EARLIER), release(folder, "new", new, is_whole=True)


def test_a_first_release_has_nothing_before_it(sides: tuple[Side, Side]) -> None:
    _, new = sides
    found = receipt(new.warehouse, PROGRAM)
    assert (found.previous, found.change) == (None, None)


def test_the_receipt_tells_the_card_before_and_the_cause_with_its_row(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    old, new = sides
    found = receipt(recorded(new, old, tmp_path), PROGRAM)
    assert found.previous
    assert found.previous["previous_release_id"] == "old"
    assert found.change is not None
    assert (found.change["card_before"], found.change["card"]) == ("none", "yellow")
    assert found.change["cause"] == "restatement"
    assert found.change["evidence"][0]["file"]


def test_a_release_of_a_shape_that_cannot_be_compared_says_so_and_does_not_stop_the_night(
    tmp_path: Path,
) -> None:
    with duckdb.connect(str(tmp_path / "ancient.duckdb")) as con:
        con.execute("create schema marts")
        con.execute("create table marts.verdict (program varchar)")
    ancient = Side("ancient", tmp_path / "ancient.duckdb", CODE)
    new = release(tmp_path, "fresh", rows(), is_whole=True)
    found = receipt(recorded(new, ancient, tmp_path), PROGRAM)
    assert found.previous
    assert found.previous["not_compared"]
    assert found.change is None
