"""What the headline rate is made of: ways of being placed, leaps, and what it would be without in-house posts."""

from __future__ import annotations

from reports.data.published import MISSING, NOT_APPLICABLE, Published
from reports.data.verdicts.cards import ABOVE, IN_HOUSE, RateSensitivity, Signal, SignalContext, SignalLine
from reports.document.blocks import Block, Paragraph, Span, Spans, Table, plain
from reports.document.fields import Field, headed_each, number, program_field, table_of
from reports.document.wording import Wording

PARTS = ("placed", "contract", "flexible", "in_house")


def signals_section(context: SignalContext, wording: Wording) -> list[Block]:
    """Shares by level, the declared lines, the leaps of the newest year, and the sensitivity to in-house posts."""
    heading = wording.heading("signals.heading")
    if not context.shares:
        return [heading, wording.missing("signals.none")]
    return [
        heading,
        wording.paragraph("signals.text"),
        _shares(context, wording),
        *_lines(context, wording),
        *_leaps(context, wording),
        *_sensitivities(context, wording),
    ]


def _shares(context: SignalContext, wording: Wording) -> Table:
    """A row per level; each part of the newest year and of the year before."""
    shares = {(share.level, share.year, share.placement_part): share.value for share in context.shares}

    def header(key: tuple[int, str]) -> str:
        return wording.text("signals.part_of_year", part=wording.text(f"part.{key[1]}"), year=str(key[0]))

    years = sorted({share.year for share in context.shares})
    parts = [(year, part) for part in PARTS for year in years]
    fields: tuple[Field[str], ...] = (
        Field("table.level", wording.level, width="fill"),
        *headed_each(parts, header, lambda level, key: wording.share(shares.get((level, *key), MISSING))),
    )
    levels = dict.fromkeys(share.level for share in context.shares)
    return table_of(wording, "signals.shares", fields, levels, "signal-shares", "signals.shares_note")


def _lines(context: SignalContext, wording: Wording) -> list[Block]:
    """The lines, since when they hold, and that they are assumptions."""
    if not context.lines:
        return [wording.missing("signals.no_lines")]
    fields: tuple[Field[SignalLine], ...] = (
        Field("signals.signal", lambda line: wording.text(f"signal.{line.signal}"), width="fill"),
        number("rules.line", lambda line: wording.line(line.line, "bp")),
        number("signals.minimum", lambda line: wording.count(line.minimum_cohort)),
        Field("signals.since", lambda line: wording.words.date(line.line_valid_from)),
        Field(
            "rules.standing",
            lambda line: wording.text(
                "standing.assumption" if line.clause_kind == "declared_assumption" else "signals.law"
            ),
        ),
    )
    return [table_of(wording, "signals.lines", fields, context.lines, "signal-lines", layout="records")]


def _leaps(context: SignalContext, wording: Wording) -> list[Block]:
    raised = context.raised
    if not raised:
        return [wording.paragraph("signals.no_leaps")]
    fields: tuple[Field[Signal], ...] = (
        program_field(wording, is_linked=True),
        Field("signals.signal", lambda item: wording.text(f"signal.{item.signal}")),
        number("signals.year_before", lambda item: wording.share(item.value_year_before)),
        number(
            "signals.this_year",
            lambda item: (Span(wording.shown(item.value, wording.words.percent), "strong"),),
        ),
    )
    year = str(raised[0].year)
    text = wording.spans("signals.leaps_text", n=len(raised), year=year)
    caption = wording.cell("signals.leaps", year=year)
    return [Paragraph(text), table_of(wording, caption, fields, raised, "signal-leaps", layout="records")]


def _sensitivities(context: SignalContext, wording: Wording) -> list[Block]:
    found = context.sensitivities
    if not found:
        return [wording.paragraph("signals.no_in_house")]
    text = wording.spans(
        "signals.in_house_text",
        year=str(max(share.year for share in context.shares)),
        n=len(found),
        below=sum(item.is_below_without_in_house is True and item.is_below is False for item in found),
        both=sum(item.is_below_without_both is True and item.is_below is False for item in found),
        cards=sum(item.card_without_in_house not in (None, item.card) for item in found),
        cards_both=sum(item.card_without_both not in (None, item.card) for item in found),
    )
    fields: tuple[Field[RateSensitivity], ...] = (
        program_field(wording, is_linked=True),
        *_sensitivity_fields(wording),
    )
    note = wording.spans("signals.in_house_note")
    caption = wording.cell("signals.in_house")
    return [Paragraph(text), table_of(wording, caption, fields, found, "signal-in-house", note, "records")]


def _sensitivity_fields(wording: Wording) -> tuple[Field[RateSensitivity], ...]:
    """Rates with and without the posts, what lies below the line in bold with ▼, and the cards."""

    def rate(number: Published, line: float | None, is_below: bool | None) -> Spans:
        text = wording.value(number, "bp", line)
        return (Span(f"▼{text}", "strong"),) if is_below and number.value is not None else plain(text)

    def card(card: str | None) -> Spans:
        return wording.badge(card) if card else plain("[z]")

    return (
        number("part.in_house", lambda item: wording.share(item.in_house_share)),
        number("part.placed", lambda item: rate(item.employment_rate, item.line, item.is_below)),
        number(
            "signals.without_in_house",
            lambda item: rate(item.rate_without_in_house, item.line, item.is_below_without_in_house),
        ),
        number(
            "signals.without_both",
            lambda item: rate(item.rate_without_both, item.line, item.is_below_without_both),
        ),
        number("rules.line", lambda item: wording.line(item.line, "bp") if item.line is not None else "[z]"),
        Field("signals.card", lambda item: card(item.card), "center"),
        Field("signals.card_without_in_house", lambda item: card(item.card_without_in_house), "center"),
        Field("signals.card_without_both", lambda item: card(item.card_without_both), "center"),
    )


def program_signals(context: SignalContext, wording: Wording, program: str) -> list[Block]:
    """For the receipt: the shares of the newest year, every signal above its line, and the sensitivity."""
    signals = sorted(
        context.by_program.get(program, ()), key=lambda item: (-item.year, item.signal != "rate_leap")
    )
    if not signals:
        return []
    fields: tuple[Field[Signal], ...] = (
        Field("table.year", lambda item: str(item.year)),
        Field("signals.part", lambda item: wording.text(f"part.{PART_OF[item.signal]}"), width="fill"),
        number(
            "signals.year_before",
            lambda item: wording.share(item.value_year_before if item.is_leap else NOT_APPLICABLE),
        ),
        number("signals.this_year", lambda item: wording.share(item.value)),
        Field("signals.signal", lambda item: _status(wording, item)),
    )
    blocks: list[Block] = [table_of(wording, "signals.of_program", fields, signals, "signals")]
    if sensitivity := context.sensitivity_of.get(program):
        caption, note = wording.cell("signals.in_house"), wording.spans("signals.in_house_note")
        own = _sensitivity_fields(wording)
        blocks.append(table_of(wording, caption, own, (sensitivity,), "in-house", note))
    return blocks


PART_OF = {
    "rate_leap": "placed",
    "contract_leap": "contract",
    "flexible_leap": "flexible",
    IN_HOUSE: "in_house",
}


def _status(wording: Wording, item: Signal) -> Spans:
    """The signal in bold where it is above its line, else why it does not."""
    if item.signal_status == ABOVE:
        line = wording.words.percent_line((item.line or 0) / 10_000)
        return (
            Span(wording.text(f"signal.{item.signal}") + wording.text("signals.beyond", line=line), "strong"),
        )
    return wording.cell(f"signal_status.{item.signal_status}")
