"""The lists of the warning report: the programs that have a card (a warning level), with their results and the reason.

`listed_table` also serves the check-ups of schools.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.data.published import NOT_APPLICABLE, Published
from reports.data.verdicts.cards import Listed, Result, Rule, Verdicts
from reports.document.blocks import Block, Heading, Span, Spans, Table, plain
from reports.document.document import link
from reports.document.fields import Field, headed_each, major_words, number, program_field, table_of
from reports.document.wording import Wording
from reports.warning.context import WarningContext

YEARS_SHOWN = 5


def lists_section(context: WarningContext, wording: Wording) -> list[Block]:
    """One table per card, the most severe first; a sentence in place of an empty one."""
    blocks: list[Block] = [wording.heading("lists.heading")]
    if context.scope.year is None:
        return [*blocks, wording.missing("lists.nothing_judged")]
    blocks.append(wording.paragraph("lists.text", years=YEARS_SHOWN))
    for card in wording.ladder():
        listed = [item for item in context.verdicts.listed if item.card == card.card]
        name, action = wording.either(card.zh, card.en), wording.either(card.action_zh, card.action_en)
        blocks.append(Heading(2, wording.text("lists.card", card=name, n=len(listed)), f"lists-{card.card}"))
        if not listed:
            blocks.append(wording.paragraph("lists.empty", card=name))
            continue
        blocks.append(wording.paragraph("lists.action", action=action))
        caption = wording.text("lists.caption", card=name, year=str(listed[0].year))
        program = program_field(wording, is_linked=True)
        blocks.append(listed_table(context.verdicts, wording, listed, program, caption, f"list-{card.card}"))
    return blocks


def school_list(
    verdicts: Verdicts,
    wording: Wording,
    listed: Sequence[Listed],
    caption: str,
    remedies: Mapping[str, Spans],
) -> Table:
    """The programs of one school that have a card, shown in the cell of the major; the remedy follows the reason.

    remedies: program id → what would have changed the verdict.
    """

    def major(item: Listed) -> Spans:
        name = (link(item.major_name, "program", item.program_id),)
        words = major_words(wording, name, item.major_code, item.level)
        return (*wording.badge(item.card), Span("", "break"), *words)

    program = Field("directory.column_major", major, width="fill")
    return listed_table(verdicts, wording, listed, program, caption, "list-warned", remedies)


def listed_table(
    verdicts: Verdicts,
    wording: Wording,
    listed: Sequence[Listed],
    program: Field[Listed],
    caption: str,
    anchor: str,
    remedies: Mapping[str, Spans] | None = None,
) -> Table:
    """Programs with up to five years of results; under each row the reason, and the remedy where there is one.

    program: the column that names the program. listed must not be empty; remedies: program id → remedy.
    """
    places = {item.program_id: place for place, item in enumerate(listed, start=1)}
    last = listed[0].year
    first = min(count.year for count in verdicts.card_counts)

    def result(item: Listed, year: int) -> Spans:
        return _result_cell(wording, verdicts.history.get(item.program_id, {}).get(year))

    def detail(item: Listed) -> Spans:
        why, way = reason(verdicts, wording, item), (remedies or {}).get(item.program_id, ())
        return wording.words.sentences([why, way]) if way else why

    fields: tuple[Field[Listed], ...] = (
        number("lists.number", lambda item: str(places[item.program_id])),
        program,
        *headed_each(range(max(first, last - YEARS_SHOWN + 1), last + 1), str, result),
        number("lists.cohort", lambda item: wording.count(_cohort(item))),
        number("lists.interval", lambda item: _interval(wording, item)),
        Field(
            "lists.evidence",
            lambda item: wording.text(f"evidence.{item.evidence}") if item.evidence else "[z]",
            "center",
        ),
    )
    return table_of(
        wording,
        plain(caption),
        fields,
        listed,
        anchor,
        _note(verdicts, wording, listed),
        "records",
        detail,
        anchors=lambda item: "-".join(f"program {item.program_id}".split()),
    )


def _note(verdicts: Verdicts, wording: Wording, listed: Sequence[Listed]) -> Spans:
    """What the columns mean; a rule on intakes rather than rates has neither cohorts nor intervals."""
    if not any(item.line_unit == "bp" for item in listed):
        return wording.spans("lists.note_marks")
    years = verdicts.evidence.evidence_years or 0
    return wording.words.sentences(
        [wording.spans("lists.note", years=years), wording.spans("lists.note_marks")]
    )


def _result_cell(wording: Wording, result: Result | None) -> Spans:
    """One year's value: in bold with ▼ if it fails, with † if it is of several cohorts pooled."""
    if result is None:
        return plain(wording.words.shown(NOT_APPLICABLE))
    text = _result_text(wording, result)
    mark = "†" if result.covers_from < result.year and result.result in ("fail", "pass") else ""
    if result.result == "fail":
        return (Span(f"▼{text}{mark}", "strong"),)
    return plain(text + mark)


def _result_text(wording: Wording, result: Result) -> str:
    return wording.value(result.value, result.line_unit, result.line)


def _cohort(item: Listed) -> Published:
    """The size of the cohort that the verdict is based on; not applicable to a rule on intakes."""
    return item.denominator if item.line_unit == "bp" else NOT_APPLICABLE


def _interval(wording: Wording, item: Listed) -> str:
    """The confidence interval of the pooled cohorts in whole percent, or its status mark."""
    if item.line_unit != "bp":
        return wording.words.shown(NOT_APPLICABLE)
    low, high = item.pooled_low, item.pooled_high
    if low.value is None or high.value is None:
        return wording.words.shown(high)
    return wording.words.interval(low.value, high.value)


def reason(verdicts: Verdicts, wording: Wording, item: Listed) -> Spans:
    """Why the program has its card: the results that were counted, then how a pending reinstatement, an inherited
    result or a decision by a person bears on it."""
    rule, history = verdicts.rule_of(item), verdicts.history.get(item.program_id, {})
    parts = [_counted(wording, item, rule, history)]
    if item.reason_code == "status_kept":
        parts.append(wording.spans("reason.kept", year=str(item.year), fired=str(item.fired_year)))
    if item.reason_code == "reinstatement_pending":
        passes = next((r.passes for r in verdicts.reinstatements if r.card == item.card), 0)
        parts.append(wording.spans("reason.pending", passes=passes))
    if item.inherited_from:
        parts.append(wording.spans("reason.inherited"))
    if item.decision:
        parts.append(
            wording.spans(
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
        return wording.spans("reason.unstated")
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
        return wording.spans(f"{key}_plain", **facts)
    values = wording.words.listing(_result_text(wording, result) for result in failed)
    return wording.spans(key, **facts, values=values)
