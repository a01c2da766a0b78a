"""From a form and its words to a chart block: drawn for a page and for a phone, with its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from reports.charts.drawing import PAGE, PHONE, Form, drawn, svg_of
from reports.charts.forms import Lines, Series
from reports.charts.layout import Show
from reports.data.published import Published
from reports.document.blocks import Block, Chart, Spans, Table, plain
from reports.document.fields import Field, headed, headed_each, table_of
from reports.document.wording import Wording

LINE_LOOKS = ("first", "second", "third", "fourth", "fifth")


def chart(wording: Wording, form: Form, data: Table, alt: str, note: Spans = ()) -> Chart:
    """The block; caption and anchor are those of the table behind it. Invented data are stamped."""
    stamp = wording.text("synthetic.brief") if wording.shared.run.is_synthetic else ""
    name = f"chart-{data.anchor}"
    return Chart(
        caption=data.caption,
        alt=f"{alt} {wording.text('synthetic.label')}" if stamp else alt,
        svg=svg_of(drawn(form, PAGE, stamp), name),
        svg_narrow=svg_of(drawn(form, PHONE, stamp), f"{name}-narrow"),
        data=data,
        anchor=name,
        note=note,
    )


@dataclass(frozen=True)
class OverYears:
    """Measures over years, by their label. `floor` and `ceiling` hold the value axis where given."""

    axis: str
    years: tuple[int, ...]
    lines: Mapping[str, Sequence[Published]]
    show: Show
    show_tick: Show
    breaks: tuple[tuple[int, str], ...] = ()
    floor: float | None = None
    ceiling: float | None = None

    def form(self) -> Lines:
        """The line chart, each line with a look of its own."""
        series = tuple(
            Series(label, look, tuple(number.value for number in numbers))
            for (label, numbers), look in zip(self.lines.items(), cycle(LINE_LOOKS), strict=False)
        )
        words = (self.show, self.show_tick, self.breaks)
        return Lines(self.axis, self.years, series, *words, self.floor, self.ceiling)

    def table(self, wording: Wording, caption: str, anchor: str) -> Table:
        """The numbers behind the lines, withheld ones with their mark."""
        fields: tuple[Field[int], ...] = (
            headed(self.axis, lambda place: str(self.years[place]), "start"),
            *headed_each(
                self.lines, str, lambda place, label: wording.shown(self.lines[label][place], self.show)
            ),
        )
        return table_of(wording, plain(caption), fields, range(len(self.years)), anchor)

    def alt(self, wording: Wording) -> str:
        """Where each line starts and ends."""
        ends = []
        for label, numbers in self.lines.items():
            known = [number.value for number in numbers if number.value is not None]
            if known:
                first, last = self.show(known[0]), self.show(known[-1])
                ends.append(wording.text("chart.from_to", label=label, first=first, last=last))
        years = wording.words.years(self.years[0], self.years[-1])
        return wording.text("chart.over_years.alt", years=years, ends=wording.words.listing(ends))


def over_years(
    wording: Wording, measures: OverYears, caption: str, anchor: str, note: Spans = ()
) -> list[Block]:
    """The line chart; nothing where no line has two points."""
    points = [sum(number.value is not None for number in numbers) for numbers in measures.lines.values()]
    if max(points, default=0) < 2:
        return []
    table = measures.table(wording, caption, anchor)
    return [chart(wording, measures.form(), table, measures.alt(wording), note)]
