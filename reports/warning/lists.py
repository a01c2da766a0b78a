"""The lists of the warning report: who carries a card, on which numbers, and the reason as a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.data.published import NOT_APPLICABLE, Published
from reports.document.blocks import Block, Column, Heading, Paragraph, Row, Span, Spans, Table, plain
from reports.document.cells import major_words, program_cell
from reports.document.page import link
from reports.document.wording import Wording
from reports.warning.context import Listed, Result, Rule, WarningContext

YEARS_SHOWN = 5


def lists_section(context: WarningContext, wording: Wording) -> list[Block]:
    """One table per card of the ladder, the heaviest first; an empty list says that it is empty."""
    blocks: list[Block] = [wording.heading("lists.heading")]
    if context.scope.year is None:
        return [*blocks, wording.missing("lists.nothing_judged")]
    blocks.append(Paragraph(wording.words.spans("lists.text", years=YEARS_SHOWN)))
    for card in wording.ladder():
        listed = [item for item in context.listed if item.card == card.card]
        name, action = wording.either(card.zh, card.en), wording.either(card.action_zh, card.action_en)
        blocks.append(Heading(2, wording.text("lists.card", card=name, n=len(listed)), f"lists-{card.card}"))
        if not listed:
            blocks.append(Paragraph(wording.words.spans("lists.empty", card=name)))
            continue
        blocks.append(Paragraph(wording.words.spans("lists.action", action=action)))
        caption = wording.text("lists.caption", card=name, year=str(listed[0].year))
        blocks.append(listed_table(context, wording, listed, Named(caption, f"list-{card.card}")))
    return blocks


@dataclass(frozen=True)
class Named:
    """How a list is headed. `of_one_school`: the school stands in no row, but the card of each program does."""

    caption: str
    anchor: str
    of_one_school: bool = False

    def column(self, wording: Wording) -> str:
        return wording.text("directory.column_major" if self.of_one_school else "lists.program")

    def cell(self, wording: Wording, item: Listed) -> Spans:
        if not self.of_one_school:
            names = (item.institution_name, item.major_name, item.major_code, item.level)
            return program_cell(wording, *names, item.program_id)
        name = (link(item.major_name, "program", item.program_id),)
        major = major_words(wording, name, item.major_code, item.level)
        return (*wording.badge(item.card), Span("", "break"), *major)


def listed_table(
    context: WarningContext,
    wording: Wording,
    listed: Sequence[Listed],
    named: Named,
    remedies: Mapping[str, Spans] | None = None,
) -> Table:
    """Programs with their last results and, under each, the reason; and its remedy where one is given."""
    rules = {(rule.trigger_id, rule.criterion_id): rule for rule in context.rules}
    last = listed[0].year
    first = min(count.year for count in context.card_counts)
    years = range(max(first, last - YEARS_SHOWN + 1), last + 1)
    columns = (
        Column(wording.text("lists.number"), "end"),
        Column(named.column(wording), width="fill"),
        *(Column(str(year), "end") for year in years),
        Column(wording.text("lists.cohort"), "end"),
        Column(wording.text("lists.interval"), "end"),
        Column(wording.text("lists.evidence"), "center"),
    )
    return Table(
        caption=named.caption,
        columns=columns,
        rows=tuple(
            _row(
                context,
                wording,
                rules.get((item.trigger_id, item.criterion_id)),
                item,
                (plain(str(place)), named.cell(wording, item)),
                years,
                (remedies or {}).get(item.program_id, ()),
            )
            for place, item in enumerate(listed, start=1)
        ),
        anchor=named.anchor,
        note=_note(context, wording, listed),
        layout="records",
    )


def _row(
    context: WarningContext,
    wording: Wording,
    rule: Rule | None,
    item: Listed,
    first: tuple[Spans, ...],
    years: range,
    way: Spans,
) -> Row:
    """One program: its results by year, what the card rests on, and under it the reason and the way out."""
    history = context.history.get(item.program_id, {})
    cells = (
        *first,
        *(_result_cell(wording, history.get(year)) for year in years),
        plain(wording.words.shown(_cohort(wording, item))),
        plain(_interval(wording, item)),
        plain(wording.text(f"evidence.{item.evidence}") if item.evidence else "[z]"),
    )
    anchor = "-".join(f"program {item.program_id}".split())
    why = reason(context, wording, item, rule, history)
    return Row(cells, wording.words.sentences([why, way]) if way else why, anchor=anchor)


def _note(context: WarningContext, wording: Wording, listed: Sequence[Listed]) -> Spans:
    """What the columns mean; a list that counts intakes has neither cohorts nor intervals."""
    if not any(item.line_unit == "bp" for item in listed):
        return wording.words.spans("lists.note_marks")
    years = context.evidence.evidence_years or 0
    return wording.words.sentences(
        [wording.words.spans("lists.note", years=years), wording.words.spans("lists.note_marks")]
    )


def _result_cell(wording: Wording, result: Result | None) -> Spans:
    """One year's value; what fails stands in bold with ▼, a pooled cohort carries †."""
    if result is None:
        return plain(wording.words.shown(NOT_APPLICABLE))
    text = _result_text(wording, result)
    mark = "†" if result.covers_from < result.year and result.result in ("fail", "pass") else ""
    if result.result == "fail":
        return (Span(f"▼{text}{mark}", "strong"),)
    return plain(text + mark)


