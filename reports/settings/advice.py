"""招生建议: seats by advice and level, the rules that speak, the largest changes; and a school's own programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.data.published import exact
from reports.document.blocks import Block, Column, Heading, Note, Paragraph, Row, Spans, Table, plain
from reports.document.cells import major_words, number_columns, program_cell
from reports.document.wording import Wording
from reports.settings.context import AdviceRule, Advised, Following

ADVICE = ("expand", "keep", "reduce", "alternate_year", "suspend", "unallocated")
PROGRAMS_SHOWN = 15


def advice_section(following: Following, wording: Wording) -> list[Block]:
    """Sums, rules and the largest changes; without rules of the policy it says so."""
    heading = wording.heading("advice.heading")
    programs = [row for row in following.advised if not row.is_residual]
    if not programs:
        return [heading, wording.missing("advice.none")]
    text = wording.words.spans(
        "advice.text",
        year=str(programs[0].enrolment_year or ""),
        n=len(programs),
        seats=_total(programs, "seats"),
        advised=_total(following.advised, "advised_seats"),
        new=_total(programs, "new_seats"),
    )
    blocks: list[Block] = [heading, Paragraph(text), _sum_table(following.advised, wording)]
    left = [row for row in following.advised if row.is_residual]
    if left:
        names = wording.words.listing(_left(wording, row) for row in left)
        words = wording.words.spans("advice.left", n=_total(left, "advised_seats"), names=names)
        blocks.append(Note("info", wording.text("advice.left_title"), words))
    blocks += [_rule_table(following, wording), *_largest(programs, wording)]
    return blocks


def school_advice(following: Following, wording: Wording, institution_code: str) -> list[Block]:
    """The advice of a school that asks for a change; seats now and the range stand in the table of programs.

    Nothing where the policy gives no advice.
    """
    own = [row for row in following.advised if row.institution_code == institution_code]
    programs = [row for row in own if not row.is_residual]
    if not programs:
        return []
    text = wording.words.spans(
        "advice.school_text",
        year=str(programs[0].enrolment_year or ""),
        seats=_total(programs, "seats"),
        advised=_total(own, "advised_seats"),
    )
    columns = (
        Column(wording.text("directory.column_major")),
        Column(wording.text("advice.advice"), "center"),
        *number_columns(wording, "advice.advised"),
        Column(wording.text("advice.reason"), width="fill"),
    )
    asked = [row for row in programs if row.advice != "keep" or row.seats_standing == "below_lower_bound"]
    rows = tuple(Row(_school_cells(wording, row)) for row in asked)
    caption = wording.text("advice.school_caption")
    table = [Table(caption, columns, rows, "advice-programs", layout="records")] if rows else []
    rest = [Paragraph(wording.words.spans("advice.school_rest"))] if len(asked) < len(programs) else []
    return [wording.heading("advice.heading"), Paragraph(text), *table, *rest, *_left_note(own, wording)]


def seat_columns(wording: Wording) -> tuple[Column, ...]:
    """What a program has, may take and is advised to take: three columns of any table of programs."""
    return number_columns(wording, "advice.seats", "advice.range", "advice.advised")


def seat_cells(wording: Wording, row: Advised) -> tuple[Spans, ...]:
    """The cells of `seat_columns`."""
    return (
        plain(wording.words.shown(exact(row.seats))),
        plain(_range(wording, row)),
        plain(wording.words.shown(exact(row.advised_seats))),
    )


def _left_note(own: Sequence[Advised], wording: Wording) -> list[Block]:
    left = [row for row in own if row.is_residual]
    if not left:
        return []
    names = wording.words.listing(wording.level(row.level) for row in left)
    words = wording.words.spans("advice.school_left", n=_total(left, "advised_seats"), names=names)
    return [Note("info", wording.text("advice.left_title"), words)]


def _school_cells(wording: Wording, row: Advised) -> tuple[Spans, ...]:
    return (
        major_words(wording, plain(row.major_name or ""), row.major_code or "", row.level),
        wording.cell(f"advice.{row.advice}"),
        plain(wording.words.shown(exact(row.advised_seats))),
        plain(_reason(wording, row)),
    )


def _range(wording: Wording, row: Advised) -> str:
    if row.seats_low is None or row.seats_high is None:
        return wording.words.shown(exact(None))
    if row.seats_low == row.seats_high:
        return wording.words.integer(row.seats_low)
    return wording.text("advice.from_to", low=row.seats_low, high=row.seats_high)


def _reason(wording: Wording, row: Advised) -> str:
    """The rule in words; what a bound or new places did to it stands behind."""
    reason = wording.either(row.reason_zh, row.reason_en)
    if row.seats_standing == "below_lower_bound":
        return wording.text("advice.and", reason=reason, more=wording.text("advice.below_lower_bound"))
    if row.new_seats:
        return wording.text(
            "advice.and", reason=reason, more=wording.text("advice.with_new", n=row.new_seats)
        )
    return reason


def _total(rows: Iterable[Advised], field: str) -> int:
    return sum(getattr(row, field) or 0 for row in rows)


def _left(wording: Wording, row: Advised) -> str:
    school = row.institution_name or wording.text("advice.new_places")
    return wording.text(
        "advice.left_at", school=school, level=wording.level(row.level), n=row.advised_seats or 0
    )


def _sum_table(advised: Sequence[Advised], wording: Wording) -> Table:
    """Programs, seats now and seats advised, by advice; the totals agree but for new places."""
    rows = []
    for name in ADVICE:
        own = [row for row in advised if row.advice == name]
        if own:
            rows.append(Row((wording.cell(f"advice.{name}"), *_sums(wording, own))))
    rows.append(Row((wording.cell("table.total"), *_sums(wording, advised)), is_total=True))
    columns = (
        Column(wording.text("advice.advice"), width="fill"),
        *number_columns(wording, "advice.programs", "advice.seats", "advice.advised", "advice.of_new"),
    )
    note = wording.words.spans("advice.sum_note")
    return Table(wording.text("advice.sum_caption"), columns, tuple(rows), "advice-sums", note=note)


def _sums(wording: Wording, rows: Sequence[Advised]) -> tuple[Spans, ...]:
    programs = sum(not row.is_residual for row in rows)
    sums = (programs, *(_total(rows, field) for field in ("seats", "advised_seats", "new_seats")))
    return tuple(plain(wording.words.integer(number)) for number in sums)


def _rule_table(following: Following, wording: Wording) -> Table:
    rows = []
    for rule in following.advice_rules:
        own = [row for row in following.advised if row.rule_id == rule.rule_id]
        sums = (len(own), _total(own, "seats"), _total(own, "advised_seats"))
        rows.append(
            Row(
                (
                    plain(wording.either(rule.title_zh, rule.title_en)),
                    wording.cell(f"advice.{rule.advice}"),
                    *(plain(wording.words.integer(number)) for number in sums),
                    _clause(wording, rule),
                )
            )
        )
    columns = (
        Column(wording.text("advice.reason"), width="fill"),
        Column(wording.text("advice.advice"), "center"),
        *number_columns(wording, "advice.programs", "advice.seats", "advice.advised"),
        Column(wording.text("advice.clause"), width="part"),
    )
    caption = wording.text("advice.rule_caption")
    return Table(
        caption, columns, tuple(rows), "advice-rules", wording.words.spans("advice.rule_note"), "records"
    )


def _clause(wording: Wording, rule: AdviceRule) -> Spans:
    if rule.clause_kind == "declared_assumption":
        return wording.cell("advice.assumed")
    name = rule.clause_number or rule.clause_title or ""
    return plain(name if rule.is_verified else wording.text("advice.unverified", clause=name))


def _largest(programs: Sequence[Advised], wording: Wording) -> list[Block]:
    """The programs that gain and that lose the most seats."""
    moved = [row for row in programs if row.seats_change]
    up = sorted(moved, key=lambda row: (-(row.seats_change or 0), row.program_id or ""))
    down = sorted(moved, key=lambda row: (row.seats_change or 0, row.program_id or ""))
    parts = (
        ("advice.up", [row for row in up if (row.seats_change or 0) > 0]),
        ("advice.down", [row for row in down if (row.seats_change or 0) < 0]),
    )
    blocks: list[Block] = [Heading(2, wording.text("advice.largest"), "advice-largest")]
    for key, rows in parts:
        if rows:
            blocks.append(_program_table(wording, key, rows[:PROGRAMS_SHOWN]))
    return blocks


def _program_table(wording: Wording, key: str, rows: Sequence[Advised]) -> Table:
    columns = (
        Column(wording.text("changes.program"), width="fill"),
        Column(wording.text("advice.advice"), "center"),
        *seat_columns(wording),
        Column(wording.text("advice.reason"), width="part"),
    )
    cells = tuple(
        Row(
            (
                program_cell(
                    wording, row.institution_name or "", row.major_name or "", row.major_code or "", row.level
                ),
                wording.cell(f"advice.{row.advice}"),
                *seat_cells(wording, row),
                plain(_reason(wording, row)),
            )
        )
        for row in rows
    )
    note = wording.words.spans("advice.largest_note", n=len(rows))
    return Table(wording.text(f"{key}_caption"), columns, cells, key.replace(".", "-"), note, "records")
