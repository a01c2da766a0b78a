"""The page of one program: its verdict, why, on which numbers and clause, what would have changed it, and its timeline.

The timeline is one small drawing of the results against the line, year by year, with the cards below. A page for every
program holds one, so it is a template of its own and not a plot: a plot takes 10 ms, this 0.1 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.data.published import NOT_APPLICABLE, Published
from reports.data.verdicts.cards import (
    Listed,
    Receipt,
    ReceiptContext,
    ReceiptYear,
    Verdicts,
    smallest_change,
)
from reports.document.blocks import Block, Chart, Figures, Paragraph, Span, Spans, Table, plain
from reports.document.document import Page, link, number_blocks, slug
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.wording import NOT_JUDGED, Wording
from reports.industry.related import Related, Relations, related_line
from reports.render.html import environment
from reports.warning.lists import reason
from reports.warning.rules import reliance
from reports.warning.signals import program_signals

RESULT_MARKS = {"fail": "▼"}
COUNTED = ("employment_rate", "matched_rate")  # those whose numerator has a word of its own
TOO_CLOSE = ("c", "low")


def write_receipts(
    context: ReceiptContext, verdicts: Verdicts, relations: Relations, language: Language
) -> tuple[Page, ...]:
    """A page for every program in one language."""
    wording = Wording(language, context.shared)
    listed = {item.program_id: item for item in verdicts.listed}
    return tuple(
        _page(
            wording,
            verdicts,
            receipt,
            listed.get(receipt.program_id),
            context.years[receipt.program_id],
            relations.majors.get(_major_of(receipt), ()),
        )
        for receipt in context.receipts
    )


def _page(
    wording: Wording,
    verdicts: Verdicts,
    receipt: Receipt,
    listed: Listed | None,
    years: tuple[ReceiptYear, ...],
    related: Sequence[Related],
) -> Page:
    blocks: list[Block] = [
        _figures(wording, receipt),
        Paragraph(_why(wording, verdicts, receipt, listed)),
        *([Paragraph(way)] if (way := remedy(wording, receipt, years)) else []),
        Paragraph(_ways(wording, receipt)),
        _timeline(wording, years),
        *program_signals(verdicts.signals, wording, receipt.program_id),
        *_basis(wording, receipt),
        *_related(wording, receipt, related),
    ]
    return Page(
        "program",
        slug(receipt.program_id),
        f"{receipt.institution_name} {receipt.major_name}",
        wording.text(
            "receipt.subtitle",
            level=wording.level(receipt.level),
            code=receipt.major_code,
            catalogue=receipt.catalogue_version,
            year=str(receipt.year),
        ),
        number_blocks(wording, blocks),
        receipt.program_id,
    )


def _figures(wording: Wording, receipt: Receipt) -> Figures:
    """The computed card, the decided one beside it where a person decided, and the evidence."""
    items = [wording.figure("receipt.computed", wording.card(receipt.card), card=receipt.card)]
    if receipt.decision:
        name = wording.text(f"decision.{receipt.decision}")
        items.append(
            wording.figure(
                "receipt.decided", wording.card(receipt.decided_card), note=name, card=receipt.decided_card
            )
        )
    if receipt.evidence:
        note = ""
        if receipt.pooled_low.value is not None and receipt.pooled_high.value is not None:
            interval = wording.words.interval(receipt.pooled_low.value, receipt.pooled_high.value)
            note = wording.text("receipt.pooled", interval=interval)
        items.append(
            wording.figure("lists.evidence", wording.text(f"evidence.{receipt.evidence}"), note=note)
        )
    return Figures(tuple(items))


def _why(wording: Wording, verdicts: Verdicts, receipt: Receipt, listed: Listed | None) -> Spans:
    """The reason in words: the rule and its results, why nothing was judged, or that nothing failed."""
    if listed is not None:
        return reason(verdicts, wording, listed)
    if receipt.card == NOT_JUDGED:
        return not_judged_reason(wording, receipt.reason_code)
    return wording.spans("receipt.sound")


def not_judged_reason(wording: Wording, reason_code: str) -> Spans:
    """Why nothing was judged, and what that means."""
    return (
        *wording.cell(f"not_judged.{reason_code}.title"),
        *wording.cell("institution.reason_separator"),
        *wording.spans(f"not_judged.{reason_code}.text", cohort=wording.disclosure.min_cohort),
    )


def remedy(wording: Wording, receipt: Receipt, years: tuple[ReceiptYear, ...]) -> Spans:
    """The smallest change in a sentence, or that it is withheld; nothing where there is none."""
    more, last = smallest_change(receipt, years), years[-1]
    if more:
        named = receipt.indicator if receipt.indicator in COUNTED else "other"
        counted = wording.text(f"receipt.counted.{named}")
        pooled = wording.words.years(last.covers_from, last.year)
        cohorts = last.year - last.covers_from + 1
        return wording.spans("receipt.remedy", years=pooled, cohorts=cohorts, n=more, counted=counted)
    if (
        receipt.reason_code == "trigger_fired"
        and last.result == "fail"
        and last.numerator.status in TOO_CLOSE
    ):
        return wording.spans("receipt.remedy_withheld")
    return ()


def _ways(wording: Wording, receipt: Receipt) -> Spans:
    """Where to read on: the school's check-up and the major's page."""
    return wording.spans(
        "receipt.ways",
        school=(link(receipt.institution_name, "institution", receipt.institution_code),),
        major=(link(receipt.major_name, "major", _major_of(receipt)),),
    )


def _related(wording: Wording, receipt: Receipt, related: Sequence[Related]) -> list[Block]:
    """The industries its major supplies and majors of the same class; nothing where none are known."""
    if not related:
        return []
    names = related_line(wording, [item for item in related if item.because != "same_industry"] or related)
    major = (link(receipt.major_name, "major", _major_of(receipt)),)
    return [wording.paragraph("receipt.related", related=names, major=major)]


def _major_of(receipt: Receipt) -> str:
    return f"{receipt.catalogue_version}.{receipt.major_code}"


def _timeline(wording: Wording, years: tuple[ReceiptYear, ...]) -> Block:
    """Every judged year: result, numbers, line and card, drawn where there is a result to draw."""
    table, note = _years_table(wording, years), wording.spans("receipt.drawn_note")
    return timeline(wording, years, table, wording.words.sentences((note, table.note))) or table


def _years_table(wording: Wording, years: tuple[ReceiptYear, ...]) -> Table:
    fields: tuple[Field[ReceiptYear], ...] = (
        Field("table.year", lambda row: str(row.year)),
        Field("receipt.result", lambda row: _result(wording, row)),
        number("receipt.value", lambda row: _value(wording, row)),
        number(
            "receipt.numerator", lambda row: wording.count(row.numerator if row.result else NOT_APPLICABLE)
        ),
        number(
            "receipt.denominator",
            lambda row: wording.count(row.denominator if row.result else NOT_APPLICABLE),
        ),
        number(
            "rules.line",
            lambda row: wording.line(row.line, row.line_unit) if row.line is not None else "[z]",
        ),
        Field("receipt.card", lambda row: wording.badge(row.card), "center"),
        Field(
            "receipt.decided",
            lambda row: wording.badge(row.decided_card) if row.decided_card != row.card else "[z]",
            "center",
        ),
    )
    note = wording.spans("receipt.note")
    return table_of(wording, "receipt.timeline", fields, years[::-1], "timeline", note)


def _result(wording: Wording, row: ReceiptYear) -> Spans:
    if row.result is None:
        return plain("[z]")
    text = wording.text(f"result.{row.result}")
    return (Span(text, "strong"),) if row.result == "fail" else plain(text)


def _value(wording: Wording, row: ReceiptYear) -> Spans:
    if row.result is None:
        return plain("[z]")
    mark = "†" if row.covers_from < row.year else ""
    text = RESULT_MARKS.get(row.result, "") + wording.value(row.value, row.line_unit, row.line) + mark
    return (Span(text, "strong"),) if row.result == "fail" else plain(text)


def _basis(wording: Wording, receipt: Receipt) -> list[Block]:
    """Clause, line, and the decision with its document."""
    facts: list[tuple[str, str]] = []
    if receipt.clause_title:
        parts = [receipt.clause_title, receipt.clause_number, receipt.clause_article]
        facts.append(("rules.clause", " · ".join(part for part in parts if part)))
        facts.append(
            (
                "rules.standing",
                wording.text(f"standing.{reliance(receipt.clause_kind, receipt.clause_is_verified)}"),
            )
        )
    if receipt.line is not None:
        line, since = wording.line(receipt.line, receipt.line_unit), wording.day(receipt.line_valid_from)
        facts.append(("rules.line", wording.text("receipt.line_since", line=line, date=since)))
    if receipt.minimum_cohort:
        facts.append(("rules.minimum", wording.words.integer(receipt.minimum_cohort)))
    if receipt.inherited_from:
        facts.append(("receipt.inherited", receipt.inherited_from))
    if receipt.exemption_reason:
        facts.append(("receipt.exemption", receipt.exemption_reason))
    if receipt.decision:
        by = receipt.decided_by or wording.text("decisions.no_author")
        parts = [wording.text(f"decision.{receipt.decision}"), by, wording.day(receipt.decided_on)]
        parts.append(receipt.decision_document)
        facts.append(("decisions.decision", " · ".join(part for part in parts if part)))
    until = wording.shared.run.objections_until
    if until and receipt.card != "none":
        facts.append(("receipt.objections", wording.words.date(until)))
    if not facts:
        return []
    fields: tuple[Field[tuple[str, str]], ...] = (
        Field("receipt.item", lambda fact: wording.text(fact[0])),
        Field("receipt.stated", lambda fact: fact[1], width="fill"),
    )
    return [table_of(wording, "receipt.basis", fields, facts, "basis", layout="records")]


WIDTH, MARGIN, TOP, BOTTOM = 380, 14, 38, 112
PLACES = {"top": TOP, "bottom": BOTTOM, "years_y": BOTTOM + 13, "cards_y": BOTTOM + 28, "height": BOTTOM + 34}
ABOVE, BELOW = 7, 15  # where a point's value is written: a failing one's below, off the line it fails
YEARS_DRAWN = 10
BASIS_POINTS = 10_000
# shapes beside the colours, those of the badges (site.css)
SHAPES = {"exit": "■", "red": "◆", "orange": "▲", "yellow": "●"}
POINTS = {"fail": "▼", "pass": "○"}


@dataclass(frozen=True)
class _Year:
    """One year as drawn: its place, its label, its point and card. Lengths in units of the drawing."""

    x: float
    left: float
    right: float
    year: str
    shape: str
    result: str
    label: str
    y: float
    label_y: float
    line_y: float | None
    card: str
    card_shape: str


@dataclass(frozen=True)
class _Drawing:
    width: int
    right: int
    years: tuple[_Year, ...]
    strokes: tuple[str, ...]
    breaks: tuple[tuple[float, str], ...]
    line_word: str
    line_y: float | None
    stamp: str


def timeline(wording: Wording, years: Sequence[ReceiptYear], data: Table, note: Spans) -> Chart | None:
    """The drawing with its table open below; nothing where no year has a result with a value."""
    shown = years[-YEARS_DRAWN:]
    if not any(_is_drawn(row) for row in shown):
        return None
    drawing = _drawn(wording, shown)
    svg = environment().get_template("timeline.svg.j2").render(drawing=drawing, **PLACES)
    anchor = f"chart-{data.anchor}"
    return Chart(data.caption, _alt(wording, shown), svg, "", data, anchor, note, is_open=True)


def _is_drawn(row: ReceiptYear) -> bool:
    return row.result in POINTS and row.value.drawn_at is not None


def _drawn(wording: Wording, years: Sequence[ReceiptYear]) -> _Drawing:
    step = (WIDTH - 2 * MARGIN) / len(years)
    top = max(_greatest(row) for row in years) or 1.0
    places = tuple(
        _place(wording, row, MARGIN + step * (n + 0.5), step / 2, top) for n, row in enumerate(years)
    )
    broken = set(wording.shared.series_breaks) & {row.year for row in years[1:] if row.line_unit == "bp"}
    breaks = tuple(
        (round(MARGIN + step * n, 1), wording.text("chart.break"))
        for n, row in enumerate(years)
        if row.year in broken
    )
    lined = [place for place in places if place.line_y is not None]
    last = next((row for row in reversed(years) if row.line is not None), None)
    return _Drawing(
        width=WIDTH,
        right=WIDTH - 2,
        years=places,
        strokes=_strokes(years, places, broken),
        breaks=breaks,
        line_word=wording.line(last.line, last.line_unit) if last else "",
        line_y=lined[-1].line_y if lined else None,
        stamp=wording.text("synthetic.brief") if wording.shared.run.is_synthetic else "",
    )


def _greatest(row: ReceiptYear) -> float:
    """The least top of the scale that shows a year: 1 for rates, else the larger of its value and its line."""
    if row.line_unit == "bp":
        return 1.0
    return max(row.value.drawn_at or 0.0, row.line or 0.0)


def _height(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(value / top, 1.0), 1)


def _place(wording: Wording, row: ReceiptYear, x: float, half: float, top: float) -> _Year:
    is_drawn = _is_drawn(row)
    line = None if row.line is None else row.line / (BASIS_POINTS if row.line_unit == "bp" else 1)
    if is_drawn:
        # without its mark: a break is drawn, and the table below says the rest
        number = row.value if row.value.value is None else Published(row.value.value)
        label = wording.value(number, row.line_unit, row.line).removesuffix(f" [{number.status}]")
        label = label.replace(" ", "")  # labels stand close
    else:
        label = wording.words.shown(row.value) if row.result in POINTS else ""
    y = _height(row.value.drawn_at or 0.0, top) if is_drawn else float(BOTTOM)
    return _Year(
        x=round(x, 1),
        left=round(x - half, 1),
        right=round(x + half, 1),
        year=str(row.year),
        shape=POINTS.get(row.result or "", "") if is_drawn else "",
        result=row.result or "",
        label=label,
        y=y,
        label_y=round(y + BELOW if row.result == "fail" and y + BELOW < BOTTOM else y - ABOVE, 1),
        line_y=None if line is None else _height(line, top),
        card=row.decided_card,
        card_shape=SHAPES.get(row.decided_card, ""),
    )


def _strokes(years: Sequence[ReceiptYear], places: Sequence[_Year], broken: set[int]) -> tuple[str, ...]:
    """Runs of years with a value as points of a polyline; a year without a value ends a run, so does a series break."""
    runs: list[list[str]] = [[]]
    for row, place in zip(years, places, strict=True):
        if not place.shape or row.year in broken:
            runs.append([])
        if place.shape:
            runs[-1].append(f"{place.x},{place.y}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)


def _alt(wording: Wording, years: Sequence[ReceiptYear]) -> str:
    """Which years failed, and what the newest year with a value says."""
    last = next(row for row in reversed(years) if _is_drawn(row))
    failing = wording.words.listing(str(row.year) for row in years if row.result == "fail")
    carded = wording.words.listing(
        wording.text("receipt.card_of", year=str(row.year), card=wording.card(row.decided_card))
        for row in years
        if row.decided_card not in ("none", NOT_JUDGED)
    )
    return wording.text(
        "receipt.timeline_alt",
        years=wording.words.years(years[0].year, years[-1].year),
        failing=failing or wording.text("comparison.absent"),
        carded=carded or wording.text("comparison.absent"),
        last=str(last.year),
        value=wording.value(last.value, last.line_unit, last.line),
    )
