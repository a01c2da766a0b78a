"""A program's timeline: one small drawing of its results against the line, year by year, with the cards below.

A page for every program holds one, so it is a template of its own and not a plot: a plot takes 10 ms, this 0.1 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.data.published import Published
from reports.data.verdicts.receipts import ReceiptYear
from reports.document.blocks import Chart, Spans, Table
from reports.document.wording import NOT_JUDGED, Wording
from reports.render.html import environment

WIDTH, MARGIN, TOP, BOTTOM = 380, 14, 38, 112
PLACES = {"top": TOP, "bottom": BOTTOM, "years_y": BOTTOM + 13, "cards_y": BOTTOM + 28, "height": BOTTOM + 34}
ABOVE, BELOW = 7, 15  # where a point's value is written: a failing one's below, off the line it fails
YEARS_DRAWN = 10
BASIS_POINTS = 10_000
# shapes beside the colours, those of the badges (site.css)
SHAPES = {"exit": "■", "red": "◆", "orange": "▲", "yellow": "●"}
POINTS = {"fail": "▼", "pass": "○"}


@dataclass(frozen=True)
class _Year:
    """One year as drawn: its place, its label, its point and card. Lengths in units of the drawing."""

    x: float
    left: float
    right: float
    year: str
    shape: str
    result: str
    label: str
    y: float
    label_y: float
    line_y: float | None
    card: str
    card_shape: str


@dataclass(frozen=True)
class _Drawing:
    width: int
    right: int
    years: tuple[_Year, ...]
    strokes: tuple[str, ...]
    breaks: tuple[tuple[float, str], ...]
    line_word: str
    line_y: float | None
    stamp: str


def timeline(wording: Wording, years: Sequence[ReceiptYear], data: Table, note: Spans) -> Chart | None:
    """The drawing with its table open below; nothing where no year has a result with a value."""
    shown = years[-YEARS_DRAWN:]
    if not any(_is_drawn(row) for row in shown):
        return None
    drawing = _drawn(wording, shown)
    svg = environment().get_template("timeline.svg.j2").render(drawing=drawing, **PLACES)
    anchor = f"chart-{data.anchor}"
    return Chart(data.caption, _alt(wording, shown), svg, "", data, anchor, note, is_open=True)


def _is_drawn(row: ReceiptYear) -> bool:
    return row.result in POINTS and row.value.value is not None


def _drawn(wording: Wording, years: Sequence[ReceiptYear]) -> _Drawing:
    step = (WIDTH - 2 * MARGIN) / len(years)
    top = max(_greatest(row) for row in years) or 1.0
    places = tuple(
        _place(wording, row, MARGIN + step * (n + 0.5), step / 2, top) for n, row in enumerate(years)
    )
    broken = set(wording.shared.series_breaks) & {row.year for row in years[1:] if row.line_unit == "bp"}
    breaks = tuple(
        (round(MARGIN + step * n, 1), wording.text("chart.break"))
        for n, row in enumerate(years)
        if row.year in broken
    )
    lined = [place for place in places if place.line_y is not None]
    last = next((row for row in reversed(years) if row.line is not None), None)
    return _Drawing(
        width=WIDTH,
        right=WIDTH - 2,
        years=places,
        strokes=_strokes(years, places, broken),
        breaks=breaks,
        line_word=wording.line(last.line, last.line_unit) if last else "",
        line_y=lined[-1].line_y if lined else None,
        stamp=wording.text("synthetic.brief") if wording.shared.run.is_synthetic else "",
    )


def _greatest(row: ReceiptYear) -> float:
    """The top of the scale that a year asks for: the whole for rates, else its value or its line."""
    if row.line_unit == "bp":
        return 1.0
    return max(row.value.value or 0.0, row.line or 0.0)


def _height(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(value / top, 1.0), 1)


def _place(wording: Wording, row: ReceiptYear, x: float, half: float, top: float) -> _Year:
    is_drawn = _is_drawn(row)
    line = None if row.line is None else row.line / (BASIS_POINTS if row.line_unit == "bp" else 1)
    if is_drawn:
        # without its mark: a break is drawn, and the table below says the rest
        label = wording.value(Published(row.value.value), row.line_unit, row.line)
    else:
        label = wording.words.shown(row.value) if row.result in POINTS else ""
    y = _height(row.value.value or 0.0, top) if is_drawn else float(BOTTOM)
    return _Year(
        x=round(x, 1),
        left=round(x - half, 1),
        right=round(x + half, 1),
        year=str(row.year),
        shape=POINTS.get(row.result or "", "") if is_drawn else "",
        result=row.result or "",
        label=label,
        y=y,
        label_y=round(y + BELOW if row.result == "fail" and y + BELOW < BOTTOM else y - ABOVE, 1),
        line_y=None if line is None else _height(line, top),
        card=row.decided_card,
        card_shape=SHAPES.get(row.decided_card, ""),
    )


def _strokes(years: Sequence[ReceiptYear], places: Sequence[_Year], broken: set[int]) -> tuple[str, ...]:
    """Runs of years with a value as points of a polyline; a year without a value ends a run, so does a series break."""
    runs: list[list[str]] = [[]]
    for row, place in zip(years, places, strict=True):
        if not place.shape or row.year in broken:
            runs.append([])
        if place.shape:
            runs[-1].append(f"{place.x},{place.y}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _alt(wording: Wording, years: Sequence[ReceiptYear]) -> str:
    """Which years failed, and what the newest year with a value says."""
    last = next(row for row in reversed(years) if _is_drawn(row))
    failing = wording.words.listing(str(row.year) for row in years if row.result == "fail")
    carded = wording.words.listing(
        wording.text("receipt.card_of", year=str(row.year), card=wording.card(row.decided_card))
        for row in years
        if row.decided_card not in ("none", NOT_JUDGED)
    )
    return wording.text(
        "receipt.timeline_alt",
        years=wording.words.years(years[0].year, years[-1].year),
        failing=failing or wording.text("comparison.absent"),
        carded=carded or wording.text("comparison.absent"),
        last=str(last.year),
        value=wording.value(last.value, last.line_unit, last.line),
    )
