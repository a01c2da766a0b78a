"""招生建议: seats by advice and level, the rules that speak, the largest changes; and a school's own programs.

And the three public lists 重点紧缺、改造升级、限制撤销, every major with the rule that puts it there; and the targets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.data.published import published
from reports.data.settings.following import AdviceRule, Advised, Following, ListedMajor, ListTitle, Target
from reports.document.blocks import Block, Heading, Note, Paragraph, Span, Spans, Table, plain
from reports.document.fields import Field, major_words, number, program_field, table_of, total_of
from reports.document.wording import Wording

ADVICE = ("expand", "keep", "reduce", "alternate_year", "suspend", "unallocated")
PROGRAMS_SHOWN = 15
Group = tuple[str, Sequence[Advised]]  # the key of its name, and what is advised in it


def advice_section(following: Following, wording: Wording) -> list[Block]:
    """Sums, rules and the largest changes; without rules of the policy it says so."""
    heading = wording.heading("advice.heading")
    programs = [row for row in following.advised if not row.is_residual]
    if not programs:
        return [heading, wording.missing("advice.none")]
    text = wording.spans(
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
        words = wording.spans("advice.left", n=_total(left, "advised_seats"), names=names)
        blocks.append(Note("info", wording.text("advice.left_title"), words))
    blocks += [_rule_table(following, wording), *_largest(programs, wording)]
    return blocks


def school_advice(following: Following, wording: Wording, institution_code: str) -> list[Block]:
    """The advice of a school that asks for a change; seats now and the range are in the table of programs.

    Nothing where the policy gives no advice.
    """
    own = [row for row in following.advised if row.institution_code == institution_code]
    programs = [row for row in own if not row.is_residual]
    if not programs:
        return []
    text = wording.spans(
        "advice.school_text",
        year=str(programs[0].enrolment_year or ""),
        seats=_total(programs, "seats"),
        advised=_total(own, "advised_seats"),
    )
    fields: tuple[Field[Advised], ...] = (
        Field(
            "directory.column_major",
            lambda row: major_words(wording, plain(row.major_name or ""), row.major_code or "", row.level),
        ),
        Field("advice.advice", lambda row: wording.text(f"advice.{row.advice}"), "center"),
        number("advice.advised", lambda row: wording.count(published(row.advised_seats, row.seats_status))),
        Field("advice.reason", lambda row: _reason(wording, row), width="fill"),
    )
    asked = [row for row in programs if row.advice != "keep" or row.seats_standing == "below_lower_bound"]
    caption = wording.cell("advice.school_caption")
    table = [table_of(wording, caption, fields, asked, "advice-programs", layout="records")] if asked else []
    rest = [wording.paragraph("advice.school_rest")] if len(asked) < len(programs) else []
    return [wording.heading("advice.heading"), Paragraph(text), *table, *rest, *_left_note(own, wording)]


def seat_fields(wording: Wording) -> tuple[Field[Advised], ...]:
    """What a program has, may take and is advised to take: three columns of any table of programs."""
    return (
        number("advice.seats", lambda row: wording.count(published(row.seats, row.seats_status))),
        number("advice.range", lambda row: _range(wording, row)),
        number("advice.advised", lambda row: wording.count(published(row.advised_seats, row.seats_status))),
    )


def _left_note(own: Sequence[Advised], wording: Wording) -> list[Block]:
    left = [row for row in own if row.is_residual]
    if not left:
        return []
    names = wording.words.listing(wording.level(row.level) for row in left)
    words = wording.spans("advice.school_left", n=_total(left, "advised_seats"), names=names)
    return [Note("info", wording.text("advice.left_title"), words)]


def _range(wording: Wording, row: Advised) -> str:
    if row.seats_low is None or row.seats_high is None:
        return wording.shown(published(None, row.seats_status))
    if row.seats_low == row.seats_high:
        return wording.words.integer(row.seats_low)
    return wording.text("advice.from_to", low=row.seats_low, high=row.seats_high)


def _reason(wording: Wording, row: Advised) -> str:
    """The rule in words; then what a bound or new places did to it."""
    reason = wording.either(row.advice_reason, row.advice_reason_en)
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

    def sum_of(key: str, field: str) -> Field[Group]:
        return number(key, lambda group: wording.count(_total(group[1], field)))

    fields: tuple[Field[Group], ...] = (
        Field("advice.advice", lambda group: wording.text(group[0]), width="fill"),
        number("advice.programs", lambda group: wording.count(sum(not row.is_residual for row in group[1]))),
        sum_of("advice.seats", "seats"),
        sum_of("advice.advised", "advised_seats"),
        sum_of("advice.of_new", "new_seats"),
    )
    groups = [(f"advice.{name}", [row for row in advised if row.advice == name]) for name in ADVICE]
    total = total_of(fields, ("table.total", advised))
    caption, note = wording.cell("advice.sum_caption"), wording.spans("advice.sum_note")
    shown = [group for group in groups if group[1]]
    return table_of(wording, caption, fields, shown, "advice-sums", note, totals=(total,))


def _rule_table(following: Following, wording: Wording) -> Table:
    by_rule = {
        rule.rule_id: [row for row in following.advised if row.rule_id == rule.rule_id]
        for rule in following.advice_rules
    }

    def sum_of(key: str, field: str) -> Field[AdviceRule]:
        return number(key, lambda rule: wording.count(_total(by_rule[rule.rule_id], field)))

    fields: tuple[Field[AdviceRule], ...] = (
        Field("advice.reason", lambda rule: wording.either(rule.title_zh, rule.title_en), width="fill"),
        Field("advice.advice", lambda rule: wording.text(f"advice.{rule.advice}"), "center"),
        number("advice.programs", lambda rule: wording.count(len(by_rule[rule.rule_id]))),
        sum_of("advice.seats", "seats"),
        sum_of("advice.advised", "advised_seats"),
        Field("advice.clause", lambda rule: _clause(wording, rule), width="part"),
    )
    caption, note = wording.cell("advice.rule_caption"), wording.spans("advice.rule_note")
    return table_of(wording, caption, fields, following.advice_rules, "advice-rules", note, "records")


def _clause(wording: Wording, rule: AdviceRule) -> str:
    if rule.clause_kind == "declared_assumption":
        return wording.text("advice.assumed")
    name = rule.clause_number or rule.clause_title or ""
    return name if rule.is_verified else wording.text("advice.unverified", clause=name)


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
    fields: tuple[Field[Advised], ...] = (
        program_field(wording, "changes.program"),
        Field("advice.advice", lambda row: wording.text(f"advice.{row.advice}"), "center"),
        *seat_fields(wording),
        Field("advice.reason", lambda row: _reason(wording, row), width="part"),
    )
    note = wording.spans("advice.largest_note", n=len(rows))
    return table_of(wording, f"{key}_caption", fields, rows, key.replace(".", "-"), note, "records")


STATUSES = ("reached", "reached_late", "on_course", "behind", "missed", "not_reported", "no_target")


def targets_section(following: Following, wording: Wording) -> list[Block]:
    """One row per target; where none was delivered it says so."""
    heading = wording.heading("target.heading")
    if not following.targets:
        return [heading, wording.missing("target.none")]
    counts = Counter(target.target_status for target in following.targets)
    statuses = wording.words.listing(
        wording.text("target.count", status=wording.text(f"target_status.{name}"), n=counts[name])
        for name in STATUSES
        if counts[name]
    )
    text = wording.spans("target.text", n=len(following.targets), statuses=statuses)
    return [heading, Paragraph(text), _target_table(following, wording)]


def _target_table(following: Following, wording: Wording) -> Table:
    fields: tuple[Field[Target], ...] = (
        Field("target.target", _named, width="fill"),
        number("target.due", lambda row: _value(wording, row.due_value, row.target_unit, row.due_year)),
        number("target.actual", lambda row: _value(wording, row.actual_value, row.target_unit, row.year)),
        number("column.target_share", lambda row: wording.share(row.target_share)),
        Field("column.target_status", lambda row: _status(wording, row), width="part"),
    )
    caption, note = wording.cell("target.caption"), wording.spans("target.note")
    return table_of(wording, caption, fields, following.targets, "targets-table", note, "records")


def _named(target: Target) -> Spans:
    """The target's name, and its clause below."""
    clause = (Span("", "break"), Span(target.target_clause, "quiet")) if target.target_clause else ()
    return (Span(target.target_name, "strong"), *clause)


