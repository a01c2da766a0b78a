"""What a reader of a release meets is described, and described in one place."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import expressions as exp

from reports.opendata.tables import notes_of
from tests.house.rooms import ROOT, files_of, named
from transforms.deliveries import load_contracts
from transforms.disclosure.public_tables import public_tables
from transforms.policy.policy import COMPUTED_INDICATORS
from transforms.warehouse.models import find_models, load_columns, load_notes, load_tables
from transforms.yaml_text import read_yaml

CARDS = {"yellow", "orange", "red", "exit"}


def test_no_column_is_described_both_by_a_contract_and_by_us() -> None:
    ours = read_yaml(ROOT / "sql/columns.yaml")
    delivered = {name for contract in load_contracts().values() for name in contract.columns}
    assert delivered & ours.keys() == set()


def test_every_column_of_a_release_is_described(published: Path) -> None:
    described = load_columns()
    with duckdb.connect(str(published / "current" / "warehouse.duckdb"), read_only=True) as con:
        columns = con.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    assert [f"{table}.{column}" for table, column in columns if column not in described] == []


def test_every_table_that_may_be_published_stands_under_a_subject_of_the_open_data() -> None:
    shown = [name for name, notes in load_notes().items() if "subject" in notes]
    published = {table.name for table in public_tables(find_models())}
    policy = {name for name in load_tables() if name.startswith("policy.")}
    assert sorted(shown) == sorted(published | policy)
    assert [notes.name for notes in notes_of(shown)] == shown


def test_the_computed_indicators_are_those_that_core_reading_computes() -> None:
    """Their units, feeds and counts stand in the notes of the table; its select computes them."""
    select = sqlglot.parse_one((ROOT / "sql/core/reading.sql").read_text(encoding="utf-8"), read="duckdb")
    computed = {
        alias.this.name
        for alias in select.find_all(exp.Alias)
        if alias.alias == "indicator" and isinstance(alias.this, exp.Literal)
    }
    assert computed == COMPUTED_INDICATORS.keys()


@pytest.mark.parametrize("path", files_of("sql/rules", pattern="*.sql"), ids=named)
def test_no_rule_is_written_for_one_card(path: Path) -> None:
    """Which card follows from what is the policy's to say."""
    literals = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").find_all(exp.Literal)
    assert {literal.this for literal in literals} & CARDS == set()
