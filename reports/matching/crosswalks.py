"""The sections on the match by each of the three crosswalks, and on how much work matches the major."""

from __future__ import annotations

from reports.document.blocks import Block, Column, Paragraph, Row, Table, plain
from reports.matching.context import MatchingContext
from reports.observed_context import CrosswalkRange, MatchedRate
from reports.data.published import exact
from reports.standard.closing import number_columns
from reports.document.wording import Wording

CLASSES_SHOWN = 12
UNMAPPED = "unmapped"


def crosswalks_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Degree and deviations by each crosswalk; says so where there is one alone."""
    heading, found = wording.heading("crosswalks.heading"), context.observed
    if found is None or len(found.degrees) < 2:
        return [heading, wording.missing("crosswalks.none")]
    words = wording.words
    degrees = words.listing(
        wording.text(
            "crosswalks.degree",
            crosswalk=wording.text(f"crosswalk.{row.crosswalk_source}"),
            degree=words.shown(exact(row.matching_degree), words.percent),
        )
        for row in found.degrees
    )
    sides = [row.is_one_sided for row in found.ranges if row.is_one_sided is not None]
    text = words.spans("crosswalks.text", degrees=degrees, n=len(sides), same=sum(sides))
    columns = (
        Column(wording.text("industries.industry"), width="fill"),
        *number_columns(wording, "crosswalks.observed", "crosswalks.expert", "crosswalks.equal"),
        *number_columns(wording, "crosswalks.lowest", "crosswalks.highest"),
        Column(wording.text("crosswalks.side")),
    )
    year = str(context.world.latest_year if context.world else "")
    rows = tuple(_range_row(row, wording) for row in found.ranges)
    note = words.spans("crosswalks.note")
    table = Table(wording.text("crosswalks.caption", year=year), columns, rows, "crosswalks-table", note=note)
    return [heading, Paragraph(text), table]


def _range_row(row: CrosswalkRange, wording: Wording) -> Row:
    words = wording.words
    side = "unknown" if row.is_one_sided is None else "same" if row.is_one_sided else "differs"
    return Row(
        (
            plain(_named(row.industry_code, row.industry_name)),
            plain(words.shown(row.observed_deviation, words.signed)),
            plain(words.shown(row.expert_deviation, words.signed)),
            plain(words.shown(row.equal_deviation, words.signed)),
            plain(words.shown(row.lowest_ratio, words.decimal)),
            plain(words.shown(row.highest_ratio, words.decimal)),
            wording.cell(f"crosswalks.{side}"),
        )
    )


def matched_section(context: MatchingContext, wording: Wording) -> list[Block]:
    """Rates of matched work by employer's industry, and the classes of majors with the lowest; or why not."""
    heading, found = wording.heading("matched.heading"), context.observed
    classes = found.of("class") if found else ()
    if found is None or not classes:
        return [heading, wording.missing("matched.none")]
    blocks: list[Block] = [heading, Paragraph(wording.words.spans("matched.text"))]
    if industries := found.of("industry"):
        blocks.append(_table(wording, "industry", list(industries)))
    else:
        blocks.append(wording.missing("matched.no_industry"))
    told = sorted(
        (row for row in classes if row.matched_rate.value is not None),
        key=lambda row: (row.matched_rate.value or 0.0, row.scope_code),
    )
    return [*blocks, _table(wording, "class", told[:CLASSES_SHOWN])]


def _table(wording: Wording, scope: str, rows: list[MatchedRate]) -> Table:
    columns = (
        Column(wording.text(f"matched.{scope}"), width="fill"),
        *number_columns(wording, "matched.employed", "matched.matched", "matched.rate"),
    )
    words = wording.words
    cells = tuple(
        Row(
            (
                wording.cell("matched.no_employer")
                if row.scope_code == UNMAPPED
                else plain(_named(row.scope_code, row.scope_name)),
                plain(words.shown(exact(row.employed))),
                plain(words.shown(row.matched)),
                plain(words.shown(row.matched_rate, words.percent)),
            )
        )
        for row in rows
    )
    caption = wording.text(f"matched.{scope}_caption", year=str(rows[0].year) if rows else "")
    return Table(caption, columns, cells, f"matched-{scope}")


def _named(code: str, name: str | None) -> str:
    return code if name in (None, code) else f"{code} {name}"
