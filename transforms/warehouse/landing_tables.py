"""What the SQL models start from: landed files as views, beside the empty tables of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from transforms.connecting import create_table, write_relation
from transforms.deliveries import REFUSED, Contract, Landed, feed_schema, load_reasons

TEXT, WHOLE, REAL, FLAG, DAY = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()
PROGRAM = {"program_id": TEXT, "year": pa.int32()}
NAMES = (
    *("institution_code", "institution_name", "district_name", "level", "catalogue_version"),
    *("major_code", "major_name", "change_kind"),
)
BEFORE_AND_AFTER = {
    **dict.fromkeys(("card", "decided_card", "reason_code", "criterion_id", "trigger_id"), TEXT),
    **{"numerator": WHOLE, "denominator": WHOLE, "value": REAL, "line": REAL},
}
PLACES = {"file": TEXT, "sheet": TEXT, "row": WHOLE}
TABLES: dict[str, dict[str, pa.DataType]] = {
    "meta.comparison": {"previous_release_id": TEXT, "previous_as_of": DAY, "previous_policy_id": TEXT}
    | {"is_same_code": FLAG, "not_compared": TEXT},
    "meta.delivery_change": {"file": TEXT, "feed": TEXT, "delivery_change": TEXT, "title": TEXT}
    | {"publisher": TEXT, "delivered_on": DAY},
    "marts.verdict_change": PROGRAM
    | dict.fromkeys(NAMES, TEXT)
    | {
        column: kind
        for name, kind in BEFORE_AND_AFTER.items()
        for column, kind in ((f"{name}_before", kind), (name, kind))
    }
    | {"line_unit": TEXT, "cause": TEXT, "other_causes": TEXT, "nature": TEXT}
    | {"is_explained": FLAG, "is_latest_year": FLAG},
    "marts.change_evidence": PROGRAM
    | {"evidence_number": WHOLE, "relation": TEXT, "feed": TEXT, "happened": TEXT, "item": TEXT}
    | {"input_year": pa.int32(), **PLACES}
    | {f"{name}_before": kind for name, kind in PLACES.items()}
    | {f"{end}_{name}": TEXT for end in ("from", "to") for name in ("catalogue_version", "major_code")}
    | {"clause_id": TEXT, "valid_from": DAY, "document_number": TEXT, "until_date": DAY, "differences": TEXT},
}

REASON = pa.schema([(name, TEXT) for name in ("reason_code", "zh", "en", "mend_zh", "mend_en")])
SOURCE_FILE = pa.schema(
    [(name, TEXT) for name in ("delivery_id", "feed", "file", "status", "reason_code", "message")]
    + [(name, TEXT) for name in ("publisher", "title", "url", "licence")]
    + [("accessed", DAY), ("delivered_on", DAY), ("received_on", DAY), ("is_synthetic", FLAG)]
    + [("bytes", WHOLE), ("encoding", TEXT), ("format", TEXT), ("source_rows", WHOLE)]
    + [(name, WHOLE) for name in ("rows_read", "landed", "refused", "total_rows", "furniture_rows")]
)

ROW_ID = "concat_ws(':', _delivery_id, coalesce(_sheet, ''), _row, coalesce(_column, '')) as _row_id"


def create_change_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of changes, empty: a first release has nothing to be compared with."""
    for table, columns in TABLES.items():
        create_table(con, table, [], pa.schema(list(columns.items())))


def register_landing(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    landed: Iterable[Landed],
    contracts: Mapping[str, Contract],
    received: Mapping[str, date],
) -> None:
    """Make `landing.<feed>`, `landing.refused_row`, `landing.source_file` and `landing.reason`.

    received: for each delivery the day on which it was first seen; where the source file states no day of delivery,
    that day orders two deliveries of the same row.
    """
    landed = list(landed)
    for feed, contract in contracts.items():
        files = sorted(
            {str(item.parquet(out)) for item in landed if item.feed == feed and item.status == "landed"}
        )
        _view_or_empty(con, feed, files, feed_schema(contract), _identified(contract))
    refused = sorted({str(path) for item in landed if (path := item.refused_parquet(out)).exists()})
    _view_or_empty(con, "refused_row", refused, REFUSED)
    create_table(con, "landing.source_file", (_source_row(item, received) for item in landed), SOURCE_FILE)
    create_table(con, "landing.reason", load_reasons(), REASON)


def _identified(contract: Contract) -> str:
    """The columns of a feed in the order of its contract, then the identity of a row before its place in a file."""
    places = feed_schema(contract).names[len(contract.columns) :]
    return ", ".join([*(f'"{name}"' for name in contract.columns), ROW_ID, *places])


def _view_or_empty(
    con: duckdb.DuckDBPyConnection, name: str, files: list[str], schema: pa.Schema, columns: str = "*"
) -> None:
    if not files:
        write_relation(con, f"landing.{name}", con.from_arrow(schema.empty_table()).project(columns))
        return
    con.execute("set schema = 'landing'")
    con.from_parquet(files, union_by_name=True).project(columns).create_view(name)
    con.execute("set schema = 'main'")


def _source_row(item: Landed, received: Mapping[str, date]) -> dict[str, Any]:
    facts = {field.name: getattr(item, field.name, None) for field in SOURCE_FILE}
    return facts | {"is_synthetic": item.synthetic, "received_on": received[item.delivery_id]}
