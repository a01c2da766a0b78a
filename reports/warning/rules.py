"""The rule in force, and the words around it: conditions, lines, legal basis, method."""

from __future__ import annotations

from reports.document.blocks import Block, Column, Note, Paragraph, Row, Span, Spans, Table, joined, plain
from reports.document.wording import Wording
from reports.standard.closing import marks_table, revision_statement
from reports.warning.context import Clause, Rule, WarningContext


def rules_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Triggers with lines, then the clauses they rest on and how far those are verified."""
    run = context.shared.run
    title = wording.either(run.policy_title_zh, run.policy_title_en)
    blocks: list[Block] = [
        wording.heading("rules.heading"),
        Paragraph(wording.words.spans("rules.text", policy=title, date=wording.words.date(run.as_of))),
        _rule_table(context, wording),
    ]
    blocks += [
        Paragraph(
            wording.words.spans("rules.reinstatement", card=wording.badge(item.card), passes=item.passes)
        )
        for item in context.reinstatements
    ]
    if context.has_what_if:
        page = (Span(wording.text("whatif.title"), "page", "whatif.html"),)
        blocks.append(Paragraph(wording.words.spans("whatif.link", page=page)))
    blocks.append(_clause_table(context, wording))
    unsure = [clause for clause in context.clauses.values() if not clause.is_verified]
    if unsure:
        text = wording.words.spans("rules.unverified", n=len(unsure), all=len(context.clauses))
        blocks.append(Note("caution", wording.text("rules.unverified_title"), text))
    return blocks


def _rule_table(context: WarningContext, wording: Wording) -> Table:
    numbers = {clause_id: place for place, clause_id in enumerate(context.clauses, start=1)}
    rows = tuple(
        Row(
            (
                wording.badge(rule.card),
                plain(wording.either(rule.title_zh, rule.title_en)),
                plain(wording.levels(rule.levels)),
                plain(_condition(wording, rule)),
                plain(wording.line(rule.line, rule.unit)),
                plain(wording.words.integer(rule.minimum_cohort) if rule.minimum_cohort else "[z]"),
                plain(_basis(numbers, rule)),
            )
        )
        for rule in context.rules
    )
    columns = (
        Column(wording.text("rules.card")),
        Column(wording.text("rules.trigger"), width="fill"),
        Column(wording.text("rules.levels"), width="fill"),
        Column(wording.text("rules.condition")),
        Column(wording.text("rules.line"), "end"),
        Column(wording.text("rules.minimum"), "end"),
        Column(wording.text("rules.basis"), "center"),
    )
    caption = wording.text("rules.caption")
    note = _note(context, wording)
    return Table(caption, columns, rows, "rules-triggers", note=note, layout="records")


def _note(context: WarningContext, wording: Wording) -> Spans:
    """How results meet their line, and what becomes of small cohorts, where the policy pools them."""
    sentences = [wording.words.spans("rules.note_exact")]
    windows = [rule.longest_window or 1 for rule in context.rules if rule.minimum_cohort]
    if windows and max(windows) > 1:
        sentences.append(wording.words.spans("rules.note_pooled", years=max(windows)))
    return wording.words.sentences(sentences)


def _condition(wording: Wording, rule: Rule) -> str:
    if rule.over == "criteria_of_one_year":
        return wording.text("rules.criteria", m=rule.m, n=rule.n)
    if rule.m < rule.n:
        return wording.text("rules.some_years", m=rule.m, n=rule.n)
    if rule.m == 1:
        return wording.text("rules.one_year")
    return wording.text("rules.running_years", n=wording.words.spelled(rule.n))


def _basis(numbers: dict[str, int], rule: Rule) -> str:
    cited = dict.fromkeys(clause for clause in (rule.clause_id, rule.line_clause_id) if clause in numbers)
    return " ".join(f"({numbers[clause]})" for clause in cited)


def _clause_table(context: WarningContext, wording: Wording) -> Table:
    columns = (
        Column(wording.text("rules.basis"), "center"),
        Column(wording.text("rules.clause"), width="fill"),
        Column(wording.text("rules.issued")),
        Column(wording.text("rules.checked")),
        Column(wording.text("rules.standing"), width="part"),
    )
    rows = tuple(
        Row(
            (
                plain(f"({place})"),
                _clause_cell(clause),
                plain(
                    wording.words.date(clause.issued_on)
                    if clause.issued_on
                    else wording.text("rules.no_date")
                ),
                plain(wording.words.date(clause.last_checked_on)),
                wording.cell(f"standing.{_standing(clause)}"),
            )
        )
        for place, clause in enumerate(context.clauses.values(), start=1)
    )
    return Table(wording.text("rules.clauses"), columns, rows, "rules-clauses", layout="records")


def _standing(clause: Clause) -> str:
    """How far a clause can be relied on: checked against the official text, a copy, or our own assumption."""
    if clause.kind == "declared_assumption":
        return "assumption"
    return "verified" if clause.is_verified else "unverified"


def _clause_cell(clause: Clause) -> Spans:
    lines = [(Span(clause.title, "strong"),), plain(clause.number or ""), plain(clause.article or "")]
    spans: list[Span] = []
    for line in filter(None, lines):
        spans += ([Span("", "break")] if spans else []) + list(line)
    return tuple(spans)


def method_section(context: WarningContext, wording: Wording) -> list[Block]:
    """How the numbers are made, what they cannot say, and what the marks mean."""
    evidence = context.evidence
    blocks: list[Block] = [wording.heading("method.heading")]
    for key in ("unit", "rate", "comparison", "small", "missing", "evidence", "limits"):
        text = wording.words.spans(
            f"method.{key}",
            years=evidence.evidence_years or 0,
            minimum=evidence.evidence_minimum_cohort or 0,
        )
        blocks.append(Paragraph(text))
    blocks += [*revision_statement(wording), *series_break_notes(wording)]
    blocks.append(marks_table(wording))
    return blocks


def series_break_notes(wording: Wording) -> list[Block]:
    breaks = wording.shared.series_breaks
    if not breaks:
        return []
    years = joined((plain(str(year)) for year in breaks), wording.text("list.separator"))
    return [
        Note("caution", wording.text("method.break_title"), wording.words.spans("method.break", years=years))
    ]
