"""What `query` refuses: everything but reading the release, said clearly, with exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from transforms.receipts import locked_down as reading

FORBIDDEN = {
    "a file": "select * from read_text('/etc/hostname')",
    "a file by its name": "from '/etc/any.csv'",
    "a blob": "from read_blob('/etc/hostname')",
    "CSV": "from read_csv('/etc/passwd')",
    "a look into CSV": "from sniff_csv('/etc/passwd')",
    "JSON": "from read_json('/etc/any.json')",
    "Parquet": "from read_parquet('/etc/any.parquet')",
    "a list of files": "from glob('/etc/*')",
    "an address": "from 'https://example.org/any.csv'",
    "Parquet at an address": "from read_parquet('https://example.org/any.parquet')",
    "a copy": "copy (select 1) to '/tmp/stolen.csv'",
    "a copy to the terminal": "copy marts.verdict to '/dev/stdout'",
    "a copy of the whole": "export database '/tmp/stolen'",
    "a copy back": "import database '/tmp/stolen'",
    "another database": "attach '/tmp/other.duckdb' as other",
    "a database in memory": "attach ':memory:' as other",
    "an extension": "install httpfs",
    "an extension loaded": "load httpfs",
    "an extension of a file": "load '/tmp/any.duckdb_extension'",
    "a secret": "create secret kept (type s3)",
    "unlocking": "set lock_configuration = false",
    "opening up": "set enable_external_access = true",
    "a setting": "set threads = 1",
    "a setting undone": "reset memory_limit",
    "a log": "call enable_logging()",
    "a profile": "pragma enable_profiling",
    "a table": "create table marts.mine as select 1",
    "a view": "create view marts.mine as select 1",
    "new rows": "insert into meta.run from meta.run",
    "other values": "update marts.verdict set card = 'none'",
    "fewer rows": "delete from marts.verdict",
    "one table less": "drop table marts.verdict",
    "what follows something harmless": "select 1; copy (select 1) to '/tmp/stolen.csv'",
}


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
def test_nothing_but_the_release_is_read_and_nothing_written(sql: str, published: Path) -> None:
    with (
        pytest.raises(reading.QueryRefused) as refused,
        reading.query(published / "current" / "warehouse.duckdb", sql) as (_, rows),
    ):
        list(rows)
    assert refused.value.is_forbidden


def test_a_mistake_is_not_called_forbidden(published: Path) -> None:
    with (
        pytest.raises(reading.QueryRefused, match="verdicts") as refused,
        reading.query(published / "current" / "warehouse.duckdb", "from marts.verdicts"),
    ):
        pass
    assert not refused.value.is_forbidden


@pytest.mark.parametrize("sql", [FORBIDDEN["a file"], FORBIDDEN["a copy"], FORBIDDEN["opening up"]])
def test_the_command_says_so_and_exits_with_2(sql: str, published: Path) -> None:
    done = CliRunner().invoke(app, ["query", "--lang", "en", "--out", str(published), sql])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "The query was not run: " in done.stderr
    assert "no other file, no network, no extension" in done.stderr


def test_a_query_too_large_for_memory_leaves_nothing_beside_the_release(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = (published / "current").resolve()
    before = sorted(path.name for path in release.iterdir())
    monkeypatch.setitem(reading.LOCKED_DOWN, "memory_limit", "60MB")
    large = (
        "create temp table large as select random() as r, md5(i::varchar) as t from range(5000000) as _ (i)"
    )
    with (
        pytest.raises(reading.QueryRefused, match="memory"),
        reading.query(release / "warehouse.duckdb", large),
    ):
        pass
    assert sorted(path.name for path in release.iterdir()) == before


def test_a_long_answer_says_that_it_is_cut_and_how_to_have_all_of_it(published: Path) -> None:
    asked = ["query", "--lang", "en", "--out", str(published), "from marts.program_year"]
    table = CliRunner().invoke(app, asked)
    assert table.exit_code == 0
    assert "Only the first 50 rows are shown; use --csv or --json for all." in table.stderr
    whole = CliRunner().invoke(app, [*asked, "--csv"])
    assert whole.stderr == ""
    assert len(whole.stdout.splitlines()) > 10_000
