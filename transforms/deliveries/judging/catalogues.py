"""Codes already known, so that a code damaged by a spreadsheet can be mended where only one entry fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from transforms.deliveries.landing.land import Landed

CODE_COLUMNS = {
    "institution": ("institution_code", "short_code"),
    "major": ("major_code",),
    "industry": ("industry_code",),
}


@dataclass(frozen=True)
class Catalogues:
    """Known codes by catalogue feed: `institution`, `major`, `industry`."""

    codes: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def from_landed(cls, landed: Iterable[Landed], out: Path) -> Catalogues:
        """Read the codes of the catalogue feeds among `landed` from out/landing/."""
        codes: dict[str, set[str]] = {feed: set() for feed in CODE_COLUMNS}
        for item in landed:
            if item.feed in CODE_COLUMNS and item.status == "landed":
                table = pq.read_table(item.parquet(out), columns=list(CODE_COLUMNS[item.feed]))
                for column in table.columns:
                    codes[item.feed].update(value for value in column.to_pylist() if value)
        return cls({feed: frozenset(values) for feed, values in codes.items()})
