"""The comparison with the release readers have, kept within the new one for its reports and its gate."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from transforms.changes.compare import Side, compare
from transforms.changes.sql import PREVIOUS, WORK, sql_of
from transforms.connecting import attach
from transforms.warehouse.models import Model

KEPT = {
    "meta.delivery_change": "changed_deliveries",
    "marts.verdict_change": "changed_verdicts",
    "marts.change_evidence": "changed_evidence",
}


def record_changes(
    con: duckdb.DuckDBPyConnection, models: Iterable[Model], previous: Side, code: str
) -> None:
    """Compare the release being built, attached as `warehouse`, with a published one, and keep what differs.

    code: digest of the code that builds. A published file of a shape that cannot be compared any more does not keep
    the new release from being published: `meta.comparison` then says why nothing was compared.
    """
    told = {"id": previous.release_id, "same": previous.code == code, "why": None}
    try:
        attach(con, previous.warehouse, PREVIOUS)
        compare(con, models, previous.code, code, code)
        for table, select in KEPT.items():
            con.execute(f"insert into {table} by name {sql_of(select)}")
        con.execute(sql_of("comparison"), told)
    except (duckdb.CatalogException, duckdb.BinderException, duckdb.IOException) as error:
        con.execute(
            "insert into meta.comparison by name "
            "select $id as previous_release_id, $same as is_same_code, $why as not_compared",
            told | {"why": str(error).splitlines()[0]},
        )
    finally:
        for name in (PREVIOUS, WORK):
            con.execute(f"detach database if exists {name}")
