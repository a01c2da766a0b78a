"""The sections on districts, and on how far the match hangs on the weights of the crosswalk."""

from __future__ import annotations

from reports.data.published import Published, exact
from reports.document.blocks import Block, Column, Paragraph, Row, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.wording import Wording
from reports.matching.context import MatchingContext
from reports.matching.ranges_context import DistrictMatch, IndustryRange


def sensitivity_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """The range of the degree and of each industry's deviation; nothing where no range was computed."""
    found = context.sensitivity
    heading = wording.heading("sensitivity.heading")
    if found is None or found.degree is None:
        return [heading, wording.missing("sensitivity.none")]
    degree, percent = found.degree, wording.words.percent
    text = wording.words.spans(
        "sensitivity.text",
        draws=degree.draws,
        tilt=percent(found.tilt, 0),
        stated=wording.words.shown(exact(degree.matching_degree), percent),
        low=wording.words.shown(exact(degree.degree_low), percent),
        high=wording.words.shown(exact(degree.degree_high), percent),
        equal=wording.words.shown(exact(degree.equal_degree), percent),
    )
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "industries.deviation", "sensitivity.range", "sensitivity.equal"),
        *number_columns(wording, "matching.ratio", "sensitivity.range", "sensitivity.keeps"),
    )
    rows = tuple(_industry(row, wording) for row in found.industries)
    note = wording.words.spans("sensitivity.note")
    table = Table(wording.text("sensitivity.caption"), columns, rows, "sensitivity-table", note=note)
    return [heading, Paragraph(text), table]


def _industry(row: IndustryRange, wording: Wording) -> Row:
    words = wording.words
    name = row.industry_code if row.industry_name in (None, row.industry_code) else None
    return Row(
        (
            plain(name or f"{row.industry_code} {row.industry_name}"),
            plain(words.shown(row.structural_deviation, words.signed)),
            _between(row.deviation_low, row.deviation_high, words.signed, wording),
            plain(words.shown(row.equal_deviation, words.signed)),
            plain(words.shown(row.supply_demand_ratio, words.decimal)),
            _between(row.ratio_low, row.ratio_high, words.decimal, wording),
            plain(words.shown(row.keeps_side, lambda share: words.percent(share, 0))),
        )
    )


def districts_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Districts beside one another, one table for each basis of demand that tells them apart."""
    districts = context.sensitivity.districts if context.sensitivity else ()
    heading = wording.heading("districts.heading")
    if not districts:
        return [heading, wording.missing("districts.none")]
    bases = dict.fromkeys(row.demand_basis for row in districts)
    tables = [
        _district_table(basis, [r for r in districts if r.demand_basis == basis], wording) for basis in bases
    ]
    return [heading, Paragraph(wording.words.spans("districts.text")), *tables]


def _district_table(basis: str, rows: list[DistrictMatch], wording: Wording) -> Table:
    columns = (
        Column(wording.text("districts.district"), width="fill"),
        Column(wording.text("table.year")),
        *number_columns(wording, "industries.supply", "matching.degree", "sensitivity.range"),
        *number_columns(wording, "matching.cosine", "matching.coupling"),
    )
    words = wording.words
    told = tuple(
        Row(
            (
                plain(row.district_name or row.region_code),
                plain(str(row.year)),
                plain(words.shown(exact(row.total_supply))),
                plain(words.shown(exact(row.matching_degree), words.percent)),
                _between(exact(row.degree_low), exact(row.degree_high), words.percent, wording),
                plain(words.shown(exact(row.cosine_similarity), words.decimal)),
                plain(words.shown(exact(row.coupling_coordination), words.decimal)),
            )
        )
        for row in rows
    )
    caption = wording.text("districts.caption", basis=wording.text(f"basis.{basis}"))
    return Table(caption, columns, told, f"districts-{basis.replace('_', '-')}")


def _between(low: Published, high: Published, show: object, wording: Wording) -> Spans:
    """Both ends, or the one mark that says why there is no range."""
    if low.value is None or high.value is None:
        return plain(wording.words.shown(low))
    between = "～" if wording.words.code == "zh" else " – "
    return plain(between.join(wording.words.shown(end, show) for end in (low, high)))
