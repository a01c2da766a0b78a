"""The charts of the warning report, each with the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from reports.document.blocks import Block, Column, Row, Table, plain
from reports.charts.block import OverYears, chart, over_years
from reports.charts.forms import Bars, Columns, Layer
from reports.data.published import MISSING, NOT_APPLICABLE
from reports.standard.closing import number_columns
from reports.warning.context import WarningContext
from reports.document.wording import NOT_JUDGED, Wording

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
