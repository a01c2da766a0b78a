"""The heat map of the matching report: structural deviation of every industry in every year, with its table."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document.blocks import Block, Column, Row, Table, plain
from reports.charts.block import chart
from reports.charts.heat import Heat
from reports.matching.charts import origin
from reports.matching.context import IndustryYear, MatchingContext
from reports.data.published import MISSING, Published
from reports.document.wording import Wording

FULL = 1.0  # the deviation of an industry nobody demands; beyond it to the other side the colour is as deep


@dataclass(frozen=True)
class Grid:
    """Deviation by industry and year; what was not computed is missing, what is withheld says why."""

    names: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[tuple[Published, ...], ...]


def grid_of(rows: tuple[IndustryYear, ...]) -> Grid:
    years = tuple(sorted({row.year for row in rows}))
    names = {row.industry_code: row.industry_name or row.industry_code for row in rows}
    found = {(row.industry_code, row.year): row.structural_deviation for row in rows}
    cells = tuple(tuple(found.get((code, year), MISSING) for year in years) for code in names)
    return Grid(tuple(names.values()), years, cells)


def deviation_heat(context: MatchingContext, wording: Wording) -> list[Block]:
    """Nothing for a single year, which the ladder shows already."""
    grid = grid_of(context.industry_years)
    if len(grid.years) < 2:
        return []
    marks = tuple(
        tuple(wording.words.shown(cell, wording.words.signed) for cell in cells) for cells in grid.cells
    )
    form = Heat(
        axis=wording.text("table.year"),
        labels=grid.names,
        columns=tuple(str(year) for year in grid.years),
        values=tuple(tuple(cell.value for cell in cells) for cells in grid.cells),
        marks=marks,
        full=FULL,
        above_label=wording.text("chart.deviation.short"),
        below_label=wording.text("chart.deviation.surplus"),
    )
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *(Column(str(year), "end") for year in grid.years),
    )
    rows = tuple(
        Row((plain(name), *(plain(mark) for mark in told)))
        for name, told in zip(grid.names, marks, strict=True)
    )
    years = wording.words.years(grid.years[0], grid.years[-1])
    caption = wording.text("chart.heat.caption", years=years)
    explained = wording.words.spans("chart.heat.note", cohort=wording.disclosure.min_cohort)
    note = wording.words.sentences((explained, origin(context, wording, "deviation", len(grid.names), years)))
    table = Table(caption, columns, rows, "deviation-heat")
    return [chart(wording, form, table, _alt(grid, wording), note)]


def _alt(grid: Grid, wording: Wording) -> str:
    """How many industries stayed on one side of zero throughout."""
    known = [[cell.value for cell in cells if cell.value is not None] for cells in grid.cells]
    return wording.text(
        "chart.heat.alt",
        n=len(grid.names),
        years=wording.words.years(grid.years[0], grid.years[-1]),
        short=sum(bool(values) and min(values) > 0 for values in known),
        surplus=sum(bool(values) and max(values) < 0 for values in known),
    )
