"""What a reader of a release meets is described, and described in one place."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import sqlglot
import yaml
from sqlglot import expressions as exp

from tests.house.rooms import ROOT, files_of, named
from transforms.deliveries import load_contracts
from transforms.warehouse.models import load_columns

CARDS = {"yellow", "orange", "red", "exit"}


def test_no_column_is_described_both_by_a_contract_and_by_us() -> None:
    ours = yaml.safe_load((ROOT / "sql/columns.yaml").read_text(encoding="utf-8"))
    delivered = {name for contract in load_contracts().values() for name in contract.columns}
    assert delivered & ours.keys() == set()


def test_every_column_of_a_release_is_described(published: Path) -> None:
    described = load_columns()
    with duckdb.connect(str(published / "current" / "warehouse.duckdb"), read_only=True) as con:
        columns = con.execute(
            "select schema_name || '.' || table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    assert [f"{table}.{column}" for table, column in columns if column not in described] == []


@pytest.mark.parametrize("path", files_of("sql/rules", pattern="*.sql"), ids=named)
def test_no_rule_is_written_for_one_card(path: Path) -> None:
    """Which card follows from what is the policy's to say."""
    literals = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").find_all(exp.Literal)
    assert {literal.this for literal in literals} & CARDS == set()
