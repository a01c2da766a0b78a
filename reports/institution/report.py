"""The check-up of one school 专业体检单: its programs, which of them are warned and why, which were not judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from reports.charts.block import over_years
from reports.data.directory import DirectoryContext, Program, Programs
from reports.data.published import MISSING, NOT_APPLICABLE, Published
from reports.data.query import Warehouse, grouped
from reports.data.release import Shared
from reports.data.settings.following import Advised, Following
from reports.data.verdicts.cards import ReceiptContext, Verdicts
from reports.directory.pages import card_cell, major_cell, program_figures
from reports.document.blocks import Block, Document, Paragraph, Spans, Table, plain, text_of
from reports.document.document import document, slug
from reports.document.fields import Field, headed_each, major_words, number, table_of
from reports.document.language import Language
from reports.document.wording import NOT_JUDGED, Wording
from reports.program.page import not_judged_reason, remedy
from reports.settings.lists_and_advice import school_advice, seat_fields
from reports.standard.sections import series_break_notes, statements_section
from reports.warning.charts import YEARS_DRAWN, card_years_table, rates_over
from reports.warning.lists import school_list


@dataclass(frozen=True)
class DueCohort:
    """A cohort of a program whose destinations were due; the rate is a fraction."""

    institution_code: str
    major_name: str
    year: int
    employment_status: str
    employment_rate: Published

    @property
    def is_delivered(self) -> bool:
        return self.employment_status == "delivered"


@dataclass(frozen=True)
class CheckupContext:
    directory: DirectoryContext
    verdicts: Verdicts
    following: Following
    receipts: ReceiptContext
    due: Mapping[str, tuple[DueCohort, ...]]


def load_due_cohorts(warehouse: Warehouse, _: Shared) -> Mapping[str, tuple[DueCohort, ...]]:
    """Cohorts that were due, by the code of their school, oldest first."""
    return warehouse.grouped("institution/coverage", DueCohort, "institution_code")


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
    directory = context.directory
    blocks = [
        wording.heading("institution.overview"),
        Paragraph(_overview(directory, wording, programs)),
        *_rates(context, wording, code),
        wording.heading("institution.programs"),
        *_programs(context, wording, programs),
        *_warned(context, wording, programs),
        *_not_judged(wording, programs),
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
    return wording.spans(
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


def _rates(context: CheckupContext, wording: Wording, code: str) -> list[Block]:
    """The school's employment rate beside the city's, each level of the school."""
    own = context.directory.school_rates.get(code, ())
    years = tuple(sorted({rate.year for rate in own})[-YEARS_DRAWN:])
    if len(years) < 2:
        return []
    school = {(rate.level, rate.year): rate.employment_rate for rate in own}
    city = {(rate.level, rate.year): rate.employment_rate for rate in context.verdicts.level_rates}
    lines = {}
    for level in dict.fromkeys(rate.level for rate in own):
        names = {"level": wording.level(level)}
        lines[wording.text("institution.school_line", **names)] = [
            school.get((level, y), MISSING) for y in years
        ]
        lines[wording.text("institution.city_line", **names)] = [city.get((level, y), MISSING) for y in years]
    over = rates_over(wording, years, lines, is_whole=True)
    return over_years(wording, over, wording.text("institution.rates_caption"), "school-rates")


def _programs(context: CheckupContext, wording: Wording, programs: Programs) -> list[Table]:
    """Every program with its card, the rates of its last cohorts and its seats: a table for each level."""
    advised = {row.program_id: row for row in context.following.advised if row.program_id}
    rates = context.directory.rates
    last = max((year for program in programs for year in rates.get(program.program_id, {})), default=None)

    def rate_in(program: Program, year: int) -> Spans:
        rate = rates.get(program.program_id, {}).get(year)
        number = rate.employment_rate if rate else NOT_APPLICABLE
        # in a narrow column whole percents, rounded away from what is withheld; the sign says that it is confidential
        if number.at_least is not None:
            return plain(f"≥{wording.words.percent(floor(100 * number.at_least) / 100, 0)}")
        if number.at_most is not None:
            return plain(f"≤{wording.words.percent(ceil(100 * number.at_most) / 100, 0)}")
        return wording.rate(number)

    fields: tuple[Field[Program], ...] = (
        Field("directory.column_major", major_cell, width="fill"),
        Field("directory.card", lambda program: card_cell(wording, program), "center"),
        *headed_each(range(last - YEARS_SHOWN + 1, last + 1) if last else (), str, rate_in),
        *_seats(wording, advised),
    )
    notes = ["directory.programs_note", *(["advice.note"] if advised else [])]
    note = wording.words.sentences(map(wording.words.spans, notes))
    tables: list[Table] = []
    for level in dict.fromkeys(program.level for program in programs):
        own = [program for program in programs if program.level == level]
        caption = wording.cell("institution.programs_caption", years=YEARS_SHOWN, level=wording.level(level))
        tables.append(
            table_of(wording, caption, fields, own, f"programs-{level}", () if tables else note, "records")
        )
    return tables


def _seats(wording: Wording, advised: Mapping[str, Advised]) -> tuple[Field[Program], ...]:
    """Columns: planned seats, range, advised seats; only the first if no program of the school has advice."""
    if not advised:
        return (number("directory.planned", lambda program: wording.count(program.seats_affected)),)

    def of_program(place: int, seats: Field[Advised]) -> Field[Program]:
        def shown(program: Program) -> Spans:
            if program.program_id in advised:
                return seats.under(advised[program.program_id])
            return wording.count(program.seats_affected if place == 0 else NOT_APPLICABLE)

        return number(seats.key, shown)

    return tuple(of_program(place, seats) for place, seats in enumerate(seat_fields(wording)))


def _warned(context: CheckupContext, wording: Wording, programs: Programs) -> list[Block]:
    """The warned programs of the school, the heaviest card first, each with its reason and what would change it."""
    verdicts, own = context.verdicts, {program.program_id for program in programs}
    remedies = {
        receipt.program_id: remedy(wording, receipt, context.receipts.years[receipt.program_id])
        for receipt in context.receipts.receipts
        if receipt.program_id in own
    }
    heading = wording.heading("institution.warned")
    listed = [item for item in verdicts.listed if item.program_id in own]
    if not listed:
        return [heading, wording.paragraph("institution.none_warned")]
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
        wording.paragraph("lists.action", action=actions),
        school_list(verdicts, wording, listed, caption, remedies),
    ]


def _not_judged(wording: Wording, programs: Programs) -> list[Block]:
    """The programs of the school without a verdict, each with its reason in words."""
    unjudged = [program for program in programs if program.card == NOT_JUDGED]
    if not unjudged:
        return []
    by_reason = grouped(unjudged, lambda program: program.reason_code)
    fields: tuple[Field[tuple[str, Programs]], ...] = (
        Field("directory.column_major", lambda group: _listed_majors(wording, group[1]), width="part"),
        Field("not_judged.reason", lambda group: not_judged_reason(wording, group[0]), width="fill"),
    )
    caption, groups = wording.cell("institution.not_judged_caption"), sorted(by_reason.items())
    return [
        wording.heading("institution.not_judged"),
        table_of(wording, caption, fields, groups, "not-judged-programs", layout="records"),
    ]


def _listed_majors(wording: Wording, programs: Sequence[Program]) -> Spans:
    words = (major_words(wording, plain(p.major_name), p.major_code, p.level) for p in programs)
    return plain(wording.words.listing(map(text_of, words), have_commas=True))


def _card_years(directory: DirectoryContext, wording: Wording, code: str) -> list[Block]:
    """How many programs of the school carried which card, year by year."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in directory.card_years.get(code, ()):
        counts[row.year][row.card] += row.programs
    if not counts:
        return []
    shown, caption = dict(sorted(counts.items())[-YEARS_SHOWN:]), wording.text("directory.years_caption")
    table = card_years_table(wording, shown, "table.year", caption, "years")
    return [wording.heading("institution.history"), table]


def _quality(context: CheckupContext, wording: Wording, code: str) -> list[Block]:
    """How many of the school's last cohorts were delivered and how many are missing, and which of the newest are."""
    own = context.due.get(code, ())
    if not own:
        return []
    last = own[-1].year
    shown = [cohort for cohort in own if cohort.year > last - YEARS_SHOWN]
    lacking = [cohort for cohort in shown if not cohort.is_delivered]
    text = wording.spans(
        "institution.quality_text",
        years=wording.words.years(shown[0].year, last),
        due=len(shown),
        delivered=len(shown) - len(lacking),
        missing=len(lacking),
        withheld=sum(cohort.is_delivered and cohort.employment_rate.value is None for cohort in shown),
    )
    blocks: list[Block] = [wording.heading("institution.quality"), Paragraph(text)]
    owed = [cohort for cohort in lacking if cohort.year == last]
    if owed:
        names = wording.words.listing(dict.fromkeys(cohort.major_name for cohort in owed))
        blocks.append(wording.paragraph("institution.missing_programs", year=str(last), names=names))
    return [*blocks, *series_break_notes(wording)]
