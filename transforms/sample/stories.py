"""The planted stories: how the last cohorts of a program end, and the verdict that must follow.

The expected verdicts are stated against the default rules: employment rate at year end (secondary:
matched rate) strictly below LINE, cohorts of MINIMUM_COHORT or pooled over at most three years, one,
two and three consecutive calendar years giving yellow, orange and red, five years without intake
giving exit, two passes lifting red. They are written down here and not computed from the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

LINE = Fraction(60, 100)
MINIMUM_COHORT = 20

# One letter per cohort, the newest last; cohorts before the ending pass.
PASS, FAIL, AT_LINE, ONE_BELOW = "P", "F", "E", "J"
MISSING = "M"  # the school delivered no row
BAD = "B"  # the row says more placed than graduates, so it is refused
RESTATED_UP, RESTATED_DOWN = "U", "D"  # a correction delivered later turns a fail into a pass, or back

Size = Literal["normal", "tiny", "thirds", "halves"]
Need = Literal["rename", "transfer", "merge", "controlled", "twin", "new", "closed"]

SECONDARY, ASSOCIATE, BACHELOR = ("secondary",) * 2, ("associate",) * 2, ("bachelor",) * 2
VOCATIONAL_BACHELOR, POSTGRADUATE = ("vocational_bachelor",) * 2, ("postgraduate",)
MOST = SECONDARY + ASSOCIATE + BACHELOR


@dataclass(frozen=True)
class Story:
    """One planted course of events; a program is planted for every entry of `levels`."""

    name: str
    title: str
    ending: str
    levels: tuple[str, ...]
    card: str
    result: str
    years_counted: int | None
    reason_code: str
    size: Size = "normal"
    need: Need | None = None
    exemption: str | None = None
    exemption_ends: bool = False
    decision: str | None = None
    decided_card: str | None = None


def _failing(name: str, title: str, ending: str, levels: tuple[str, ...], years: int, **more: object) -> Story:
    card = {1: "yellow", 2: "orange"}.get(years, "red")
    return Story(name, title, ending, levels, card, "fail", years, "trigger_fired", **more)  # type: ignore[arg-type]


def _unjudged(name: str, title: str, ending: str, levels: tuple[str, ...], result: str, reason: str, **more: object) -> Story:
    return Story(name, title, ending, levels, "not_judged", result, None, reason, **more)  # type: ignore[arg-type]


def _passing(name: str, title: str, ending: str, levels: tuple[str, ...], **more: object) -> Story:
    return Story(name, title, ending, levels, "none", "pass", None, "passed", **more)  # type: ignore[arg-type]


BACKGROUND = _passing("background", "背景：一直达标", "", ())

STORIES = (
    _failing("one_year_failing", "一年低于标准", "F", MOST + VOCATIONAL_BACHELOR + POSTGRADUATE, 1),
    _failing("two_years_failing", "连续两年低于标准", "FF", MOST + POSTGRADUATE, 2),
    _failing("three_years_failing", "连续三年低于标准", "FFF", MOST + POSTGRADUATE, 3),
    _failing("four_years_failing", "连续四年低于标准", "FFFF", ("associate", "bachelor"), 4),
    _failing("fail_pass_fail", "低于、达标、再低于：重新起算", "FPF", MOST, 1),
    _failing("fail_gap_fail", "低于、缺报、再低于：缺报打断连续", "FMF", MOST, 1),
    _failing("two_fails_gap_fail", "两年低于、缺报、再低于：重新起算", "FFMF", ("associate", "bachelor"), 1),
    _failing("bad_row_between", "中间一年落实人数大于毕业生数，拒收，视同缺报", "FBF", ("associate", "bachelor"), 1),
    _unjudged("bad_row_latest", "最近一年落实人数大于毕业生数，拒收", "B", MOST, "missing", "missing"),
    _unjudged("missing_latest", "最近一年缺报", "M", MOST, "missing", "missing"),
    Story("status_kept", "连续两年低于后缺报：保持原状态", "FFM", MOST, "orange", "missing", 2, "status_kept"),
    _passing("recovered", "两年低于后达标：清零", "FFP", MOST),
    Story("red_one_pass", "停招后一年达标：尚未恢复", "FFFP", ASSOCIATE + BACHELOR, "red", "pass", 3, "reinstatement_pending"),
    _passing("red_two_passes", "停招后连续两年达标：恢复", "FFFPP", ASSOCIATE + BACHELOR),
    _passing("exactly_at_line", "恰好等于标准线：不算低于", "E", MOST),
    _failing("one_graduate_below", "比标准线少一人", "J", MOST, 1),
    _unjudged("tiny_cohorts", "三年合并仍不足最低人数", "", MOST, "no_result", "cohort_below_minimum", size="tiny"),
    _passing("tiny_pooled_pass", "小班合并三年达标（当年单看低于）", "F", MOST, size="thirds"),
    _failing("tiny_pooled_fail", "小班合并三年低于，只算一次", "FFF", MOST, 1, size="thirds"),
    _failing("pooled_two_years_fail", "小班合并两年低于，只算一次", "FF", ("associate", "bachelor"), 1, size="halves"),
    _failing("renamed_while_failing", "更名前后连续三年低于", "FFF", SECONDARY + ASSOCIATE, 3, need="rename"),
    _failing("transferred_while_failing", "归属调整前后连续三年低于", "FFF", ASSOCIATE, 3, need="transfer"),
    _unjudged("new_program", "新设专业，尚无毕业生", "", MOST + VOCATIONAL_BACHELOR, "not_offered", "no_cohort_yet", need="new"),
    _passing("duplicate_next_door", "同校同类相近专业", "", ASSOCIATE + BACHELOR, need="twin"),
    _unjudged("state_controlled", "国控专业，不判定", "FFF", ASSOCIATE + BACHELOR, "exempt", "exempt", need="controlled"),
    _unjudged("listed_exemption", "个别列名豁免", "FFF", MOST, "exempt", "exempt", exemption="listed"),
    _unjudged("national_strategy", "国家战略急需，豁免", "FF", BACHELOR, "exempt", "exempt", exemption="national_strategy"),
    _failing("exemption_ended", "豁免期满后一年低于", "FF", BACHELOR, 1, exemption="listed", exemption_ends=True),
    Story(
        "no_intake", "连续五年未招生", "", MOST, "exit", "not_offered", 5, "trigger_fired", need="closed"
    ),
    _passing("restated_up", "更正后达标", "U", ASSOCIATE + BACHELOR),
    _failing("restated_down", "更正后低于", "D", ASSOCIATE + BACHELOR, 1),
    _failing(
        "objection_upheld", "停招，申诉成立", "FFF", ("associate", "bachelor"), 3,
        decision="objection_upheld", decided_card="none",
    ),
    _failing(
        "decision_deferred", "调减，暂缓一年", "FF", ("associate", "bachelor"), 2, decision="deferred", decided_card="yellow"
    ),
    _failing("decision_confirmed", "停招，予以确认", "FFF", ("secondary", "associate"), 3, decision="confirmed"),
)
