"""The check-up of one school 专业体检单: how its programs stand, which are warned and why, which were not judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts.block import OverYears, over_years
from reports.data.programs import DirectoryContext, Program, Programs
from reports.data.published import MISSING, NOT_APPLICABLE, exact
from reports.data.query import Warehouse
from reports.data.shared import Shared
from reports.directory.pages import card_cell, major_cell, program_figures
from reports.document.blocks import Block, Column, Document, Paragraph, Row, Spans, Table, plain, text_of
from reports.document.cells import major_words, number_columns
from reports.document.document import document
from reports.document.language import Language
from reports.document.page import slug
from reports.document.wording import NOT_JUDGED, Wording
from reports.program.context import ReceiptContext
from reports.program.page import remedy
from reports.settings.advice import school_advice, seat_cells, seat_columns
from reports.settings.context import Advised, Following
from reports.standard.closing import statements_section
from reports.warning.charts import YEARS_DRAWN, series_breaks
from reports.warning.context import WarningContext
from reports.warning.lists import Named, listed_table
from reports.warning.rules import series_break_notes


@dataclass(frozen=True)
class DueCohort:
    """A cohort of a program whose destinations were due."""

    program_id: str
    institution_code: str
    level: str
    major_name: str
    year: int
    is_delivered: bool
    is_told: bool


@dataclass(frozen=True)
class CheckupContext:
    directory: DirectoryContext
    warning: WarningContext
    following: Following
    receipts: ReceiptContext
    due: Mapping[str, tuple[DueCohort, ...]]


def load_due_cohorts(warehouse: Warehouse, _: Shared) -> Mapping[str, tuple[DueCohort, ...]]:
    """Cohorts that were due, by the code of their school, oldest first."""
    due: defaultdict[str, list[DueCohort]] = defaultdict(list)
    for row in warehouse.rows("institution/coverage", DueCohort):
        due[row.institution_code].append(row)
    return {code: tuple(rows) for code, rows in due.items()}


NAME = "institution"
YEARS_SHOWN = 5


def write_checkups(context: CheckupContext, language: Language) -> tuple[Document, ...]:
    """The check-ups of all schools in one language, by the schools' codes."""
    wording = Wording(language, context.directory.shared)
    return tuple(
        _checkup(context, wording, code, programs)
        for code, programs in context.directory.institutions().items()
    )


def _checkup(context: CheckupContext, wording: Wording, code: str, programs: Programs) -> Document:
    directory, warning = context.directory, context.warning
    blocks = [
        wording.heading("institution.overview"),
        Paragraph(_overview(directory, wording, programs)),
        *_rates(directory, warning, wording, code),
        wording.heading("institution.programs"),
        *_programs(context, wording, programs),
        *_warned(context, wording, programs),
        *_not_judged(warning, wording, programs),
        *school_advice(context.following, wording, code),
        *_card_years(directory, wording, code),
        *_quality(context, wording, code),
        *statements_section(wording, NAME),
    ]
    whose = (slug(code), programs[0].institution_name)
    year = max(program.year for program in programs)
    return document(wording, NAME, year, program_figures(wording, programs), blocks, whose)


def _overview(directory: DirectoryContext, wording: Wording, programs: Programs) -> Spans:
    counts = Counter(program.card for program in programs)
    warned = sum(counts[card.card] for card in wording.ladder())
    return wording.words.spans(
        "institution.overview_text",
        school=programs[0].institution_name,
        code=programs[0].institution_code,
        district=programs[0].district_name or wording.words.shown(MISSING),
        year=str(max(program.year for program in programs)),
        n=len(programs),
        warned=warned,
        not_judged=counts[NOT_JUDGED],
        date=wording.words.date(directory.shared.run.as_of),
    )


