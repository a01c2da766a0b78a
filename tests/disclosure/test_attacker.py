"""Who reads two releases and knows the rules still cannot tell a withheld count; a planted leak is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.disclosure.attacker import Attack, attack
from tests.disclosure.published_release import Release, rows
from tests.disclosure.random_city import corrected, published, random_city

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.oracle) for seed in (0, *range(2, 20)))]


@pytest.fixture(scope="module", params=SEEDS)
def releases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Public files of two releases, the newest first, each with its warehouse beside it."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    city = random_city(request.param, levels=1, schools=8)
    _, first = published(folders[0], city)
    _, second = published(folders[1], corrected(city, request.param), first)
    return [second, first]


def test_two_releases_pin_nothing(releases: list[Path]) -> None:
    assert attack(*releases) == []


def test_one_release_pins_nothing(releases: list[Path]) -> None:
    assert attack(releases[1]) == []


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_true_is_possible(releases: list[Path], number: int) -> None:
    """What the attacker concludes from the rules holds for the counts that are withheld."""
    public = releases[number]
    attacked = Attack([Release(public)])
    with duckdb.connect(str(public.with_name("warehouse.duckdb")), read_only=True) as con:
        truth = {
            ("cohort", row["program_id"], row["year"], row["observation"], measure): count
            for row in rows(con, "from core.cohort")
            for measure, count in row.items()
        } | {
            ("intake", row["program_id"], row["year"], "", "graduates"): row["intake"]
            for row in rows(con, "from core.program_spine")
        }
    assert attacked.problem.broken_by({name: truth[name[1]] for name in attacked.problem.unknowns()}) == []


ONE_WITHHELD = """
    select year, level, outcome_scope, outcome_scope_code, outcome.graduates
    from marts.outcome as outcome
    where stand_ins = 1 and cohorts > 1
    order by all
"""


def test_an_exact_sum_among_the_published_ones_is_found(releases: list[Path], tmp_path: Path) -> None:
    public = Path(shutil.copy(releases[1], tmp_path / "public.duckdb"))
    with duckdb.connect(str(releases[1].with_name("warehouse.duckdb")), read_only=True) as con:
        exact = {
            tuple(row[:4]): row[4]
            for row in con.execute(
                "select year, level, outcome_scope, outcome_scope_code, graduates from marts.outcome"
            ).fetchall()
        }
    with duckdb.connect(str(public)) as con:
        sums = [
            row for row in con.execute(ONE_WITHHELD).fetchall() if abs(row[4] - exact[tuple(row[:4])]) > 1
        ]
        where = dict(zip(("year", "level", "scope", "code"), sums[0], strict=False))
        con.execute(
            "update marts.outcome set graduates = $graduates where year = $year and level = $level "
            "and outcome_scope = $scope and outcome_scope_code = $code",
            {**where, "graduates": exact[tuple(sums[0][:4])]},
        )
    found = set(attack(public)) - set(attack(releases[1]))
    assert {one.name[1][2] for one in found} == {where["year"]}
    assert any(len(one.values) == 1 for one in found)


def test_an_exact_margin_of_one_intake_is_found(releases: list[Path], tmp_path: Path) -> None:
    public = Path(shutil.copy(releases[1], tmp_path / "public.duckdb"))
    with duckdb.connect(str(public)) as con:
        con.execute(f"attach '{releases[1].with_name('warehouse.duckdb')}' as exact (read_only)")
        level, year = con.execute(
            "select level, year from meta.stand_in where cell_kind = 'intake' order by withheld_cells, year limit 1"
        ).fetchall()[0]
        stratum = {"level": level, "year": year}
        con.execute(
            "update meta.stand_in set is_margin_exact = true, margin = (select sum(intake) from "
            "exact.core.program_spine where level = $level and year = $year) "
            "where cell_kind = 'intake' and level = $level and year = $year",
            stratum,
        )
        cells = con.execute(
            "select max(withheld_cells) from meta.stand_in "
            "where cell_kind = 'intake' and level = $level and year = $year",
            stratum,
        ).fetchall()[0][0]
    found = [one.name[1] for one in set(attack(public)) - set(attack(releases[1]))]
    assert cells > 1 or [(name[0], name[2]) for name in found] == [("intake", year)]
