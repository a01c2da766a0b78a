"""Which rows of some landed files would be refused, worded, without building a warehouse: what `check` asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from transforms.connecting import in_memory
from transforms.deliveries import Landed, load_contracts
from transforms.warehouse.landing_tables import register_landing
from transforms.warehouse.making import create_schemas, make_table, models_for
from transforms.warehouse.models import list_models

REFUSED_ROW = "meta.refused_row"
# only the order of days matters, and files handed in together have none
ANY_DAY = date(2000, 1, 1)


def refusals(out: Path, landed: Iterable[Landed]) -> list[dict[str, Any]]:
    """Rows of `meta.refused_row` for landed files and the catalogues among them, in the order of the files."""
    landed = list(landed)
    with in_memory() as con:
        con.execute("create schema landing")
        register_landing(con, out, landed, load_contracts(), {item.delivery_id: ANY_DAY for item in landed})
        create_schemas(con)
        for model in models_for([REFUSED_ROW], list_models()):
            make_table(con, model)
        found = con.sql(f"from {REFUSED_ROW} order by file, sheet, row, problem, column_name")
        return found.to_arrow_table().to_pylist()
