"""What chance alone does to a rule: the operating card, and programs that may have escaped by a change of name."""

from __future__ import annotations

from dataclasses import replace

from reports.data.published import exact
from reports.document.blocks import Block, Column, Paragraph, Row, Span, Spans, Table, joined, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.warning.context import OperatingPoint, PossibleRename, WarningContext

SHOWN_COHORTS = (10, 20, 30, 50, 100, 200, 500)
LIKELY = 0.05


def operating_section(context: WarningContext, wording: Wording) -> list[Block]:
    """For each rule over a rate: how often a cohort of some size and true rate would be flagged."""
    heading = wording.heading("operating.heading")
    by_trigger: dict[str, list[OperatingPoint]] = {}
    for point in context.operating:
        by_trigger.setdefault(point.trigger_id, []).append(point)
    if not by_trigger:
        return [heading, wording.missing("operating.none")]
    # rules that differ in name alone have one card between them
    alike: dict[tuple[object, ...], list[str]] = {}
    for trigger, points in by_trigger.items():
        alike.setdefault(tuple(replace(point, trigger_id="") for point in points), []).append(trigger)
    tables = [
        _card(context, wording, number, triggers, by_trigger[triggers[0]])
        for number, triggers in enumerate(alike.values(), start=1)
    ]
    return [heading, Paragraph(wording.words.spans("operating.text")), *tables]


def _card(
    context: WarningContext, wording: Wording, number: int, triggers: list[str], points: list[OperatingPoint]
) -> Table:
    rates = sorted({point.true_rate for point in points})
    chances = {(point.cohort, point.true_rate): point for point in points}
    rows = tuple(
        Row(
            (
                plain(wording.words.integer(cohort)),
                *(_chance(wording, chances[cohort, rate]) for rate in rates),
            )
        )
        for cohort in SHOWN_COHORTS
        if (cohort, rates[0]) in chances
    )
    columns = (
        Column(wording.text("operating.cohort"), "end"),
        *(Column(_rate(wording, rate, points[0].line), "end") for rate in rates),
    )
    names = wording.words.listing(_title(context, wording, trigger) for trigger in triggers)
    line = wording.words.percent_line(points[0].line)
    note = wording.words.spans("operating.note", line=line)
    return Table(
        wording.text("operating.caption", trigger=names), columns, rows, f"operating-{number}", note=note
    )


def _rate(wording: Wording, rate: float, line: float) -> str:
    """A true rate; ▽ marks one below the line, where the error is a miss."""
    return wording.words.percent_line(rate) + ("▽" if rate < line else "")


def _chance(wording: Wording, point: OperatingPoint) -> Spans:
    """The chance of an error, in bold where it is likelier than one in twenty."""
    error = point.miss if point.false_flag is None else point.false_flag
    shown = wording.words.shown(exact(error), wording.words.percent)
    return (Span(shown, "strong"),) if error is not None and error > LIKELY else plain(shown)


def _title(context: WarningContext, wording: Wording, trigger: str) -> str:
    rule = next((rule for rule in context.rules if rule.trigger_id == trigger), None)
    return wording.either(rule.title_zh, rule.title_en) if rule else trigger


def renames_section(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs that end as another, alike in class and size, begins at the same school: to be confirmed."""
    heading = wording.heading("renames.heading")
    if not context.possible_renames:
        return [heading, Paragraph(wording.words.spans("renames.none"))]
    rows = tuple(_rename(wording, item) for item in context.possible_renames)
    columns = (
        Column(wording.text("lists.program"), width="fill"),
        Column(wording.text("renames.begun"), width="part"),
        *number_columns(wording, "renames.last_year", "renames.first_year"),
        Column(wording.text("renames.card"), "center"),
    )
    table = Table(wording.text("renames.caption"), columns, rows, "possible-renames", layout="records")
    return [heading, Paragraph(wording.words.spans("renames.text", n=len(rows))), table]


def _rename(wording: Wording, item: PossibleRename) -> Row:
    ended = joined(
        (plain(item.institution_name), plain(item.ended_major_name), plain(wording.level(item.level))), " · "
    )
    return Row(
        (
            ended,
            plain(item.begun_major_name),
            plain(str(item.last_cohort_year)),
            plain(str(item.first_cohort_year)),
            wording.badge(item.ended_card) if item.ended_card else wording.cell("renames.no_card"),
        )
    )
