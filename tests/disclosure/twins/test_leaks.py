"""Leaks planted in what is published, one in each table: a twin shows them all, but those that only the redraws or the
list of columns can see."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.disclosure.test_counts import published_of
from tests.disclosure.twins.random_city import built, corrected, random_rows
from tests.sql.city import cohort, institution, major
from transforms.disclosure import Undeclared, protect, world
from transforms.disclosure import public_tables as declarations
from transforms.disclosure.facts import Facts
from transforms.disclosure.proof import Proof, prove
from transforms.disclosure.redraw import Redraws
from transforms.disclosure.twin import differences, publish_twin
from transforms.policy.policy import TellingLine
from transforms.warehouse import load_policy

SEED, SCHOOLS = 3, 4
OWN = "exact.core.cohort as own where own.program_id = {0}.program_id and own.year = {0}.year"
# what leaks → the select, what stands in it, what stands there instead, the column that shows it
PLANTED = {
    "one exact column in a mart": (
        "marts.program_year",
        "cast(marked.placed as bigint) end as placed,",
        f"cast(marked.placed as bigint) else (select max(own.placed) from {OWN.format('marked')}) end as placed,",
        "placed",
    ),
    "an intake": (
        "marts.program_year",
        "case when intake.status is null then cast(marked.intake as bigint) end as intake,",
        "(select max(own.intake) from exact.core.enrolment as own where own.program_id = marked.program_id "
        "and own.year = marked.year) as intake,",
        "intake",
    ),
    "a double of full precision": (
        "marts.program_year",
        "then marked.rate_low end as rate_low",
        "then marked.rate_low + 1e-12 * (select sum(placed * placed) from exact.core.cohort) end as rate_low",
        "rate_low",
    ),
    "a coordinate of a chart": (
        "marts.rate_signal",
        "case when status is null then value end as value,",
        "coalesce(case when status is null then value end, "
        f"(select max(own.placed / own.graduates) from {OWN.format('stated')})) as value,",
        "value",
    ),
    "a rank": (
        "marts.verdict",
        "verdict.years_counted,",
        "rank() over (order by (select max(own.placed / own.graduates) from exact.core.cohort as own "
        "where own.program_id = verdict.program_id)) as years_counted,",
        "years_counted",
    ),
    "a critical line": (
        "marts.critical_line",
        "from marts.critical_line",
        "from exact.marts.critical_line",
        "*",
    ),
    "an old release": (
        "meta.withheld",
        "status as withheld_as",
        "concat(status, (select max(old.exact) from disclosure.earlier_count as old "
        "where old.owner_id = count.owner_id and old.year = count.year "
        "and old.measure = count.measure)) as withheld_as",
        "withheld_as",
    ),
}
ORDERED = "marts.judged_cohort"
# the module: its function has the same name
PROTECTING = sys.modules["transforms.disclosure.protect"]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The warehouses of two releases, the earlier one first, each with its public file beside it."""
    folder = tmp_path_factory.mktemp("leaks")
    rows = random_rows(SEED, SCHOOLS)
    earlier, now = built(folder / "1", rows), built(folder / "2", corrected(rows, SEED))
    protect(earlier, earlier.with_name("public.duckdb"))
    protect(now, now.with_name("public.duckdb"), earlier.with_name("public.duckdb"))
    return earlier, now


def planted(folder: Path, monkeypatch: pytest.MonkeyPatch, *leaks: tuple[str, str, str]) -> None:
    """Selects of public tables with other words in them."""
    tables = Path(shutil.copytree(declarations.TABLES, folder / "tables"))
    for table, was, becomes in leaks:
        text = (tables / f"{table}.sql").read_text(encoding="utf-8")
        assert was in text, table
        (tables / f"{table}.sql").write_text(text.replace(was, becomes), encoding="utf-8")
    monkeypatch.setattr(declarations, "TABLES", tables)


def proof_of(releases: tuple[Path, Path]) -> Proof:
    earlier, now = releases
    return prove(now, now.with_name("public.duckdb"), earlier.with_name("public.duckdb"), "seed")


def test_without_a_leak_a_twin_is_published_alike_and_nothing_is_pinned(releases: tuple[Path, Path]) -> None:
    proof = proof_of(releases)
    assert proof.is_of_two
    assert proof.counts > 300
    assert (proof.differences, proof.alone, proof.together) == ((), (), ())


