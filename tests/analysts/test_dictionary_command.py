"""`majorwatch dictionary` tells the exact warehouse: all tables, or the columns of one and what they are made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.cli import app
from tests.analysts.conftest import Answer


def asked(published: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["dictionary", "--out", str(published), *arguments])


def told(published: Path, *arguments: str) -> Any:
    return json.loads(asked(published, "--json", *arguments).stdout)


def test_it_lists_every_table_the_marts_first(published: Path, ask: Answer) -> None:
    tables = told(published)
    assert len(tables) == len(ask("from duckdb_tables()"))
    marts = [table["table_name"].startswith("marts.") for table in tables]
    assert marts == sorted(marts, reverse=True)
    assert all(" | " in table["meaning"] for table in tables)
    [verdicts] = [table for table in tables if table["table_name"] == "marts.verdict"]
    assert ask("select count(*) from marts.verdict") == [(verdicts["rows"],)]


@pytest.mark.parametrize(
    ("named", "table"),
    [("verdict", "marts.verdict"), ("rules.verdict", "rules.verdict"), ("major_rat", "marts.major_ratio")],
)
def test_one_table_is_told_with_its_columns(named: str, table: str, published: Path, ask: Answer) -> None:
    found = told(published, named)
    assert found["table_name"] == table
    names = ask(
        "select column_name from duckdb_columns() "
        f"where schema_name || '.' || table_name = '{table}' order by column_index"
    )
    assert [(column["column_name"],) for column in found["columns"]] == names


def test_a_column_says_what_it_is_made_from(published: Path) -> None:
    columns = {column["column_name"]: column for column in told(published, "program_year")["columns"]}
    assert columns["district_name"]["made_from"] == "landing.institution.district_name"
    assert "landing.employment.placed" in columns["employment_rate"]["made_from"].split(", ")
    shown = asked(published, "--lang", "en", "program_year").stdout
    assert "marts.program_year: 专业点逐年表 | Programs by year" in shown
    assert "+5" in shown  # eight sources, three of them shown


def test_a_name_of_several_tables_lists_them(published: Path) -> None:
    done = asked(published, "match")
    assert done.exit_code == 2
    assert "marts.industry_match" in done.stdout
    assert "marts.major_match" in done.stdout


def test_a_name_of_none_is_said(published: Path) -> None:
    done = asked(published, "--lang", "en", "no_such")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No table's name holds “no_such”" in done.stderr