def _rates(directory: DirectoryContext, warning: WarningContext, wording: Wording, code: str) -> list[Block]:
    """The school's employment rate beside the city's, each level of the school."""
    own = directory.school_rates.get(code, ())
    years = tuple(sorted({rate.year for rate in own})[-YEARS_DRAWN:])
    if len(years) < 2:
        return []
    told = {(rate.level, rate.year): rate.employment_rate for rate in own}
    city = {(rate.level, rate.year): rate.employment_rate for rate in warning.level_rates}
    lines = {}
    for level in dict.fromkeys(rate.level for rate in own):
        names = {"level": wording.level(level)}
        lines[wording.text("institution.school_line", **names)] = [
            told.get((level, y), MISSING) for y in years
        ]
        lines[wording.text("institution.city_line", **names)] = [city.get((level, y), MISSING) for y in years]
    over = OverYears(
        wording.text("axis.cohort"),
        years,
        lines,
        wording.words.percent,
        wording.words.percent_line,
        series_breaks(wording, years),
        floor=0.0,
        ceiling=1.0,
    )
    return over_years(wording, over, wording.text("institution.rates_caption"), "school-rates")


def _programs(context: CheckupContext, wording: Wording, programs: Programs) -> list[Table]:
    """Every program with its card, the rates of its last cohorts and its seats: a table for each level."""
    advised = {row.program_id: row for row in context.following.advised if row.program_id}
    rates = context.directory.rates
    last = max((year for program in programs for year in rates.get(program.program_id, {})), default=None)
    years = range(last - YEARS_SHOWN + 1, last + 1) if last else range(0)
    columns = (
        Column(wording.text("directory.column_major"), width="fill"),
        Column(wording.text("directory.card"), "center"),
        *(Column(str(year), "end") for year in years),
        *(seat_columns(wording) if advised else number_columns(wording, "directory.planned")),
    )
    notes = ["directory.programs_note", *(["advice.note"] if advised else [])]
    note = wording.words.sentences(map(wording.words.spans, notes))
    tables: list[Table] = []
    for level in dict.fromkeys(program.level for program in programs):
        rows = tuple(
            Row(
                (
                    major_cell(wording, program),
                    card_cell(wording, program),
                    *(plain(_rate(context.directory, wording, program, year)) for year in years),
                    *_seats(wording, program, advised),
                )
            )
            for program in programs
            if program.level == level
        )
        caption = wording.text("institution.programs_caption", years=YEARS_SHOWN, level=wording.level(level))
        tables.append(
            Table(caption, columns, rows, f"programs-{level}", () if tables else note, layout="records")
        )
    return tables


def _seats(wording: Wording, program: Program, advised: Mapping[str, Advised]) -> tuple[Spans, ...]:
    """Seats now, range and advice; of a program without advice in a city that gives some, the seats alone."""
    if program.program_id in advised:
        return seat_cells(wording, advised[program.program_id])
    without = (plain(wording.words.shown(NOT_APPLICABLE)),) * (len(seat_columns(wording)) - 1)
    return (plain(wording.words.shown(exact(program.planned))), *(without if advised else ()))


def _rate(directory: DirectoryContext, wording: Wording, program: Program, year: int) -> str:
    rate = directory.rates.get(program.program_id, {}).get(year)
    if rate is None:
        return wording.words.shown(NOT_APPLICABLE)
    return wording.words.shown(rate.employment_rate, wording.words.percent)


def _warned(context: CheckupContext, wording: Wording, programs: Programs) -> list[Block]:
    """The warned programs of the school, the heaviest card first, each with its reason and what would change it."""
    warning, own = context.warning, {program.program_id for program in programs}
    remedies = {
        receipt.program_id: remedy(wording, receipt, context.receipts.years[receipt.program_id])
        for receipt in context.receipts.receipts
        if receipt.program_id in own
    }
    heading = wording.heading("institution.warned")
    listed = [item for card in wording.ladder() for item in warning.listed if item.card == card.card]
    listed = [item for item in listed if item.program_id in own]
    if not listed:
        return [heading, Paragraph(wording.words.spans("institution.none_warned"))]
    cards = [card for card in wording.ladder() if any(item.card == card.card for item in listed)]
    actions = wording.words.listing(
        wording.text(
            "institution.card_action",
            card=wording.either(card.zh, card.en),
            action=wording.either(card.action_zh, card.action_en),
        )
        for card in cards
    )
    caption = wording.text("institution.warned_caption", year=str(listed[0].year))
    return [
        heading,
        Paragraph(wording.words.spans("lists.action", action=actions)),
        listed_table(warning, wording, listed, Named(caption, "list-warned", of_one_school=True), remedies),
    ]


