"""The warning report 专业预警与退出通报: from its context to one list of neutral blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reports.data.published import exact
from reports.document.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Figures,
    Note,
    Paragraph,
    Row,
    Span,
    Spans,
    Table,
    plain,
)
from reports.document.cells import number_columns, program_cell
from reports.document.document import document
from reports.document.language import Language
from reports.document.wording import NOT_JUDGED, Wording
from reports.settings.context import Following
from reports.settings.lists_and_targets import public_lists_section
from reports.standard.closing import quality_section, sources_section
from reports.standard.comparison import comparison_section
from reports.warning.chance import operating_section, renames_section
from reports.warning.charts import cards_by_year, distributions, divisions, rates_by_level
from reports.warning.context import CardCount, Decision, WarningContext
from reports.warning.lists import lists_section
from reports.warning.rules import method_section, rules_section
from reports.warning.signals import signals_section

NAME = "warning"


def write_warning(context: WarningContext, following: Following, language: Language) -> Document:
    """The report in one language."""
    wording = Wording(language, context.shared)
    blocks = [
        *summary_section(context, wording),
        *rules_section(context, wording),
        *lists_section(context, wording),
        *public_lists_section(following, wording),
        *comparison_section(context.shared.comparison, wording),
        *not_judged_section(context, wording),
        *decisions_section(context, wording),
        *renames_section(context, wording),
        *structure_section(context, wording),
        *signals_section(context.signals, wording),
        *operating_section(context, wording),
        *quality_section(wording),
        *method_section(context, wording),
        *sources_section(wording),
    ]
    return document(wording, NAME, context.scope.year, headline(context, wording), blocks)


def headline(context: WarningContext, wording: Wording) -> Figures:
    """Programs by card, those not judged, and the seats at stake."""
    counts = programs_by_card(context.latest())
    items = [
        Figure(
            wording.card(card.card),
            wording.words.integer(counts[card.card]),
            wording.text("unit.programs"),
            card=card.card,
        )
        for card in wording.ladder()
    ]
    not_judged = wording.words.integer(counts[NOT_JUDGED])
    items.append(Figure(wording.card(NOT_JUDGED), not_judged, wording.text("unit.programs"), card=NOT_JUDGED))
    seats = exact(seats_at_stake(context))
    unit = wording.text("unit.seats") if seats.value is not None else ""
    items.append(Figure(wording.text("summary.seats"), wording.words.shown(seats), unit))
    return Figures(tuple(items))


def programs_by_card(counts: Iterable[CardCount]) -> Counter[str]:
    programs: Counter[str] = Counter()
    for count in counts:
        programs[count.card] += count.programs
    return programs


def seats_at_stake(context: WarningContext) -> int | None:
    """Planned seats of the programs that carry a card; None where no plan was delivered."""
    known = [c.seats for c in context.latest() if c.card not in ("none", NOT_JUDGED) and c.seats is not None]
    return sum(known) if known else None


def summary_section(context: WarningContext, wording: Wording) -> list[Block]:
    heading = wording.heading("summary.heading")
    if context.scope.year is None:
        return [heading, wording.missing("lists.nothing_judged")]
    counts = programs_by_card(context.latest())
    carded = sum(counts[card.card] for card in wording.ladder())
    run = context.shared.run
    text = wording.words.spans(
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
        text = wording.words.sentences(
            [text, wording.words.spans("summary.not_judged", n=counts[NOT_JUDGED])]
        )
    return [
        heading,
        Paragraph(text),
        headline(context, wording),
        level_table(context, wording),
        *cards_by_year(context, wording),
    ]


def level_table(context: WarningContext, wording: Wording) -> Table:
    """Programs of the latest year by level and card, with the seats of those that carry one."""
    cards = [*(card.card for card in wording.ladder()), "none", NOT_JUDGED]
    levels = dict.fromkeys(count.level for count in context.latest())
    rows = [
        _level_row(wording, wording.level(level), cards, [c for c in context.latest() if c.level == level])
        for level in levels
    ]
    total = _level_row(wording, wording.text("table.total"), cards, list(context.latest()))
    columns = (
        Column(wording.text("table.level"), width="fill"),
        *(Column(wording.card(card), "end") for card in cards),
        *number_columns(wording, "table.total", "summary.seats"),
    )
    rows.append(Row(total.cells, is_total=True))
    caption = wording.text("summary.by_level", year=str(context.scope.year))
    return Table(
        caption, columns, tuple(rows), "summary-levels", note=wording.words.spans("summary.by_level_note")
    )


def _level_row(wording: Wording, name: str, cards: list[str], counts: list[CardCount]) -> Row:
    programs = programs_by_card(counts)
    seats = [c.seats for c in counts if c.card not in ("none", NOT_JUDGED) and c.seats is not None]
    shown = wording.words.shown(exact(sum(seats) if seats else None))
    numbers = [programs[card] for card in cards]
    return Row(
        (plain(name), *(plain(wording.words.integer(n)) for n in [*numbers, programs.total()]), plain(shown))
    )


def not_judged_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs without a verdict, by reason, with what each reason means."""
    heading = wording.heading("not_judged.heading")
    if not context.not_judged:
        return [heading, Paragraph(wording.words.spans("not_judged.none"))]
    reasons = dict.fromkeys(item.reason_code for item in context.not_judged)
    rows = []
    for reason in reasons:
        items = [item for item in context.not_judged if item.reason_code == reason]
        by_level = wording.words.listing(
            f"{wording.level(i.level)} {wording.words.integer(i.programs)}" for i in items
        )
        total = wording.words.integer(sum(item.programs for item in items))
        title = (Span(wording.text(f"not_judged.{reason}.title"), "strong"), Span("", "break"))
        meaning = wording.words.spans(f"not_judged.{reason}.text", cohort=wording.disclosure.min_cohort)
        rows.append(Row(((*title, *meaning), plain(total), plain(by_level))))
    columns = (
        Column(wording.text("not_judged.reason"), width="fill"),
        Column(wording.text("unit.programs_count"), "end"),
        Column(wording.text("not_judged.levels"), width="part"),
    )
    caption = wording.text("not_judged.caption", year=str(context.scope.year))
    return [
        heading,
        Paragraph(wording.words.spans("not_judged.note")),
        Table(caption, columns, tuple(rows), "not-judged-reasons", layout="records"),
    ]


