"""The receipts of all study programs in one JSON file, for software to read. A receipt is what a verdict is based on;
here it holds published numbers only, those that the page of the program shows.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from reports.data.published import Published
from reports.data.verdicts.cards import Receipt, ReceiptContext, ReceiptYear, SignalContext, smallest_change
from reports.render.html import write_page

RECEIPTS = "receipts.json"
# what identifies a program is stated once, by its receipt, and left out of the entries inside it
NAMES = ("program_id", "institution_name", "level", "major_code", "major_name", "newest_year")


def write_receipt_data(context: ReceiptContext, signals: SignalContext, public: Path) -> Path:
    """Write `data/receipts.json`: one entry per program, its years oldest first; returns the file.

    A number of persons or a rate is `{"value": …, "status": …}`; the value of a withheld one is null, and where a bound
    of it is known that stands beside it as `at_least` or `at_most`.
    `smallest_change`: how many more placed graduates (`more`) of `year` would have made the newest failing result a
    pass. `signals`: shares of the placed graduates, each with its threshold (`line`, 1/10000): all of the newest year,
    and those of earlier years above their threshold. `sensitivity`: rate and card without in-house posts. `signals` may
    be an empty list; the other two are null where they do not apply.
    """
    run = context.shared.run
    stated = {
        "release_id": run.release_id,
        "as_of": run.as_of,
        "policy_id": run.policy_id,
        "is_synthetic": run.is_synthetic,
        "objections_until": run.objections_until,
    }
    receipts = [
        vars(receipt)
        | {"years": [_unnamed(year) for year in context.years[receipt.program_id]]}
        | {"smallest_change": _change(receipt, context.years[receipt.program_id])}
        | {"signals": [_unnamed(item) for item in signals.by_program.get(receipt.program_id, ())]}
        | {"sensitivity": _unnamed(signals.sensitivity_of.get(receipt.program_id))}
        for receipt in context.receipts
    ]
    # one line per receipt: files can be compared line by line, and json uses its fast encoder, which cannot indent
    lines = ",\n".join(map(_json, receipts))
    text = f'{_json(stated).removesuffix("}")}, "receipts": [\n{lines}\n]}}\n'
    return write_page(public / "data" / RECEIPTS, text)


def _json(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, default=_plain)


def _change(receipt: Receipt, years: tuple[ReceiptYear, ...]) -> dict[str, int] | None:
    more = smallest_change(receipt, years)
    return {"year": years[-1].year, "more": more} if more else None


def _unnamed(entry: Any) -> dict[str, Any] | None:
    """The fields of an entry without those that identify the program."""
    return {name: value for name, value in vars(entry).items() if name not in NAMES} if entry else None


def _plain(value: Any) -> str | dict[str, Any]:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Published):
        return {name: known for name, known in vars(value).items() if known or name in ("value", "status")}
    raise TypeError(f"no JSON for {type(value).__name__}")