def _result_text(wording: Wording, result: Result) -> str:
    return wording.value(result.value, result.line_unit, result.line)


def _cohort(wording: Wording, item: Listed) -> Published:
    """The cohort of the result the card rests on; none belongs to a card that counts intakes."""
    return item.denominator if item.line_unit == "bp" else NOT_APPLICABLE


def _interval(wording: Wording, item: Listed) -> str:
    """The pooled interval in whole percent."""
    if item.line_unit != "bp":
        return wording.words.shown(NOT_APPLICABLE)
    low, high = item.pooled_low, item.pooled_high
    if low.value is None or high.value is None:
        return wording.words.shown(high)
    return wording.words.interval(low.value, high.value)


def reason(
    context: WarningContext, wording: Wording, item: Listed, rule: Rule | None, history: Mapping[int, Result]
) -> Spans:
    """Why the program stands in the list, as sentences; the same words in page and PDF."""
    parts = [_counted(wording, item, rule, history)]
    if item.reason_code == "status_kept":
        parts.append(wording.words.spans("reason.kept", year=str(item.year), fired=str(item.fired_year)))
    if item.reason_code == "reinstatement_pending":
        passes = next((r.passes for r in context.reinstatements if r.card == item.card), 0)
        parts.append(wording.words.spans("reason.pending", passes=passes))
    if item.inherited_from:
        parts.append(wording.words.spans("reason.inherited"))
    if item.decision:
        parts.append(
            wording.words.spans(
                "reason.decided",
                decision=wording.text(f"decision.{item.decision}"),
                document=item.decision_document or wording.text("decisions.no_document"),
                card=wording.badge(item.decided_card or item.card),
            )
        )
    return wording.words.sentences(parts)


def _counted(wording: Wording, item: Listed, rule: Rule | None, history: Mapping[int, Result]) -> Spans:
    """The results that were counted: "2023—2025届连续三年…低于标准线（60%）：52.1%、55.0%、49.3%"."""
    if rule is None or item.since_year is None or item.fired_year is None or item.years_counted is None:
        return wording.words.spans("reason.unstated")
    failed = [
        r
        for year, r in sorted(history.items())
        if item.since_year <= year <= item.fired_year and r.result == "fail"
    ]
    span = wording.words.years(item.since_year, item.fired_year)
    facts = {
        "years": wording.text(
            "reason.cohorts" if rule.observation else "reason.years",
            years=span,
            n=item.fired_year - item.since_year + 1,
        ),
        "count": wording.words.spelled(item.years_counted),
        "n": rule.n,
        "criterion": wording.either(rule.criterion_zh, rule.criterion_en),
        "trigger": wording.either(rule.title_zh, rule.title_en),
        "line": wording.line(item.line, item.line_unit),
    }
    if rule.over == "criteria_of_one_year":
        key = "reason.criteria"
    elif rule.m < rule.n:
        key = "reason.some"
    else:
        key = "reason.one" if item.years_counted == 1 else "reason.running"
    if item.line_unit != "bp":
        return wording.words.spans(f"{key}_plain", **facts)
    values = wording.words.listing(_result_text(wording, result) for result in failed)
    return wording.words.spans(key, **facts, values=values)
