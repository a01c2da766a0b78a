"""Every number of the marts leads back to delivered columns and values of the policy."""

from __future__ import annotations

import pytest

from tests.analysts.conftest import Answer

ROOTS = ("landing", "policy")
WITHOUT_ROOT = """
select c.schema_name || '.' || c.table_name || '.' || c.column_name
from duckdb_columns() as c
where c.schema_name in ('staging', 'core', 'rules', 'marts') and not exists (
    select 1 from meta.lineage as l
    where l.is_root and l.table_name = c.schema_name || '.' || c.table_name and l.column_name = c.column_name
)
"""
OF = """
select source_table || '.' || source_column from meta.lineage where is_root and table_name || '.' || column_name =
"""
LANDED = "landing.employment."


def test_every_column_has_a_root(ask: Answer) -> None:
    assert ask(WITHOUT_ROOT) == []


def test_a_root_was_delivered_or_stands_in_the_policy_or_is_a_fact_of_the_run(ask: Answer) -> None:
    found = {table for (table,) in ask("select distinct source_table from meta.lineage where is_root")}
    assert {table for table in found if table.split(".")[0] not in ROOTS} <= {"meta.run"}


def test_no_line_of_it_is_stated_twice(ask: Answer) -> None:
    key = "table_name, column_name, source_table, source_column"
    assert ask(f"select {key} from meta.lineage group by all having count(*) > 1") == []


@pytest.mark.parametrize(
    ("column", "roots"),
    [
        (
            "marts.program_year.employment_rate",
            # placed, or graduates less the three kinds of not placed (method.md §2), or a rate delivered without
            # counts; both counted where they came one row a person
            {
                *(
                    LANDED + name
                    for name in ("graduates", "placed", "awaiting_employment", "employment_rate")
                ),
                *(LANDED + name for name in ("preparing_further_study", "other_not_employed")),
                "landing.graduate.*",
                "landing.graduate.destination_code",
            },
        ),
        ("marts.program_year.district_name", {"landing.institution.district_name"}),
        ("marts.verdict.clause_title", {"policy.clause.title"}),
        ("marts.public_list.list_title", {"policy.public_list.title_zh"}),
    ],
)
def test_what_a_column_is_made_from(column: str, roots: set[str], ask: Answer) -> None:
    assert {root for (root,) in ask(f"{OF} '{column}'")} == roots


@pytest.mark.parametrize(
    ("column", "among"),
    [
        ("marts.verdict.line", "policy.criterion_line.value"),
        ("marts.verdict.card", "policy.trigger.card"),
        ("marts.verdict.seats_affected", "landing.enrolment.planned"),
        ("marts.industry_match.supply_demand_ratio", "landing.vacancy.vacancies"),
        ("marts.industry_match.supply_demand_ratio", "landing.crosswalk.weight"),
        # through a method of Python
        ("marts.forecast_card.wape", "landing.vacancy.vacancies"),
        ("marts.enrolment_advice.advised_seats", "landing.enrolment.planned"),
        ("marts.similar_program.name_similarity", "landing.major.major_name"),
        # through what is compared with an earlier release
        ("marts.verdict_change.card_before", "policy.trigger.card"),
    ],
)
def test_a_column_rests_among_others_on(column: str, among: str, ask: Answer) -> None:
    assert (among,) in ask(f"{OF} '{column}'")


def test_the_public_file_tells_the_roots_of_what_it_tells(ask_public: Answer) -> None:
    marts = {
        name for (name,) in ask_public("select table_name from duckdb_tables() where schema_name = 'marts'")
    }
    told = {name.split(".")[1] for (name,) in ask_public("select distinct table_name from meta.lineage")}
    assert marts <= told
