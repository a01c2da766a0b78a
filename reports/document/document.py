"""What every report has around its blocks: cover, numbers of headings and captions."""

from __future__ import annotations

from collections.abc import Iterable

from reports.document.blocks import Block, Document, Figures, numbered
from reports.document.language import Language
from reports.document.wording import Wording

CHINESE = "零一二三四五六七八九十"


def heading_number(language: Language, levels: tuple[int, ...]) -> str:
    """一、 （一） 1. after GB/T 9704 in Chinese; 1, 1.1, 1.1.1 in English."""
    if language.code == "en":
        return ".".join(map(str, levels))
    last = levels[-1]
    return (f"{chinese(last)}、", f"（{chinese(last)}）", f"{last}. ")[len(levels) - 1]


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return CHINESE[ones]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


def number_blocks(wording: Wording, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Headings, tables and charts with their numbers, the same in page and PDF."""
    return numbered(
        blocks,
        headings=lambda levels: heading_number(wording.words, levels),
        captions=lambda kind, number: wording.text(f"caption.{kind}", n=number),
    )


def document(
    wording: Wording,
    name: str,
    year: int | None,
    headline: Figures,
    blocks: Iterable[Block],
    whose: tuple[str, str] = ("", ""),
) -> Document:
    """The report with its cover. The number names the report, its period and the release.

    `whose`: slug and name of the school or industry, where there is one report for each.
    """
    run = wording.shared.run
    slug, owner = whose
    return Document(
        name=name,
        slug=slug,
        owner=owner,
        lang=wording.words.code,
        title=wording.text(f"{name}.title", owner=owner),
        subtitle=wording.text(f"{name}.subtitle"),
        city=wording.either(run.city_name_zh, run.city_name_en),
        number=wording.text(
            f"{name}.number", code=slug, year=str(year or run.as_of.year), release=run.release_id
        ),
        period=wording.text(f"{name}.period", year=str(year)) if year else wording.text("document.no_period"),
        issued_on=run.as_of.isoformat(),
        issued_label=wording.words.date(run.as_of),
        release_id=run.release_id,
        synthetic=wording.text("synthetic.label") if run.is_synthetic else "",
        headline=headline,
        blocks=number_blocks(wording, blocks),
    )
