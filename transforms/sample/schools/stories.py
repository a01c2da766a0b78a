"""The planted stories: how the last cohorts end, and the verdict that must follow (`stories.yaml`); and the planted
changes of settings: what happens to intakes, what is filed, what must be published (`changes.yaml`)."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from transforms.yaml_model import Strict
from transforms.yaml_text import read_yaml

CHANGES_FILE = Path(__file__).parent / "changes.yaml"

ExpectedChange = tuple[int, str, str]


class Change(Strict):
    """One planted change; years count from the newest September. The fields are described in `changes.yaml`."""

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
    return tuple(map(Change.model_validate, read_yaml(CHANGES_FILE)["changes"]))


STORIES_FILE = Path(__file__).parent / "stories.yaml"
# The placement rate around which results are planted. The pipeline judges by the policy, which may state another line.
LINE = Fraction(60, 100)

PASS, FAIL, AT_LINE, ONE_BELOW = "P", "F", "E", "J"
MISSING, BAD = "M", "B"
RESTATED_UP, RESTATED_DOWN = "U", "D"


class Story(Strict):
    """What is planted in a program, and the verdict it must get.

    ending: one letter per cohort, the newest last, such as P for pass and F for fail; `stories.yaml` explains all.
    """

    story: str
    title: str
    ending: str = ""
    levels: tuple[str, ...]
    size: Literal["normal", "tiny", "thirds", "halves"] = "normal"
    need: Literal["rename", "transfer", "controlled", "twin", "new", "closed"] | None = None
    exemption: Literal["listed", "national_strategy"] | None = None
    exemption_ends: bool = False
    decision: Literal["objection_upheld", "deferred", "confirmed"] | None = None
    card: Literal["none", "yellow", "orange", "red", "exit", "not_judged"]
    result: Literal["fail", "pass", "no_result", "missing", "not_offered", "exempt"]
    years_counted: int | None = None
    reason_code: str
    decided_card: Literal["none", "yellow", "orange", "red", "exit"] | None = None


@cache
def planted_stories() -> tuple[Story, ...]:
    """The stories of `stories.yaml`, in its order."""
    return tuple(map(Story.model_validate, read_yaml(STORIES_FILE)["stories"]))


BACKGROUND = Story(
    story="background", title="背景，一直达标", levels=(), card="none", result="pass", reason_code="passed"
)
BACKGROUND_TOO_YOUNG = BACKGROUND.model_copy(
    update={
        "title": "背景，尚无毕业生",
        "card": "not_judged",
        "result": "not_offered",
        "reason_code": "no_cohort_yet",
    }
)
