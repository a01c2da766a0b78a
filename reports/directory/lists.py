"""The lists of the directory: every school, major, district or industry, each leading to its page."""

from __future__ import annotations

from collections import Counter

from reports.data.programs import DirectoryContext, Program
from reports.data.published import exact
from reports.document.blocks import Column, Row, Table, plain
from reports.document.cells import number_columns
from reports.document.page import Kind, link
from reports.document.wording import NOT_JUDGED, Wording


def list_table(context: DirectoryContext, wording: Wording, kind: Kind) -> Table:
    """All of one kind in the order of their codes."""
    return _industry_list(context, wording) if kind == "industry" else _program_groups(context, wording, kind)


def _program_groups(context: DirectoryContext, wording: Wording, kind: Kind) -> Table:
    """Schools, majors or districts with the programs they have and how many carry each card."""
    groups = {
        "institution": context.institutions,
        "major": context.majors,
        "district": context.districts,
    }[kind]()
    cards = [*(card.card for card in wording.ladder()), NOT_JUDGED]
    rows = []
    for code, programs in groups.items():
        counts = Counter(program.card for program in programs)
        numbers = [len(programs), *(counts[card] for card in cards)]
        rows.append(
            Row(
                (
                    (link(_name(kind, programs[0]), kind, code),),
                    plain(_code(kind, programs[0])),
                    *(plain(wording.words.integer(number)) for number in numbers),
                )
            )
        )
    columns = (
        Column(wording.text(f"directory.{kind}.name"), width="fill"),
        Column(wording.text("directory.code")),
        Column(wording.text("directory.programs"), "end"),
        *(Column(wording.card(card), "end") for card in cards),
    )
    return Table(wording.text(f"directory.{kind}.caption"), columns, tuple(rows), "list", layout="records")


def _name(kind: Kind, program: Program) -> str:
    names = {"institution": program.institution_name, "major": program.major_name}
    return names.get(kind) or program.district_name or program.district_code or ""


def _code(kind: Kind, program: Program) -> str:
    codes = {"institution": program.institution_code, "major": program.major_code}
    return codes.get(kind) or program.district_code or ""


def _industry_list(context: DirectoryContext, wording: Wording) -> Table:
    words = wording.words
    rows = tuple(
        Row(
            (
                (link(years[-1].industry_name or code, "industry", code),),
                plain(code),
                plain(words.shown(exact(years[-1].supply))),
                plain(words.shown(exact(years[-1].demand))),
                plain(words.shown(years[-1].supply_demand_ratio, words.decimal)),
            )
        )
        for code, years in context.industries.items()
    )
    columns = (
        Column(wording.text("directory.industry.name"), width="fill"),
        Column(wording.text("directory.code")),
        *number_columns(wording, "industries.supply", "industries.demand", "matching.ratio"),
    )
    newest = str(max((years[-1].year for years in context.industries.values()), default=""))
    caption = wording.text("directory.industry.caption", year=newest)
    return Table(caption, columns, rows, "list", layout="records")
