"""What an attack complains of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pinned:
    """A hidden count that an outsider knows more closely than the policy allows."""

    program_id: str
    year: int
    count: str
    low: int
    high: int
    why: str = "derived"

    def __str__(self) -> str:
        values = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return f"{self.program_id} {self.year} {self.count}: {values} ({self.why})"
