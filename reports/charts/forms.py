"""The forms a chart can take. Each is data plus words; where a label is put is computed, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from reports.charts.drawing import GRID, INK, LOOKS, QUIET, RULE, SMALL, Sheet, text_width
from reports.charts.layout import (
    GAP,
    LINE,
    NARROW,
    SWATCH,
    Entry,
    Show,
    axes_width,
    bar_height,
    beside,
    draw_bars,
    draw_legend,
    draw_line,
    label_above,
    legend_height,
    mark_breaks,
    nice_ticks,
    row_height,
    rows_axes,
    rows_height,
    scale,
    spread,
    thinned,
    write_beside,
)


@dataclass(frozen=True)
class Layer:
    """One category of a stack: its word, its look, one value per bar."""

    label: str
    look: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Stack:
    """Layers on one another, one value of each per label."""

    axis: str
    labels: tuple[str, ...]
    layers: tuple[Layer, ...]
    show: Show

    def _legend(self) -> list[Entry]:
        return [(layer.label, layer.look) for layer in self.layers]

    def _totals(self) -> list[float]:
        return [sum(values) for values in zip(*(layer.values for layer in self.layers), strict=True)]

    def _draw_layers(self, axes: Axes, thick: float, upright: bool) -> None:
        base = [0.0] * len(self.labels)
        for layer in self.layers:
            draw_bars(axes, layer.look, layer.values, base, thick, upright)
            base = [low + value for low, value in zip(base, layer.values, strict=True)]


@dataclass(frozen=True)
class Columns(Stack):
    """Stacked columns over an ordered axis, such as years."""

    breaks: tuple[tuple[int, str], ...] = ()  # before which column, and the word

    def height(self, width: float) -> float:
        return 188 + legend_height(self._legend(), width)

    def draw(self, sheet: Sheet) -> None:
        top, totals = draw_legend(sheet, self._legend()), self._totals()
        ticks = nice_ticks(0, max([*totals, 1]), whole=True)
        left = max(text_width(self.show(tick), SMALL) for tick in ticks) + 8
        axes = sheet.axes(left, 30, 4, top + 24)
        self._draw_layers(axes, 0.62, upright=True)
        axes.set_xlim(-0.6, len(self.labels) - 0.4)
        scale(axes, ticks, self.show, upright=True)
        axes.set_xticks(*thinned(range(len(self.labels)), self.labels, sheet.width - left))
        axes.set_xlabel(self.axis, labelpad=4)
        for place, total in enumerate(totals):
            write_beside(axes, self.show(total), (place, total), (0, 2), ha="center")
        # above the totals, which may reach the top of the axes
        mark_breaks(axes, [(place - 0.5, label) for place, label in self.breaks], sheet.width - left - 4, 13)


@dataclass(frozen=True)
class Bars(Stack):
    """Stacked bars, one row per name."""

    def height(self, width: float) -> float:
        return rows_height(self.labels, self._legend(), width)

    def draw(self, sheet: Sheet) -> None:
        top, totals = draw_legend(sheet, self._legend()), self._totals()
        ticks = nice_ticks(0, max([*totals, 1]), whole=True)
        right = max(text_width(self.show(total), SMALL) for total in totals) + 8
        axes = rows_axes(sheet, self.axis, self.labels, top, right)
        self._draw_layers(axes, bar_height(sheet.width), upright=False)
        scale(axes, ticks, self.show, upright=False)
        for place, total in enumerate(totals):
            beside(axes, total, place, self.show(total))


@dataclass(frozen=True)
class Histogram:
    """Counts over classes of equal width; classes wholly on the failing side of the line are hatched."""

    axis: str
    edges: tuple[float, ...]
    counts: tuple[float, ...]
    line: float | None
    line_label: str
    fails_above: bool
    failing_label: str
    other_label: str
    show: Show
    show_edge: Show

    def height(self, width: float) -> float:
        return 162 + legend_height(self._legend(), width)

    def _legend(self) -> list[Entry]:
        both = [(self.failing_label, "red"), (self.other_label, "none")]
        return both if self.line is not None else both[1:]

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend())
        ticks = nice_ticks(0, max([*self.counts, 1]), whole=True)
        left = max(text_width(self.show(tick), SMALL) for tick in ticks) + 8
        axes = sheet.axes(left, 30, 10, top + 20)
        for low, high, count in zip(self.edges, self.edges[1:], self.counts, strict=False):
            look = LOOKS["red" if self.is_failing(low, high) else "none"]
            axes.bar(low, count, high - low, align="edge", **look.bar)
        axes.set_xlim(self.edges[0], self.edges[-1])
        scale(axes, ticks, self.show, upright=True)
        every = max(1, round(len(self.edges) / ((sheet.width - left) / 36)))
        axes.set_xticks(self.edges[::every], [self.show_edge(edge) for edge in self.edges[::every]])
        axes.set_xlabel(self.axis, labelpad=4)
        if self.line is not None:
            axes.axvline(self.line, color=INK, lw=1.2, dashes=(4, 2))
            share = (self.line - self.edges[0]) / (self.edges[-1] - self.edges[0])
            label_above(axes, share, self.line_label, sheet.width - left - 10)

    def failing(self) -> float:
        """The counts of the failing classes together."""
        ends = zip(self.edges, self.edges[1:], self.counts, strict=False)
        return sum(count for low, high, count in ends if self.is_failing(low, high))

    def is_failing(self, low: float, high: float) -> bool:
        if self.line is None:
            return False
        return low >= self.line if self.fails_above else high <= self.line


@dataclass(frozen=True)
class Series:
    """A line over years; None is a year without a value and interrupts the line."""

    label: str
    look: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Lines:
    """Several measures over years; `breaks` are years whose figures are not comparable with those before."""

    axis: str
    years: tuple[int, ...]
    series: tuple[Series, ...]
    show: Show
    show_tick: Show
    breaks: tuple[tuple[int, str], ...] = ()
    floor: float | None = None
    ceiling: float | None = None

    def height(self, width: float) -> float:
        return 166 + legend_height(self._legend(), width) + (12 if self.breaks else 0)

    def _legend(self) -> list[Entry]:
        return [(series.label, series.look) for series in self.series]

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend(), line=True) + (12 if self.breaks else 0)
        values = [value for series in self.series for value in series.values if value is not None]
        ticks = nice_ticks(
            min(values) if self.floor is None else self.floor,
            max(values) if self.ceiling is None else self.ceiling,
        )
        ends = [(s, s.values[-1]) for s in self.series if s.values[-1] is not None]
        left = max(text_width(self.show_tick(tick), SMALL) for tick in ticks) + 8
        right = max([text_width(self.show(value), SMALL) for _, value in ends] or [0]) + 14
        axes = sheet.axes(left, 30, right, top + 8)
        scale(axes, ticks, self.show_tick, upright=True, margin=0.04)
        for series in self.series:
            draw_line(axes, self.years, series.values, series.look, [year for year, _ in self.breaks])
        axes.set_xlim(self.years[0] - 0.4, self.years[-1] + 0.4)
        axes.set_xticks(*thinned(self.years, [str(year) for year in self.years], sheet.width - left - right))
        axes.set_xlabel(self.axis, labelpad=4)
        self._label_ends(axes, ends, sheet.height - 30 - top - 8)
        mark_breaks(axes, [(year - 0.5, label) for year, label in self.breaks], sheet.width - left - right)

    def _label_ends(self, axes: Axes, ends: Sequence[tuple[Series, float]], height: float) -> None:
        low, high = axes.get_ylim()
        points = [(value - low) / (high - low) * height for _, value in ends]
        for (_, value), place in zip(ends, spread(points, SMALL + 3), strict=True):
            write_beside(axes, self.show(value), (1, place / height), (4, 0), "axes fraction", va="center")


@dataclass(frozen=True)
class Dumbbells:
    """Two values per row joined by a bar: which of the two is larger, and by how much."""

    axis: str
    labels: tuple[str, ...]
    first: Series
    second: Series
    show: Show
    show_tick: Show

    def height(self, width: float) -> float:
        return rows_height(self.labels, self._legend(), width)

    def _legend(self) -> list[Entry]:
        return [(self.first.label, self.first.look), (self.second.label, self.second.look)]

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend(), line=True, joined=False)
        values = [value for s in (self.first, self.second) for value in s.values if value is not None]
        ticks = nice_ticks(0, max([*values, 0.01]))
        room = text_width(self.show(max([*values, 0.01])), SMALL) + 8
        axes = rows_axes(sheet, self.axis, self.labels, top, room)
        scale(axes, ticks, self.show_tick, upright=False)
        axes.set_xlim(left=-(ticks[-1] - ticks[0]) * room / axes_width(axes))
        pairs = zip(self.first.values, self.second.values, strict=True)
        for row, (one, two) in enumerate(pairs):
            self._draw_row(axes, row, one, two)

    def _draw_row(self, axes: Axes, row: int, one: float | None, two: float | None) -> None:
        known = sorted(value for value in (one, two) if value is not None)
        if len(known) == 2:
            axes.plot(known, [row, row], color=RULE, lw=2, solid_capstyle="butt", zorder=2)
        for value, series in ((one, self.first), (two, self.second)):
            if value is not None:
                look = LOOKS[series.look]
                axes.plot(value, row, look.marker, color=look.fill, mec=INK, mew=0.5, ms=5.5, zorder=3)
        for value, side, shift in ((known[0], "right", -6), (known[-1], "left", 6)) if known else ():
            write_beside(axes, self.show(value), (value, row), (shift, 0), ha=side, va="center")
            if len(known) == 1:
                return


@dataclass(frozen=True)
class Ladder:
    """Bars to both sides of zero, from the largest to the smallest, each side with its word."""

    axis: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    above_label: str
    below_label: str
    show: Show

    def height(self, width: float) -> float:
        return rows_height(self.labels, self._legend(), width)

    def _legend(self) -> list[Entry]:
        return [(self.above_label, "first"), (self.below_label, "second")]

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend())
        ticks = nice_ticks(min([*self.values, 0.0]), max([*self.values, 0.1]))
        room = max(text_width(self.show(value), SMALL) for value in self.values) + 6
        axes = rows_axes(sheet, self.axis, self.labels, top, 4)
        scale(axes, ticks, self.show, upright=False)
        margin = (ticks[-1] - ticks[0]) * room / (axes_width(axes) - 2 * room)
        axes.set_xlim(ticks[0] - margin, ticks[-1] + margin)
        for row, value in enumerate(self.values):
            look = LOOKS["first" if value >= 0 else "second"]
            axes.barh(row, value, bar_height(sheet.width), zorder=2, **look.bar)
            beside(axes, value, row, self.show(value))
        axes.axvline(0, color=INK, lw=0.8, zorder=3)


DEEPEST = 0.7  # how much of a look's colour the deepest cell carries; ink stays readable on it
STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Heat:
    """Values around zero by row and column; `full` is the distance from zero that gets the deepest colour.

    `marks` are the texts in the cells. A cell without a value is white; its text is then a status mark, for instance.
    """

    axis: str
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    marks: tuple[tuple[str, ...], ...]
    full: float
    above_label: str
    below_label: str

    def height(self, width: float) -> float:
        return len(self.labels) * row_height(width) + 37 + LINE * self._legend_lines(width) + 4

    def draw(self, sheet: Sheet) -> None:
        top = self._draw_legend(sheet)
        axes = rows_axes(sheet, self.axis, self.labels, top, 2)
        axes.set_xlim(-0.5, len(self.columns) - 0.5)
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_visible(False)
        thick = bar_height(sheet.width) if sheet.width < NARROW else 1.0
        room = axes.bbox.width / len(self.columns)
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                self._draw_cell(axes, row, column, value, thick, room)
        axes.set_xticks(*thinned(range(len(self.columns)), self.columns, axes.bbox.width))

    def _draw_cell(
        self, axes: Axes, row: int, column: int, value: float | None, thick: float, room: float
    ) -> None:
        fill = "white" if value is None else shade(value / self.full)
        corner = (column - 0.5, row - thick / 2)
        axes.add_patch(Rectangle(corner, 1, thick, fc=fill, ec=GRID, lw=0.5, zorder=1))
        mark = self.marks[row][column]
        if text_width(mark, SMALL) + 2 <= room:
            axes.text(column, row, mark, ha="center", va="center_baseline", size=SMALL, color=INK, zorder=3)

    def _legend_lines(self, width: float) -> int:
        words = text_width(self.below_label, SMALL) + text_width(self.above_label, SMALL)
        return 1 if words + len(STEPS) * SWATCH + GAP <= width else 2

    def _draw_legend(self, sheet: Sheet) -> float:
        """The scale of colours between the words of its two ends; on a narrow sheet each end has a line."""
        first, lines = sheet.height - LINE / 2, self._legend_lines(sheet.width)
        x = 1.0
        if lines == 2:
            self._swatches(sheet, x, first, STEPS[:2])
            sheet.write(
                x + 2 * SWATCH + 4, first, self.below_label, va="center_baseline", size=SMALL, color=QUIET
            )
            self._swatches(sheet, x, first - LINE, STEPS[3:])
            place = (x + 2 * SWATCH + 4, first - LINE)
        else:
            sheet.write(x, first, self.below_label, va="center_baseline", size=SMALL, color=QUIET)
            x += text_width(self.below_label, SMALL) + 4
            self._swatches(sheet, x, first, STEPS)
            place = (x + len(STEPS) * SWATCH + 4, first)
        sheet.write(*place, self.above_label, va="center_baseline", size=SMALL, color=QUIET)
        return LINE * lines + 4

    def _swatches(self, sheet: Sheet, x: float, y: float, steps: tuple[float, ...]) -> None:
        for place, step in enumerate(steps):
            corner = (x + place * SWATCH, y - 4)
            box = Rectangle(corner, SWATCH, 8, fc=shade(step), ec=GRID, lw=0.5, transform=IdentityTransform())
            sheet.figure.add_artist(box)


def shade(share: float) -> tuple[float, float, float]:
    """White at 0, towards the first look above it and the second below; no deeper than at ±1."""
    red, green, blue = to_rgb(LOOKS["first" if share >= 0 else "second"].fill)
    depth = DEEPEST * min(abs(share), 1.0)
    return (1 - depth * (1 - red), 1 - depth * (1 - green), 1 - depth * (1 - blue))
