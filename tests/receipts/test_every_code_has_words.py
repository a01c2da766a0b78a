"""Whatever the rules can answer, a receipt says in words of both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlglot
from sqlglot import expressions as exp

from flows.printing import word, words
from reports.document.catalogue import LANGUAGES
from reports.document.language import language
from transforms.policy.policy import METHOD_FILE, POLICY_DIR
from transforms.warehouse import load_policy
from transforms.warehouse.models import SQL_DIR

PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
TREES = [
    sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")
    for path in sorted((SQL_DIR / "rules").glob("*.sql"))
]


def answered(column: str) -> set[str]:
    """Codes that a `case` of sql/rules/ gives to a column of this name."""
    return {
        text
        for tree in TREES
        for alias in tree.find_all(exp.Alias)
        if alias.alias == column and isinstance(alias.this, exp.Case)
        for text in branches(alias.this)
    }


def branches(case: exp.Case) -> Iterator[str]:
    for answer in [*(branch.args["true"] for branch in case.args["ifs"]), case.args.get("default")]:
        if isinstance(answer, exp.Literal):
            yield answer.this


def named(column: str) -> set[str]:
    """Codes that sql/rules/ lets through by `column in (…)`."""
    return {
        literal.this
        for tree in TREES
        for choice in tree.find_all(exp.In)
        if choice.this.name == column
        for literal in choice.expressions
    }


REASONS = sorted(answered("reason_code") | answered("obstacle") | answered("state"))
RESULTS = sorted(answered("result") | named("result") | named("reason_code"))


def test_the_rules_are_read_as_they_are() -> None:
    assert {"missing", "passed", "exempt", "trigger_fired", "status_kept", "no_cohort_yet"} <= set(REASONS)
    assert set(RESULTS) == {"fail", "pass", "no_result", "missing", "not_offered", "exempt"}
    assert answered("card") == {"none", "not_judged"}
    assert {"strong", "weak", "insufficient"} == answered("evidence")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_words(code: str, lang: str) -> None:
    stated = f"not_judged.{code}.title"
    assert language(lang).has(stated) or f"reason.{code}" in words(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", RESULTS)
def test_every_result_has_words(code: str, lang: str) -> None:
    assert word("result", code, lang) == words(lang)[f"result.{code}"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(answered("evidence")))
def test_every_strength_of_evidence_has_words(code: str, lang: str) -> None:
    assert f"evidence.{code}" in words(lang)
    assert language(lang).has(f"evidence.{code}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_card_of_every_preset_has_words(preset: str, lang: str) -> None:
    policy, said = load_policy(preset), language(lang)
    given = {trigger.card for trigger in policy.triggers.values()} | {"none", "not_judged"}
    assert not [card for card in given if card not in policy.ladder and not said.has(f"card.{card}")]
    assert all(getattr(card.title, lang) and getattr(card.action, lang) for card in policy.ladder.values())


@pytest.mark.parametrize("preset", PRESETS)
def test_every_kind_of_clause_of_every_preset_has_words(preset: str) -> None:
    assert not [
        clause.kind
        for clause in load_policy(preset).clauses.values()
        if f"clause.{clause.kind}" not in words(LANGUAGES[0])
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("preset", PRESETS)
def test_every_unit_and_level_of_every_preset_has_words(preset: str, lang: str) -> None:
    said, criteria = language(lang), load_policy(preset).criteria.values()
    units = {criterion.unit for criterion in criteria} - {"bp"}
    levels = {level for criterion in criteria for level in criterion.levels}
    assert not [key for key in units if not said.has(f"unit.{key}")]
    assert not [key for key in levels if not said.has(f"level.{key}")]
