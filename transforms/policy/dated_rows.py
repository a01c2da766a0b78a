"""The columns that tables of schema `policy` share, and dated values as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from transforms.policy.values import Dated

LEVELS = ("secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all")
TEXT, WHOLE, REAL, DAY, FLAG = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.bool_()
DATED = {"level": TEXT, "valid_from": DAY, "valid_before": DAY, "value": REAL, "clause_id": TEXT}
TITLES = {"title_zh": TEXT, "title_en": TEXT}


def dated_rows(series: Iterable[Dated], levels: Iterable[str | None]) -> Iterator[dict[str, Any]]:
    """One row per value and level, valid from its day until the day the level's next value starts."""
    for level in levels:
        own = [entry for entry in series if entry.levels is None or level in entry.levels]
        for position, entry in enumerate(own):
            later = own[position + 1].valid_from if position + 1 < len(own) else None
            yield {"level": level, "valid_from": entry.valid_from, "valid_before": later} | {
                "value": entry.value,
                "clause_id": entry.clause,
            }
