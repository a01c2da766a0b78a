"""A policy that cannot be applied is refused with its file, the line and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.policy.policy import METHOD_FILE, POLICY_DIR
from transforms.warehouse import PolicyError, load_policy

WHOLE = (POLICY_DIR / "chongqing.yaml").read_text(encoding="utf-8")
PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
ANOTHER = "      - {valid_from: 2011-11-10, value: 5500, clause: moe-2011-60}"
OF_A_LEVEL = "      - {valid_from: 2011-11-10, value: 5000, clause: moe-2011-60, levels: [bachelor]}"
OF_NO_LEVEL = "      - {valid_from: 2011-11-10, value: 5000, clause: moe-2011-60, levels: [secondary]}"
ONE_LINE = "      - {valid_from: 2011-11-10, value: 6000, clause: moe-2011-60}"


def refusal(tmp_path: Path, text: str | bytes) -> str:
    """The message of a policy file with this content."""
    path = tmp_path / "spoilt.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    return str(caught.value).replace(str(path), "spoilt.yaml")


def replaced(before: str, after: str) -> str:
    """The default policy with the first such piece replaced."""
    assert before in WHOLE
    return WHOLE.replace(before, after, 1)


def line_of(text: str, piece: str) -> int:
    """Line, from 1, where a piece first stands."""
    return text[: text.index(piece)].count("\n") + 1


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_loads(preset: str) -> None:
    assert load_policy(preset).policy == preset


@pytest.mark.parametrize(
    ("before", "after", "marked", "reason"),
    [
        ("    m: 1\n", "    m: 2\n", "  low_one_year:", "m (2) cannot exceed n (1)"),
        ("offices: [", "offices: [重庆市教育委员会, ", "offices:", "'重庆市教育委员会' is stated twice"),
        ("offices: [", "offices: [' ', ", "offices:", "a text without blanks around it"),
        ("    unit: bp\n", "", "  low_employment:", "unit: Field required"),
        ("unit: bp\n", "unit: percent\n", "unit: percent", "Input should be 'bp'"),
        ("value: 6000,", "value: sixty,", "value: sixty", "valid number"),
        ("levels: [associate,", "levels: [college,", "levels: [college", "Input should be 'secondary'"),
        ("fails_when: below", "fails_when: bottom_share", "  low_employment:", "rank_within"),
        ("windows: [1, 2, 3]", "windows: [3, 2, 1]", "  low_employment:", "rising whole years"),
        ("pooled: once", "pooling: once", "pooling: once", "Extra inputs are not permitted"),
        ("card: yellow", "card: blue", "card: blue", "Input should be 'none'"),
        ("title: {zh: 正常, en: No warning}", "title: {zh: 正常}", "title: {zh: 正常}", "en: Field required"),
        (ONE_LINE, f"{ONE_LINE}\n{ANOTHER}", "value: 5500", "two values start on 2011-11-10"),
        (ONE_LINE, f"{ONE_LINE}\n{OF_A_LEVEL}", "value: 5000", "two values start on 2011-11-10"),
        (ONE_LINE, OF_A_LEVEL, "    line:", "no line for associate, postgraduate, vocational_bachelor"),
        (ONE_LINE, OF_NO_LEVEL, "levels: [secondary]", "does not judge the level secondary"),
        ("value: 6000,", "value: 60000,", "value: 60000", "60000 bp is no share"),
        ("value: 6000,", "value: .nan,", "value: .nan", "finite"),
        (
            "value: 20, clause: assumed-ladder",
            "value: 20.5, clause: assumed-ladder",
            "value: 20.5",
            "no number of persons",
        ),
        (
            "value: 20, clause: assumed-ladder",
            "value: 19, clause: assumed-ladder",
            "    minimum_cohort:",
            "needs the 20",
        ),
        (
            "indicator: employment_rate",
            "indicator: employment_rte",
            "indicator: employment_rte",
            "unknown indicator",
        ),
        (
            "unit: persons",
            "unit: bp",
            "unit: bp\n    is_required",
            "intake is measured in persons, not in bp",
        ),
        ("    observation: year_end\n", "", "  low_employment:", "state observation"),
        (
            "    fails_when: at_or",
            "    observation: initial\n    fails_when: at_or",
            "observation: initial",
            "no day of",
        ),
        ("card: exit", "card: none", "card: none", "no card 'none' to give"),
        (
            "m: 2\n    n: 2\n    over: calendar_years",
            "m: 9\n    n: 9\n    over: calculated_years",
            "    m: 9",
            "never count together",
        ),
        ("cards: [red]", "cards: [yellow, red, none]", "cards: [yellow", "no trigger gives the card none"),
        ("value: 2, clause", "value: 0, clause", "value: 0, clause: assumed-r", "no number of passes"),
        ("value: 2, clause", "value: 2, levels: [bachelor], clause", "value: 2, levels", "every level"),
        (
            "    valid_from: 2011-11-10\n",
            "    valid_from: 2011-11-10\n    repealed_on: 2011-11-10\n",
            "  low_one_year:",
            "a single day",
        ),
        ("    valid_from: 2011-11-10\n", "", "  low_one_year:", "valid_from: Field required"),
        ("    valid_from: 2011-11-10\n", "    valid_from: 40/06/1976\n", "40/06/1976", "valid date"),
        ("exemptions:\n  state_controlled", "exemptions:\n  friends", "  friends:", "state_controlled"),
        ("verified: false\n  moe-2011-60", "verified: true\n  moe-2011-60", "  cq-2018-162:", "issued_on"),
        (
            "    issued_on: 2011-11-10\n",
            "    issued_on: 2027-01-01\n",
            "  moe-2011-60:",
            "before it was issued",
        ),
        (
            "    last_checked_on: 2026-11-23\n    verified: false\n",
            "    last_checked_on: 2026-11-23\n",
            "  cq-2018-162:",
            "verified: Field",
        ),
        (
            "\ncriteria:\n",
            "\nparameters:\n  confidence: []\ncriteria:\n",
            "  confidence:",
            "no such parameter",
        ),
        ("windows: [1, 2, 3]", "windows: []", "windows: []", "at least 1 item"),
        (
            ONE_LINE,
            f"{ONE_LINE}\n      - {{valid_from: 2004-01-01, value: 5000, clause: moe-2011-60}}",
            "    line:",
            "order of valid_from",
        ),
        ("  red: {title", "  none_such: {title", "none_such: {title", "none_such"),
        (
            "criteria: [low_employment]",
            "criteria: [low_employment, no_intake]",
            "  low_one_year:",
            "one criterion",
        ),
    ],
)
def test_the_line_of_the_mistake_is_named(
    before: str, after: str, marked: str, reason: str, tmp_path: Path
) -> None:
    text = replaced(before, after)
    message = refusal(tmp_path, text)
    assert message.startswith(f"spoilt.yaml:{line_of(text, marked)}: ")
    assert reason in message


@pytest.mark.parametrize(
    ("before", "after", "marked", "reason"),
    [
        (
            "value: 6000, clause: moe-2011-60",
            "value: 6000, clause: moe-1999-1",
            "clause: moe-1999-1",
            "moe-1999-1",
        ),
        ("clause: assumed-reinstatement", "clause: nowhere", "clause: nowhere", "nowhere"),
        ("criteria: [low_employment]", "criteria: [high_hopes]", "criteria: [high_hopes]", "high_hopes"),
    ],
)
def test_a_reference_to_nothing_is_named_where_it_stands(
    before: str, after: str, marked: str, reason: str, tmp_path: Path
) -> None:
    text = replaced(before, after)
    message = refusal(tmp_path, text)
    assert message.startswith(f"spoilt.yaml:{line_of(text, marked)}: ")
    assert reason in message


def test_a_key_stated_twice_is_refused_and_not_overwritten(tmp_path: Path) -> None:
    text = WHOLE.replace("low_two_years:", "low_one_year:", 1)
    second = text.index("low_one_year:", text.index("low_one_year:") + 1)
    assert (
        refusal(tmp_path, text)
        == f"spoilt.yaml:{text[:second].count(chr(10)) + 1}: low_one_year: stated twice"
    )


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = replaced("unit: bp\n", "unit: percent\n").replace("card: yellow", "card: blue", 1)
    told = refusal(tmp_path, text).splitlines()
    assert [line.split(": ")[0] for line in told] == [
        f"spoilt.yaml:{line_of(text, piece)}" for piece in ("unit: percent", "card: blue")
    ]


@pytest.mark.parametrize("text", ["criteria: [", "a: b: c", b"\xff\xfe\x00broken", "\tpolicy: x"])
def test_what_is_not_yaml_is_refused(text: str | bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path, text).startswith("spoilt.yaml: not a readable YAML file")


@pytest.mark.parametrize("text", ["", "just words", "- one\n- two\n", "42"])
def test_yaml_that_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text) == "spoilt.yaml: a policy file is a mapping of names to values"


@pytest.mark.parametrize("section", ["criteria", "triggers", "ladder"])
@pytest.mark.parametrize("content", ["[]", "words", "7"])
def test_a_section_of_another_kind_is_named_with_its_line(section: str, content: str, tmp_path: Path) -> None:
    assert f"spoilt.yaml:2: {section}: " in refusal(tmp_path, f"policy: x\n{section}: {content}\n")


@pytest.mark.parametrize("section", ["clauses", "parameters"])
@pytest.mark.parametrize("content", ["words", "7"])
def test_a_merged_section_of_another_kind_is_named_with_its_line(
    section: str, content: str, tmp_path: Path
) -> None:
    assert f"spoilt.yaml:2: {section}: " in refusal(tmp_path, f"policy: x\n{section}: {content}\n")


def test_an_unknown_preset_is_answered_with_those_there_are() -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy("atlantis")
    assert all(preset in str(caught.value) for preset in PRESETS)
    assert "method" not in str(caught.value)
