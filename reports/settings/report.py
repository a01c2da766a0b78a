"""新增专业与扩招信息: every change of a setting, programs that are set up alike, and majors with too many sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reports.charts.block import chart
from reports.charts.forms import Columns, Layer
from reports.data.query import grouped
from reports.data.release import Reading
from reports.data.settings.following import (
    Crowded,
    Following,
    SettingChange,
    SettingChangeCount,
    SimilarCount,
    SimilarPair,
    load_following,
)
from reports.document.blocks import Block, Document, Figure, Figures, Heading, Note, Paragraph, Spans, Table
from reports.document.document import document
from reports.document.fields import Field, headed_each, number, program_cell, program_field, table_of
from reports.document.language import Language
from reports.document.wording import Wording
from reports.settings.lists_and_advice import advice_section, public_lists_section, targets_section
from reports.standard.sections import deliveries_section, sources_section, statements_section

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
        *([wording.paragraph("settings.pointer")] if following.change_counts else []),
        *public_lists_section(following, wording),
        *advice_section(following, wording),
        *targets_section(following, wording),
    ]


def headline(following: Following, wording: Wording) -> Figures:
    """Programs of the newest year by kind of change, those kinds that occurred."""
    counts = Counter(change.change for change in following.changes)
    if not counts:
        return Figures((wording.figure("changes.heading", "[x]"),))
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
    text = wording.spans(
        "settings.text",
        year=str(following.changes[0].year),
        city=wording.either(run.city_name_zh, run.city_name_en),
        n=len({change.program_id for change in following.changes}),
        new=counts["new"],
        expanded=counts["expanded"],
    )
    return [heading, Paragraph(text), headline(following, wording), *changes_by_year(following, wording)]


CROWDED_SHOWN = 15


def similar_section(following: Following, wording: Wording) -> list[Block]:
    """How many are similar or crowded at each level; the similar ones that fail; the most crowded majors."""
    blocks = similar_summary(following, wording)
    if not following.similar_counts:
        return blocks
    return [*blocks, *_failing(following, wording), *_crowded(following, wording)]


def similar_summary(following: Following, wording: Wording) -> list[Block]:
    """How many programs are similar or crowded at each level."""
    heading = wording.heading("similar.heading")
    if not following.similar_counts:
        return [heading, wording.missing("similar.none")]
    counts = following.similar_counts
    text = wording.spans(
        "similar.text",
        n=sum(count.similar_programs for count in counts),
        crowded=sum(count.crowded_programs for count in counts),
        failing=sum(count.failing_programs for count in counts),
    )
    return [heading, Paragraph(text), _count_table(following, wording)]


def _count_table(following: Following, wording: Wording) -> Table:
    fields: tuple[Field[SimilarCount], ...] = (
        Field("table.level", lambda row: wording.level(row.level)),
        number("similar.similar_programs", lambda row: wording.count(row.similar_programs)),
        number("similar.similar_schools", lambda row: wording.count(row.similar_schools)),
        number("similar.crowded_programs", lambda row: wording.count(row.crowded_programs)),
        number("similar.failing_programs", lambda row: wording.count(row.failing_programs)),
    )
    caption, note = wording.cell("similar.count_caption"), wording.spans("similar.count_note")
    return table_of(wording, caption, fields, following.similar_counts, "similar-counts", note)


def _failing(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.failing"), "similar-failing")
    pairs = grouped(following.similar, lambda pair: pair.program_id)
    if not pairs:
        return [heading, wording.paragraph("similar.none_failing")]
    fields: tuple[Field[SimilarPair], ...] = (
        program_field(wording, "changes.program"),
        Field("directory.card", lambda own: wording.badge(own.decided_card or "none"), "center"),
        number("similar.years", lambda own: wording.count(own.years_counted)),
        number("similar.rate", lambda own: wording.rate(own.judged_rate)),
        number("matching.ratio", lambda own: wording.decimal(own.supply_demand_ratio)),
        Field("similar.others", lambda own: _others(wording, pairs[own.program_id]), width="part"),
    )
    caption, note = wording.cell("similar.failing_caption"), wording.spans("similar.failing_note")
    first_pairs = [own[0] for own in pairs.values()]
    table = table_of(wording, caption, fields, first_pairs, "similar-failing-table", note, "records")
    return [heading, table]


def _others(wording: Wording, pairs: tuple[SimilarPair, ...]) -> str:
    """The programs of the school that one is set up like, each with its rate."""
    return wording.words.listing(
        wording.text(
            "similar.other",
            major=pair.other_major_name or "",
            rate=wording.words.shown(pair.other_judged_rate, wording.words.percent),
        )
        for pair in pairs
    )


def _crowded(following: Following, wording: Wording) -> list[Block]:
    heading = Heading(2, wording.text("similar.crowded"), "similar-crowded")
    if not following.crowded:
        return [heading, wording.paragraph("similar.none_crowded")]
    shown = following.crowded[:CROWDED_SHOWN]
    fields: tuple[Field[Crowded], ...] = (
        Field(
            "public_list.major", lambda row: f"{row.major_code} {row.major_name or ''}".strip(), width="fill"
        ),
        Field("table.level", lambda row: wording.level(row.level)),
        number("public_list.sites", lambda row: wording.count(row.sites)),
        number("similar.share", lambda row: wording.share(row.site_share)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
    )
    note = wording.spans("similar.crowded_note", n=len(shown), all=len(following.crowded))
    caption = wording.cell("similar.crowded_caption")
    return [heading, table_of(wording, caption, fields, shown, "similar-crowded-table", note)]


CHANGES = ("new", "expanded", "shrunk", "suspended", "resumed", "revoked", "renamed")
YEARS_SHOWN = 5
DRAWN = {"new": "first", "expanded": "third", "shrunk": "yellow", "suspended": "orange", "revoked": "exit"}


def changes_section(following: Following, wording: Wording) -> list[Block]:
    """In short: the newest changes by kind, and how many there were in the last years."""
    heading = wording.heading("changes.heading")
    if not following.change_counts:
        return [heading, wording.missing("changes.none")]
    return [heading, changes_text(following, wording), _change_counts_table(following, wording)]


def changes_text(following: Following, wording: Wording) -> Paragraph:
    """How many programs had each kind of change in the newest year."""
    year, programs = following.changes[0].year, _programs(following.change_counts)
    changes = wording.words.listing(
        wording.text("changes.count", change=wording.text(f"change.{name}"), n=programs[name, year])
        for name in CHANGES
        if programs[name, year]
    )
    return wording.paragraph("changes.text", year=str(year), changes=changes)


def changes_by_year(following: Following, wording: Wording) -> list[Block]:
    """The kinds that change what is offered, over the last years; nothing for a single year."""
    years = sorted({count.year for count in following.change_counts})[-2 * YEARS_SHOWN :]
    programs = _programs(following.change_counts)
    kinds = [name for name in DRAWN if any(programs[name, year] for year in years)]
    if len(years) < 2 or not kinds:
        return []
    layers = tuple(
        Layer(wording.text(f"change.{name}"), DRAWN[name], tuple(programs[name, year] for year in years))
        for name in kinds
    )
    labels = tuple(str(year) for year in years)
    form = Columns(wording.text("table.year"), labels, layers, wording.words.integer)
    fields: tuple[Field[int], ...] = (
        Field("table.year", str),
        *headed_each(
            kinds,
            lambda name: wording.text(f"change.{name}"),
            lambda year, name: wording.count(programs[name, year]),
        ),
    )
    table = table_of(wording, "settings.chart_caption", fields, years, "setting-change-years")
    totals = [sum(programs[name, year] for name in kinds) for year in years]
    ends = {"first_year": labels[0], "first": totals[0], "last_year": labels[-1], "last": totals[-1]}
    alt = wording.text("settings.chart_alt", **ends)
    return [chart(wording, form, table, alt, wording.spans("settings.chart_note"))]


def changes_one_by_one(following: Following, wording: Wording) -> list[Block]:
    """Every change of the newest year, in a table per kind, and filings that the intakes delivered do not confirm."""
    year = following.changes[0].year
    blocks: list[Block] = []
    for name in CHANGES:
        own = tuple(change for change in following.changes if change.change == name)
        if own:
            word = wording.text(f"change.{name}")
            blocks.append(
                Heading(2, wording.text("settings.of_kind", change=word, n=len(own)), f"changes-{name}")
            )
            blocks.append(_change_table(wording, year, name, own))
    return [*blocks, *_unseen(following, wording)]


def _unseen(following: Following, wording: Wording) -> list[Block]:
    unseen = [change for change in following.changes if change.is_seen_in_enrolment is False]
    if not unseen:
        return []
    names = wording.words.listing(f"{item.institution_name} {item.major_name}" for item in unseen)
    words = wording.spans("changes.unseen", n=len(unseen), names=names)
    return [Note("caution", wording.text("changes.unseen_title"), words)]


def _programs(counts: Iterable[SettingChangeCount]) -> Counter[tuple[str, int]]:
    """Programs by kind of change and year, filed and inferred together."""
    programs: Counter[tuple[str, int]] = Counter()
    for count in counts:
        programs[count.change, count.year] += count.programs
    return programs


def _change_counts_table(following: Following, wording: Wording) -> Table:
    """Programs by kind of change and year, those that were filed beside all."""
    years = sorted({count.year for count in following.change_counts})[-YEARS_SHOWN:]
    counts = following.change_counts
    programs, filed = _programs(counts), _programs(one for one in counts if one.basis == "confirmed")
    fields: tuple[Field[str], ...] = (
        Field("changes.change", lambda name: wording.text(f"change.{name}")),
        *headed_each(years, str, lambda name, year: _both(wording, programs[name, year], filed[name, year])),
    )
    caption, note = wording.cell("changes.count_caption"), wording.spans("changes.count_note")
    return table_of(wording, caption, fields, CHANGES, "setting-change-counts", note)


def _both(wording: Wording, programs: int, filed: int) -> str:
    if not programs:
        return wording.words.integer(0)
    return wording.text("changes.of_which", n=programs, filed=filed)


def _change_table(wording: Wording, year: int, kind: str, changes: tuple[SettingChange, ...]) -> Table:
    fields: tuple[Field[SettingChange], ...] = (
        Field("changes.program", lambda change: _program(wording, change), width="fill"),
        number("changes.before", lambda change: wording.count(change.seats_before)),
        number("changes.now", lambda change: wording.count(change.seats)),
        Field("changes.basis", lambda change: _basis(wording, change), width="part"),
    )
    caption = wording.cell("settings.of_kind_caption", change=wording.text(f"change.{kind}"), year=str(year))
    return table_of(wording, caption, fields, changes, f"setting-changes-{kind}", "changes.note", "records")


def _program(wording: Wording, change: SettingChange) -> Spans:
    major = change.major_name or change.major_code
    if change.former_major_name:
        major = wording.text("changes.former", major=major, former=change.former_major_name)
    return program_cell(wording, change.institution_name or "", major, change.major_code, change.level)


def _basis(wording: Wording, change: SettingChange) -> Spans:
    if change.basis == "confirmed":
        document = change.document_number or wording.text("changes.no_document")
        return wording.spans("changes.confirmed", document=document)
    return wording.spans("changes.inferred")
