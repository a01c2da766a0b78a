"""The receipts of all programs as one JSON file, in published numbers: for programs, not for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from reports.receipt_context import ReceiptContext

RECEIPTS = "receipts.json"


def write_receipt_data(context: ReceiptContext, public: Path) -> Path:
    """Write `data/receipts.json`: one entry per program, its years oldest first; returns the file.

    A number of persons or a rate is `{"value": …, "status": …}`; a withheld one has no value and its status.
    """
    run = context.shared.run
    told = {
        "release_id": run.release_id,
        "as_of": run.as_of,
        "policy_id": run.policy_id,
        "is_synthetic": run.is_synthetic,
        "objections_until": run.objections_until,
        "receipts": [
            asdict(receipt) | {"years": [_year(asdict(year)) for year in context.years[receipt.program_id]]}
            for receipt in context.receipts
        ],
    }
    path = public / "data" / RECEIPTS
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1, default=_plain)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _year(year: dict[str, Any]) -> dict[str, Any]:
    """Without the program's id, which its receipt states."""
    return {name: value for name, value in year.items() if name != "program_id"}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
