"""A client that opens the file sees what every table and column is, in Chinese and in English."""

from __future__ import annotations

import pytest

from tests.analysts.conftest import Answer
from transforms.warehouse import find_models
from transforms.warehouse.describing import notes_of_tables, references
from transforms.warehouse.models import load_tables

BARE = """
select schema_name || '.' || table_name from duckdb_tables() where comment is null or comment not like '_% | _%'
union all
select schema_name || '.' || table_name || '.' || column_name from duckdb_columns()
where not internal and (comment is null or comment not like '_% | _%')
"""
TABLES = "select schema_name || '.' || table_name from duckdb_tables()"
NOTES = notes_of_tables(find_models())
REFERENCES = [(table, *reference) for table in sorted(NOTES) for reference in references(NOTES, table)]


def test_no_table_and_no_column_of_the_warehouse_lacks_its_comment(ask: Answer) -> None:
    schemas = {name for (name,) in ask("select distinct schema_name from duckdb_tables()")}
    assert schemas == {"policy", "staging", "core", "rules", "marts", "meta"}
    assert ask(BARE) == []


def test_nor_of_the_public_file(ask_public: Answer) -> None:
    assert ask_public(BARE) == []


# what is withheld and at what it stands in sums is decided, and written, on the way out
PUBLIC_ALONE = {
    name for name, notes in load_tables().items() if notes.get("written_by") == "transforms/disclosure"
}


def test_what_is_described_is_there(ask: Answer, ask_public: Answer) -> None:
    assert {name for (name,) in ask(TABLES)} == NOTES.keys() - PUBLIC_ALONE
    assert {name for (name,) in ask_public(TABLES)} >= PUBLIC_ALONE


def test_the_key_of_a_table_that_no_model_makes_is_one(ask: Answer, ask_public: Answer) -> None:
    """Those of models are asked by the gate in every run."""
    for table, notes in load_tables().items():
        repeated = f"select {', '.join(notes['key'])} from {table} group by all having count(*) > 1"
        asked = ask_public if table in PUBLIC_ALONE else ask
        assert asked(repeated) == [], table


@pytest.mark.parametrize(("table", "target", "columns"), REFERENCES)
def test_what_a_table_refers_to_is_there(
    table: str, target: str, columns: tuple[str, ...], ask: Answer
) -> None:
    same = " and ".join(
        f"own.{column} = other.{key}" for column, key in zip(columns, NOTES[target]["key"], strict=True)
    )
    given = " and ".join(f"own.{column} is not null" for column in columns)
    assert ask(f"from {table} as own anti join {target} as other on {same} where {given}") == []
