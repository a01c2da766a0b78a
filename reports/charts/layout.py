"""Where things are put in a chart: legends that wrap, ticks that fit, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import IdentityTransform, Transform

from reports.charts.drawing import INK, LOOKS, QUIET, SIZE, SMALL, Sheet, text_width

Show = Callable[[float], str]
Entry = tuple[str, str]  # a legend's word and the look it names
SWATCH, GAP, LINE = 11.0, 14.0, 13.0  # points: a swatch, the space between entries, a line of text
NARROW = 360.0  # below this width row labels are above their bars, not beside them
GUTTER = 0.36  # largest share of the width for row labels beside the bars


def legend_rows(entries: Iterable[Entry], width: float) -> list[list[Entry]]:
    """Entries in lines no wider than the sheet."""
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for label, look in entries:
        entry = (shortened(label, width - SWATCH - 6, SMALL), look)
        wide = SWATCH + 4 + text_width(entry[0], SMALL) + GAP
        if rows[-1] and used + wide - GAP > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += wide
    return rows


def legend_height(entries: Sequence[Entry], width: float) -> float:
    return len(legend_rows(entries, width)) * LINE + 4


def draw_legend(sheet: Sheet, entries: Sequence[Entry], line: bool = False, joined: bool = True) -> float:
    """Draw the legend at the top; returns the height it took. `line` shows markers, `joined` their dash."""
    for row, row_entries in enumerate(legend_rows(entries, sheet.width)):
        x, y = 1.0, sheet.height - row * LINE - LINE / 2
        for label, look in row_entries:
            _swatch(sheet, x, y, look, line, joined)
            sheet.write(x + SWATCH + 4, y, label, va="center_baseline", size=SMALL)
            x += SWATCH + 4 + text_width(label, SMALL) + GAP
    return legend_height(entries, sheet.width)


def _swatch(sheet: Sheet, x: float, y: float, name: str, line: bool, joined: bool) -> None:
    look, points = LOOKS[name], IdentityTransform()
    if line:
        style: dict[str, Any] = {
            "ls": look.dash if joined else "",
            "marker": look.marker,
            "ms": 4.5,
            "mec": INK,
            "mew": 0.5,
        }
        across = [x, x + SWATCH / 2, x + SWATCH]
        sheet.figure.add_artist(
            Line2D(across, [y] * 3, color=look.fill, lw=1.6, markevery=[1], transform=points, **style)
        )
        return
    box = Rectangle((x, y - 4), SWATCH, 8, fc=look.fill, hatch=look.hatch, ec=INK, lw=0.5, transform=points)
    sheet.figure.add_artist(box)


def nice_ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about six."""
    locator = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10], integer=whole)
    return [float(tick) for tick in locator.tick_values(low, high if high > low else low + 1)]


def scale(axes: Axes, ticks: Sequence[float], show: Show, upright: bool, margin: float = 0.0) -> None:
    """Set the value axis to its ticks, with a grid, and thin out labels that would touch."""
    pad = (ticks[-1] - ticks[0]) * margin
    axis = axes.yaxis if upright else axes.xaxis
    (axes.set_ylim if upright else axes.set_xlim)(ticks[0] - pad, ticks[-1] + pad)
    step = 1
    if not upright:
        widest = max(text_width(show(tick), SMALL) for tick in ticks) + 8
        step = ceil(widest / (axes_width(axes) / (len(ticks) + 1)))
    zero = ticks.index(0.0) if 0.0 in ticks else 0
    labelled = [tick for place, tick in enumerate(ticks) if (place - zero) % step == 0]
    axis.set_ticks(labelled, [show(tick) for tick in labelled])
    axis.grid(True)
    axes.spines["left" if upright else "bottom"].set_visible(False)


def thinned(places: Sequence[float], labels: Sequence[str], width: float) -> tuple[list[float], list[str]]:
    """Tick places and labels that fit side by side; the last one always stays."""
    widest = max(text_width(label, SMALL) for label in labels) + 6
    step = ceil(widest / (width / max(len(labels), 1)))
    shown = sorted(range(len(labels) - 1, -1, -step))
    return [places[place] for place in shown], [labels[place] for place in shown]


def spread(points: Sequence[float], gap: float) -> list[float]:
    """The points moved until any two are at least `gap` from each other; their order and mean do not change."""
    order = sorted(range(len(points)), key=lambda index: points[index])
    placed = [points[index] for index in order]
    for here in range(1, len(placed)):
        placed[here] = max(placed[here], placed[here - 1] + gap)
    shift = (sum(placed) - sum(points)) / len(placed) if placed else 0.0
    result = [0.0] * len(points)
    for index, place in zip(order, placed, strict=True):
        result[index] = place - shift
    return result


