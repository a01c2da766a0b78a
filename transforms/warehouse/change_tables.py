"""The tables that keep how a release differs from the one readers had before: made empty, filled after the marts."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from transforms.warehouse.landing_tables import create_table

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


def create_change_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of changes, empty: a first release has nothing to be compared with."""
    for table, columns in TABLES.items():
        create_table(con, table, [], pa.schema(list(columns.items())))
