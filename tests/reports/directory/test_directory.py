"""The directory: a page for everything, found by its name, holding back what the reports hold back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reports.document.blocks import Document, Table, text_of
from reports.document.document import Page, slug
from reports.document.language import language
from reports.render.html import search_data
from tests.reports.written import write_documents


@pytest.fixture(scope="module")
def checkups(editions: dict[str, tuple[Document, ...]]) -> list[Document]:
    return [document for document in editions["zh"] if document.name == "institution"]


@pytest.fixture(scope="module")
def pages(directory: tuple[Page, ...]) -> tuple[Page, ...]:
    return directory


def rows_of(page: Page | Document) -> list[list[str]]:
    """The rows of its table of programs; in a check-up there is one for each level."""
    tables = [block for block in page.blocks if isinstance(block, Table)]
    listed = [block for block in tables if block.anchor.split("-")[0] == "programs" or block.anchor == "list"]
    return [[text_of(cell) for cell in row.cells] for block in listed for row in block.rows]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("9950001009", "9950001009"),
        ("vocational-2021.710201", "vocational-2021.710201"),
        ("030101K", "030101K"),
        ("甲/乙", "_7532__2f__4e59_"),
        ("../../etc", "_2f_.._2f_etc"),
        ("", "_"),
    ],
)
def test_a_code_as_part_of_an_address(code: str, expected: str) -> None:
    assert slug(code) == expected


def test_every_entry_of_a_list_has_its_page(
    pages: tuple[Page, ...], editions: dict[str, tuple[Document, ...]]
) -> None:
    addresses = {page.address for page in pages} | {f"{document.address}.html" for document in editions["zh"]}
    for page in [*pages, *editions["zh"]]:
        for block in page.blocks:
            if isinstance(block, Table):
                leads = {s.name for row in block.rows for cell in row.cells for s in cell if s.kind == "page"}
                # files of the open data stand outside the site
                assert {name for name in leads if not name.startswith("../data/")} <= addresses


def test_every_program_stands_on_one_page_of_its_major_and_one_of_its_school(
    pages: tuple[Page, ...], checkups: list[Document]
) -> None:
    own = {
        "institution": sum(len(rows_of(checkup)) for checkup in checkups),
        "major": sum(len(rows_of(page)) for page in pages if page.kind == "major" and page.slug),
    }
    for kind, listed in own.items():
        [overview] = [page for page in pages if page.kind == kind and not page.slug]
        assert sum(int(row[2]) for row in rows_of(overview)) == listed > 0


def test_rates_of_few_are_withheld_and_the_bound_of_a_confidential_one_is_printed(
    checkups: list[Document],
) -> None:
    # five rates, then seats now, range and advice
    rates = [cell for checkup in checkups for row in rows_of(checkup) for cell in row[-8:-3]]
    assert all(re.fullmatch(r"\[[a-z]+\]|\d+(\.\d+)%( \[b\])?|[≥≤] \d+\.\d% \[c\]", rate) for rate in rates)
    assert {"[low]", "[x]"} <= set(rates)


def test_a_checkup_tells_each_warned_program_of_the_school_and_no_other(
    warning: Document, checkups: list[Document]
) -> None:
    of_city = [row.anchor for block in lists_of(warning) for row in block.rows]
    of_schools = [row.anchor for checkup in checkups for block in lists_of(checkup) for row in block.rows]
    assert sorted(of_schools) == sorted(of_city) != []


def lists_of(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table) and b.anchor.startswith("list-")]


def test_everything_can_be_found(warehouse: Path, pages: tuple[Page, ...]) -> None:
    script = search_data(write_documents(warehouse)["zh"], pages, language("zh"))
    entries = json.loads(script.removeprefix("const MAJORWATCH_PAGES = ").removesuffix(";\n"))
    assert {entry[4] for entry in entries} >= {page.address for page in pages if page.slug}
    assert all(page.title in [entry[1] for entry in entries] for page in pages if page.slug)
    assert "</" not in script