def decisions_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Human decisions, with the computed card beside the decided one."""
    heading = wording.heading("decisions.heading")
    until = context.shared.run.objections_until
    window: list[Block] = (
        [Paragraph(wording.words.spans("decisions.window", date=wording.words.date(until)))] if until else []
    )
    if not context.decisions:
        return [heading, *window, Paragraph(wording.words.spans("decisions.none"))]
    columns = (
        Column(wording.text("lists.program"), width="fill"),
        Column(wording.text("decisions.computed")),
        Column(wording.text("decisions.decided")),
        Column(wording.text("decisions.decision"), width="fill"),
    )
    rows = tuple(
        Row(
            (
                program_cell(wording, item.institution_name, item.major_name, item.major_code, item.level),
                wording.badge(item.card),
                wording.badge(item.decided_card),
                _decision_cell(wording, item),
            )
        )
        for item in context.decisions
    )
    table = Table(wording.text("decisions.caption"), columns, rows, "decisions-table", layout="records")
    return [heading, *window, Paragraph(wording.words.spans("decisions.note")), table]


def _decision_cell(wording: Wording, item: Decision) -> Spans:
    """What was decided, by whom, when and why."""
    text = wording.words.spans(
        "decisions.text",
        decision=wording.text(f"decision.{item.decision}"),
        by=item.decided_by or wording.text("decisions.no_author"),
        date=wording.words.date(item.decided_on) if item.decided_on else wording.text("decisions.no_date"),
        document=item.decision_document or wording.text("decisions.no_document"),
    )
    return (*text, Span("", "break"), Span(item.decision_reason, "quiet")) if item.decision_reason else text


def structure_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Where the results lie, and in which fields the cards fall."""
    blocks = [
        *rates_by_level(context, wording),
        *distributions(context, wording),
        *divisions(context, wording),
    ]
    if not blocks:
        blocks = [Note("missing", wording.text("note.missing"), wording.words.spans("structure.none"))]
    return [wording.heading("structure.heading"), *blocks]
