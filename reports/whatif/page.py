"""The what-if page: sliders over lines, years and minimum cohorts; without script, tables for a choice of values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reports.data.query import grouped
from reports.data.verdicts.cards import MovableRule
from reports.document.blocks import Block, Span, Spans, Table, plain
from reports.document.document import Page, link, number_blocks
from reports.document.fields import Field, headed, number, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.whatif.context import NAME, JudgedProgram, WhatIfContext, cards_of

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
    return [
        wording.heading("whatif.how_heading"),
        wording.paragraph("whatif.how"),
        wording.note(
            "caution", "whatif.public_title", "whatif.public", minimum=wording.disclosure.min_cohort
        ),
        wording.heading("whatif.tables_heading"),
        wording.paragraph("whatif.tables"),
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
    caption = wording.cell("whatif.by_line", rule=wording.either(first.criterion_zh, first.criterion_en))
    note = wording.spans(
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
    caption = wording.cell("whatif.by_years", rule=wording.either(rule.criterion_zh, rule.criterion_en))
    note, anchor = wording.spans("whatif.by_years_note"), f"whatif-years-{_anchor(rule)}"
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
    blocks: list[Block] = [wording.heading("whatif.held_heading"), wording.paragraph("whatif.fixed")]
    held = [program for program in context.programs if program.program_id in context.held]
    if not held:
        return [*blocks, wording.paragraph("whatif.none_held")]
    fields: tuple[Field[JudgedProgram], ...] = (
        Field("directory.column_school", _school, width="fill"),
        Field("directory.column_major", lambda program: program.major_name, width="fill"),
        Field("directory.column_level", lambda program: wording.level(program.level)),
        Field("directory.card", lambda program: wording.badge(program.card)),
    )
    return [
        *blocks,
        wording.paragraph("whatif.held", n=len(held)),
        table_of(wording, "whatif.held_caption", fields, held, "whatif-held", layout="records"),
    ]


def _school(program: JudgedProgram) -> Spans:
    return (link(program.institution_name, "program", program.program_id),)


def _anchor(rule: MovableRule) -> str:
    return rule.criterion_id.replace("_", "-")


WORDS = ("changed", "unchanged", "entered", "left", "heavier", "lighter", "more", "difference")
SHOWN = 100


@dataclass(frozen=True)
class Control:
    """A slider over `values`; `name` is that of `majorwatch whatif --set`, `#` in `form` is replaced by the value."""

    name: str
    kind: str
    label: str
    values: tuple[int, ...]
    today: int
    today_text: str
    form: str
    card: str = ""

    @property
    def place(self) -> int:
        return self.values.index(self.today)

    @property
    def last(self) -> int:
        return len(self.values) - 1

    @property
    def values_json(self) -> str:
        return json.dumps(self.values)

    @property
    def id(self) -> str:
        return self.name.replace(".", "-").replace("_", "-")


@dataclass(frozen=True)
class Criterion:
    title: str
    levels: str
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class CardTotal:
    """Programs and seats with a card today, in words."""

    card: str
    name: str
    programs: str
    seats: str


@dataclass(frozen=True)
class GroupTotal:
    """A level or district: programs by card of the ladder, and seats of those with one, today."""

    key: str
    name: str
    programs: tuple[str, ...]
    seats: str


@dataclass(frozen=True)
class Panel:
    """`ladder`: cards that warn, heaviest first, each with its name. `words`: what the script says, as JSON."""

    criteria: tuple[Criterion, ...]
    cards: tuple[CardTotal, ...]
    ladder: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[GroupTotal, ...]], ...]
    data: str
    words: str


def panel_of(context: WhatIfContext, wording: Wording) -> Panel:
    ladder = tuple((card.card, wording.card(card.card)) for card in wording.ladder())
    said: dict[str, object] = {name: wording.text(f"whatif.{name}") for name in WORDS}
    said |= {
        "levels": {level: wording.level(level) for level in sorted({p.level for p in context.programs})},
        "cards": {card: wording.card(card) for card in cards_of(context)},
        "shown": SHOWN,
        "locale": wording.text("whatif.locale"),
    }
    return Panel(
        tuple(_criterion(context, wording, rules) for rules in context.criteria().values()),
        tuple(_card_row(context, wording, card) for card in reversed(cards_of(context))),
        ladder,
        (
            ("level", _groups(context, wording, lambda p: p.level, wording.level)),
            ("district", _groups(context, wording, lambda p: p.district or "", str)),
        ),
        NAME,
        json.dumps(said, ensure_ascii=False),
    )


def _criterion(context: WhatIfContext, wording: Wording, rules: tuple[MovableRule, ...]) -> Criterion:
    first = rules[0]
    controls = (
        _line_control(context, wording, first),
        *(_years(context, wording, rule) for rule in rules),
        _minimum(context, wording, first),
    )
    title = wording.either(first.criterion_zh, first.criterion_en)
    return Criterion(title, wording.levels(first.levels), controls)


def _line_control(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Control:
    offered = context.offered
    lines = {*range(offered.lowest_line, offered.highest_line + 1, offered.line_step), rule.line}
    return Control(
        f"{rule.criterion_id}.line",
        "line",
        wording.text("whatif.line"),
        tuple(sorted(lines)),
        rule.line,
        wording.line(rule.line, "bp"),
        "#%",
    )


def _minimum(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Control:
    form = wording.text("whatif.persons")
    return Control(
        f"{rule.criterion_id}.minimum_cohort",
        "minimum",
        wording.text("whatif.minimum"),
        context.minimums[rule.criterion_id],
        rule.minimum_cohort,
        form.replace("#", str(rule.minimum_cohort)),
        form,
    )


def _years(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Control:
    form = wording.text("whatif.years")
    return Control(
        f"{rule.trigger_id}.m",
        "years",
        wording.text("whatif.years_until", card=wording.card(rule.card)),
        context.years_of(rule),
        rule.years,
        form.replace("#", str(rule.years)),
        form,
        rule.card,
    )


def _card_row(context: WhatIfContext, wording: Wording, card: str) -> CardTotal:
    those = [program for program in context.programs if program.card == card]
    integer = wording.words.integer
    return CardTotal(card, wording.card(card), integer(len(those)), integer(_seats(those)))


def _groups(
    context: WhatIfContext,
    wording: Wording,
    key: Callable[[JudgedProgram], str],
    name: Callable[[str], str],
) -> tuple[GroupTotal, ...]:
    groups = grouped(context.programs, key)
    integer = wording.words.integer
    found = []
    for group in sorted(groups):
        counts = Counter(program.card for program in groups[group])
        warned = [card.card for card in wording.ladder()]
        seats = _seats([program for program in groups[group] if program.card in warned])
        found.append(
            GroupTotal(
                group,
                name(group) or wording.text("whatif.no_district"),
                tuple(integer(counts[card]) for card in warned),
                integer(seats),
            )
        )
    return tuple(found)


def _seats(programs: list[JudgedProgram]) -> int:
    return sum(program.seats or 0 for program in programs)
