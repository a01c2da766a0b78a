"""A policy that cannot be applied is refused with its file, the line and the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from transforms.warehouse import PolicyError, load_policy
from transforms.warehouse.policy import METHOD_FILE, POLICY_DIR

WHOLE = (POLICY_DIR / "chongqing.yaml").read_text(encoding="utf-8")
PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
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
        ("    unit: bp\n", "", "  low_employment:", "unit: Field required"),
        ("unit: bp\n", "unit: percent\n", "unit: percent", "Input should be 'bp'"),
        ("value: 6000,", "value: sixty,", "value: sixty", "valid number"),
        ("levels: [associate,", "levels: [college,", "levels: [college", "Input should be 'secondary'"),
        ("fails_when: below", "fails_when: bottom_share", "  low_employment:", "rank_within"),
        ("windows: [1, 2, 3]", "windows: [3, 2, 1]", "  low_employment:", "rising whole years"),
        ("pooled: once", "pooling: once", "pooling: once", "Extra inputs are not permitted"),
        ("card: yellow", "card: blue", "card: blue", "Input should be 'none'"),
        ("title: {zh: 正常, en: No warning}", "title: {zh: 正常}", "title: {zh: 正常}", "en: Field required"),
        (ONE_LINE, f"{ONE_LINE}\n{ONE_LINE}", "    line:", "two values start on 2011-11-10"),
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
