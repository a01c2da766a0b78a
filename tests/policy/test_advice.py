"""Lists and advice as policy: what contradicts itself is refused, and every value holds from its day on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.policy.test_errors import WHOLE, line_of, refusal, replaced
from tests.sql.city import AS_OF, build_city, rows_of
from tests.sql.marts.test_advice import KEPT, SHORT, rows_for
from transforms.warehouse import load_policy

DAY = timedelta(days=1)
RATIO = (
    "supply_demand_ratio: {holds_when: at_or_above, unit: ratio, line: [{valid_from: 2017-12-05, value: 1.5"
)
EXPANDED = "seats: [{valid_from: 2017-12-05, low: 10000, target: 12000, high: 13000, clause: assumed-advice}]"
STOPPED = "seats: [{valid_from: 2011-11-10, low: 0, target: 0, high: 0, clause: assumed-ladder}]"
LAST = "    - rule: otherwise\n      title: {zh: 没有需要调整的理由, en: Nothing calls for a change}\n"


@pytest.mark.parametrize(
    ("before", "after", "marked", "reason"),
    [
        (
            RATIO,
            RATIO.replace("supply_demand_ratio", "supply_ratio"),
            "supply_ratio:",
            "'supply_ratio' cannot be asked here",
        ),
        (
            RATIO,
            RATIO.replace("unit: ratio", "unit: bp"),
            RATIO.replace("unit: ratio", "unit: bp"),
            "measured in ratio, not in bp",
        ),
        (RATIO, RATIO.replace("at_or_above", "over"), "holds_when: over", "Input should be 'below'"),
        (
            f"{RATIO}, clause: assumed-advice",
            f"{RATIO}, clause: nowhere",
            "clause: nowhere",
            "no clause 'nowhere'",
        ),
        (
            "failing_share: {holds",
            "years_without_seats: {holds",
            "years_without_seats: {holds",
            "cannot be asked here",
        ),
        (
            STOPPED,
            STOPPED.replace("high: 0", "high: 100"),
            "    - rule: stopped_by_verdict",
            "a suspended program gets no seats",
        ),
        (
            EXPANDED,
            EXPANDED.replace("low: 10000", "low: 12500"),
            EXPANDED.replace("low: 10000", "low: 12500"),
            "low ≤ target ≤ high",
        ),
        (
            EXPANDED,
            EXPANDED.replace("2017-12-05", "2018-01-01"),
            EXPANDED.replace("2017-12-05", "2018-01-01"),
            "its seats only from 2018-01-01",
        ),
        (
            LAST,
            LAST + "      cards: [none]\n",
            "    - rule: otherwise",
            "the last rule must hold for every program",
        ),
        (
            "      cards: [red, exit]\n",
            "",
            "    - rule: stopped_by_verdict",
            "the rules after it never speak",
        ),
        (
            "- rule: in_deep_surplus",
            "- rule: short_and_sound",
            "- rule: short_and_sound\n        title: {zh: 每名毕业生有2",
            "'short_and_sound' is stated twice",
        ),
        ("- list: urgently_needed", "- list: wanted", "- list: wanted", "urgently_needed"),
        (
            "- list: restrict_or_revoke",
            "- list: urgently_needed",
            "- list: urgently_needed\n    title: {zh: 重点",
            "stated twice",
        ),
        (
            "    levels: [postgraduate]\n    share",
            "    levels: [doctoral]\n    share",
            "levels: [doctoral]",
            "Input should be 'secondary'",
        ),
        (
            "value: 500, clause: assumed-advice",
            "value: .nan, clause: assumed-advice",
            "value: .nan",
            "finite",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_where_it_stands(
    tmp_path: Path, before, after, marked, reason
) -> None:
    text = replaced(before, after)
    message = refusal(tmp_path, text)
    assert reason in message
    assert f"spoilt.yaml:{line_of(text, marked)}: " in message


def advised(folder: Path, text: str) -> tuple[str, int, int]:
    """Rule, lower and upper bound of a program that is short of graduates, by a policy with this text."""
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    city = build_city(folder, rows_for({"short of graduates": SHORT}), load_policy(path))
    [found] = rows_of(
        city, "select rule_id, seats_low, seats_high from marts.enrolment_advice where not is_residual"
    )
    return found


@pytest.mark.parametrize(("day", "speaks"), [(AS_OF - DAY, False), (AS_OF, False), (AS_OF + DAY, True)])
def test_a_line_holds_from_its_day_on(tmp_path, day, speaks):
    """From that day on 1.5 positions per graduate are no longer enough."""
    later = f"{RATIO}, clause: assumed-advice}}, {{valid_from: {day}, value: 1.6"
    assert (advised(tmp_path, replaced(RATIO, later))[0] == "short_and_sound") is speaks


@pytest.mark.parametrize(
    ("day", "bounds"), [(AS_OF - DAY, (100, 120)), (AS_OF, (100, 120)), (AS_OF + DAY, (100, 130))]
)
def test_a_range_of_seats_holds_from_its_day_on(tmp_path, day, bounds):
    later = EXPANDED.replace(
        "}]", f"}}, {{valid_from: {day}, low: 10000, target: 12000, high: 12000, clause: assumed-advice}}]"
    )
    assert advised(tmp_path, replaced(EXPANDED, later))[1:] == bounds


@pytest.mark.parametrize(("day", "speaks"), [(AS_OF - DAY, False), (AS_OF, False), (AS_OF + DAY, True)])
def test_a_rule_holds_until_the_day_before_its_repeal(tmp_path, day, speaks):
    title = "      title: {zh: 供不应求、达标且招生计划完成"
    text = replaced(title, f"      repealed_on: {day}\n{title}")
    assert (advised(tmp_path, text)[0] == "short_and_sound") is speaks


def test_the_default_policy_cites_its_lists_and_marks_every_number_of_them_as_assumed():
    policy = load_policy("chongqing")
    assert {item.clause for item in policy.lists} == {"moe-2025-27"}
    assert policy.clauses["moe-2025-27"].number == "教职成厅函〔2025〕27号"
    cited = {
        entry.clause
        for item in policy.lists
        for rule in item.rules
        for c in rule.when.values()
        for entry in c.line
    }
    assert {policy.clauses[name].kind for name in cited} == {"declared_assumption"}
    assert KEPT.rule == policy.advice.rules[-1].rule
    assert WHOLE.count("clause: assumed-lists") > 0
