"""What verdicts would tell of withheld counts is refused: lines, minimums, lines of intake, ranks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.policy.test_errors import PRESETS
from transforms.policy.policy import POLICY_DIR, Policy
from transforms.policy.withheld import tells_withheld
from transforms.warehouse import PolicyError, load_policy
from transforms.yaml_text import read_yaml

DAY, CLAUSE = "2011-11-10", "moe-2011-60"
ACCEPTED = {"low_employment": {"clause": CLAUSE}}


def dated(*values: float | None) -> list[dict[str, Any]]:
    """A value from 2011 on, the next from 2012 on, and so forth."""
    return [
        {"valid_from": f"{2011 + place}-11-10", "value": value, "clause": CLAUSE}
        for place, value in enumerate(values)
    ]


def refused(tmp_path: Path, change: dict[str, Any], **whole: Any) -> list[str]:
    """The mistakes of the default policy with fields of criteria replaced, added where there is none of the name."""
    content = read_yaml(POLICY_DIR / "chongqing.yaml") | whole
    for name, fields in change.items():
        content["criteria"][name] = content["criteria"].get(name, {}) | fields
    path = tmp_path / "spoilt.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    try:
        load_policy(path)
    except PolicyError as error:
        return [line.split(": ", 1)[1] for line in str(error).splitlines()]
    return []


# value of the line in bp, from 2011, 2012 … on; the one that is refused
LINES = [
    ((1000,), None),
    ((999,), 0),
    ((9000,), None),
    ((9001,), 0),
    ((500,), 0),
    ((6000, 950), 1),
    ((950, 6000), 0),
    ((6000, None), None),
]


@pytest.mark.parametrize(("values", "place"), LINES)
def test_a_line_of_persons_lies_within_ten_and_ninety_percent_on_every_day(values, place, tmp_path):
    found = refused(tmp_path, {"low_employment": {"line": dated(*values)}})
    assert len(found) == (place is not None)
    if found:
        assert found[0].startswith(
            f"criteria.low_employment.line.{place}.value: {values[place]} bp lies outside"
        )


def test_a_line_beyond_the_bounds_is_accepted_by_name(tmp_path):
    change = {"low_employment": {"line": dated(500)}}
    assert refused(tmp_path, change, lines_tell_parts=ACCEPTED) == []
    assert refused(tmp_path, change, lines_tell_parts={"low_matched_rate": {"clause": CLAUSE}}) != []


@pytest.mark.parametrize("name", ["low_employment", "no_intake", "nothing_of_the_kind"])
def test_what_needs_no_acceptance_is_not_accepted(name, tmp_path):
    [found] = refused(tmp_path, {}, lines_tell_parts={name: {"clause": CLAUSE}})
    assert (
        found == f"lines_tell_parts.{name}: {name} is no criterion, rule or tilt with a line that tells parts"
    )


def test_an_acceptance_cites_its_clause(tmp_path):
    found = refused(
        tmp_path,
        {"low_employment": {"line": dated(500)}},
        lines_tell_parts={"low_employment": {"clause": "none"}},
    )
    assert found == ["lines_tell_parts.low_employment.clause: no clause 'none' is given under clauses"]


# unit and line of a delivered indicator; whether it is refused
DELIVERED = [
    ("bp", 3000, False),
    ("bp", 9500, True),
    ("ratio", 0.3, False),
    ("ratio", 0.95, True),
    ("ratio", 22, False),  # more than its whole: no share of persons
    ("points", 2, False),
]


@pytest.mark.parametrize(("unit", "line", "is_refused"), DELIVERED)
def test_a_delivered_share_is_taken_for_one_of_persons(unit, line, is_refused, tmp_path):
    indicators = read_yaml(POLICY_DIR / "chongqing.yaml").get("indicators", {})
    indicators["answered"] = {"title": {"zh": "一", "en": "One"}, "unit": unit}
    criterion = {
        **{"title": {"zh": "一", "en": "One"}, "indicator": "answered", "fails_when": "below"},
        **{"unit": unit, "levels": ["bachelor"], "line": dated(line)},
    }
    found = refused(tmp_path, {"answered": criterion}, indicators=indicators)
    assert bool(found) is is_refused


def test_advice_and_lists_ask_for_rates_of_persons_within_the_bounds_too(tmp_path):
    content = read_yaml(POLICY_DIR / "chongqing.yaml")
    wide = {"holds_when": "at_or_above", "unit": "bp", "line": dated(9500)}
    rules = content["advice"]["rules"]
    place = next(place for place, rule in enumerate(rules) if "judged_rate" in rule.get("when", {}))
    rules[place]["when"] |= {"judged_rate": wide, "intake_filled": wide}  # seats are no persons
    [found] = refused(tmp_path, {}, advice=content["advice"])
    assert found.startswith(f"advice.rules.{place}.when.judged_rate.line.0.value: 9500 bp lies outside")
    assert (
        refused(
            tmp_path,
            {},
            advice=content["advice"],
            lines_tell_parts={rules[place]["rule"]: {"clause": CLAUSE}},
        )
        == []
    )


def test_a_rank_is_a_share_of_programs(tmp_path):
    change = {"fails_when": "bottom_share", "rank_within": "region", "line": dated(500)}
    assert refused(tmp_path, {"low_employment": change}) == []


@pytest.mark.parametrize("indicator", ["matched_rate", "contract_rate"])
def test_programs_are_not_ranked_by_parts_of_parts(indicator, tmp_path):
    change = {"fails_when": "bottom_share", "rank_within": "region", "indicator": indicator}
    [found] = refused(tmp_path, {"low_employment": change})
    assert found.startswith(f"criteria.low_employment.rank_within: programs are not ranked by {indicator}")


def test_programs_are_ranked_by_intake_only_where_it_is_public(tmp_path):
    change = {
        "no_intake": {"fails_when": "bottom_share", "rank_within": "region", "unit": "bp", "line": dated(500)}
    }
    [found] = refused(tmp_path, change)
    assert found.startswith("criteria.no_intake.rank_within: programs are not ranked by intake")
    assert refused(tmp_path, change, parameters={"disclosure_intake_protected": dated(0)}) == []


# A line of intake and the sizes of 1 to 19 on its two sides; where one side has 1 or 2, a verdict tells them.
INTAKES = [
    ("below", 1, None),  # 0 | 1–19: that nobody came is shown anyhow
    ("at_or_below", 0, None),
    ("below", 2, "1 possible size "),  # 1 | 2–19
    ("at_or_below", 1, "1 possible size "),
    ("below", 3, "2 possible sizes"),  # 1–2 | 3–19
    ("below", 4, None),  # 1–3 | 4–19
    ("below", 3.5, None),
    ("at_or_below", 3, None),
    ("below", 17, None),  # 1–16 | 17–19
    ("at_or_below", 16, None),
    ("below", 18, "2 possible sizes"),  # 1–17 | 18–19
    ("at_or_below", 17, "2 possible sizes"),
    ("above", 17, "2 possible sizes"),
    ("below", 19, "1 possible size "),
    ("at_or_above", 19, "1 possible size "),
    ("below", 20, None),  # 1–19 | none withheld
    ("above", 18, "1 possible size "),
    ("above", 19, None),
    ("below", 50, None),
]


@pytest.mark.parametrize(("fails_when", "line", "said"), INTAKES)
def test_a_line_of_intake_leaves_three_sizes_on_either_side(fails_when, line, said, tmp_path):
    change = {"no_intake": {"fails_when": fails_when, "line": dated(line)}}
    found = refused(tmp_path, change)
    assert len(found) == (said is not None)
    assert all("criteria.no_intake.line.0.value" in each and said in each for each in found)
    assert refused(tmp_path, change, parameters={"disclosure_intake_protected": dated(0)}) == []


def test_two_lines_of_intake_leave_three_sizes_between_them(tmp_path):
    def beside(line: float) -> list[str]:
        other = read_yaml(POLICY_DIR / "chongqing.yaml")["criteria"]["no_intake"]
        fields = {"fails_when": "below", "line": dated(line)}
        return refused(
            tmp_path, {"no_intake": {"fails_when": "below", "line": dated(10)}, "few": other | fields}
        )

    assert beside(10) == beside(13) == beside(7) == []
    for line in (11, 12, 8, 9):
        [found] = beside(line)
        assert found.startswith("criteria.few.line.0.value: ")
        assert "between it and no_intake" in found


# minimum, windows, sizes left of the side that has too few
MINIMUMS = [
    (1, (1,), None),
    (2, (1,), 1),
    (3, (1,), 2),
    (4, (1,), None),
    (17, (1,), None),
    (18, (1,), 2),
    (19, (1,), 1),
    (20, (1,), None),
    (20, (1, 2, 3), None),
    (36, (1, 2), None),  # 17 + 19
    (37, (1, 2), 2),  # 18 + 19
    (38, (1, 2), 1),  # 19 + 19
    (39, (1, 2), None),  # out of reach of two withheld cohorts
    (38, (1,), None),
    (57, (1, 2, 3), 1),
    (55, (1, 2, 3), None),
    (5, (3,), 2),  # 1 + 1 + 2 do not reach it
]


@pytest.mark.parametrize(("minimum", "windows", "sizes"), MINIMUMS)
def test_a_minimum_leaves_three_sizes_on_either_side(minimum, windows, sizes, tmp_path):
    indicators = read_yaml(POLICY_DIR / "chongqing.yaml").get("indicators", {})
    indicators["answered"] = {"title": {"zh": "一", "en": "One"}, "unit": "bp"}
    criterion = {
        **{"title": {"zh": "一", "en": "One"}, "indicator": "answered", "fails_when": "below", "unit": "bp"},
        **{
            "levels": ["bachelor"],
            "line": dated(3000),
            "minimum_cohort": dated(minimum),
            "windows": list(windows),
        },
    }
    found = refused(tmp_path, {"answered": criterion}, indicators=indicators)
    assert len(found) == (sizes is not None)
    assert all("criteria.answered.minimum_cohort.0.value" in each for each in found)
    assert all(f"{sizes} possible" in each for each in found)


def offered(policy: Policy, **limits: int) -> list[str]:
    line = policy.what_if.line.model_copy(update=limits)
    changed = policy.model_copy(update={"what_if": policy.what_if.model_copy(update={"line": line})})
    return [".".join(map(str, where)) for where, _ in tells_withheld(changed)]


def test_the_what_if_page_offers_no_line_beyond_the_bounds():
    policy = load_policy("chongqing")
    assert offered(policy, lowest=1000, highest=9000) == []
    assert offered(policy, lowest=999) == ["what_if.line.lowest"]
    assert offered(policy, highest=9001) == ["what_if.line.highest"]


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_tells_parts(preset):
    assert not load_policy(preset).lines_tell_parts
