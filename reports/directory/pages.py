"""The directory of the site: a page for every major and district, and a list of each kind.

A school's page is its check-up (checkup.py) and an industry's its brief (industry_brief.py):
both are written for paper as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from reports.data.programs import DirectoryContext, Program, Programs, major_key
from reports.data.published import NOT_APPLICABLE, exact
from reports.directory.lists import list_table
from reports.document.blocks import Block, Column, Figure, Figures, Row, Span, Spans, Table, plain
from reports.document.cells import number_columns
from reports.document.document import number_blocks
from reports.document.language import Language
from reports.document.page import Kind, Page, link, slug
from reports.document.wording import NOT_JUDGED, Wording
from reports.industry.related import Related, Relations, related_table, ways_on

Cell = Callable[[Wording, Program], Spans]


def write_directory(context: DirectoryContext, relations: Relations, language: Language) -> tuple[Page, ...]:
    """All pages in one language but those of schools and industries; a kind nothing is known of has none."""
    wording = Wording(language, context.shared)
    kinds: dict[Kind, list[Page]] = {
        "institution": [],
        "major": [_major(wording, relations, group) for group in context.majors().values()],
        "industry": [],
        "district": [_district(wording, group) for group in context.districts().values()],
    }
    known: dict[Kind, bool] = {kind: bool(pages) for kind, pages in kinds.items()}
    known |= {"institution": bool(context.programs), "industry": bool(context.industries)}
    return tuple(
        page
        for kind, pages in kinds.items()
        if known[kind]
        for page in (_list_of(context, wording, kind), *pages)
    )


def _major(wording: Wording, relations: Relations, programs: Programs) -> Page:
    major = programs[0]
    related = relations.majors.get(major_key(major), ())
    place = [major.major_division_name, major.major_class_name]
    return _page(
        wording,
        "major",
        major_key(major),
        f"{major.major_name} {major.major_code}",
        " · ".join([*dict.fromkeys(name for name in place if name), major.catalogue_version]),
        [
            program_figures(wording, programs),
            _programs(wording, programs, {"school": _site_cell, "level": _level_cell}),
            *related_table(wording, related),
        ],
        related=related,
    )


def _district(wording: Wording, programs: Programs) -> Page:
    district = programs[0]
    return _page(
        wording,
        "district",
        district.district_code or "",
        district.district_name or district.district_code or "",
        wording.text("directory.district_of", code=district.district_code or ""),
        [
            program_figures(wording, programs),
            _programs(wording, programs, {"school": _school_cell, "major": major_cell, "level": _level_cell}),
        ],
    )


def _page(
    wording: Wording,
    kind: Kind,
    code: str,
    title: str,
    subtitle: str,
    blocks: Iterable[Block],
    aside: str = "",
    related: Sequence[Related] = (),
) -> Page:
    return Page(
        kind,
        slug(code) if code else "",
        title,
        subtitle,
        number_blocks(wording, blocks),
        aside or code,
        related=ways_on(wording, related),
    )


def program_figures(wording: Wording, programs: Programs) -> Figures:
    """How many programs there are, and how many carry each card."""
    counts = Counter(program.card for program in programs)
    unit = wording.text("unit.programs")
    cards = [*(card.card for card in wording.ladder() if counts[card.card]), NOT_JUDGED]
    return Figures(
        (
            Figure(wording.text("directory.programs"), wording.words.integer(len(programs)), unit),
            *(
                Figure(wording.card(card), wording.words.integer(counts[card]), unit, card=card)
                for card in cards
                if counts[card]
            ),
        )
    )


def _programs(wording: Wording, programs: Programs, names: Mapping[str, Cell]) -> Table:
    """The programs of a page, each with its card, its newest rate and its plan."""
    columns = (
        *(Column(wording.text(f"directory.column_{name}"), width="part") for name in names),
        Column(wording.text("directory.card"), "center"),
        *number_columns(wording, "directory.rate", "directory.rate_year", "directory.planned"),
    )
    rows = tuple(
        Row(
            (
                *(cell(wording, program) for cell in names.values()),
                card_cell(wording, program),
                plain(newest_rate(wording, program)),
                plain(str(program.rate_year) if program.rate_year else wording.words.shown(NOT_APPLICABLE)),
                plain(wording.words.shown(exact(program.planned))),
            )
        )
        for program in programs
    )
    year = max(program.year for program in programs)
    caption = wording.text("directory.programs_caption", year=str(year))
    note = wording.words.spans("directory.programs_note")
    return Table(caption, columns, rows, "programs", note, layout="records")


def newest_rate(wording: Wording, program: Program) -> str:
    return wording.words.shown(program.employment_rate, wording.words.percent)


def card_cell(wording: Wording, program: Program) -> Spans:
    """The computed card, and beside it the one a person decided on."""
    computed = wording.badge(program.card)
    if program.decided_card == program.card:
        return computed
    return (*computed, Span(" →"), Span("", "break"), *wording.badge(program.decided_card))


def major_cell(wording: Wording, program: Program) -> Spans:
    """The major's name, leading to the receipt of the program."""
    name = link(program.major_name, "program", program.program_id)
    return (name, Span(" "), Span(program.major_code, "code"))


def _school_cell(wording: Wording, program: Program) -> Spans:
    return (link(program.institution_name, "institution", program.institution_code),)


def _site_cell(wording: Wording, program: Program) -> Spans:
    """The school's name, leading to the receipt of the program it offers."""
    return (link(program.institution_name, "program", program.program_id),)


def _level_cell(wording: Wording, program: Program) -> Spans:
    return plain(wording.level(program.level))


def _list_of(context: DirectoryContext, wording: Wording, kind: Kind) -> Page:
    """The list of one kind, each entry leading to its page."""
    title, subtitle = (wording.text(f"directory.{kind}.{part}") for part in ("title", "subtitle"))
    return _page(wording, kind, "", title, subtitle, [list_table(context, wording, kind)])
