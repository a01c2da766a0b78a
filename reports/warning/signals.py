"""What the headline rate is made of: ways of being placed, leaps, and what it would be without in-house posts."""

from __future__ import annotations

from reports.data.published import MISSING, Published
from reports.document.blocks import Block, Column, Paragraph, Row, Span, Spans, Table, plain
from reports.document.cells import number_columns, program_cell
from reports.document.wording import Wording
from reports.warning.signals_context import ABOVE, IN_HOUSE, Sensitivity, Signal, SignalContext

PARTS = ("placed", "contract", "flexible", "in_house")


def signals_section(context: SignalContext, wording: Wording) -> list[Block]:
    """Shares by level, the declared lines, the leaps of the newest year, and the sensitivity to in-house posts."""
    heading = wording.heading("signals.heading")
    if not context.shares:
        return [heading, wording.missing("signals.none")]
    return [
        heading,
        Paragraph(wording.words.spans("signals.text")),
        _shares(context, wording),
        *_lines(context, wording),
        *_leaps(context, wording),
        *_sensitivities(context, wording),
    ]


def _shares(context: SignalContext, wording: Wording) -> Table:
    """A row per level; each part of the newest year and of the year before."""
    years = sorted({share.year for share in context.shares})
    told = {(share.level, share.year, share.placement_part): share.value for share in context.shares}
    rows = tuple(
        Row(
            (
                plain(wording.level(level)),
                *(
                    _percent(wording, told.get((level, year, part), MISSING))
                    for part in PARTS
                    for year in years
                ),
            )
        )
        for level in dict.fromkeys(share.level for share in context.shares)
    )
    columns = (
        Column(wording.text("table.level"), width="fill"),
        *(
            Column(
                wording.text("signals.part_of_year", part=wording.text(f"part.{part}"), year=str(year)), "end"
            )
            for part in PARTS
            for year in years
        ),
    )
    note = wording.words.spans("signals.shares_note")
    return Table(wording.text("signals.shares"), columns, rows, "signal-shares", note)


def _lines(context: SignalContext, wording: Wording) -> list[Block]:
    """The lines, since when they hold, and that they are assumptions."""
    rows = tuple(
        Row(
            (
                wording.cell(f"signal.{line.signal}"),
                plain(wording.words.percent_line(line.line / 10_000)),
                plain(wording.words.integer(line.minimum_cohort)),
                plain(wording.words.date(line.line_valid_from)),
                wording.cell(
                    "standing.assumption" if line.clause_kind == "declared_assumption" else "signals.law"
                ),
            )
        )
        for line in context.lines
    )
    columns = (
        Column(wording.text("signals.signal"), width="fill"),
        Column(wording.text("rules.line"), "end"),
        Column(wording.text("signals.minimum"), "end"),
        Column(wording.text("signals.since")),
        Column(wording.text("rules.standing")),
    )
    if not rows:
        return [wording.missing("signals.no_lines")]
    return [Table(wording.text("signals.lines"), columns, rows, "signal-lines", layout="records")]


def _leaps(context: SignalContext, wording: Wording) -> list[Block]:
    if not context.raised:
        return [Paragraph(wording.words.spans("signals.no_leaps"))]
    rows = tuple(
        Row(
            (
                _program(wording, item),
                wording.cell(f"signal.{item.signal}"),
                _percent(wording, item.value_year_before),
                (Span(wording.words.shown(item.value, wording.words.percent), "strong"),),
            )
        )
        for item in context.raised
    )
    columns = (
        Column(wording.text("lists.program"), width="fill"),
        Column(wording.text("signals.signal")),
        *number_columns(wording, "signals.year_before", "signals.this_year"),
    )
    year = str(context.raised[0].year)
    text = wording.words.spans("signals.leaps_text", n=len(rows), year=year)
    caption = wording.text("signals.leaps", year=year)
    return [Paragraph(text), Table(caption, columns, rows, "signal-leaps", layout="records")]