def _value(wording: Wording, value: float | None, unit: str | None, year: int | None) -> str:
    """A value with its unit and its year; the mark of a missing one otherwise."""
    if value is None:
        return wording.shown(None)
    shown = wording.words.decimal(value, 0 if value == int(value) else 1)
    return wording.text("target.value", value=shown, unit=unit or "", year=str(year or ""))


def _status(wording: Wording, target: Target) -> Spans:
    status = wording.text(f"target_status.{target.target_status}")
    if target.target_status == "behind" and target.expected_value is not None:
        expected = wording.words.decimal(target.expected_value, 1)
        return wording.spans("target.behind", status=status, expected=expected)
    if target.target_status == "reached_late":
        return wording.spans("target.late", status=status, year=str(target.reached_year or ""))
    if target.target_status in ("missed", "behind", "not_reported"):
        return (Span(status, "strong"),)
    return plain(status)


def public_lists_section(following: Following, wording: Wording) -> list[Block]:
    """One table per list; a policy that declares none says so, and an empty list says that it is empty."""
    heading = wording.heading("public_list.heading")
    if not following.lists:
        return [heading, wording.missing("public_list.none")]
    first = following.lists[0]
    clause = wording.text(
        "public_list.clause", title=first.clause_title or "", number=first.clause_number or ""
    ).strip()
    blocks: list[Block] = [heading, wording.paragraph("public_list.text", clause=clause)]
    if any(row.clause_kind == "declared_assumption" for row in following.listed):
        title = wording.text("public_list.assumed_title")
        blocks.append(Note("caution", title, wording.spans("public_list.assumed")))
    for item in following.lists:
        blocks += _list(following, wording, item)
    return blocks


def _list(following: Following, wording: Wording, item: ListTitle) -> list[Block]:
    title = wording.either(item.title_zh, item.title_en)
    listed = [row for row in following.listed if row.list_id == item.list_id]
    anchor = f"public-list-{item.list_id.replace('_', '-')}"
    heading = Heading(2, wording.text("public_list.of", title=title, n=len(listed)), anchor)
    if not listed:
        return [heading, wording.paragraph("public_list.empty")]
    fields: tuple[Field[ListedMajor], ...] = (
        Field(
            "public_list.major", lambda row: f"{row.major_code} {row.major_name or ''}".strip(), width="fill"
        ),
        Field("table.level", lambda row: wording.level(row.level)),
        number("public_list.sites", lambda row: wording.count(row.sites)),
        number("public_list.failing", lambda row: wording.count(row.failing_programs)),
        number("similar.rate", lambda row: wording.rate(row.rate)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
        Field("column.list_reason", lambda row: wording.either(row.reason_zh, row.reason_en), width="fill"),
    )
    note = wording.spans("public_list.note")
    return [heading, table_of(wording, plain(title), fields, listed, f"{anchor}-table", note, "records")]
