"""The charts of the warning report, each with the table behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from reports.charts.block import OverYears, chart, over_years
from reports.charts.forms import Bars, Columns, Histogram, Layer
from reports.data.published import MISSING, NOT_APPLICABLE, Published
from reports.document.blocks import Block, Spans, Table, plain
from reports.document.fields import Field, headed, headed_each, number, table_of
from reports.document.wording import NOT_JUDGED, Wording
from reports.warning.context import CLASSES, ClassCount, WarningContext

FEWEST_CLASSES = 4  # an axis of fewer would not show where the line lies


def distributions(context: WarningContext, wording: Wording) -> list[Block]:
    """One histogram per criterion that compares a rate with a line."""
    criteria = dict.fromkeys(item.criterion_id for item in context.distribution)
    return [
        _chart(context, wording, [item for item in context.distribution if item.criterion_id == criterion])
        for criterion in criteria
    ]


def _chart(context: WarningContext, wording: Wording, items: list[ClassCount]) -> Block:
    form = _form(wording, items)
    year = str(context.scope.year)
    caption = wording.cell("chart.distribution.caption", indicator=form.axis, year=year)
    anchor = f"distribution-{items[0].criterion_id}".replace("_", "-")
    classes = list(zip(form.edges, form.edges[1:], form.counts, strict=False))
    fields: tuple[Field[tuple[float, float, float]], ...] = (
        headed(form.axis, lambda row: wording.words.interval(row[0], row[1]), "start"),
        number("unit.programs_count", lambda row: wording.count(row[2])),
    )
    data = table_of(wording, caption, fields, classes, anchor)
    note = wording.spans("chart.distribution.note", cohort=wording.disclosure.min_cohort)
    return chart(wording, form, data, _alt(wording, form), note)


def _form(wording: Wording, items: list[ClassCount]) -> Histogram:
    """Programs by classes of equal width, from the first to the last that holds one, empty ones between included; with
    the line where all programs share it."""
    counts = [0] * CLASSES
    for item in items:
        counts[item.class_number] += item.programs
    held = [place for place, count in enumerate(counts) if count]
    last = max(held[-1] + 1, FEWEST_CLASSES)
    drawn = range(min(held[0], last - FEWEST_CLASSES), last)
    lines = {line for item in items for line in (item.lowest_line, item.highest_line)}
    shared = lines.pop() if len(lines) == 1 else None
    line = None if shared is None else shared / 10000
    fails_above = items[0].fails_when in ("above", "at_or_above")
    return Histogram(
        axis=_indicator(wording, items[0]),
        edges=tuple(place / CLASSES for place in (*drawn, last)),
        counts=tuple(float(counts[place]) for place in drawn),
        line=line,
        line_label=wording.text("chart.distribution.line", line=wording.words.percent_line(line or 0.0)),
        fails_above=fails_above,
        failing_label=wording.text(f"chart.distribution.{'above' if fails_above else 'below'}"),
        other_label=wording.text(f"chart.distribution.{'all' if line is None else 'other'}"),
        show=wording.words.integer,
        show_edge=wording.words.percent_line,
    )


def _indicator(wording: Wording, item: ClassCount) -> str:
    """The indicator's word; the criterion's title for one that only the policy knows."""
    key = f"indicator.{item.indicator}"
    return wording.text(key) if wording.words.has(key) else wording.either(item.title_zh, item.title_en)


def _alt(wording: Wording, form: Histogram) -> str:
    total = int(sum(form.counts))
    if form.line is None:
        return wording.text("chart.distribution.alt_without_line", indicator=form.axis, n=total)
    return wording.text(
        "chart.distribution.alt",
        indicator=form.axis,
        n=total,
        failing=int(form.failing()),
        side=form.failing_label,
        line=wording.words.percent_line(form.line),
    )


YEARS_DRAWN = 10
DIVISIONS_DRAWN = 16


def cards_by_year(context: WarningContext, wording: Wording) -> list[Block]:
    """Programs with a card, year by year; nothing where there is one year only, or never a card."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for count in context.verdicts.card_counts:
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
    drawn, caption = {year: counts[year] for year in years}, wording.text("chart.cards_by_year.caption")
    data = card_years_table(wording, drawn, "axis.cohort", caption, "cards-by-year")
    return [chart(wording, form, data, alt, wording.spans("chart.cards_by_year.note"))]


def card_years_table(
    wording: Wording, counts: Mapping[int, Counter[str]], header: str, caption: str, anchor: str
) -> Table:
    """Programs by year and card; `header` is the key of the header over the years."""
    cards = [*(card.card for card in wording.ladder()), "none", NOT_JUDGED]
    fields: tuple[Field[int], ...] = (
        Field(header, str),
        *headed_each(cards, wording.card, lambda year, card: wording.count(counts[year][card])),
    )
    return table_of(wording, plain(caption), fields, counts, anchor)


def series_breaks(wording: Wording, years: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The breaks that a chart of these years crosses, each with its word."""
    return tuple((y, wording.text("chart.break")) for y in wording.shared.series_breaks if y in years[1:])


def rates_by_level(context: WarningContext, wording: Wording) -> list[Block]:
    """The employment rate of each level over the years, with the series break drawn."""
    years = tuple(sorted({rate.year for rate in context.verdicts.level_rates})[-YEARS_DRAWN:])
    rates = {(rate.level, rate.year): rate.employment_rate for rate in context.verdicts.level_rates}
    levels = dict.fromkeys(rate.level for rate in context.verdicts.level_rates)
    lines = {wording.level(level): [rates.get((level, year), MISSING) for year in years] for level in levels}
    caption, note = wording.text("chart.level_rates.caption"), wording.spans("chart.level_rates.note")
    return over_years(wording, rates_over(wording, years, lines), caption, "rates-by-level", note)


def rates_over(
    wording: Wording, years: tuple[int, ...], lines: Mapping[str, Sequence[Published]], is_whole: bool = False
) -> OverYears:
    """Rates of cohorts by label, with the series breaks between them; `is_whole`: on an axis from 0 to 100%."""
    show, breaks = (wording.words.percent, wording.words.percent_line), series_breaks(wording, years)
    ends = (0.0, 1.0) if is_whole else (None, None)
    return OverYears(wording.text("axis.cohort"), years, lines, *show, breaks, *ends)


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
    caption = wording.cell("chart.divisions.caption", year=str(context.scope.year))
    alt = wording.text("chart.divisions.alt", name=names[0], n=carded[names[0]], all=len(names))
    fields = _division_fields(wording, cards, counts, carded)
    return [chart(wording, form, table_of(wording, caption, fields, names, "divisions"), alt)]


def _division_fields(
    wording: Wording, cards: list[str], counts: Mapping[str, Counter[str]], carded: Mapping[str, int]
) -> tuple[Field[str], ...]:
    """A division's programs by card, those with a card, those judged, and the share of the former in the latter."""

    def judged(name: str) -> int:
        return counts[name].total() - counts[name][NOT_JUDGED]

    def share(name: str) -> Spans:
        return wording.share(carded[name] / judged(name) if judged(name) else NOT_APPLICABLE)

    return (
        Field("table.division", str, width="fill"),
        *headed_each(cards, wording.card, lambda name, card: wording.count(counts[name][card])),
        number("chart.divisions.carded", lambda name: wording.count(carded[name])),
        number("chart.divisions.judged", lambda name: wording.count(judged(name))),
        number("chart.divisions.share", share),
    )
