"""The rules of the policy whose values a reader may move on the what-if page."""

from __future__ import annotations

from dataclasses import dataclass

from reports.data.query import Warehouse


@dataclass(frozen=True)
class MovableRule:
    """A trigger of `years` running below a line; `line` in bp and `minimum_cohort` are those of the policy."""

    trigger_id: str
    title_zh: str
    title_en: str
    card: str
    years: int
    criterion_id: str
    criterion_zh: str
    criterion_en: str
    levels: str
    line: int
    minimum_cohort: int


def load_movable_rules(warehouse: Warehouse) -> tuple[MovableRule, ...]:
    """The rules that can be moved, those of a criterion together, the lightest first."""
    return warehouse.rows("data/movable_rule", MovableRule)