def test_a_twin_shows_every_leak(
    releases: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, now = releases
    files = [warehouse.with_name("public.duckdb") for warehouse in releases]
    redraws = Redraws([Facts(now, files[1]), Facts(earlier, files[0])], SEED)
    redraws.redraw(60)
    planted(tmp_path, monkeypatch, *[(table, was, becomes) for table, was, becomes, _ in PLANTED.values()])
    monkeypatch.setattr(PROTECTING, "check_columns", lambda *_: None)
    _order_by_an_exact_count(monkeypatch)
    protect(now, tmp_path / "public.duckdb", files[0])
    publish_twin(now, tmp_path / "twin.duckdb", redraws.of(0), files[0], redraws.of(1))
    found = {
        (shown.table, shown.column)
        for shown in differences(tmp_path / "public.duckdb", tmp_path / "twin.duckdb")
    }
    tables = {table for table, _ in found}
    for leak, (table, _, _, column) in PLANTED.items():
        assert (table, column) in found or (column == "*" and table in tables), leak
    assert ORDERED in tables, "an order by a withheld value"


def _order_by_an_exact_count(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = declarations.public_tables
    by = (
        "(select sum(own.placed) from exact.core.cohort as own where own.program_id = judged_cohort.program_id)",
    )

    def ordered(models: Any) -> list[declarations.PublicTable]:
        return [
            declarations.PublicTable(table.name, table.how, by + table.key, table.ratios)
            if table.name == ORDERED
            else table
            for table in whole(models)
        ]

    monkeypatch.setattr(PROTECTING, "public_tables", ordered)
    monkeypatch.setattr("transforms.disclosure.twin.public_tables", ordered)


@pytest.mark.parametrize(
    ("leak", "table", "was", "becomes"),
    [
        ("a refused row", "meta.refused_row", "problem\n", "raw_text as problem_text, problem\n"),
        ("an exact column", "marts.critical_line", "    is_adjustable\n",
         "    is_adjustable, (select max(own.graduates) "
         "from exact.core.cohort as own where own.program_id = critical_line.program_id) as card_of\n"),
    ],
)  # fmt: skip
def test_a_column_of_the_warehouse_that_nobody_declared_is_refused(
    leak: str,
    table: str,
    was: str,
    becomes: str,
    releases: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planted(tmp_path, monkeypatch, (table, was, becomes))
    with pytest.raises(Undeclared, match=table):
        protect(releases[0], tmp_path / "public.duckdb")


@pytest.mark.parametrize("is_accepted", [False, True])
def test_a_line_that_tells_parts_pins_them_unless_the_policy_accepts_it(
    is_accepted: bool, tmp_path: Path
) -> None:
    """Of thirty graduates two are not placed, 93.3 %, or one, 96.7 %: a line of 95 % tells which."""
    stated = load_policy("chongqing")
    line = tuple(entry.model_copy(update={"value": 9500}) for entry in stated.criteria["low_employment"].line)
    criteria = {
        **stated.criteria,
        "low_employment": stated.criteria["low_employment"].model_copy(update={"line": line}),
    }
    accepted = {"low_employment": TellingLine(clause=line[0].clause)} if is_accepted else {}
    policy = stated.model_copy(update={"criteria": criteria, "lines_tell_parts": accepted})
    rows = {
        "institution": [institution()],
        "major": [major("530302")],
        "employment": [cohort(2024, 40, 30, matched=None), cohort(2025, 30, 28, matched=None)],
    }
    public = published_of(tmp_path / "city", rows, policy=policy)
    found = prove(public.with_name("warehouse.duckdb"), public, None, "seed").alone
    assert {pinned.key[-1] for pinned in found} == (set() if is_accepted else {"placed"})


def test_a_pool_that_contains_a_published_year_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten graduates beside twenty that are published: their sum gives them back."""
    rows = {
        "institution": [institution()],
        "major": [major("530302")],
        "employment": [cohort(2024, 20, 11, matched=None), cohort(2025, 10, 6, matched=None)],
    }
    public = published_of(tmp_path / "city", rows)
    warehouse = public.with_name("warehouse.duckdb")
    assert prove(warehouse, public, None, "seed").alone == ()
    cells = Path(shutil.copytree(world.CELLS, tmp_path / "cells"))
    pool = cells / "disclosure.published_pool.sql"
    text = pool.read_text(encoding="utf-8")
    assert "windowed.is_all_low" in text
    pool.write_text(text.replace("windowed.is_all_low", "true"), encoding="utf-8")
    monkeypatch.setattr(world, "CELLS", cells)
    # alone, twenty graduates are enough: as if the rule asked for more
    with duckdb.connect(str(warehouse)) as con:
        con.execute(
            "update marts.criterion_result set window_years = 2, covers_from = 2024, numerator = 17, denominator = 30 "
            "where year = 2025 and criterion_id = 'low_employment'"
        )
    public.unlink()
    protect(warehouse, public)
    assert prove(warehouse, public, None, "seed").alone
