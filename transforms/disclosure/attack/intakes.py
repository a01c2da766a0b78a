"""The newest intake of each program, attacked by itself: plan and advice bound it, no other count does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from transforms.disclosure.attack.classes import FAR
from transforms.disclosure.attack.pinned import Pinned
from transforms.disclosure.attack.told import opened, sql_of


@dataclass(frozen=True)
class Intake:
    """The least and the greatest that plan, advice and rounding leave; FAR where nothing bounds it from above.

    asked: so many values must be left.
    """

    program_id: str
    year: int
    low: int
    high: int
    asked: int

    @property
    def values(self) -> int:
        return self.high - self.low + 1

    @property
    def is_kept(self) -> bool:
        return self.values >= self.asked

    @property
    def pinned(self) -> Pinned:
        return Pinned(self.program_id, self.year, "intake", self.low, self.high)


def intakes_of(public: Path) -> list[Intake]:
    """What a public file leaves of each newest intake it tells."""
    with opened(public) as con:
        rows = con.execute(sql_of("intake")).fetchall()
    return [
        Intake(program, year, int(low), int(FAR if high is None else high), int(asked))
        for program, year, low, high, asked in rows
    ]
