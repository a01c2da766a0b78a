"""Charts with intervals: one value with its interval per row (`Intervals`), and yearly series with a forecast of the
last of them (`Outlook`). Heights and widths are in points; values are in any unit, `show` formats them.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from reports.charts.drawing import INK, LOOKS, QUIET, SMALL, Sheet, text_width
from reports.charts.forms import Series
from reports.charts.layout import (
    NARROW,
    Entry,
    Show,
    across_rows,
    axes_width,
    draw_legend,
    draw_line,
    legend_height,
    mark_breaks,
    nice_ticks,
    row_height,
    rows_axes,
    scale,
    thinned,
    write_beside,
)

# height of a row whose label is beside it: all industries fit one page with what introduces them
COMPACT = 15.0


@dataclass(frozen=True)
class Intervals:
    """One point per row with its interval, None where there is none; marker and colour show the sign of the value."""

    axis: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    ranges: tuple[tuple[float, float] | None, ...]
    above_label: str
    below_label: str
    same_label: str
    show: Show

    def height(self, width: float) -> float:
        row = row_height(width) if width < NARROW else COMPACT
        return len(self.labels) * row + 37 + legend_height(self._legend(), width)

    def _legend(self) -> list[Entry]:
        entries = [(self.above_label, "first"), (self.below_label, "second")]
        return [*entries, (self.same_label, "third")] if 0.0 in self.values else entries

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend(), line=True, joined=False)
        ends = [end for span in self.ranges if span for end in span]
        ticks = nice_ticks(min([*self.values, *ends, 0.0]), max([*self.values, *ends, 0.1]))
        room = max(text_width(self.show(value), SMALL) for value in self.values) + 8
        axes = rows_axes(sheet, self.axis, self.labels, top, room)
        scale(axes, ticks, self.show, upright=False, margin=0.05)
        axes.axvline(0, color=INK, lw=0.8)
        for row, (value, span) in enumerate(zip(self.values, self.ranges, strict=True)):
            if span:
                axes.plot(span, [row, row], color=QUIET, lw=2.2, solid_capstyle="butt", zorder=2)
            look = LOOKS["first" if value > 0 else "second" if value < 0 else "third"]
            axes.plot(value, row, look.marker, color=look.fill, mec=INK, mew=0.5, ms=5.5, zorder=3)
            # in a column of its own right of the axes, where no interval can run through it
            place = ((1, row), (4, 0), across_rows(axes))
            write_beside(axes, self.show(value), *place, va="center", annotation_clip=False)


@dataclass(frozen=True)
class Ahead:
    """The forecast for one year, with its intervals of 80 % and 95 %; None where an interval is not published."""

    year: int
    value: float
    range_80: tuple[float, float] | None
    range_95: tuple[float, float] | None


@dataclass(frozen=True)
class Outlook:
    """Lines over years; the forecasts in `ahead` continue the last line of `series`, each with its intervals."""

    axis: str
    years: tuple[int, ...]
    series: tuple[Series, ...]
    ahead: tuple[Ahead, ...]
    ahead_label: str
    show: Show
    breaks: tuple[tuple[int, str], ...] = ()

    def height(self, width: float) -> float:
        return 130 + legend_height(self._legend(), width) + (12 if self.breaks else 0)

    def _legend(self) -> list[Entry]:
        entries = [(series.label, series.look) for series in self.series]
        return [*entries, (self.ahead_label, "third")] if self.ahead else entries

    def draw(self, sheet: Sheet) -> None:
        top = draw_legend(sheet, self._legend(), line=True) + (12 if self.breaks else 0)
        values = [value for series in self.series for value in series.values if value is not None]
        reach = [
            end for point in self.ahead for span in (point.range_80, point.range_95) for end in span or ()
        ]
        ticks = nice_ticks(0, max([*values, *reach, *(point.value for point in self.ahead), 1]))
        left = max(text_width(self.show(tick), SMALL) for tick in ticks) + 8
        axes = sheet.axes(left, 30, 24, top + 14)
        scale(axes, ticks, self.show, upright=True, margin=0.03)
        for series in self.series:
            draw_line(axes, self.years, series.values, series.look, [year for year, _ in self.breaks])
        last = max([*self.years, *(point.year for point in self.ahead)])
        axes.set_xlim(self.years[0] - 0.4, last + 0.6)
        every = list(range(self.years[0], last + 1))
        axes.set_xticks(*thinned(every, [str(year) for year in every], sheet.width - left - 24))
        axes.set_xlabel(self.axis, labelpad=4)
        self._draw_ahead(axes)
        mark_breaks(axes, [(year - 0.5, label) for year, label in self.breaks], sheet.width - left - 24)

    def _draw_ahead(self, axes: Axes) -> None:
        if not self.ahead:
            return
        look = LOOKS["third"]
        known = [
            (year, value)
            for year, value in zip(self.years, self.series[-1].values, strict=True)
            if value is not None
        ]
        path = [*known[-1:], *((point.year, point.value) for point in self.ahead)]
        axes.plot(*zip(*path, strict=True), look.dash, color=look.fill, lw=1.4, zorder=2)
        for point in self.ahead:
            for span, width in ((point.range_95, 0.8), (point.range_80, 3.0)):
                if span:
                    axes.plot(
                        [point.year] * 2, span, color=look.fill, lw=width, solid_capstyle="butt", zorder=2
                    )
            axes.plot(point.year, point.value, look.marker, color=look.fill, mec=INK, mew=0.5, ms=5, zorder=3)
        self._label_ahead(axes)

    def _label_ahead(self, axes: Axes) -> None:
        """Write each forecast above its interval; of two labels that would touch, only the later year's is written."""
        low, high = axes.get_xlim()
        a_year = axes_width(axes) / (high - low)
        labelled: list[Ahead] = []
        for point in reversed(self.ahead):
            wide = text_width(self.show(point.value), SMALL) + 6
            if not labelled or (labelled[-1].year - point.year) * a_year >= wide:
                labelled.append(point)
        for point in labelled:
            top = max((point.value, *(point.range_80 or ()), *(point.range_95 or ())))
            write_beside(axes, self.show(point.value), (point.year, top), (0, 3), ha="center")
