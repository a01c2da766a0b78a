"""The page of one program: its verdict, why, on which numbers and clause, and what would have changed it."""

from __future__ import annotations

from collections.abc import Sequence

from reports.data.published import NOT_APPLICABLE
from reports.data.verdicts.cards import Listed, Verdicts
from reports.data.verdicts.receipts import Receipt, ReceiptContext, ReceiptYear, smallest_change
from reports.document.blocks import Block, Figure, Figures, Paragraph, Span, Spans, Table, plain
from reports.document.document import number_blocks
from reports.document.fields import Field, number, table_of
from reports.document.language import Language
from reports.document.page import Page, link, slug
from reports.document.wording import NOT_JUDGED, Wording
from reports.industry.related import Related, Relations, related_line
from reports.program.timeline import timeline
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
    items = [Figure(wording.text("receipt.computed"), wording.card(receipt.card), card=receipt.card)]
    if receipt.decision:
        name = wording.text(f"decision.{receipt.decision}")
        items.append(
            Figure(
                wording.text("receipt.decided"),
                wording.card(receipt.decided_card),
                note=name,
                card=receipt.decided_card,
            )
        )
    if receipt.evidence:
        note = ""
        if receipt.pooled_low.value is not None and receipt.pooled_high.value is not None:
            interval = wording.words.interval(receipt.pooled_low.value, receipt.pooled_high.value)
            note = wording.text("receipt.pooled", interval=interval)
        items.append(
            Figure(wording.text("lists.evidence"), wording.text(f"evidence.{receipt.evidence}"), note=note)
        )
    return Figures(tuple(items))


def _why(wording: Wording, verdicts: Verdicts, receipt: Receipt, listed: Listed | None) -> Spans:
    """The reason in words: the rule and its results, why nothing was judged, or that nothing failed."""
    if listed is not None:
        return reason(verdicts, wording, listed)
    if receipt.card == NOT_JUDGED:
        return not_judged_reason(wording, receipt.reason_code)
    return wording.words.spans("receipt.sound")


def not_judged_reason(wording: Wording, reason_code: str) -> Spans:
    """Why nothing was judged, and what that means."""
    return (
        *wording.cell(f"not_judged.{reason_code}.title"),
        *wording.cell("institution.reason_separator"),
        *wording.words.spans(f"not_judged.{reason_code}.text", cohort=wording.disclosure.min_cohort),
    )


def remedy(wording: Wording, receipt: Receipt, years: tuple[ReceiptYear, ...]) -> Spans:
    """The smallest change in a sentence, or that it is withheld; nothing where there is none."""
    more, last = smallest_change(receipt, years), years[-1]
    if more:
        named = receipt.indicator if receipt.indicator in COUNTED else "other"
        counted = wording.text(f"receipt.counted.{named}")
        return wording.words.spans("receipt.remedy", year=str(last.year), n=more, counted=counted)
    if (
        receipt.reason_code == "trigger_fired"
        and last.result == "fail"
        and last.numerator.status in TOO_CLOSE
    ):
        return wording.words.spans("receipt.remedy_withheld")
    return ()


def _ways(wording: Wording, receipt: Receipt) -> Spans:
    """Where to read on: the school's check-up and the major's page."""
    return wording.words.spans(
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
    return [Paragraph(wording.words.spans("receipt.related", related=names, major=major))]


def _major_of(receipt: Receipt) -> str:
    return f"{receipt.catalogue_version}.{receipt.major_code}"


def _timeline(wording: Wording, years: tuple[ReceiptYear, ...]) -> Block:
    """Every judged year: result, numbers, line and card, drawn where there is a result to draw."""
    table, note = _years_table(wording, years), wording.words.spans("receipt.drawn_note")
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
    note = wording.words.spans("receipt.note", base=wording.disclosure.rounding_base)
    return table_of(wording, wording.text("receipt.timeline"), fields, years[::-1], "timeline", note)


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
        since = wording.words.date(receipt.line_valid_from) if receipt.line_valid_from else ""
        line = wording.line(receipt.line, receipt.line_unit)
        facts.append(("rules.line", wording.text("receipt.line_since", line=line, date=since)))
    if receipt.minimum_cohort:
        facts.append(("rules.minimum", wording.words.integer(receipt.minimum_cohort)))
    if receipt.inherited_from:
        facts.append(("receipt.inherited", receipt.inherited_from))
    if receipt.exemption_reason:
        facts.append(("receipt.exemption", receipt.exemption_reason))
    if receipt.decision:
        on = wording.words.date(receipt.decided_on) if receipt.decided_on else ""
        parts = [wording.text(f"decision.{receipt.decision}"), receipt.decided_by, on]
        parts += [receipt.decision_document, receipt.decision_reason]
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
    return [table_of(wording, wording.text("receipt.basis"), fields, facts, "basis", layout="records")]
