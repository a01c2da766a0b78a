"""Codes: those already known, and those that a spreadsheet damaged, mended where exactly one known code fits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from transforms.deliveries.account import Landed

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


# one zero: a spreadsheet writes 500101.0, and 01.0000 is a field of the American catalogue
DAMAGED = re.compile(r"\d+\.0|\d(\.\d+)?[eE]\+?\d+")
SHOWN_DAMAGE = r"^(\d+\.0+|\d(\.\d+)?[eE]\+?\d+)$"
POWER = re.compile(r"\d(\.\d+)?[eE]\+?\d{1,2}")
APOSTROPHES = "'’‘`"
WHOLE_AS_DECIMAL = re.compile(r"(\d{4,})\.0+")
MOST_LOST_ZEROS = 3


@dataclass(frozen=True)
class Mended:
    """What became of the distinct codes of a column: changed ones with their new text, and those beyond mending."""

    changed: dict[str, str]
    broken: frozenset[str]


def mend(codes: Iterable[str], known: frozenset[str], is_defining: bool) -> Mended:
    """Mend codes that are not known.

    is_defining: the column has no catalogue to look in (it is one). There only a whole column of `4150010611.0`
    is mended, since no code of any catalogue ends so.
    """
    codes = [code for code in codes if code not in known]
    if not codes:
        return Mended({}, frozenset())
    if is_defining:
        decimals = {code: found[1] for code in codes if (found := WHOLE_AS_DECIMAL.fullmatch(code))}
        if decimals and len(decimals) == len(codes):
            return Mended(decimals, frozenset())
        return Mended({}, frozenset(code for code in codes if DAMAGED.fullmatch(code)))
    fitting = {code: _fitting(code, known) for code in codes} if known else {}
    changed = {code: fits.pop() for code, fits in fitting.items() if len(fits) == 1}
    broken = frozenset(code for code in codes if code not in changed and DAMAGED.fullmatch(code))
    return Mended(changed, broken)


def _fitting(code: str, known: frozenset[str]) -> set[str]:
    """Known codes that a spreadsheet would show as this text, or that differ from it in case alone."""
    plain = code.lstrip(APOSTROPHES)
    if found := re.fullmatch(r"(\d+)\.0+", plain):
        plain = found[1]
    elif POWER.fullmatch(plain):
        numbers = (code for code in known if code.isdigit() or POWER.fullmatch(code))
        return {number for number in numbers if float(number) == float(plain)}
    candidates = {plain, plain.upper()}
    if plain.isdigit():
        candidates |= {plain.zfill(len(plain) + zeros) for zeros in range(1, MOST_LOST_ZEROS + 1)}
    return candidates & known