def mark_breaks(axes: Axes, places: Iterable[tuple[float, str]], width: float, lift: float = 4) -> None:
    """Dotted lines with a word above the axes: left and right of them nothing can be compared."""
    low, high = axes.get_xlim()
    for place, label in places:
        share = (place - low) / (high - low)
        axes.axvline(place, color=QUIET, lw=0.8, dashes=(2, 2))
        label_above(axes, share, label, width, QUIET, lift)


def label_above(
    axes: Axes, share: float, label: str, width: float, color: str = INK, lift: float = 4
) -> None:
    """A label over the axes at a share of their width (points), turned inward where it would run out."""
    side = "left" if share * width + text_width(label, SMALL) < width else "right"
    write_beside(axes, label, (share, 1), (0, lift), "axes fraction", ha=side, color=color)


def write_beside(
    axes: Axes,
    text: str,
    place: tuple[float, float],
    shift: tuple[float, float],
    across: str | Transform = "data",
    **look: Any,
) -> None:
    """A small text `shift` points away from a place of the axes."""
    axes.annotate(text, place, shift, across, "offset points", size=SMALL, **look)


def axes_width(axes: Axes) -> float:
    """Width of the axes in points."""
    return axes.bbox.width  # a sheet has one point to the pixel


def row_height(width: float) -> float:
    return 33.0 if width < NARROW else 19.0


def rows_height(labels: Sequence[str], entries: Sequence[Entry], width: float) -> float:
    """Height of a chart with a row per label, its axis below them and its legend above."""
    return len(labels) * row_height(width) + 37 + legend_height(entries, width)


def bar_height(width: float) -> float:
    """Thickness of a bar as a share of its row."""
    return 0.36 if width < NARROW else 0.6


def rows_axes(sheet: Sheet, axis: str, labels: Sequence[str], top: float, right: float) -> Axes:
    """Axes named `axis` with one row per label from top to bottom; labels beside the rows, or above them on a phone."""
    narrow = sheet.width < NARROW
    room = sheet.width - 4 if narrow else sheet.width * GUTTER
    names = [shortened(label, room) for label in labels]
    left = 8.0 if narrow else max(text_width(name) for name in names) + 8
    axes = sheet.axes(left, 30, right, top + 3)
    axes.set_ylim(len(labels) - 0.5, -0.75 if narrow else -0.5)
    axes.set_yticks([])
    axes.set_xlabel(axis, labelpad=4)
    if narrow:
        axes.spines["left"].set_visible(False)
    for row, name in enumerate(names):
        _label_row(axes, row, name, left if narrow else None)
    return axes


def _label_row(axes: Axes, row: int, name: str, left: float | None) -> None:
    """A row's name: left of its row, or, with `left` points of margin, above it on a white ground."""
    place = ((0, row), across_rows(axes), "offset points")
    if left is None:
        axes.annotate(name, place[0], (-6, 0), *place[1:], ha="right", va="center", size=SIZE)
        return
    ground = {"fc": "white", "ec": "none", "pad": 0.8}
    axes.annotate(name, place[0], (2 - left, 9), *place[1:], ha="left", size=SIZE, bbox=ground, zorder=5)


def across_rows(axes: Axes) -> Transform:
    """Coordinates: across as a share of the axes, down in rows."""
    return axes.get_yaxis_transform(which="grid")


def shortened(label: str, width: float, size: float = SIZE) -> str:
    """The label, cut with an ellipsis where it is wider than `width` points; tables carry it whole."""
    if text_width(label, size) <= width:
        return label
    while label and text_width(label + "…", size) > width:
        label = label[:-1]
    return label.rstrip("、，, ") + "…"


def beside(axes: Axes, value: float, row: float, text: str) -> None:
    """A label at the outer end of a bar."""
    side, shift = ("left", 4) if value >= 0 else ("right", -4)
    write_beside(axes, text, (value, row), (shift, 0), ha=side, va="center", zorder=4)


def draw_bars(
    axes: Axes, name: str, values: Sequence[float], base: Sequence[float], thick: float, upright: bool
) -> None:
    """One layer of a stack on the layers below it."""
    style = LOOKS[name].bar
    drawn = [place for place, value in enumerate(values) if value]  # an empty bar would leave a line
    lengths, starts = [values[place] for place in drawn], [base[place] for place in drawn]
    if upright:
        axes.bar(drawn, lengths, thick, bottom=starts, **style)
    else:
        axes.barh(drawn, lengths, thick, left=starts, **style)


def draw_line(
    axes: Axes,
    years: Sequence[int],
    values: Sequence[float | None],
    name: str,
    breaks: Sequence[int] = (),
) -> None:
    """A line with markers, interrupted where a year has no value and where a new series begins."""
    look = LOOKS[name]
    points: list[tuple[float, float]] = []
    for year, value in zip(years, values, strict=True):
        if year in breaks:
            points.append((year - 0.5, float("nan")))
        points.append((year, float("nan") if value is None else value))
    across, up = zip(*points, strict=True)
    axes.plot(across, up, look.dash, color=look.fill, lw=1.6, marker=look.marker, ms=4.5, mec=INK, mew=0.5)
