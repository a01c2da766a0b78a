"""The controls of the what-if page and the tables they fill, as the template shows them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from reports.data.movable_rules import MovableRule
from reports.document.wording import Wording
from reports.whatif.context import JudgedProgram, WhatIfContext
from reports.whatif.data_file import NAME, cards_of

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
        _line(context, wording, first),
        *(_years(context, wording, rule) for rule in rules),
        _minimum(context, wording, first),
    )
    title = wording.either(first.criterion_zh, first.criterion_en)
    return Criterion(title, wording.levels(first.levels), controls)


def _line(context: WhatIfContext, wording: Wording, rule: MovableRule) -> Control:
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
    groups: dict[str, list[JudgedProgram]] = {}
    for program in context.programs:
        groups.setdefault(key(program), []).append(program)
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
