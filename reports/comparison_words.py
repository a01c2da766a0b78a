"""The phrases of a change: its cause, and what shows it. Reports, receipts and the command line say the same."""

from __future__ import annotations

from reports.data.comparison import Evidence
from reports.document.language import Language

POLICY = "policy."


def shown_by(words: Language, evidence: Evidence) -> str:
    """Where the nearest evidence of a cause stands: 改报 employment/2025届.xlsx 第 32 行."""
    what = words.text(f"comparison.happened.{evidence.happened}")
    if evidence.document_number:
        return f"{what} {evidence.document_number}"
    if evidence.file:
        if evidence.row is None:
            return f"{what} {evidence.file}"
        return words.text("comparison.place", what=what, file=evidence.file, row=str(evidence.row))
    if evidence.feed == "code":
        return words.text("comparison.code")
    return _value_of_policy(words, what, evidence)


def cause_of(words: Language, cause: str | None, nature: str | None) -> str:
    """The cause with what kind of change it is: 数据改报（修订）."""
    if cause is None:
        return words.text("comparison.no_cause")
    named = words.text(f"comparison.cause.{cause}")
    return words.text(
        "comparison.cause_nature", cause=named, nature=words.text(f"comparison.nature.{nature}")
    )


def _value_of_policy(words: Language, what: str, evidence: Evidence) -> str:
    """改报 标准线 low_employment associate 2011-11-10 6000 → 6200: a lone value needs no name of a column."""
    moved = [
        f"{before} → {after}" if column == "value" else f"{column} {before} → {after}"
        for column, before, after in evidence.values()
    ]
    rule = words.text(f"comparison.rule.{(evidence.feed or '').removeprefix(POLICY)}")
    return " ".join(filter(None, (what, rule, evidence.item, words.listing(moved))))
