"""新增专业与扩招信息: every change of a setting, programs that are set up alike, and majors with too many sites."""

from __future__ import annotations

from collections import Counter

from reports.data.release import Reading
from reports.data.settings.following import Following, load_following
from reports.document.blocks import Block, Document, Figure, Figures, Paragraph
from reports.document.document import document
from reports.document.language import Language
from reports.document.wording import Wording
from reports.settings.advice import advice_section
from reports.settings.changes import CHANGES, changes_by_year, changes_one_by_one, changes_section
from reports.settings.lists_and_targets import public_lists_section, targets_section
from reports.settings.similar import similar_section, similar_summary
from reports.standard.closing import sources_section, statements_section
from reports.standard.comparison import deliveries_section

NAME = "settings"


def write_settings(reading: Reading, language: Language) -> Document:
    """The report in one language; where neither filings nor intakes came it says so."""
    following = reading.of(load_following)
    wording = Wording(language, reading.shared)
    year = following.changes[0].year if following.changes else None
    blocks: list[Block] = [
        *_summary(following, wording),
        *changes_section(following, wording),
        *(changes_one_by_one(following, wording) if following.changes else []),
        *similar_section(following, wording),
        *deliveries_section(reading.shared.comparison, wording),
        *sources_section(wording),
        *statements_section(wording, NAME),
    ]
    return document(wording, NAME, year, headline(following, wording), blocks)


def settings_in_short(reading: Reading, wording: Wording) -> list[Block]:
    """For the matching report: changes and similar settings in short, lists, advice, targets. Each says why where it
    has nothing to show."""
    following = reading.of(load_following)
    return [
        *changes_section(following, wording),
        *similar_summary(following, wording),
        *([Paragraph(wording.words.spans("settings.pointer"))] if following.change_counts else []),
        *public_lists_section(following, wording),
        *advice_section(following, wording),
        *targets_section(following, wording),
    ]


def headline(following: Following, wording: Wording) -> Figures:
    """Programs of the newest year by kind of change, those kinds that occurred."""
    counts = Counter(change.change for change in following.changes)
    if not counts:
        return Figures((Figure(wording.text("changes.heading"), "[x]"),))
    unit = wording.text("unit.programs")
    return Figures(
        tuple(
            Figure(wording.text(f"change.{name}"), wording.words.integer(counts[name]), unit)
            for name in CHANGES
            if counts[name]
        )
    )


def _summary(following: Following, wording: Wording) -> list[Block]:
    heading = wording.heading("summary.heading")
    if not following.changes:
        return [heading, wording.missing("changes.none")]
    run, counts = wording.shared.run, Counter(change.change for change in following.changes)
    text = wording.words.spans(
        "settings.text",
        year=str(following.changes[0].year),
        city=wording.either(run.city_name_zh, run.city_name_en),
        n=len({change.program_id for change in following.changes}),
        new=counts["new"],
        expanded=counts["expanded"],
    )
    return [heading, Paragraph(text), headline(following, wording), *changes_by_year(following, wording)]
