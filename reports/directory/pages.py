"""The directory of the site: a page for every major and district, and a list of each kind.

A school's page is its check-up (institution/report.py) and an industry's its brief (industry/report.py):
both are written for paper as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reports.data.directory import DirectoryContext, IndustryYear, Program, Programs, major_key
from reports.data.published import NOT_APPLICABLE
from reports.document.blocks import Block, Figure, Figures, Span, Spans, Table
from reports.document.document import Kind, Page, link, number_blocks, slug
from reports.document.fields import Field, headed_each, number, table_of
from reports.document.language import Language
from reports.document.wording import NOT_JUDGED, Wording
from reports.industry.related import Related, Relations, related_table, ways_on


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
            _programs(wording, programs, _school("program"), _level(wording)),
            *related_table(wording, related),
        ],
        related=related,
    )


def _district(wording: Wording, programs: Programs) -> Page:
    district = programs[0]
    major: Field[Program] = Field("directory.column_major", major_cell, width="part")
    return _page(
        wording,
        "district",
        district.district_code or "",
        district.district_name or district.district_code or "",
        wording.text("directory.district_of", code=district.district_code or ""),
        [
            program_figures(wording, programs),
            _programs(wording, programs, _school("institution"), major, _level(wording)),
        ],
    )


def _page(
    wording: Wording,
    kind: Kind,
    code: str,
    title: str,
    subtitle: str,
    blocks: Iterable[Block],
    related: Sequence[Related] = (),
) -> Page:
    return Page(
        kind,
        slug(code) if code else "",
        title,
        subtitle,
        number_blocks(wording, blocks),
        code,
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


def _programs(wording: Wording, programs: Programs, *names: Field[Program]) -> Table:
    """The programs of a page, each with its card, its newest rate and its plan."""
    fields: tuple[Field[Program], ...] = (
        *names,
        Field("directory.card", lambda program: card_cell(wording, program), "center"),
        number("directory.rate", lambda program: wording.rate(program.employment_rate)),
        number(
            "directory.rate_year",
            lambda program: str(program.rate_year or wording.words.shown(NOT_APPLICABLE)),
        ),
        number("directory.planned", lambda program: wording.count(program.seats_affected)),
    )
    year = max(program.year for program in programs)
    caption = wording.cell("directory.programs_caption", year=str(year))
    return table_of(wording, caption, fields, programs, "programs", "directory.programs_note", "records")


def card_cell(wording: Wording, program: Program) -> Spans:
    """The computed card, and beside it the one a person decided on."""
    computed = wording.badge(program.card)
    if program.decided_card == program.card:
        return computed
    return (*computed, Span(" →"), Span("", "break"), *wording.badge(program.decided_card))


def major_cell(program: Program) -> Spans:
    """The major's name, leading to the receipt of the program."""
    name = link(program.major_name, "program", program.program_id)
    return (name, Span(" "), Span(program.major_code, "code"))


def _school(kind: Kind) -> Field[Program]:
    """The school's name, leading to its page or to the receipt of the program it offers."""
    return Field(
        "directory.column_school",
        lambda program: (
            link(
                program.institution_name,
                kind,
                program.institution_code if kind == "institution" else program.program_id,
            ),
        ),
        width="part",
    )


def _level(wording: Wording) -> Field[Program]:
    return Field("directory.column_level", lambda program: wording.level(program.level), width="part")


def _list_of(context: DirectoryContext, wording: Wording, kind: Kind) -> Page:
    """The list of one kind in the order of their codes, each entry leading to its page."""
    title, subtitle = (wording.text(f"directory.{kind}.{part}") for part in ("title", "subtitle"))
    is_industry = kind == "industry"
    table = _industry_list(context, wording) if is_industry else _program_groups(context, wording, kind)
    return _page(wording, kind, "", title, subtitle, [table])


def _program_groups(context: DirectoryContext, wording: Wording, kind: Kind) -> Table:
    """Schools, majors or districts with the programs they have and how many carry each card."""
    groups = {
        "institution": context.institutions,
        "major": context.majors,
        "district": context.districts,
    }[kind]()
    counts = {code: Counter(program.card for program in programs) for code, programs in groups.items()}
    cards = [*(card.card for card in wording.ladder()), NOT_JUDGED]
    fields: tuple[Field[str], ...] = (
        Field(
            f"directory.{kind}.name",
            lambda code: (link(_name(kind, groups[code][0]), kind, code),),
            width="fill",
        ),
        Field("directory.code", lambda code: _code(kind, groups[code][0])),
        number("directory.programs", lambda code: wording.count(len(groups[code]))),
        *headed_each(cards, wording.card, lambda code, card: wording.count(counts[code][card])),
    )
    return table_of(wording, f"directory.{kind}.caption", fields, groups, "list", layout="records")


def _name(kind: Kind, program: Program) -> str:
    names = {"institution": program.institution_name, "major": program.major_name}
    return names.get(kind) or program.district_name or program.district_code or ""


def _code(kind: Kind, program: Program) -> str:
    codes = {"institution": program.institution_code, "major": program.major_code}
    return codes.get(kind) or program.district_code or ""


def _industry_list(context: DirectoryContext, wording: Wording) -> Table:
    newest = [years[-1] for years in context.industries.values()]
    fields: tuple[Field[IndustryYear], ...] = (
        Field(
            "directory.industry.name",
            lambda row: (link(row.name, "industry", row.industry_code),),
            width="fill",
        ),
        Field("directory.code", lambda row: row.industry_code),
        number("industries.supply", lambda row: wording.count(row.supply)),
        number("industries.demand", lambda row: wording.count(row.demand)),
        number("matching.ratio", lambda row: wording.decimal(row.supply_demand_ratio)),
    )
    year = str(max((row.year for row in newest), default=""))
    caption = wording.cell("directory.industry.caption", year=year)
    return table_of(wording, caption, fields, newest, "list", layout="records")
