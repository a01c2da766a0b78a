"""The planted changes of settings: what happens to intakes, what is filed, what must be published (`changes.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from transforms.yaml_text import read_yaml

CHANGES_FILE = Path(__file__).parent / "changes.yaml"

ExpectedChange = tuple[int, str, str]


class Change(BaseModel):
    """One planted change; years count from the newest September. The fields are described in `changes.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    change: str
    title: str
    levels: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    rests: tuple[int, ...] = ()
    leaves: int | None = None
    seats: dict[int, float] = Field(default_factory=dict)
    filed: dict[int, str] = Field(default_factory=dict)
    expected: tuple[ExpectedChange, ...] = ()
    need: Literal["rename"] | None = None

    def seats_factor(self, years_ago: int) -> float:
        """How many times the usual intake is taken in, so many Septembers before (−) the newest one."""
        begun = [factor for since, factor in sorted(self.seats.items()) if years_ago >= since]
        return begun[-1] if begun else 1.0

    def has_row(self, years_ago: int) -> bool:
        return self.leaves is None or years_ago < self.leaves


@cache
def planted_changes() -> tuple[Change, ...]:
    """The changes of `changes.yaml`, in its order."""
    content: dict[str, Any] = read_yaml(CHANGES_FILE)
    return tuple(Change.model_validate(change) for change in content["changes"])
