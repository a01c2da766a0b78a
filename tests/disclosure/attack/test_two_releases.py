"""Two products one after the other: a restatement of one graduate, a line that moves, a file that counts persons."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.disclosure.attack.product import product_of
from transforms.disclosure.attack import Unreadable, attack

MOVED = (
    "update core.cohort set graduates = graduates + 1 "
    "where program_id = $1 and year = $2 and observation = 'year_end'"
)


def released(product: Path, release: str, previous: str | None = None, files: tuple = ()) -> Path:
    """A product that says which release it is, which one it was compared with, and which files came in between."""
    with duckdb.connect(str(product)) as con:
        con.execute("update meta.run set release_id = $1", [release])
        con.execute("create or replace table meta.comparison (previous_release_id varchar)")
        if previous:
            con.execute("insert into meta.comparison values ($1)", [previous])
        con.execute(
            "create or replace table meta.delivery_change (file varchar, feed varchar, delivery_change varchar)"
        )
        con.execute("create or replace table meta.accounting (file varchar, feed varchar, loaded bigint)")
        for file, feed, loaded in files:
            con.execute("insert into meta.delivery_change values ($1, $2, 'new')", [file, feed])
            con.execute("insert into meta.accounting values ($1, $2, $3)", [file, feed, loaded])
    return product


@pytest.fixture(scope="module")
def earlier(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("earlier") / "public.duckdb"
    return released(Path(shutil.copy(published, copy)), "r1")


@pytest.fixture(scope="module")
def restated(exact: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product after one graduate more, who moves what is told: 52 told as 50 become 53 told as 55."""
    folder = tmp_path_factory.mktemp("restated")
    copy = folder / "exact.duckdb"
    copy.write_bytes(exact.read_bytes())
    with duckdb.connect(str(copy)) as con:
        [place] = con.execute(
            "select program_id, year from core.cohort where graduates % 5 = 2 and graduates > 40 "
            "and observation = 'year_end' and placed < graduates - 3 order by all limit 1"
        ).fetchall()
        con.execute(MOVED, list(place))
    return product_of(copy, folder / "public.duckdb")


def test_the_same_counts_twice_give_nothing_away(published, earlier):
    found = attack(published, earlier)
    assert found.is_of_two
    assert not found.pinned


def test_a_restatement_of_one_graduate_gives_nothing_away(restated, earlier):
    found = attack(released(restated, "r2", "r1", (("corrected.xlsx", "employment", 1),)), earlier)
    assert found.is_of_two
    assert not found.pinned


@pytest.mark.parametrize(
    ("told", "is_given_away"),
    # a file of one row that moved a count: told as it is, or as 0, it says by how little; in steps of a cohort, nothing
    [(1, True), (0, True), (20, False)],
)
def test_how_few_persons_a_file_holds_is_not_told(restated, earlier, told, is_given_away):
    found = attack(released(restated, "r2", "r1", (("corrected.csv", "graduate", told),)), earlier)
    assert bool(found.pinned) == is_given_away


def test_a_line_that_moves_under_told_counts_is_seen(copied, tmp_path, earlier):
    """Told by the old line as 30 of 45 and failing by the new: both together leave less than either."""
    with duckdb.connect(str(copied)) as con:
        con.execute("update marts.criterion_result set line = 6400 where line = 6000")
        con.execute(
            "update marts.criterion_result set result = case when 10000 * numerator < line * denominator then 'fail' "
            "else 'pass' end where line = 6400 and denominator is not null"
        )
    moved = released(product_of(copied, tmp_path / "public.duckdb"), "r2", "r1")
    assert not attack(moved).pinned
    found = attack(moved, earlier)
    assert found.pinned
    assert all(pinned.high - pinned.low < 4 for pinned in found.pinned)


def test_a_file_of_another_form_is_named(published, tmp_path):
    with pytest.raises(Unreadable, match=r"other\.duckdb"):
        attack(published, tmp_path / "other.duckdb")
