"""What a release publishes, family by family: a new report, page or file is a line here.

A family is a function that takes the open release (`Reading`), loads the data it needs from it, and writes its part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reports.data.directory import load_directory
from reports.data.release import Reading
from reports.data.settings.following import load_following
from reports.data.verdicts.cards import load_receipts
from reports.dictionary.context import load_dictionary
from reports.dictionary.pages import write_dictionary
from reports.directory.pages import write_directory
from reports.document.blocks import Document
from reports.document.document import Page
from reports.document.language import Language
from reports.industry.related import IndustryContext, Relations, load_suppliers, relations_in
from reports.industry.report import write_briefs
from reports.institution.report import CheckupContext, load_due_cohorts, write_checkups
from reports.matching.context import load_matching
from reports.matching.forecast import write_forecast
from reports.matching.report import write_matching
from reports.method.page import load_method, write_method
from reports.opendata.page import write_open_files, write_open_page
from reports.opendata.tables import load_open_data
from reports.program.data_file import write_receipt_data
from reports.program.page import write_receipts
from reports.quality.report import load_quality, write_quality
from reports.settings.report import write_settings
from reports.warning.context import load_warning
from reports.warning.report import write_warning
from reports.whatif.context import load_whatif, write_whatif_data
from reports.whatif.page import write_whatif

DocumentFamily = Callable[[Reading, Language], Iterable[Document]]
PageFamily = Callable[[Reading, Language], Iterable[Page]]
FileFamily = Callable[[Reading, Path], Iterable[Path]]


def _industries(reading: Reading) -> IndustryContext:
    directory, matching = reading.of(load_directory), reading.of(load_matching)
    suppliers = reading.of(load_suppliers)
    return IndustryContext(directory, matching.world, matching.forecasts, suppliers, directory.majors())


def _relations(reading: Reading) -> Relations:
    return relations_in(_industries(reading))


def _checkups(reading: Reading, language: Language) -> Iterable[Document]:
    context = CheckupContext(
        reading.of(load_directory),
        reading.of(load_warning).verdicts,
        reading.of(load_following),
        reading.of(load_receipts),
        reading.of(load_due_cohorts),
    )
    return write_checkups(context, language)


def _receipts(reading: Reading, language: Language) -> Iterable[Page]:
    verdicts = reading.of(load_warning).verdicts
    return write_receipts(reading.of(load_receipts), verdicts, _relations(reading), language)


def _whatif_data(reading: Reading, public: Path) -> Iterable[Path]:
    context = reading.of(load_whatif)
    return [write_whatif_data(context, public)] if context.rules else []


# reports in the order of the landing page, each as a page and as a PDF
DOCUMENTS: tuple[DocumentFamily, ...] = (
    lambda reading, lang: [write_warning(reading.of(load_warning), reading, lang)],
    lambda reading, lang: [write_matching(reading.of(load_matching), reading, lang)],
    lambda reading, lang: [write_forecast(reading.of(load_matching), lang)],
    lambda reading, lang: [write_settings(reading, lang)],
    lambda reading, lang: [write_quality(reading.of(load_quality), lang)],
    lambda reading, lang: write_briefs(_industries(reading), lang),
    _checkups,
)
# pages of the site beside the reports
PAGES: tuple[PageFamily, ...] = (
    lambda reading, lang: write_whatif(reading.of(load_whatif), lang),
    lambda reading, lang: write_directory(reading.of(load_directory), _relations(reading), lang),
    _receipts,
    lambda reading, lang: [write_method(reading.of(load_method), lang)],
    lambda reading, lang: [write_open_page(reading.of(load_open_data), lang)],
    lambda reading, lang: write_dictionary(reading.of(load_dictionary), lang),
)
# files that hold for every language; a family returns those it wrote below the public folder
FILES: tuple[FileFamily, ...] = (
    lambda reading, public: [
        write_receipt_data(reading.of(load_receipts), reading.of(load_warning).verdicts.signals, public)
    ],
    lambda reading, public: write_open_files(reading.of(load_open_data), public),
    _whatif_data,
)
