"""The rules in force, the words around them (conditions, lines, legal basis, method), and what chance does to them."""

from __future__ import annotations

from dataclasses import replace

from reports.data.published import NOT_APPLICABLE
from reports.data.verdicts.cards import Rule, Verdicts
from reports.document.blocks import Block, Note, Paragraph, Span, Spans, Table, plain
from reports.document.fields import Field, headed_each, number, table_of
from reports.document.wording import Wording
from reports.standard.sections import (
    marks_table,
    revision_statement,
    see_method,
    series_break_notes,
    telling_line_notes,
)
from reports.warning.context import Clause, OperatingPoint, WarningContext

SHOWN_COHORTS = (10, 20, 30, 50, 100, 200, 500)
LIKELY = 0.05


def rules_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Triggers with lines, then the clauses they rest on and how far those are verified; a link to the what-if page."""
    run = context.shared.run
    title = wording.either(run.policy_title_zh, run.policy_title_en)
    blocks: list[Block] = [
        wording.heading("rules.heading"),
        wording.paragraph("rules.text", policy=title, date=wording.words.date(run.as_of)),
        _rule_table(context, wording),
    ]
    blocks += [
        wording.paragraph("rules.reinstatement", card=wording.badge(item.card), passes=item.passes)
        for item in context.verdicts.reinstatements
    ]
    if context.has_what_if:
        page = (Span(wording.text("whatif.title"), "page", "whatif.html"),)
        blocks.append(wording.paragraph("whatif.link", page=page))
    blocks.append(_clause_table(context, wording))
    unsure = [clause for clause in context.clauses.values() if not clause.is_verified]
    if unsure:
        text = wording.spans("rules.unverified", n=len(unsure), all=len(context.clauses))
        blocks.append(Note("caution", wording.text("rules.unverified_title"), text))
    return blocks


def _rule_table(context: WarningContext, wording: Wording) -> Table:
    numbers = {clause_id: place for place, clause_id in enumerate(context.clauses, start=1)}
    fields: tuple[Field[Rule], ...] = (
        Field("rules.card", lambda rule: wording.badge(rule.card)),
        Field("rules.trigger", lambda rule: wording.either(rule.title_zh, rule.title_en), width="fill"),
        Field("rules.levels", lambda rule: wording.levels(rule.levels), width="fill"),
        Field("rules.condition", lambda rule: _condition(wording, rule)),
        number("rules.line", lambda rule: wording.line(rule.line, rule.unit)),
        number("rules.minimum", lambda rule: wording.count(rule.minimum_cohort or NOT_APPLICABLE)),
        Field("rules.basis", lambda rule: _basis(numbers, rule), "center"),
    )
    note, rules = _note(context.verdicts, wording), context.verdicts.rules
    return table_of(wording, "rules.caption", fields, rules, "rules-triggers", note, "records")


def _note(verdicts: Verdicts, wording: Wording) -> Spans:
    """How results meet their line, and what becomes of small cohorts, where the policy pools them."""
    sentences = [wording.spans("rules.note_exact")]
    windows = [rule.longest_window or 1 for rule in verdicts.rules if rule.minimum_cohort]
    if windows and max(windows) > 1:
        sentences.append(wording.spans("rules.note_pooled", years=max(windows)))
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
    places = {clause_id: place for place, clause_id in enumerate(context.clauses, start=1)}
    fields: tuple[Field[Clause], ...] = (
        Field("rules.basis", lambda clause: f"({places[clause.clause_id]})", "center"),
        Field("rules.clause", _clause_cell, width="fill"),
        Field(
            "rules.issued",
            lambda clause: wording.day(clause.issued_on, "rules.no_date"),
        ),
        Field("rules.checked", lambda clause: wording.words.date(clause.last_checked_on)),
        Field(
            "rules.standing",
            lambda clause: wording.text(f"standing.{reliance(clause.kind, clause.is_verified)}"),
            width="part",
        ),
    )
    caption, clauses = wording.cell("rules.clauses"), context.clauses.values()
    return table_of(wording, caption, fields, clauses, "rules-clauses", layout="records")


def reliance(kind: str | None, is_verified: bool | None) -> str:
    """How far a clause can be relied on: checked against the official text, a copy, or our own assumption."""
    if kind == "declared_assumption":
        return "assumption"
    return "verified" if is_verified else "unverified"


def _clause_cell(clause: Clause) -> Spans:
    lines = [(Span(clause.title, "strong"),), plain(clause.number or ""), plain(clause.article or "")]
    spans: list[Span] = []
    for line in filter(None, lines):
        spans += ([Span("", "break")] if spans else []) + list(line)
    return tuple(spans)


def method_section(context: WarningContext, wording: Wording) -> list[Block]:
    """How the numbers are made, what they cannot say, and what the marks mean."""
    evidence = context.verdicts.evidence
    blocks: list[Block] = [wording.heading("method.heading")]
    for key in ("unit", "rate", "comparison", "small", "missing", "evidence", "limits"):
        text = wording.spans(
            f"method.{key}", years=evidence.evidence_years or 0, minimum=evidence.evidence_minimum_cohort or 0
        )
        blocks.append(Paragraph(text))
    blocks += [Paragraph(see_method(wording)), *revision_statement(wording), *series_break_notes(wording)]
    blocks += [*telling_line_notes(wording), marks_table(wording)]
    return blocks


def operating_section(context: WarningContext, wording: Wording) -> list[Block]:
    """What chance alone does to each rule over a rate: how often a cohort of some size and true rate is flagged."""
    heading = wording.heading("operating.heading")
    by_trigger: dict[str, list[OperatingPoint]] = {}
    for point in context.operating:
        by_trigger.setdefault(point.trigger_id, []).append(point)
    if not by_trigger:
        return [heading, wording.missing("operating.none")]
    # rules that differ in name alone have one card between them
    alike: dict[tuple[object, ...], list[str]] = {}
    for trigger, points in by_trigger.items():
        alike.setdefault(tuple(replace(point, trigger_id="") for point in points), []).append(trigger)
    tables = [
        _card(context, wording, place, triggers, by_trigger[triggers[0]])
        for place, triggers in enumerate(alike.values(), start=1)
    ]
    return [heading, wording.paragraph("operating.text"), *tables]


def _card(
    context: WarningContext, wording: Wording, place: int, triggers: list[str], points: list[OperatingPoint]
) -> Table:
    """A row per size of cohort, a column per true rate."""
    rates = sorted({point.true_rate for point in points})
    chances = {(point.cohort, point.true_rate): point for point in points}
    fields: tuple[Field[int], ...] = (
        number("operating.cohort", wording.count),
        *headed_each(
            rates,
            lambda rate: _rate(wording, rate, points[0].line),
            lambda cohort, rate: _chance(wording, chances[cohort, rate]),
        ),
    )
    names = wording.words.listing(_title(context, wording, trigger) for trigger in triggers)
    caption = wording.cell("operating.caption", trigger=names)
    cohorts = [cohort for cohort in SHOWN_COHORTS if (cohort, rates[0]) in chances]
    note = wording.spans("operating.note", line=wording.words.percent_line(points[0].line))
    return table_of(wording, caption, fields, cohorts, f"operating-{place}", note)


def _rate(wording: Wording, rate: float, line: float) -> str:
    """A true rate; ▽ marks one below the line, where the error is a miss."""
    return wording.words.percent_line(rate) + ("▽" if rate < line else "")


def _chance(wording: Wording, point: OperatingPoint) -> Spans:
    """The chance of an error, in bold where it is likelier than one in twenty."""
    error = point.miss if point.false_flag is None else point.false_flag
    shown = wording.shown(error, wording.words.percent)
    return (Span(shown, "strong"),) if error is not None and error > LIKELY else plain(shown)


def _title(context: WarningContext, wording: Wording, trigger: str) -> str:
    rule = next((rule for rule in context.verdicts.rules if rule.trigger_id == trigger), None)
    return wording.either(rule.title_zh, rule.title_en) if rule else trigger
