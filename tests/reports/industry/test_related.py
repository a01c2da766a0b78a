"""What is recommended beside a major, and the reason given for it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from reports.data.directory import Program
from reports.data.published import exact
from reports.document.blocks import Document
from reports.document.document import Page
from reports.document.language import language
from reports.industry.related import Weight, relations_of
from reports.render.html import search_data

CATALOGUE = "vocational-2021"
BUILDING = Program(
    program_id="1",
    institution_code="s",
    institution_name="S",
    district_code=None,
    district_name=None,
    level="diploma",
    catalogue_version=CATALOGUE,
    major_code="440101",
    major_name="building",
    major_class_code="4401",
    major_class_name="construction",
    major_division_name=None,
    year=2025,
    card="none",
    decided_card="none",
    reason_code="no_trigger",
    seats_affected=None,
    rate_year=None,
    employment_rate=exact(None),
)
MAJORS = {
    f"{CATALOGUE}.{code}": replace(BUILDING, major_code=code, major_name=name, major_class_code=code[:4])
    for code, name in (
        ("440101", "building"),
        ("440102", "interiors"),
        ("460101", "machines"),
        ("5001", "law"),
    )
}
SECTIONS = "ABCDEFGHIJKLMNOPQRST"
INDUSTRIES = {"E": "Construction", "C": "Manufacturing"}


SUPPLY = {"460101": 1000.0, "440101": 100.0}  # of which the shares go to industries


def weight(code: str, industry: str, share: float) -> Weight:
    return Weight(CATALOGUE, code, industry, share, SUPPLY[code] * share)


WEIGHTS = [
    weight("460101", "C", 0.9),
    weight("440101", "E", 0.8),
    weight("460101", "E", 0.1),
]


def test_a_major_is_related_to_its_industries_its_class_and_who_supplies_the_same_industry() -> None:
    found = relations_of(MAJORS, INDUSTRIES, WEIGHTS).majors[f"{CATALOGUE}.440101"]
    assert [(item.because, item.name, item.by) for item in found] == [
        ("supplies", "Construction", ""),
        ("same_class", "interiors", "construction"),
        ("same_industry", "machines", "Construction"),
    ]


def test_a_major_alone_in_its_class_and_without_industry_has_nothing_related() -> None:
    assert relations_of(MAJORS, INDUSTRIES, WEIGHTS).majors[f"{CATALOGUE}.5001"] == ()


def test_an_industry_is_related_to_who_supplies_it_and_to_where_else_they_go() -> None:
    found = relations_of(MAJORS, INDUSTRIES, WEIGHTS).industries["E"]
    # 100 machinists and 80 builders; of all 1,080 that both majors supply, 900 go to manufacturing
    assert [(item.because, item.name, round(item.weight or 0, 3)) for item in found] == [
        ("supplied_by", "machines", round(100 / 180, 3)),
        ("supplied_by", "building", round(80 / 180, 3)),
        ("same_majors", "Manufacturing", round(900 / 1080, 3)),
    ]


def test_an_industry_that_nobody_supplies_has_nothing_related() -> None:
    assert relations_of(MAJORS, {"F": "Trade"}, ()).industries == {"F": ()}


@pytest.fixture(scope="module")
def pages(directory: tuple[Page, ...]) -> list[Page]:
    return list(directory)


def test_every_reason_is_in_words_and_leads_to_a_page_that_there_is(pages: list[Page]) -> None:
    addresses = {page.address for page in pages} | {f"industry/{code}.html" for code in SECTIONS}
    ways = [way for page in pages for way in page.related]
    assert {page.kind for page in pages if page.related} == {"major"}
    assert all(way.reason and way.address in addresses for way in ways)
    assert any("同样供给" in way.reason or "同属" in way.reason for way in ways)


def test_the_search_shows_them_beside_what_it_found(pages: list[Page]) -> None:
    page = next(page for page in pages if page.related)
    script = search_data((), pages, language("zh"))
    entries = [json.loads(line.rstrip(",")) for line in script.splitlines() if line.startswith("[")]
    [related] = [entry[5] for entry in entries if entry[4] == page.address]
    assert related == [[way.title, way.reason, way.address] for way in page.related]


def test_the_search_names_them_for_an_industry_too(
    editions: dict[str, tuple[Document, ...]], pages: list[Page]
) -> None:
    briefs = [document for document in editions["zh"] if document.name == "industry" and document.related]
    addresses = {page.address for page in pages} | {f"{document.address}.html" for document in editions["zh"]}
    assert briefs
    assert all(way.reason and way.address in addresses for brief in briefs for way in brief.related)
    script = search_data(briefs, (), language("zh"))
    entries = [json.loads(line.rstrip(",")) for line in script.splitlines() if line.startswith("[")]
    assert [len(entry[5]) for entry in entries] == [len(brief.related) for brief in briefs]
