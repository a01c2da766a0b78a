"""The what-if page: sliders over lines, years and minimum cohorts; without script, tables for a choice of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports.document.blocks import Block, Column, Note, Paragraph, Row, Span, Spans, Table, plain
from reports.document.document import number_blocks
from reports.document.language import Language
from reports.document.page import Page, link
from reports.document.wording import Wording
from reports.whatif.context import MovableRule, WhatIfContext
from reports.whatif.panel import Panel, panel_of

ADDRESS = "whatif"


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
    cards = list(dict.fromkeys(rule.card for rule in rules))
    programs = [program for program in context.programs if program.level in first.levels.split(",")]
    rows = []
    for line in _lines(context, first):
        given = context.cards(replace(today, line={**today.line, first.criterion_id: line}))
        of_cards = [[program for program in programs if given[program.program_id] == card] for card in cards]
        seats = sum(program.seats or 0 for those in of_cards for program in those)
        numbers = [len(those) for those in of_cards]
        rows.append(_row(wording, line, first.line, [*numbers, seats]))
    columns = (
        wording.column("whatif.line"),
        *(Column(wording.card(card), "end") for card in cards),
        wording.column("whatif.seats_affected", "end"),
    )
    caption = wording.text("whatif.by_line", rule=wording.either(first.criterion_zh, first.criterion_en))
    note = wording.words.spans(
        "whatif.by_line_note", levels=wording.levels(first.levels), minimum=first.minimum_cohort
    )
    return Table(caption, columns, tuple(rows), f"whatif-line-{_anchor(first)}", note=note)


def _by_years(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Table:
    asked = context.years_of(rule)
    reached = {
        (program, line.years, line.critical_line)
        for program, lines in context.lines.items()
        for line in lines
        if line.trigger_id == rule.trigger_id
        and line.is_adjustable
        and line.minimum_cohort <= rule.minimum_cohort <= (line.minimum_cohort_to or 0)
    }
    rows = tuple(
        _row(
            wording,
            line,
            rule.line,
            [sum(from_line <= line for _, own, from_line in reached if own == years) for years in asked],
        )
        for line in _lines(context, rule)
    )
    columns = (
        wording.column("whatif.line"),
        *(Column(wording.text("whatif.years_running", n=years), "end") for years in asked),
    )
    caption = wording.text("whatif.by_years", rule=wording.either(rule.criterion_zh, rule.criterion_en))
    return Table(
        caption,
        columns,
        rows,
        f"whatif-years-{_anchor(rule)}",
        note=wording.words.spans("whatif.by_years_note"),
    )


def _lines(context: WhatIfContext, rule: MovableRule) -> list[int]:
    offered = context.offered
    shown = range(offered.lowest_line, offered.highest_line + 1, offered.shown_step)
    return sorted({*shown, rule.line})


def _row(wording: Wording, line: int, today: int, numbers: list[int]) -> Row:
    text = wording.line(line, "bp")
    name: Spans = plain(text)
    if line == today:
        name = (Span(text, "strong"), Span(" "), Span(wording.text("whatif.today"), "strong"))
    return Row((name, *(plain(wording.words.integer(number)) for number in numbers)))


def _held(context: WhatIfContext, wording: Wording) -> list[Block]:
    """Programs compared with nothing, and the cards that no slider moves."""
    blocks: list[Block] = [
        wording.heading("whatif.held_heading"),
        Paragraph(wording.words.spans("whatif.fixed")),
    ]
    held = [program for program in context.programs if program.program_id in context.held]
    if not held:
        return [*blocks, Paragraph(wording.words.spans("whatif.none_held"))]
    rows = tuple(
        Row(
            (
                (link(program.institution_name, "program", program.program_id),),
                plain(program.major_name),
                plain(wording.level(program.level)),
                wording.badge(program.card),
            )
        )
        for program in held
    )
    columns = (
        wording.column("directory.column_school", width="fill"),
        wording.column("directory.column_major", width="fill"),
        wording.column("directory.column_level"),
        wording.column("directory.card"),
    )
    return [
        *blocks,
        Paragraph(wording.words.spans("whatif.held", n=len(held))),
        Table(wording.text("whatif.held_caption"), columns, rows, "whatif-held", layout="records"),
    ]


def _anchor(rule: MovableRule) -> str:
    return rule.criterion_id.replace("_", "-")
