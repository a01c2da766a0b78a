"""新增专业、扩招与其他设置变动: counts of the last Septembers, and every change of the newest one by its kind."""

from __future__ import annotations

from collections import Counter

from reports.charts.block import chart
from reports.charts.forms import Columns, Layer
from reports.data.settings.following import Following, SettingChange, SettingChangeCount
from reports.document.blocks import Block, Heading, Note, Paragraph, Spans, Table
from reports.document.fields import Field, headed_each, number, program_cell, table_of
from reports.document.wording import Wording

CHANGES = ("new", "expanded", "shrunk", "suspended", "resumed", "revoked", "renamed")
YEARS_SHOWN = 5
DRAWN = {"new": "first", "expanded": "third", "shrunk": "yellow", "suspended": "orange", "revoked": "exit"}


def changes_section(following: Following, wording: Wording) -> list[Block]:
    """In short: the newest changes by kind, and how many there were in the last years."""
    heading = wording.heading("changes.heading")
    if not following.change_counts:
        return [heading, wording.missing("changes.none")]
    return [heading, changes_text(following, wording), _count_table(following, wording)]


def changes_text(following: Following, wording: Wording) -> Paragraph:
    year = following.changes[0].year
    own = [count for count in following.change_counts if count.year == year]
    return wording.paragraph("changes.text", year=str(year), changes=_listing(wording, own))


def changes_by_year(following: Following, wording: Wording) -> list[Block]:
    """The kinds that change what is offered, over the last years; nothing for a single year."""
    years = sorted({count.year for count in following.change_counts})[-2 * YEARS_SHOWN :]
    programs = _programs(following)
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
    caption = wording.text("settings.chart_caption")
    table = table_of(wording, caption, fields, years, "setting-change-years")
    totals = [sum(programs[name, year] for name in kinds) for year in years]
    ends = {"first_year": labels[0], "first": totals[0], "last_year": labels[-1], "last": totals[-1]}
    alt = wording.text("settings.chart_alt", **ends)
    return [chart(wording, form, table, alt, wording.spans("settings.chart_note"))]


def changes_one_by_one(following: Following, wording: Wording) -> list[Block]:
    """Every change of the newest year, a table for each kind, and filings that no intake bears out."""
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


def _programs(following: Following) -> Counter[tuple[str, int]]:
    """Programs by kind of change and year, filed and inferred together."""
    programs: Counter[tuple[str, int]] = Counter()
    for count in following.change_counts:
        programs[count.change, count.year] += count.programs
    return programs


def _listing(wording: Wording, counts: list[SettingChangeCount]) -> str:
    programs: Counter[str] = Counter()
    for count in counts:
        programs[count.change] += count.programs
    return wording.words.listing(
        wording.text("changes.count", change=wording.text(f"change.{name}"), n=programs[name])
        for name in CHANGES
        if programs[name]
    )


def _count_table(following: Following, wording: Wording) -> Table:
    """Programs by kind of change and year, those that were filed beside all."""
    years = sorted({count.year for count in following.change_counts})[-YEARS_SHOWN:]
    programs = _programs(following)
    filed: Counter[tuple[str, int]] = Counter()
    for count in following.change_counts:
        filed[count.change, count.year] += count.programs if count.basis == "confirmed" else 0
    fields: tuple[Field[str], ...] = (
        Field("changes.change", lambda name: wording.text(f"change.{name}")),
        *headed_each(years, str, lambda name, year: _both(wording, programs[name, year], filed[name, year])),
    )
    caption, note = wording.text("changes.count_caption"), wording.spans("changes.count_note")
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
    note = wording.spans("changes.note")
    caption = wording.text("settings.of_kind_caption", change=wording.text(f"change.{kind}"), year=str(year))
    return table_of(wording, caption, fields, changes, f"setting-changes-{kind}", note, "records")


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
