"""The charts of the warning report, each with the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import cycle

from reports.blocks import Block, Column, Row, Table, plain
from reports.chart_blocks import chart, over_years_alt
from reports.chart_forms import Bars, Columns, Histogram, Layer, Lines, Series
from reports.published import MISSING, NOT_APPLICABLE
from reports.shared_sections import number_columns
from reports.warning_context import CLASSES, ClassCount, WarningContext
from reports.wording import NOT_JUDGED, Wording

YEARS_DRAWN = 10
DIVISIONS_DRAWN = 16
LINE_LOOKS = ("first", "second", "third", "fourth", "fifth")


def cards_by_year(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs with a card, year by year; nothing where there is one year only."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for count in context.card_counts:
        counts[count.year][count.card] += count.programs
    years = sorted(counts)[-YEARS_DRAWN:]
    if len(years) < 2:
        return []
    cards = [card.card for card in wording.ladder()]
    if not any(counts[year][card] for year in years for card in cards):
        return []
    layers = tuple(
        Layer(wording.card(card), card, tuple(float(counts[y][card]) for y in years)) for card in cards
    )
    breaks = tuple(
        (years.index(y), wording.text("chart.break")) for y in wording.shared.series_breaks if y in years[1:]
    )
    form = Columns(wording.text("axis.cohort"), tuple(map(str, years)), layers, wording.words.integer, breaks)
    rows = [
        Row(
            (
                plain(str(year)),
                *(plain(wording.words.integer(counts[year][card])) for card in [*cards, "none", NOT_JUDGED]),
            )
        )
        for year in years
    ]
    columns = (
        Column(wording.text("axis.cohort")),
        *(Column(wording.card(card), "end") for card in [*cards, "none", NOT_JUDGED]),
    )
    first, last = (sum(counts[year][card] for card in cards) for year in (years[0], years[-1]))
    alt = wording.text(
        "chart.cards_by_year.alt", first_year=str(years[0]), first=first, last_year=str(years[-1]), last=last
    )
    data = Table(wording.text("chart.cards_by_year.caption"), columns, tuple(rows), "cards-by-year")
    return [chart(wording, form, data, alt, wording.words.spans("chart.cards_by_year.note"))]


def rates_by_level(context: WarningContext, wording: Wording) -> list[Block]:
    """The employment rate of each level over the years, with the series break drawn."""
    years = sorted({rate.year for rate in context.level_rates})[-YEARS_DRAWN:]
    if len(years) < 2:
        return []
    told = {
        (r.level, r.year): wording.disclosure.rate(r.employment_rate, r.placed, r.graduates)
        for r in context.level_rates
    }
    levels = dict.fromkeys(rate.level for rate in context.level_rates)
    values = {level: [told.get((level, year), MISSING) for year in years] for level in levels}
    series = tuple(
        Series(wording.level(level), look, tuple(number.value for number in values[level]))
        for level, look in zip(levels, cycle(LINE_LOOKS), strict=False)
    )
    if not any(value is not None for line in series for value in line.values):
        return []
    form = Lines(
        axis=wording.text("axis.cohort"),
        years=tuple(years),
        series=series,
        show=wording.words.percent,
        show_tick=wording.words.percent_line,
        breaks=tuple(
            (year, wording.text("chart.break")) for year in wording.shared.series_breaks if year in years[1:]
        ),
    )
    rows = tuple(
        Row(
            (
                plain(str(year)),
                *(
                    plain(wording.words.shown(values[level][place], wording.words.percent))
                    for level in levels
                ),
            )
        )
        for place, year in enumerate(years)
    )
    columns = (
        Column(wording.text("axis.cohort")),
        *(Column(wording.level(level), "end") for level in levels),
    )
    data = Table(wording.text("chart.level_rates.caption"), columns, rows, "rates-by-level")
    return [
        chart(
            wording, form, data, over_years_alt(wording, form), wording.words.spans("chart.level_rates.note")
        )
    ]


def distributions(context: WarningContext, wording: Wording) -> list[Block]:
    """One histogram per criterion that compares a rate with a line."""
    criteria = dict.fromkeys(item.criterion_id for item in context.distribution)
    return [
        _distribution(
            context, wording, [item for item in context.distribution if item.criterion_id == criterion]
        )
        for criterion in criteria
    ]


def _distribution(context: WarningContext, wording: Wording, items: list[ClassCount]) -> Block:
    counts = [0] * CLASSES
    for item in items:
        counts[item.class_number] += item.programs
    edges = tuple(place / CLASSES for place in range(CLASSES + 1))
    first = next(place for place, count in enumerate(counts) if count)
    last = max(place for place, count in enumerate(counts) if count) + 1
    drawn = range(min(first, last - 4) if last >= 4 else 0, max(last, 4))
    line = _common_line(items)
    total = sum(counts)
    indicator = _indicator(wording, items[0])
    side = "above" if items[0].fails_when in ("above", "at_or_above") else "below"
    form = Histogram(
        axis=wording.text("axis.value", indicator=indicator),
        edges=tuple(edges[place] for place in (*drawn, drawn[-1] + 1)),
        counts=tuple(float(counts[place]) for place in drawn),
        line=line,
        line_label=wording.text("chart.distribution.line", line=wording.words.percent_line(line or 0)),
        fails_above=side == "above",
        failing_label=wording.text(f"chart.distribution.{side}"),
        other_label=wording.text(
            "chart.distribution.other" if line is not None else "chart.distribution.all"
        ),
        show=wording.words.integer,
        show_edge=wording.words.percent_line,
    )
    rows = tuple(
        Row(
            (
                plain(wording.words.interval(edges[place], edges[place + 1])),
                plain(wording.words.integer(counts[place])),
            )
        )
        for place in drawn
    )
    columns = (Column(indicator), *number_columns(wording, "unit.programs_count"))
    caption = wording.text("chart.distribution.caption", indicator=indicator, year=str(context.scope.year))
    if line is None:
        alt = wording.text("chart.distribution.alt_without_line", indicator=indicator, n=total)
    else:
        alt = wording.text(
            "chart.distribution.alt",
            indicator=indicator,
            n=total,
            failing=sum(counts[place] for place in drawn if form.is_failing(edges[place], edges[place + 1])),
            side=wording.text(f"chart.distribution.{side}"),
            line=wording.words.percent_line(line),
        )
    data = Table(caption, columns, rows, f"distribution-{items[0].criterion_id}".replace("_", "-"))
    note = wording.words.spans("chart.distribution.note", cohort=wording.disclosure.min_cohort)
    return chart(wording, form, data, alt, note)


def _indicator(wording: Wording, item: ClassCount) -> str:
    """The indicator's word; the criterion's title for one that only the policy knows."""
    key = f"indicator.{item.indicator}"
    return wording.text(key) if wording.words.has(key) else wording.either(item.title_zh, item.title_en)


def _common_line(items: list[ClassCount]) -> float | None:
    """The line as a fraction, where one line holds for all that is drawn."""
    lines = {line for item in items for line in (item.lowest_line, item.highest_line)}
    line = lines.pop() if len(lines) == 1 else None
    return None if line is None else line / 10000


def divisions(context: WarningContext, wording: Wording) -> list[Block]:
    """Cards by division of majors: the divisions with the most programs that carry one."""
    cards = [card.card for card in wording.ladder()]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in context.divisions:
        counts[item.major_division_name or wording.text("table.undivided")][item.card] += item.programs
    carded = {name: sum(by_card[card] for card in cards) for name, by_card in counts.items()}
    names = sorted((name for name in counts if carded[name]), key=lambda name: (-carded[name], name))
    if not names or not any(item.major_division_name for item in context.divisions):
        return []
    drawn = names[:DIVISIONS_DRAWN]
    layers = tuple(
        Layer(wording.card(card), card, tuple(float(counts[n][card]) for n in drawn)) for card in cards
    )
    form = Bars(wording.text("unit.programs_count"), tuple(drawn), layers, wording.words.integer)
    rows = []
    for name in names:
        judged = counts[name].total() - counts[name][NOT_JUDGED]
        numbers = [*(counts[name][card] for card in cards), carded[name], judged]
        share = (
            wording.words.percent(carded[name] / judged) if judged else wording.words.shown(NOT_APPLICABLE)
        )
        rows.append(Row((plain(name), *(plain(wording.words.integer(n)) for n in numbers), plain(share))))
    columns = (
        Column(wording.text("table.division"), width="fill"),
        *(Column(wording.card(card), "end") for card in cards),
        *number_columns(wording, "chart.divisions.carded", "chart.divisions.judged", "chart.divisions.share"),
    )
    caption = wording.text("chart.divisions.caption", year=str(context.scope.year))
    alt = wording.text("chart.divisions.alt", name=names[0], n=carded[names[0]], all=len(names))
    data = Table(caption, columns, tuple(rows), "divisions")
    return [chart(wording, form, data, alt)]
