"""A heat map: one cell per row and column, its value written in it, so that nothing hangs on the colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform

from reports.charts.drawing import GRID, INK, LOOKS, QUIET, SMALL, Sheet, text_width
from reports.charts.layout import GAP, LINE, NARROW, SWATCH, bar_height, row_height, rows_axes, thinned

DEEPEST = 0.7  # how much of a look's colour the deepest cell carries; ink stays readable on it
STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)


@dataclass(frozen=True)
class Heat:
    """Values around zero by row and column; `full` is the distance from zero that gets the deepest colour.

    `marks` are the words of the cells; a cell without a value stays white and shows its mark, its status say.
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
        axes = rows_axes(sheet, self.labels, top, 2)
        axes.set_xlim(-0.5, len(self.columns) - 0.5)
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_visible(False)
        thick = bar_height(sheet.width) if sheet.width < NARROW else 1.0
        room = axes.bbox.width / len(self.columns)
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                self._draw_cell(axes, row, column, value, thick, room)
        axes.set_xticks(*thinned(range(len(self.columns)), self.columns, axes.bbox.width))
        axes.set_xlabel(self.axis, labelpad=4)

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