def _sensitivities(context: SignalContext, wording: Wording) -> list[Block]:
    found = context.sensitivities
    if not found:
        return [Paragraph(wording.words.spans("signals.no_in_house"))]
    text = wording.words.spans(
        "signals.in_house_text",
        year=str(max(share.year for share in context.shares)),
        n=len(found),
        below=sum(item.is_below_without_in_house is True and item.is_below is False for item in found),
        both=sum(item.is_below_without_both is True and item.is_below is False for item in found),
        cards=sum(item.card_without_in_house not in (None, item.card) for item in found),
        cards_both=sum(item.card_without_both not in (None, item.card) for item in found),
    )
    rows = tuple(Row(cells_of(wording, item, _program(wording, item))) for item in found)
    columns = (Column(wording.text("lists.program"), width="fill"), *sensitivity_columns(wording))
    note = wording.words.spans("signals.in_house_note")
    table = Table(wording.text("signals.in_house"), columns, rows, "signal-in-house", note, "records")
    return [Paragraph(text), table]


def sensitivity_columns(wording: Wording) -> tuple[Column, ...]:
    """The columns of `cells_of`, without the one that names the program."""
    cards = ("signals.card", "signals.card_without_in_house", "signals.card_without_both")
    return (
        *number_columns(
            wording,
            "part.in_house",
            "part.placed",
            "signals.without_in_house",
            "signals.without_both",
            "rules.line",
        ),
        *(Column(wording.text(card), "center") for card in cards),
    )


def cells_of(wording: Wording, item: Sensitivity, first: Spans | None = None) -> tuple[Spans, ...]:
    """Rates with and without the posts, what lies below the line in bold with ▼, and the cards."""
    return (
        *((first,) if first is not None else ()),
        _percent(wording, item.in_house_share),
        _rate(wording, item.employment_rate, item, item.is_below),
        _rate(wording, item.rate_without_in_house, item, item.is_below_without_in_house),
        _rate(wording, item.rate_without_both, item, item.is_below_without_both),
        plain(wording.line(item.line, "bp") if item.line is not None else "[z]"),
        *(_card(wording, card) for card in (item.card, item.card_without_in_house, item.card_without_both)),
    )


def program_signals(context: SignalContext, wording: Wording, program: str) -> list[Block]:
    """For the receipt: the shares of the newest year, every signal above its line, and the sensitivity."""
    signals = sorted(
        context.by_program.get(program, ()), key=lambda item: (-item.year, item.signal != "rate_leap")
    )
    if not signals:
        return []
    rows = tuple(
        Row(
            (
                plain(str(item.year)),
                wording.cell(f"part.{PART_OF[item.signal]}"),
                _percent(wording, item.value_year_before) if item.is_leap else plain("[z]"),
                _percent(wording, item.value),
                _status(wording, item),
            )
        )
        for item in signals
    )
    columns = (
        Column(wording.text("table.year")),
        Column(wording.text("signals.part"), width="fill"),
        *number_columns(wording, "signals.year_before", "signals.this_year"),
        Column(wording.text("signals.signal")),
    )
    blocks: list[Block] = [Table(wording.text("signals.of_program"), columns, rows, "signals")]
    if sensitivity := context.sensitivity_of.get(program):
        caption, note = wording.text("signals.in_house"), wording.words.spans("signals.in_house_note")
        row = Row(cells_of(wording, sensitivity))
        blocks.append(Table(caption, sensitivity_columns(wording), (row,), "in-house", note))
    return blocks


PART_OF = {
    "rate_leap": "placed",
    "contract_leap": "contract",
    "flexible_leap": "flexible",
    IN_HOUSE: "in_house",
}


def _status(wording: Wording, item: Signal) -> Spans:
    """The signal in bold where it stands above its line, else why it does not."""
    if item.signal_status == ABOVE:
        line = wording.words.percent_line((item.line or 0) / 10_000)
        return (
            Span(wording.text(f"signal.{item.signal}") + wording.text("signals.beyond", line=line), "strong"),
        )
    return wording.cell(f"signal_status.{item.signal_status}")


def _program(wording: Wording, item: Signal | Sensitivity) -> Spans:
    names = (item.institution_name, item.major_name, item.major_code, item.level, item.program_id)
    return program_cell(wording, *names)


def _percent(wording: Wording, number: Published) -> Spans:
    return plain(wording.words.shown(number, wording.words.percent))


def _rate(wording: Wording, number: Published, item: Sensitivity, is_below: bool | None) -> Spans:
    text = wording.value(number, "bp", item.line)
    return (Span(f"▼{text}", "strong"),) if is_below and number.value is not None else plain(text)


def _card(wording: Wording, card: str | None) -> Spans:
    return wording.badge(card) if card else plain("[z]")
