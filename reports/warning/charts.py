"""The charts of the warning report, each with the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts.block import OverYears, chart, over_years
from reports.charts.forms import Bars, Columns, Histogram, Layer
from reports.data.published import MISSING, NOT_APPLICABLE
from reports.document.blocks import Block, Column, Row, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import NOT_JUDGED, Wording
from reports.warning.context import CLASSES, ClassCount, WarningContext

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


YEARS_DRAWN = 10
DIVISIONS_DRAWN = 16


def cards_by_year(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs with a card, year by year; nothing where there is one year only, or never a card."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for count in context.card_counts:
        counts[count.year][count.card] += count.programs
    years = sorted(counts)[-YEARS_DRAWN:]
    cards = [card.card for card in wording.ladder()]
    if len(years) < 2 or not any(counts[year][card] for year in years for card in cards):
        return []
    layers = [Layer(wording.card(c), c, tuple(float(counts[year][c]) for year in years)) for c in cards]
    breaks = tuple((years.index(year), word) for year, word in series_breaks(wording, years))
    form = Columns(
        wording.text("axis.cohort"), tuple(map(str, years)), tuple(layers), wording.words.integer, breaks
    )
    first, last = (sum(counts[year][card] for card in cards) for year in (years[0], years[-1]))
    ends = {"first_year": str(years[0]), "first": first, "last_year": str(years[-1]), "last": last}
    alt = wording.text("chart.cards_by_year.alt", **ends)
    data = _cards_table(wording, [*cards, "none", NOT_JUDGED], {year: counts[year] for year in years})
    return [chart(wording, form, data, alt, wording.words.spans("chart.cards_by_year.note"))]


def _cards_table(wording: Wording, cards: list[str], counts: Mapping[int, Counter[str]]) -> Table:
    rows = tuple(
        Row((plain(str(year)), *(plain(wording.words.integer(of_year[card])) for card in cards)))
        for year, of_year in counts.items()
    )
    columns = (Column(wording.text("axis.cohort")), *(Column(wording.card(card), "end") for card in cards))
    return Table(wording.text("chart.cards_by_year.caption"), columns, rows, "cards-by-year")


def series_breaks(wording: Wording, years: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The breaks that a chart of these years crosses, each with its word."""
    return tuple((y, wording.text("chart.break")) for y in wording.shared.series_breaks if y in years[1:])


def rates_by_level(context: WarningContext, wording: Wording) -> list[Block]:
    """The employment rate of each level over the years, with the series break drawn."""
    years = tuple(sorted({rate.year for rate in context.level_rates})[-YEARS_DRAWN:])
    told = {(rate.level, rate.year): rate.employment_rate for rate in context.level_rates}
    levels = dict.fromkeys(rate.level for rate in context.level_rates)
    lines = {wording.level(level): [told.get((level, year), MISSING) for year in years] for level in levels}
    over = OverYears(
        wording.text("axis.cohort"),
        years,
        lines,
        wording.words.percent,
        wording.words.percent_line,
        series_breaks(wording, years),
    )
    caption, note = wording.text("chart.level_rates.caption"), wording.words.spans("chart.level_rates.note")
    return over_years(wording, over, caption, "rates-by-level", note)


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
