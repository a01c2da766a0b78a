"""What the SQL models start from: landed files as views, policy and run facts as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.deliveries import REFUSED, Contract, Landed, feed_schema, load_reasons

ROW_ID = "concat_ws(':', _delivery_id, coalesce(_sheet, ''), _row, coalesce(_column, '')) as _row_id"


def create_table(
    con: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Mapping[str, Any]], schema: pa.Schema
) -> None:
    """Write rows to a table `schema.name`; an empty input makes an empty table with its types."""
    keep_table(con, name, pa.Table.from_pylist(list(rows), schema=schema))


def keep_table(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Write an Arrow table as `schema.name`."""
    _keep(con, con.from_arrow(table), name)


def _keep(con: duckdb.DuckDBPyConnection, relation: duckdb.DuckDBPyRelation, name: str) -> None:
    schema, table = name.split(".")
    con.execute("set schema = $schema", {"schema": schema})
    relation.create(table)
    con.execute("set schema = 'main'")


def register_landing(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    landed: Iterable[Landed],
    contracts: Mapping[str, Contract],
    received: Mapping[str, date],
) -> None:
    """Make `landing.<feed>`, `landing.refused_row`, `landing.source_file` and `landing.reason`.

    `received` says for each delivery on which day it was first seen; where the source file states no
    day of delivery, that day orders two deliveries of the same row.
    """
    landed = list(landed)
    for feed, contract in contracts.items():
        files = sorted(
            {str(item.parquet(out)) for item in landed if item.feed == feed and item.status == "landed"}
        )
        _view_or_empty(con, feed, files, feed_schema(contract), "*, " + ROW_ID)
    refused = sorted({str(path) for item in landed if (path := item.refused_parquet(out)).exists()})
    _view_or_empty(con, "refused_row", refused, REFUSED)
    create_table(con, "landing.source_file", (_source_row(item, received) for item in landed), SOURCE_FILE)
    create_table(con, "landing.reason", load_reasons(), REASON)


def _view_or_empty(
    con: duckdb.DuckDBPyConnection, name: str, files: list[str], schema: pa.Schema, columns: str = "*"
) -> None:
    if not files:
        _keep(con, con.from_arrow(schema.empty_table()).project(columns), f"landing.{name}")
        return
    con.execute("set schema = 'landing'")
    con.from_parquet(files, union_by_name=True).project(columns).create_view(name)
    con.execute("set schema = 'main'")


REASON = pa.schema([(name, pa.string()) for name in ("reason_code", "zh", "en", "mend_zh", "mend_en")])
SOURCE_FILE = pa.schema(
    [
        ("delivery_id", pa.string()),
        ("feed", pa.string()),
        ("file", pa.string()),
        ("status", pa.string()),
        ("reason_code", pa.string()),
        ("message", pa.string()),
        ("publisher", pa.string()),
        ("title", pa.string()),
        ("url", pa.string()),
        ("licence", pa.string()),
        ("accessed", pa.date32()),
        ("delivered_on", pa.date32()),
        ("received_on", pa.date32()),
        ("is_synthetic", pa.bool_()),
        ("bytes", pa.int64()),
        ("encoding", pa.string()),
        ("format", pa.string()),
        ("source_rows", pa.int64()),
        ("rows_read", pa.int64()),
        ("landed", pa.int64()),
        ("refused", pa.int64()),
        ("total_rows", pa.int64()),
        ("furniture_rows", pa.int64()),
    ]
)


def _source_row(item: Landed, received: Mapping[str, date]) -> dict[str, Any]:
    facts = {field.name: getattr(item, field.name, None) for field in SOURCE_FILE}
    return facts | {"is_synthetic": item.synthetic, "received_on": received[item.delivery_id]}
