"""What the what-if page compares, as one script for all languages: a page opened from a folder may fetch nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reports.data.verdicts.cards import MovableRule
from reports.document.document import slug
from reports.document.wording import NOT_JUDGED
from reports.whatif.context import CriticalLine, JudgedProgram, WhatIfContext

VARIABLE = "MAJORWATCH_WHATIF"
NAME = "whatif-data.js"
NEVER = -1


def write_whatif_data(context: WhatIfContext, public: Path) -> Path:
    """Write the script beside the page in Chinese; returns the file."""
    path = public / "site" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(whatif_data(context), encoding="utf-8", newline="\n")
    return path


def whatif_data(context: WhatIfContext) -> str:
    """A script: cards from the lightest, rules with the values each can take, one line for each program.

    A program is [id, school, major, level, district, seats, card it always has, judged, lines, address]. judged:
    null, or per criterion the minimum cohorts under which it is judged, as the bits of a number. lines: per rule, for
    ranges of minimum cohorts [place of the first, a critical line for each number of years, or -1], or the place of
    a rule with the same.
    """
    rules = [_rule(context, rule) for rule in context.rules]
    head = {"cards": cards_of(context), "rules": rules}
    programs = ",\n".join(_literal(_program(context, program)) for program in context.programs)
    return f"const {VARIABLE} = {_literal(head)};\n{VARIABLE}.programs = [\n{programs}\n];\n"


def cards_of(context: WhatIfContext) -> list[str]:
    """Cards from the lightest; not judged comes before them."""
    ladder = sorted(context.shared.cards, key=lambda card: card.severity)
    return [NOT_JUDGED, *(card.card for card in ladder)]


def _rule(context: WhatIfContext, rule: MovableRule) -> dict[str, Any]:
    return {
        "criterion": rule.criterion_id,
        "trigger": rule.trigger_id,
        "card": cards_of(context).index(rule.card),
        "years": context.years_of(rule),
        "minimums": context.minimums[rule.criterion_id],
    }


def _program(context: WhatIfContext, program: JudgedProgram) -> list[Any]:
    lines = context.lines.get(program.program_id, ())
    order = cards_of(context)
    always = max((order.index(line.card) for line in lines if not line.is_adjustable), default=0)
    return [
        program.program_id,
        program.institution_name,
        program.major_name,
        program.level,
        program.district or "",
        program.seats or 0,
        always,
        _judged(context, program.program_id),
        _shared([_lines(context, rule, lines) for rule in context.rules]),
        slug(program.program_id),
    ]


def _judged(context: WhatIfContext, program: str) -> list[list[int]] | None:
    """Per criterion its place and a bit for each minimum cohort; None for a program that is never judged."""
    criteria = list(context.criteria())
    ranges = context.judged.get(program, ())
    if not ranges:
        return None
    bits: dict[int, int] = {}
    for item in ranges:
        if item.is_adjustable:
            place = criteria.index(item.criterion_id)
            highest = item.minimum_cohort if item.minimum_cohort_to is None else item.minimum_cohort_to
            for number, minimum in enumerate(context.minimums[item.criterion_id]):
                if item.minimum_cohort <= minimum <= highest:
                    bits[place] = bits.get(place, 0) | 1 << number
    return [[place, mask] for place, mask in sorted(bits.items())]


def _lines(context: WhatIfContext, rule: MovableRule, lines: Sequence[CriticalLine]) -> list[list[int]]:
    """Ranges of minimum cohorts, each with the place of its first and the lines of every number of years."""
    own = [line for line in lines if line.is_adjustable and line.trigger_id == rule.trigger_id]
    ranges: list[list[int]] = []
    for number, minimum in enumerate(context.minimums[rule.criterion_id]):
        at: Mapping[int, int] = {
            line.years: line.critical_line
            for line in own
            if line.minimum_cohort <= minimum <= (line.minimum_cohort_to or line.minimum_cohort)
        }
        values = [at.get(years, NEVER) for years in context.years_of(rule)]
        if not ranges or ranges[-1][1:] != values:
            ranges.append([number, *values])
    return ranges if any(value != NEVER for item in ranges for value in item[1:]) else []


def _shared(lines: list[list[list[int]]]) -> list[Any]:
    """Rules that read the same lines, as those of cards that do not hold, are given once and then by their place."""
    return [lines.index(own) if own in lines[:place] else own for place, own in enumerate(lines)]


def _literal(entry: Any) -> str:
    """JSON that is also a literal of JavaScript."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
