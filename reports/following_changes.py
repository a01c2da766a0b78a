"""新增专业、扩招与其他设置变动: counts of the last Septembers, and every change of the newest one."""

from __future__ import annotations

from collections import Counter

from reports.blocks import Block, Column, Note, Paragraph, Row, Spans, Table, plain
from reports.following_context import Change, ChangeCount, Following
from reports.published import exact
from reports.shared_sections import number_columns
from reports.warning_lists import program_cell
from reports.wording import Wording

CHANGES = ("new", "expanded", "shrunk", "suspended", "resumed", "revoked", "renamed")
YEARS_SHOWN = 5
CHANGES_SHOWN = 80


def changes_section(following: Following, wording: Wording) -> list[Block]:
    """Counts by year, the newest changes one by one, filings that no intake bears out."""
    heading = wording.heading("changes.heading")
    if not following.change_counts:
        return [heading, wording.missing("changes.none")]
    year = following.changes[0].year
    own = [count for count in following.change_counts if count.year == year]
    text = wording.words.spans("changes.text", year=str(year), changes=_listing(wording, own))
    blocks: list[Block] = [heading, Paragraph(text), _count_table(following, wording)]
    shown = following.changes[:CHANGES_SHOWN]
    blocks.append(_change_table(wording, year, shown, len(following.changes) - len(shown)))
    unseen = [change for change in following.changes if change.is_seen_in_enrolment is False]
    if unseen:
        names = wording.words.listing(f"{item.institution_name} {item.major_name}" for item in unseen)
        words = wording.words.spans("changes.unseen", n=len(unseen), names=names)
        blocks.append(Note("caution", wording.text("changes.unseen_title"), words))
    return blocks


def _listing(wording: Wording, counts: list[ChangeCount]) -> str:
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
    programs: Counter[tuple[str, int]] = Counter()
    filed: Counter[tuple[str, int]] = Counter()
    for count in following.change_counts:
        programs[count.change, count.year] += count.programs
        filed[count.change, count.year] += count.programs if count.basis == "confirmed" else 0
    rows = tuple(
        Row(
            (
                wording.cell(f"change.{name}"),
                *(plain(_both(wording, programs[name, year], filed[name, year])) for year in years),
            )
        )
        for name in CHANGES
    )
    columns = (Column(wording.text("changes.change")), *(Column(str(year), "end") for year in years))
    note = wording.words.spans("changes.count_note")
    return Table(wording.text("changes.count_caption"), columns, rows, "setting-change-counts", note=note)


def _both(wording: Wording, programs: int, filed: int) -> str:
    if not programs:
        return wording.words.integer(0)
    return wording.text("changes.of_which", n=programs, filed=filed)


def _change_table(wording: Wording, year: int, changes: tuple[Change, ...], more: int) -> Table:
    columns = (
        Column(wording.text("changes.change")),
        Column(wording.text("changes.program"), width="fill"),
        *number_columns(wording, "changes.before", "changes.now"),
        Column(wording.text("changes.basis"), width="part"),
    )
    rows = tuple(
        Row(
            (
                wording.cell(f"change.{change.change}"),
                _program(wording, change),
                plain(wording.words.shown(exact(change.seats_before))),
                plain(wording.words.shown(exact(change.seats))),
                _basis(wording, change),
            )
        )
        for change in changes
    )
    note = wording.words.spans("changes.more", n=more) if more else wording.words.spans("changes.note")
    caption = wording.text("changes.caption", year=str(year))
    return Table(caption, columns, rows, "setting-changes", note=note, layout="records")


def _program(wording: Wording, change: Change) -> Spans:
    major = change.major_name or change.major_code
    if change.former_major_name:
        major = wording.text("changes.former", major=major, former=change.former_major_name)
    return program_cell(wording, change.institution_name or "", major, change.major_code, change.level)


def _basis(wording: Wording, change: Change) -> Spans:
    if change.basis == "confirmed":
        document = change.document_number or wording.text("changes.no_document")
        return wording.words.spans("changes.confirmed", document=document)
    return wording.words.spans("changes.inferred")
