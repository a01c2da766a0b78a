"""What is published of critical lines: they follow from the published counts, and a page that compares with them says
what `majorwatch whatif --public` says."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.whatif.context import Setting, WhatIfContext, load_whatif, whatif_data
from tests.sql.city import build_city
from tests.worlds.test_whatif import random_rows
from transforms.disclosure import protect
from transforms.warehouse import load_policy
from transforms.worlds.whatif import public_whatif, with_values

RULES = ("low_one_year", "low_two_years", "low_three_years")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lines")
    city = build_city(folder, random_rows(7))
    city.checks()
    city.close()
    protect(folder / "city.duckdb", folder / "public.duckdb")
    return folder


@pytest.fixture(scope="module")
def context(folder: Path) -> WhatIfContext:
    with Warehouse(folder / "public.duckdb") as data:
        return load_whatif(data, load_shared(data))


def test_a_published_line_is_that_of_the_published_counts(folder: Path) -> None:
    """60 of 100 fails from 6001 on."""
    with duckdb.connect(str(folder / "public.duckdb"), read_only=True) as con:
        rows = con.execute(
            "select line.critical_line, published.placed, published.graduates from marts.critical_line as line "
            "inner join marts.program_year as published using (program_id, year) "
            "where line.is_adjustable and line.trigger_id = 'low_one_year' and line.years = 1 "
            "and line.minimum_cohort = 20 and published.graduates >= 20 and published.placed is not null"
        ).fetchall()
    assert len(rows) > 20
    assert [row for row in rows if row[0] != 10_000 * row[1] // row[2] + 1] == []


def test_at_the_policys_own_values_every_program_has_its_published_card(context: WhatIfContext) -> None:
    published = {program.program_id: program.card for program in context.programs}
    assert context.cards(context.today) == published
    # cohorts of twelve are pooled, and what they would give at another line is not published
    assert 0 < len(context.held) < len(published) / 2


@pytest.mark.parametrize(
    ("line", "years", "minimum"), [(6000, (1, 2, 3), 20), (6650, (1, 1, 2), 40), (5450, (2, 3, 5), 25)]
)
def test_comparing_is_what_the_command_line_judges(
    folder: Path, context: WhatIfContext, line: int, years: tuple[int, ...], minimum: int
) -> None:
    today = context.today
    moved = Setting(
        {**today.line, "low_employment": line},
        {**today.minimum_cohort, "low_employment": minimum},
        {**today.years, **dict(zip(RULES, years, strict=True))},
    )
    settings = [f"low_employment.line={line}", f"low_employment.minimum_cohort={minimum}"]
    settings += [f"{rule}.m={m}" for rule, m in zip(RULES, years, strict=True)]
    found = public_whatif(folder / "city.duckdb", with_values(load_policy("chongqing"), settings))
    before, after = context.cards(today), context.cards(moved)
    expected = {p: (before[p], after[p]) for p in before if before[p] != after[p]}
    assert {row["program_id"]: (row["card"], row["other_card"]) for row in found.changes} == expected
    assert bool(expected) == (line != 6000)


def test_the_script_holds_every_program_and_closes_no_tag(context: WhatIfContext) -> None:
    head, programs = whatif_data(context).split("\nMAJORWATCH_WHATIF.programs = ")
    told = json.loads(head.removeprefix("const MAJORWATCH_WHATIF = ").removesuffix(";"))
    assert [rule["trigger"] for rule in told["rules"]] == [*RULES]
    rows = json.loads(programs.removesuffix(";\n"))
    assert [row[0] for row in rows] == [program.program_id for program in context.programs]
    assert "</" not in programs
