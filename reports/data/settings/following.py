"""What follows for settings and enrolment: changes, similar settings, the three lists, advice, targets; no words."""

from __future__ import annotations

from dataclasses import dataclass

from reports.data.published import OfCohorts, Published, Status
from reports.data.query import Warehouse
from reports.data.release import Shared


@dataclass(frozen=True)
class SettingChangeCount:
    """Programs with changes of one kind in a year."""

    year: int
    change: str
    basis: str
    programs: int


@dataclass(frozen=True)
class SettingChange:
    program_id: str
    year: int
    change: str
    basis: str
    institution_name: str | None
    level: str
    major_code: str
    major_name: str | None
    former_major_name: str | None
    document_number: str | None
    seats_before: float | None
    seats: float | None
    is_seen_in_enrolment: bool | None


@dataclass(frozen=True)
class SimilarCount:
    level: str
    similar_programs: int
    similar_schools: int
    crowded_programs: int
    failing_programs: int


@dataclass(frozen=True)
class SimilarPair:
    """A program that fails year after year, and one of its school with a similar setting."""

    program_id: str
    institution_name: str | None
    level: str
    major_code: str
    major_name: str | None
    other_major_name: str | None
    decided_card: str | None
    years_counted: int | None
    judged_rate: Published
    other_judged_rate: Published
    supply_demand_ratio: Published


@dataclass(frozen=True)
class Crowded:
    level: str
    major_code: str
    major_name: str | None
    sites: int | None
    site_share: float | None
    supply_demand_ratio: Published


@dataclass(frozen=True)
class ListTitle:
    list_id: str
    title_zh: str
    title_en: str
    clause_title: str | None
    clause_number: str | None
    is_verified: bool | None


@dataclass(frozen=True)
class ListedMajor:
    """A major at one level in a public list; `rate` is what its programs are judged by, of the newest cohort."""

    list_id: str
    level: str
    major_code: str
    major_name: str | None
    reason_zh: str | None
    reason_en: str | None
    clause_kind: str | None
    sites: int | None
    failing_programs: int
    rate: OfCohorts
    supply_demand_ratio: Published


@dataclass(frozen=True)
class Advised:
    """What is advised to a program; a row without one holds seats that are left over. seats_status: why no seats are
    published."""

    enrolment_year: int | None
    program_id: str | None
    institution_code: str | None
    institution_name: str | None
    level: str
    major_code: str | None
    major_name: str | None
    advice: str
    rule_id: str | None
    advice_reason: str | None
    advice_reason_en: str | None
    seats: int | None
    seats_low: int | None
    seats_high: int | None
    new_seats: int | None
    advised_seats: int | None
    seats_change: int | None
    seats_status: Status | None
    seats_standing: str
    is_residual: bool


@dataclass(frozen=True)
class AdviceRule:
    rule_id: str
    advice: str
    title_zh: str
    title_en: str
    clause_title: str | None
    clause_number: str | None
    clause_kind: str | None
    is_verified: bool | None


@dataclass(frozen=True)
class Target:
    target_name: str
    target_clause: str | None
    target_unit: str | None
    year: int
    due_year: int | None
    due_value: float | None
    actual_value: float | None
    target_share: float | None
    expected_value: float | None
    reached_year: int | None
    target_status: str


@dataclass(frozen=True)
class Following:
    """Everything the sections on settings and enrolment are written from; each empty where nothing was delivered."""

    change_counts: tuple[SettingChangeCount, ...]
    changes: tuple[SettingChange, ...]
    similar_counts: tuple[SimilarCount, ...]
    similar: tuple[SimilarPair, ...]
    crowded: tuple[Crowded, ...]
    lists: tuple[ListTitle, ...]
    listed: tuple[ListedMajor, ...]
    advised: tuple[Advised, ...]
    advice_rules: tuple[AdviceRule, ...]
    targets: tuple[Target, ...]


def load_following(warehouse: Warehouse, _: Shared) -> Following:
    """Read what follows from verdicts and ratios."""
    return Following(
        change_counts=warehouse.rows("data/settings/change_count", SettingChangeCount),
        changes=warehouse.rows("data/settings/change", SettingChange),
        similar_counts=warehouse.rows("data/settings/similar_count", SimilarCount),
        similar=warehouse.rows("data/settings/similar", SimilarPair),
        crowded=warehouse.rows("data/settings/crowded", Crowded),
        lists=warehouse.rows("data/settings/list_title", ListTitle),
        listed=warehouse.rows("data/settings/list", ListedMajor),
        advised=warehouse.rows("data/settings/advice", Advised),
        advice_rules=warehouse.rows("data/settings/advice_rule", AdviceRule),
        targets=warehouse.rows("data/settings/target", Target),
    )
