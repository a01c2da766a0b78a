"""Which rows of some landed files would be refused, worded, without building a warehouse: what `check` asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from transforms.deliveries import Landed, load_contracts
from transforms.warehouse.landing_tables import register_landing
from transforms.warehouse.models import Model, find_models

REFUSED_ROW = "meta.refused_row"
# only the order of days matters, and files handed in together have none
ANY_DAY = date(2000, 1, 1)


def refusals(out: Path, landed: Iterable[Landed]) -> list[dict[str, Any]]:
    """Rows of `meta.refused_row` for landed files and the catalogues among them, in the order of the files."""
    landed = list(landed)
    with duckdb.connect() as con:
        con.execute("create schema landing")
        register_landing(con, out, landed, load_contracts(), {item.delivery_id: ANY_DAY for item in landed})
        models = _needed(REFUSED_ROW)
        for schema in sorted({model.schema for model in models}):
            con.execute(f"create schema {schema}")
        for model in models:
            con.execute(f"create table {model.table} as {model.sql}")
        found = con.sql(f"from {REFUSED_ROW} order by file, sheet, row, problem, column_name")
        return found.to_arrow_table().to_pylist()


def _needed(table: str) -> list[Model]:
    """The model of a table and all it reads, in order."""
    models = find_models()
    wanted = {table}
    for model in reversed(models):
        if model.table in wanted:
            wanted |= model.reads
    return [model for model in models if model.table in wanted]
