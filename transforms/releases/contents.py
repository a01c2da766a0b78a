"""What the tables of a DuckDB file hold, read back row by row: the bytes of two equal files may differ, this not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from transforms.connecting import read_only

# of all values of a row, whatever the order of the rows; another version of DuckDB may hash otherwise
READ_BACK = "count(*), coalesce(sum(hash(line)), 0)"
ENGINE = f"duckdb {duckdb.__version__}"
Contents = Mapping[str, Mapping[str, Any]]


class NotReadable(Exception):
    """A file that was not closed, or that DuckDB cannot read through."""


def contents(file: Path) -> Contents:
    """Rows and digest of every table `schema.name` of a closed file, opened read-only. Errors: NotReadable."""
    if Path(f"{file}.wal").exists():
        raise NotReadable(f"{file.name}: was not closed, its write-ahead log is still there")
    try:
        with read_only(file) as con:
            found = con.execute(
                "select schema_name, table_name from duckdb_tables() where not internal order by all"
            ).fetchall()
            return {f"{schema}.{table}": _read(con, schema, table) for schema, table in found}
    except duckdb.Error as error:
        raise NotReadable(f"{file.name}: {str(error).splitlines()[0]}") from None


def _read(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> dict[str, Any]:
    con.execute("set schema = $schema", {"schema": schema})
    [(rows, digest)] = con.table(table).set_alias("line").aggregate(READ_BACK).fetchall()
    return {"rows": rows, "digest": f"{digest:x}"}


def unlike(found: Contents, stated: Contents) -> list[str]:
    """What was not found as stated, one line each; digests are compared where both have one."""
    problems = [f"{table}: missing" for table in sorted(stated.keys() - found.keys())]
    for table in sorted(stated.keys() & found.keys()):
        one, other = found[table], stated[table]
        if one["rows"] != other["rows"]:
            problems.append(f"{table}: {one['rows']} rows where {other['rows']} are stated")
        elif {"digest"} <= one.keys() & other.keys() and one["digest"] != other["digest"]:
            problems.append(f"{table}: other values than those published")
    return problems
