"""Where the results of each criterion lie: one histogram per criterion, with the table behind it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.blocks import Block, Column, Row, Table, plain
from reports.charts.block import chart
from reports.charts.forms import Histogram
from reports.standard.closing import number_columns
from reports.warning.context import CLASSES, ClassCount, WarningContext
from reports.document.wording import Wording

FEWEST_CLASSES = 4  # an axis of fewer would not show where the line lies


@dataclass(frozen=True)
class Distribution:
    """One criterion's results in classes of equal width; `line` only where all programs share it."""

    indicator: str
    side: str
    line: float | None
    edges: tuple[float, ...]
    counts: tuple[int, ...]


def distributions(context: WarningContext, wording: Wording) -> list[Block]:
    """One histogram per criterion that compares a rate with a line."""
    criteria = dict.fromkeys(item.criterion_id for item in context.distribution)
    return [
        _chart(context, wording, [item for item in context.distribution if item.criterion_id == criterion])
        for criterion in criteria
    ]


def _chart(context: WarningContext, wording: Wording, items: list[ClassCount]) -> Block:
    told = _counted(wording, items)
    year = str(context.scope.year)
    caption = wording.text("chart.distribution.caption", indicator=told.indicator, year=year)
    anchor = f"distribution-{items[0].criterion_id}".replace("_", "-")
    columns = (Column(told.indicator), *number_columns(wording, "unit.programs_count"))
    rows = tuple(
        Row((plain(wording.words.interval(low, high)), plain(wording.words.integer(count))))
        for low, high, count in zip(told.edges, told.edges[1:], told.counts, strict=False)
    )
    form = _form(wording, told)
    note = wording.words.spans("chart.distribution.note", cohort=wording.disclosure.min_cohort)
    return chart(wording, form, Table(caption, columns, rows, anchor), _alt(wording, told, form), note)


def _counted(wording: Wording, items: list[ClassCount]) -> Distribution:
    """Counts of every class from the first to the last that holds a program, empty ones between included."""
    counts = [0] * CLASSES
    for item in items:
        counts[item.class_number] += item.programs
    held = [place for place, count in enumerate(counts) if count]
    last = max(held[-1] + 1, FEWEST_CLASSES)
    drawn = range(min(held[0], last - FEWEST_CLASSES), last)
    lines = {line for item in items for line in (item.lowest_line, item.highest_line)}
    line = lines.pop() if len(lines) == 1 else None
    return Distribution(
        indicator=_indicator(wording, items[0]),
        side="above" if items[0].fails_when in ("above", "at_or_above") else "below",
        line=None if line is None else line / 10000,
        edges=tuple(place / CLASSES for place in (*drawn, last)),
        counts=tuple(counts[place] for place in drawn),
    )


def _indicator(wording: Wording, item: ClassCount) -> str:
    """The indicator's word; the criterion's title for one that only the policy knows."""
    key = f"indicator.{item.indicator}"
    return wording.text(key) if wording.words.has(key) else wording.either(item.title_zh, item.title_en)


def _form(wording: Wording, told: Distribution) -> Histogram:
    other = "other" if told.line is not None else "all"
    return Histogram(
        axis=told.indicator,
        edges=told.edges,
        counts=tuple(map(float, told.counts)),
        line=told.line,
        line_label=wording.text("chart.distribution.line", line=wording.words.percent_line(told.line or 0.0)),
        fails_above=told.side == "above",
        failing_label=wording.text(f"chart.distribution.{told.side}"),
        other_label=wording.text(f"chart.distribution.{other}"),
        show=wording.words.integer,
        show_edge=wording.words.percent_line,
    )


def _alt(wording: Wording, told: Distribution, form: Histogram) -> str:
    total = sum(told.counts)
    if told.line is None:
        return wording.text("chart.distribution.alt_without_line", indicator=told.indicator, n=total)
    classes = zip(told.edges, told.edges[1:], told.counts, strict=False)
    return wording.text(
        "chart.distribution.alt",
        indicator=told.indicator,
        n=total,
        failing=sum(count for low, high, count in classes if form.is_failing(low, high)),
        side=wording.text(f"chart.distribution.{told.side}"),
        line=wording.words.percent_line(told.line),
    )
