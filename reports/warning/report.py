"""The warning report 专业预警与退出通报: from its context to one list of neutral blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.data.query import grouped
from reports.data.release import Reading
from reports.data.settings.following import load_following
from reports.data.verdicts.cards import CardCount
from reports.document.blocks import (
    Block,
    Document,
    Figure,
    Figures,
    Paragraph,
    Span,
    Spans,
    Table,
    joined,
    plain,
)
from reports.document.document import document
from reports.document.fields import Field, headed_each, number, program_field, table_of, total_of
from reports.document.language import Language
from reports.document.wording import NOT_JUDGED, Wording
from reports.settings.lists_and_advice import public_lists_section
from reports.standard.sections import comparison_section, quality_section, sources_section
from reports.warning.charts import cards_by_year, distributions, divisions, rates_by_level
from reports.warning.context import Decision, NotJudged, PossibleRename, WarningContext
from reports.warning.lists import lists_section
from reports.warning.rules import method_section, operating_section, rules_section
from reports.warning.signals import signals_section

NAME = "warning"
Counts = tuple[str, Sequence[CardCount]]  # the name of a level, or of the total, and what is counted under it


def write_warning(context: WarningContext, reading: Reading, language: Language) -> Document:
    """The report in one language; reading: the release, for what a section asks of it beside the context."""
    wording = Wording(language, context.shared)
    blocks = [
        *summary_section(context, wording),
        *rules_section(context, wording),
        *lists_section(context, wording),
        *public_lists_section(reading.of(load_following), wording),
        *comparison_section(context.shared.comparison, wording),
        *not_judged_section(context, wording),
        *decisions_section(context, wording),
        *renames_section(context, wording),
        *structure_section(context, wording),
        *signals_section(context.verdicts.signals, wording),
        *operating_section(context, wording),
        *quality_section(wording),
        *method_section(context, wording),
        *sources_section(wording),
    ]
    return document(wording, NAME, context.scope.year, headline(context, wording), blocks)


def headline(context: WarningContext, wording: Wording) -> Figures:
    """Programs by card, programs not judged, and the planned seats of programs with a card."""
    counts = programs_by_card(context.verdicts.latest())
    cards, unit = [*(card.card for card in wording.ladder()), NOT_JUDGED], wording.text("unit.programs")
    items = [Figure(wording.card(c), wording.words.integer(counts[c]), unit, card=c) for c in cards]
    seats = seats_at_stake(context.verdicts.latest())
    shown = wording.figure("summary.seats", wording.shown(seats), "unit.seats" if seats is not None else "")
    return Figures((*items, shown))


def programs_by_card(counts: Iterable[CardCount]) -> Counter[str]:
    """Card → number of programs, summed over levels and whatever else the counts are divided by."""
    programs: Counter[str] = Counter()
    for count in counts:
        programs[count.card] += count.programs
    return programs


def seats_at_stake(counts: Iterable[CardCount]) -> int | None:
    """Planned seats of all programs that have a card; None if no planned seats are known for any of them."""
    known = [c.seats for c in counts if c.card not in ("none", NOT_JUDGED) and c.seats is not None]
    return sum(known) if known else None


def summary_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Scope and result in a paragraph, figures, a table by level and a chart by year; a note if nothing was judged."""
    heading = wording.heading("summary.heading")
    if context.scope.year is None:
        return [heading, wording.missing("lists.nothing_judged")]
    counts = programs_by_card(context.verdicts.latest())
    carded = sum(counts[card.card] for card in wording.ladder())
    run = context.shared.run
    text = wording.spans(
        "summary.text",
        city=wording.either(run.city_name_zh, run.city_name_en),
        policy=wording.either(run.policy_title_zh, run.policy_title_en),
        date=wording.words.date(run.as_of),
        year=str(context.scope.year),
        programs=context.scope.programs,
        institutions=context.scope.institutions,
        judged=context.scope.programs - counts[NOT_JUDGED],
        carded=carded,
    )
    if counts[NOT_JUDGED]:
        text = wording.words.sentences([text, wording.spans("summary.not_judged", n=counts[NOT_JUDGED])])
    return [
        heading,
        Paragraph(text),
        headline(context, wording),
        level_table(context, wording),
        *cards_by_year(context, wording),
    ]


