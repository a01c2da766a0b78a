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
from transforms.warehouse.models import find_models, load_columns, load_tables
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
    subjects = read_yaml(ROOT / "sql/open_data.yaml")
    told = [name for tables in subjects.values() for name in tables]
    published = {table.name for table in public_tables(find_models())}
    policy = {name for name in load_tables() if name.startswith("policy.")}
    assert sorted(told) == sorted(published | policy)
    assert [notes.name for notes in notes_of(told)] == told


@pytest.mark.parametrize("path", files_of("sql/rules", pattern="*.sql"), ids=named)
def test_no_rule_is_written_for_one_card(path: Path) -> None:
    """Which card follows from what is the policy's to say."""
    literals = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").find_all(exp.Literal)
    assert {literal.this for literal in literals} & CARDS == set()