def _not_judged(warning: WarningContext, wording: Wording, programs: Programs) -> list[Block]:
    """The programs of the school without a verdict, each with its reason in words."""
    unjudged = [program for program in programs if program.card == NOT_JUDGED]
    if not unjudged:
        return []
    by_reason: defaultdict[str, list[Program]] = defaultdict(list)
    for program in unjudged:
        by_reason[program.reason_code].append(program)
    rows = tuple(
        Row(
            (
                _listed_majors(wording, group),
                (
                    *wording.cell(f"not_judged.{reason}.title"),
                    *wording.cell("institution.reason_separator"),
                    *wording.words.spans(f"not_judged.{reason}.text", cohort=wording.disclosure.min_cohort),
                ),
            )
        )
        for reason, group in sorted(by_reason.items())
    )
    columns = (
        Column(wording.text("directory.column_major"), width="part"),
        Column(wording.text("not_judged.reason"), width="fill"),
    )
    caption = wording.text("institution.not_judged_caption")
    return [
        wording.heading("institution.not_judged"),
        Table(caption, columns, rows, "not-judged-programs", layout="records"),
    ]


def _listed_majors(wording: Wording, programs: Sequence[Program]) -> Spans:
    words = (major_words(wording, plain(p.major_name), p.major_code, p.level) for p in programs)
    return plain(wording.words.listing(map(text_of, words), have_commas=True))


def _card_years(directory: DirectoryContext, wording: Wording, code: str) -> list[Block]:
    """How many programs of the school carried which card, year by year."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in directory.card_years.get(code, ()):
        counts[row.year][row.card] += row.programs
    cards = [*(card.card for card in wording.ladder()), "none", NOT_JUDGED]
    rows = tuple(
        Row((plain(str(year)), *(plain(wording.words.integer(of_year[card])) for card in cards)))
        for year, of_year in sorted(counts.items())[-YEARS_SHOWN:]
    )
    columns = (Column(wording.text("table.year")), *(Column(wording.card(card), "end") for card in cards))
    table = Table(wording.text("directory.years_caption"), columns, rows, "years")
    return [wording.heading("institution.history"), table] if rows else []


def _quality(context: CheckupContext, wording: Wording, code: str) -> list[Block]:
    """What of the school's last cohorts came and did not, and the programs that it owes of the newest one."""
    own = context.due.get(code, ())
    if not own:
        return []
    last = own[-1].year
    shown = [cohort for cohort in own if cohort.year > last - YEARS_SHOWN]
    lacking = [cohort for cohort in shown if not cohort.is_delivered]
    text = wording.words.spans(
        "institution.quality_text",
        years=wording.words.years(shown[0].year, last),
        due=len(shown),
        delivered=len(shown) - len(lacking),
        missing=len(lacking),
        withheld=sum(cohort.is_delivered and not cohort.is_told for cohort in shown),
    )
    blocks: list[Block] = [wording.heading("institution.quality"), Paragraph(text)]
    owed = [cohort for cohort in lacking if cohort.year == last]
    if owed:
        names = wording.words.listing(dict.fromkeys(cohort.major_name for cohort in owed))
        blocks.append(
            Paragraph(wording.words.spans("institution.missing_programs", year=str(last), names=names))
        )
    return [*blocks, *series_break_notes(wording)]