def level_table(context: WarningContext, wording: Wording) -> Table:
    """Programs of the latest year by level and card, with the planned seats of those that have a card."""
    latest = context.verdicts.latest()
    levels = dict.fromkeys(count.level for count in latest)
    cards = [*(card.card for card in wording.ladder()), "none", NOT_JUDGED]
    fields: tuple[Field[Counts], ...] = (
        Field("table.level", lambda row: row[0], width="fill"),
        *headed_each(cards, wording.card, lambda row, card: wording.count(programs_by_card(row[1])[card])),
        number("table.total", lambda row: wording.count(programs_by_card(row[1]).total())),
        number("summary.seats", lambda row: wording.count(seats_at_stake(row[1]))),
    )
    rows = [(wording.level(level), [c for c in latest if c.level == level]) for level in levels]
    total = total_of(fields, (wording.text("table.total"), latest))
    caption = wording.cell("summary.by_level", year=str(context.scope.year))
    note = wording.spans("summary.by_level_note")
    return table_of(wording, caption, fields, rows, "summary-levels", note, totals=(total,))


def not_judged_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs that could not be judged, counted by reason, with an explanation of each reason."""
    heading = wording.heading("not_judged.heading")
    if not context.not_judged:
        return [heading, wording.paragraph("not_judged.none")]
    reasons = grouped(context.not_judged, lambda item: item.reason_code)
    fields: tuple[Field[tuple[NotJudged, ...]], ...] = (
        Field("not_judged.reason", lambda own: _reason(wording, own[0].reason_code), width="fill"),
        number("unit.programs_count", lambda own: wording.count(sum(item.programs for item in own))),
        Field("not_judged.levels", lambda own: _by_level(wording, own), width="part"),
    )
    caption = wording.cell("not_judged.caption", year=str(context.scope.year))
    return [
        heading,
        wording.paragraph("not_judged.note"),
        table_of(wording, caption, fields, reasons.values(), "not-judged-reasons", layout="records"),
    ]


def _reason(wording: Wording, reason: str) -> Spans:
    title = (Span(wording.text(f"not_judged.{reason}.title"), "strong"), Span("", "break"))
    return (*title, *wording.spans(f"not_judged.{reason}.text", cohort=wording.disclosure.min_cohort))


def _by_level(wording: Wording, items: Sequence[NotJudged]) -> str:
    return wording.words.listing(
        f"{wording.level(item.level)} {wording.words.integer(item.programs)}" for item in items
    )


def decisions_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Decisions by a person, each with the computed and the decided card; and the last day for objections."""
    heading = wording.heading("decisions.heading")
    until = context.shared.run.objections_until
    window: list[Block] = (
        [wording.paragraph("decisions.window", date=wording.words.date(until))] if until else []
    )
    if not context.decisions:
        return [heading, *window, wording.paragraph("decisions.none")]
    fields: tuple[Field[Decision], ...] = (
        program_field(wording),
        Field("decisions.computed", lambda item: wording.badge(item.card)),
        Field("decisions.decided", lambda item: wording.badge(item.decided_card)),
        Field("decisions.decision", lambda item: _decision_cell(wording, item), width="fill"),
    )
    caption, decisions = wording.cell("decisions.caption"), context.decisions
    table = table_of(wording, caption, fields, decisions, "decisions-table", layout="records")
    return [heading, *window, wording.paragraph("decisions.note"), table]


def _decision_cell(wording: Wording, item: Decision) -> Spans:
    """What was decided, by which office, when, and in which document."""
    return wording.spans(
        "decisions.text",
        decision=wording.text(f"decision.{item.decision}"),
        by=item.decided_by or wording.text("decisions.no_author"),
        date=wording.day(item.decided_on, "decisions.no_date"),
        document=item.decision_document or wording.text("decisions.no_document"),
    )


def renames_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Possible renamings, to be confirmed: a program ends, and another of like class and size begins at its school."""
    heading, found = wording.heading("renames.heading"), context.possible_renames
    if not found:
        return [heading, wording.paragraph("renames.none")]
    fields: tuple[Field[PossibleRename], ...] = (
        Field(
            "lists.program",
            lambda item: joined(
                map(plain, (item.institution_name, item.ended_major_name, wording.level(item.level))), " · "
            ),
            width="fill",
        ),
        Field("renames.begun", lambda item: item.begun_major_name, width="part"),
        number("renames.last_year", lambda item: str(item.last_cohort_year)),
        number("renames.first_year", lambda item: str(item.first_cohort_year)),
        Field(
            "renames.card",
            lambda item: (
                wording.badge(item.ended_card) if item.ended_card else wording.cell("renames.no_card")
            ),
            "center",
        ),
    )
    table = table_of(wording, "renames.caption", fields, found, "possible-renames", layout="records")
    return [heading, wording.paragraph("renames.text", n=len(found)), table]


def structure_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Charts of the rates by level, of the distribution of results, and of cards by division of majors."""
    blocks = [
        *rates_by_level(context, wording),
        *distributions(context, wording),
        *divisions(context, wording),
    ]
    if not blocks:
        blocks = [wording.missing("structure.none")]
    return [wording.heading("structure.heading"), *blocks]
