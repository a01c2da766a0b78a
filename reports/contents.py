"""What a release publishes, family by family: a new report, page or file is a line here.

A family is given the reading of the release and asks it for the contexts it is written from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reports.data.programs import load_directory
from reports.data.reading import Reading
from reports.dictionary.context import load_dictionary
from reports.dictionary.pages import write_dictionary
from reports.directory.pages import write_directory
from reports.document.blocks import Document
from reports.document.language import Language
from reports.document.page import Page
from reports.industry.context import IndustryContext, industries_of, load_suppliers
from reports.industry.related import Relations, relations_in
from reports.industry.report import write_briefs
from reports.institution.report import CheckupContext, load_due_cohorts, write_checkups
from reports.matching.context import load_matching
from reports.matching.forecast import write_forecast
from reports.matching.report import write_matching
from reports.opendata.files import write_open_files
from reports.opendata.page import write_open_page
from reports.opendata.tables import load_open_data
from reports.program.context import load_receipts
from reports.program.data_file import write_receipt_data
from reports.program.page import write_receipts
from reports.quality.context import load_quality
from reports.quality.report import write_quality
from reports.settings.context import load_following
from reports.settings.report import write_settings
from reports.warning.context import load_warning
from reports.warning.report import write_warning
from reports.whatif.context import load_whatif
from reports.whatif.data_file import write_whatif_data
from reports.whatif.page import write_whatif


def _warning(reading: Reading, language: Language) -> Iterable[Document]:
    yield write_warning(reading.of(load_warning), reading.of(load_following), language)


def _matching(reading: Reading, language: Language) -> Iterable[Document]:
    yield write_matching(reading.of(load_matching), reading, language)


def _forecast(reading: Reading, language: Language) -> Iterable[Document]:
    yield write_forecast(reading.of(load_matching), language)


def _settings(reading: Reading, language: Language) -> Iterable[Document]:
    yield write_settings(reading.of(load_following), reading.shared, language)


def _quality(reading: Reading, language: Language) -> Iterable[Document]:
    yield write_quality(reading.of(load_quality), language)


def _briefs(reading: Reading, language: Language) -> Iterable[Document]:
    return write_briefs(_industries(reading), language)


def _industries(reading: Reading) -> IndustryContext:
    matching, suppliers = reading.of(load_matching), reading.of(load_suppliers)
    return industries_of(reading.of(load_directory), matching.world, matching.forecasts, suppliers)


def _checkups(reading: Reading, language: Language) -> Iterable[Document]:
    context = CheckupContext(
        reading.of(load_directory),
        reading.of(load_warning),
        reading.of(load_following),
        reading.of(load_receipts),
        reading.of(load_due_cohorts),
    )
    return write_checkups(context, language)


def _directory(reading: Reading, language: Language) -> Iterable[Page]:
    return write_directory(reading.of(load_directory), _relations(reading), language)


def _receipts(reading: Reading, language: Language) -> Iterable[Page]:
    return write_receipts(reading.of(load_receipts), reading.of(load_warning), _relations(reading), language)


def _relations(reading: Reading) -> Relations:
    return relations_in(_industries(reading))


def _dictionary(reading: Reading, language: Language) -> Iterable[Page]:
    return write_dictionary(reading.of(load_dictionary), language)


def _receipt_data(reading: Reading, public: Path) -> Iterable[Path]:
    yield write_receipt_data(reading.of(load_receipts), reading.of(load_warning).signals, public)


def _open_page(reading: Reading, language: Language) -> Iterable[Page]:
    yield write_open_page(reading.of(load_open_data), language)


def _open_files(reading: Reading, public: Path) -> Iterable[Path]:
    return write_open_files(reading.of(load_open_data), public)


def _whatif(reading: Reading, language: Language) -> Iterable[Page]:
    return write_whatif(reading.of(load_whatif), language)


def _whatif_data(reading: Reading, public: Path) -> Iterable[Path]:
    if reading.of(load_whatif).rules:
        yield write_whatif_data(reading.of(load_whatif), public)


# reports in the order of the landing page, each as a page and as a PDF
DOCUMENTS: tuple[Callable[[Reading, Language], Iterable[Document]], ...] = (
    _warning,
    _matching,
    _forecast,
    _settings,
    _quality,
    _briefs,
    _checkups,
)
# pages of the site beside the reports
PAGES: tuple[Callable[[Reading, Language], Iterable[Page]], ...] = (
    _whatif,
    _directory,
    _receipts,
    _open_page,
    _dictionary,
)
# files that hold for every language; a family returns those it wrote below the public folder
FILES: tuple[Callable[[Reading, Path], Iterable[Path]], ...] = (_receipt_data, _open_files, _whatif_data)
