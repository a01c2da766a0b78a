"""Which rows of some landed files would be refused, worded, without building a warehouse: what `check` asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from transforms.connecting import in_memory
from transforms.deliveries import Landed, load_contracts
from transforms.warehouse.landing_tables import register_landing
from transforms.warehouse.making import make_table
from transforms.warehouse.models import SQL_DIR, Model

REFUSED_ROW = "meta.refused_row"
# only the order of days matters, and files handed in together have none
ANY_DAY = date(2000, 1, 1)


def refusals(out: Path, landed: Iterable[Landed]) -> list[dict[str, Any]]:
    """Rows of `meta.refused_row` for landed files and the catalogues among them, in the order of the files."""
    landed = list(landed)
    with in_memory() as con:
        con.execute("create schema landing")
        register_landing(con, out, landed, load_contracts(), {item.delivery_id: ANY_DAY for item in landed})
        models = _needed(REFUSED_ROW)
        for schema in sorted({model.schema for model in models}):
            con.execute(f"create schema {schema}")
        for model in models:
            make_table(con, model)
        found = con.sql(f"from {REFUSED_ROW} order by file, sheet, row, problem, column_name")
        return found.to_arrow_table().to_pylist()


@cache
def _needed(table: str) -> tuple[Model, ...]:
    """The model of a table and all it reads, each after what it reads; only these are parsed."""
    models: dict[str, Model] = {}

    def add(name: str) -> None:
        schema, _, stem = name.partition(".")
        path = SQL_DIR / schema / f"{stem}.sql"
        if name not in models and path.exists():
            model = Model(schema, stem, path)
            for read in sorted(model.reads):
                add(read)
            models[name] = model

    add(table)
    return tuple(models.values())
