"""From a form and its words to a chart block: drawn for a page and for a phone, with its table."""

from __future__ import annotations

from reports.blocks import Chart, Spans, Table
from reports.chart_forms import Lines
from reports.charts import PAGE, PHONE, Form, drawn, svg_of
from reports.wording import Wording


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


def over_years_alt(wording: Wording, form: Lines) -> str:
    """What a line chart shows in words: where each line starts and ends."""
    ends = []
    for series in form.series:
        known = [value for value in series.values if value is not None]
        if known:
            first, last = form.show(known[0]), form.show(known[-1])
            ends.append(wording.text("chart.from_to", label=series.label, first=first, last=last))
    years = wording.words.years(form.years[0], form.years[-1])
    return wording.text("chart.over_years.alt", years=years, ends=wording.words.listing(ends))
