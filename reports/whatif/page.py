"""The what-if page: sliders over lines, years and minimum cohorts; without script, tables for a choice of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reports.data.movable_rules import MovableRule
from reports.document.blocks import Block, Note, Paragraph, Span, Spans, Table, plain
from reports.document.document import number_blocks
from reports.document.fields import Field, headed, number, table_of
from reports.document.language import Language
from reports.document.page import Page, link
from reports.document.wording import Wording
from reports.whatif.context import JudgedProgram, WhatIfContext
from reports.whatif.panel import Panel, panel_of

ADDRESS = "whatif"


@dataclass(frozen=True)
class AtLine:
    """The programs that get one of the cards at a line, by card."""

    line: int
    programs: Mapping[str, list[JudgedProgram]]

    def seats(self) -> int:
        return sum(program.seats or 0 for those in self.programs.values() for program in those)


def write_whatif(context: WhatIfContext, language: Language) -> Iterator[Page]:
    """The page in one language; none where no rule of the policy can be moved."""
    if not context.rules:
        return
    wording = Wording(language, context.shared)
    blocks = [
        *_introduction(context, wording),
        *(table for rules in context.criteria().values() for table in _tables(context, wording, rules)),
        *_held(context, wording),
    ]
    panel: Panel = panel_of(context, wording)
    yield Page(
        "alone",
        ADDRESS,
        wording.text("whatif.title"),
        wording.text("whatif.subtitle", year=str(context.programs[0].year)),
        number_blocks(wording, blocks),
        template="whatif.html.j2",
        scripts=("whatif.js",),
        more=panel,
    )


def _introduction(context: WhatIfContext, wording: Wording) -> list[Block]:
    limits = wording.disclosure
    return [
        wording.heading("whatif.how_heading"),
        Paragraph(wording.words.spans("whatif.how")),
        Note(
            "caution",
            wording.text("whatif.public_title"),
            wording.words.spans("whatif.public", base=limits.rounding_base, minimum=limits.min_cohort),
        ),
        wording.heading("whatif.tables_heading"),
        Paragraph(wording.words.spans("whatif.tables")),
    ]


def _tables(context: WhatIfContext, wording: Wording, rules: tuple[MovableRule, ...]) -> Iterable[Table]:
    """Cards by line with the years of today; and by line and years, how many programs its lightest rule would reach."""
    yield _by_line(context, wording, rules)
    yield _by_years(context, wording, rules[0])


def _by_line(context: WhatIfContext, wording: Wording, rules: tuple[MovableRule, ...]) -> Table:
    first, today = rules[0], context.today
    cards = dict.fromkeys(rule.card for rule in rules)
    programs = [program for program in context.programs if program.level in first.levels.split(",")]

    def at(line: int) -> AtLine:
        given = context.cards(replace(today, line={**today.line, first.criterion_id: line}))
        return AtLine(
            line, {card: [item for item in programs if given[item.program_id] == card] for card in cards}
        )

    fields: tuple[Field[AtLine], ...] = (
        Field("whatif.line", lambda row: _line(wording, row.line, first.line)),
        *(_card_field(wording, card) for card in cards),
        number("whatif.seats_affected", lambda row: wording.count(row.seats())),
    )
    caption = wording.text("whatif.by_line", rule=wording.either(first.criterion_zh, first.criterion_en))
    note = wording.words.spans(
        "whatif.by_line_note", levels=wording.levels(first.levels), minimum=first.minimum_cohort
    )
    rows = map(at, _lines(context, first))
    return table_of(wording, caption, fields, rows, f"whatif-line-{_anchor(first)}", note)


def _card_field(wording: Wording, card: str) -> Field[AtLine]:
    return headed(wording.card(card), lambda row: wording.count(len(row.programs[card])))


def _by_years(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Table:
    reached = {
        (program, line.years, line.critical_line)
        for program, lines in context.lines.items()
        for line in lines
        if line.trigger_id == rule.trigger_id
        and line.is_adjustable
        and line.minimum_cohort <= rule.minimum_cohort <= (line.minimum_cohort_to or 0)
    }

    def of_years(years: int) -> Field[int]:
        from_lines = [from_line for _, own, from_line in reached if own == years]
        return headed(
            wording.text("whatif.years_running", n=years),
            lambda line: wording.count(sum(from_line <= line for from_line in from_lines)),
        )

    fields: tuple[Field[int], ...] = (
        Field("whatif.line", lambda line: _line(wording, line, rule.line)),
        *map(of_years, context.years_of(rule)),
    )
    caption = wording.text("whatif.by_years", rule=wording.either(rule.criterion_zh, rule.criterion_en))
    note, anchor = wording.words.spans("whatif.by_years_note"), f"whatif-years-{_anchor(rule)}"
    return table_of(wording, caption, fields, _lines(context, rule), anchor, note)


def _lines(context: WhatIfContext, rule: MovableRule) -> list[int]:
    offered = context.offered
    shown = range(offered.lowest_line, offered.highest_line + 1, offered.shown_step)
    return sorted({*shown, rule.line})


def _line(wording: Wording, line: int, today: int) -> Spans:
    """A line; that of today is named so."""
    text = wording.line(line, "bp")
    if line != today:
        return plain(text)
    return (Span(text, "strong"), Span(" "), Span(wording.text("whatif.today"), "strong"))


def _held(context: WhatIfContext, wording: Wording) -> list[Block]:
    """Programs compared with nothing, and the cards that no slider moves."""
    blocks: list[Block] = [
        wording.heading("whatif.held_heading"),
        Paragraph(wording.words.spans("whatif.fixed")),
    ]
    held = [program for program in context.programs if program.program_id in context.held]
    if not held:
        return [*blocks, Paragraph(wording.words.spans("whatif.none_held"))]
    fields: tuple[Field[JudgedProgram], ...] = (
        Field("directory.column_school", _school, width="fill"),
        Field("directory.column_major", lambda program: program.major_name, width="fill"),
        Field("directory.column_level", lambda program: wording.level(program.level)),
        Field("directory.card", lambda program: wording.badge(program.card)),
    )
    caption = wording.text("whatif.held_caption")
    return [
        *blocks,
        Paragraph(wording.words.spans("whatif.held", n=len(held))),
        table_of(wording, caption, fields, held, "whatif-held", layout="records"),
    ]


def _school(program: JudgedProgram) -> Spans:
    return (link(program.institution_name, "program", program.program_id),)


def _anchor(rule: MovableRule) -> str:
    return rule.criterion_id.replace("_", "-")
