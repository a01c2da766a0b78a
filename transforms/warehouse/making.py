"""Make the table of a model: by its select, or by the method of transforms/methods that it names."""

from __future__ import annotations

from importlib import import_module

import duckdb
import pyarrow as pa

from transforms.connecting import keep_table
from transforms.policy.policy import COMPUTED_INDICATORS
from transforms.warehouse.models import Model


def make_table(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make one table from those that stand already."""
    if model.is_computed:
        keep_table(con, model.table, _computed(con, model))
    else:
        # a select may ask which indicators are computed: those cannot be delivered
        con.execute("set variable computed_indicators = $names", {"names": list(COMPUTED_INDICATORS)})
        con.execute(f"create table {model.table} as {model.sql}")


def make_again(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make a table anew in the place of one, or of a view of one, that stands."""
    drop(con, model.table)
    make_table(con, model)


def drop(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Take away a table or view, `schema.name`, of the database in use."""
    kinds = con.execute(
        "select table_type from information_schema.tables "
        "where table_catalog = current_database() and table_schema || '.' || table_name = $table",
        {"table": table},
    ).fetchall()
    con.execute(f"drop {'view' if kinds == [('VIEW',)] else 'table'} {table}")


def _computed(con: duckdb.DuckDBPyConnection, model: Model) -> pa.Table:
    """What the method makes of the tables it reads: `computed_table` of transforms/methods/<computed_by>.py.

    It is given the tables by name and returns one. Errors: ValueError where that lacks the key the notes state.
    """
    method = import_module(f"transforms.methods.{model.notes['computed_by']}")
    # in one fixed order: a method must not depend on how the engine happened to write the rows
    tables = {name: con.sql(f"from {name} order by all").to_arrow_table() for name in sorted(model.reads)}
    made: pa.Table = method.computed_table(tables)
    if lacking := set(model.notes.get("key", ())) - set(made.column_names):
        raise ValueError(
            f"{model.table}: {model.path} states a key of columns not computed: {sorted(lacking)}"
        )
    return made
