"""The drawing of one program's years: what is published is drawn, the withheld marked, nothing joined across a gap."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from reports.data.published import Published
from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.data.verdicts.cards import ReceiptYear
from reports.document.blocks import Chart, Table
from reports.document.language import language
from reports.document.wording import Wording
from reports.program.page import BOTTOM, TOP, YEARS_DRAWN, timeline

TABLE = Table("历年结果与结论", (), (), "timeline")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def wording(warehouse: Path) -> Wording:
    with Warehouse(warehouse) as opened:
        return Wording(language("zh"), load_shared(opened))


def judged(year: int, percent: float | None, result: str | None = "", **more: object) -> ReceiptYear:
    """One year by its rate in percent, against 60 % unless given otherwise."""
    if result == "":
        result = "fail" if percent is not None and percent < 60 else "pass"
    value = Published(None, "c") if percent is None else Published(percent / 100)
    row = ReceiptYear("P", year, "none", "none", "", result, value, value, value, 6000.0, "bp", None, year)
    return replace(row, **more)


def drawn(wording: Wording, *years: ReceiptYear) -> ElementTree.Element:
    made = timeline(wording, years, TABLE, ())
    assert isinstance(made, Chart)
    return ElementTree.fromstring(made.svg)


def texts(svg: ElementTree.Element, css: str) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text") if css in text.get("class", "").split()]


def height(svg: ElementTree.Element) -> list[float]:
    return [
        float(text.get("y", "")) for text in svg.iter(f"{SVG}text") if "tl-point" in text.get("class", "")
    ]


def test_a_failing_year_and_a_passing_one_differ_in_shape_and_word(wording):
    svg = drawn(wording, judged(2023, 59.9), judged(2024, 60.0))
    assert texts(svg, "tl-fail") == ["▼"]
    assert texts(svg, "tl-pass") == ["○"]
    assert texts(svg, "tl-said") == ["59.9%", "60.0%"]


def test_a_withheld_year_is_marked_and_not_drawn(wording):
    svg = drawn(wording, judged(2022, 80.0), judged(2023, None), judged(2024, 80.0))
    assert texts(svg, "tl-said") == ["80.0%", "[c]", "80.0%"]
    assert len(texts(svg, "tl-point")) == 2


def test_a_confidential_rate_stands_at_the_bound_of_its_range(wording):
    bound = judged(2023, None, value=Published(None, "c", at_least=0.95))
    svg = drawn(wording, judged(2022, 95.0), bound)
    assert texts(svg, "tl-said") == ["95.0%", "≥95.0%"]
    assert height(svg)[0] == height(svg)[1]


@pytest.mark.parametrize(
    ("years", "runs"),
    [
        ([(2022, 80.0), (2023, 70.0), (2024, 60.0)], [3]),
        ([(2022, 80.0), (2023, None), (2024, 60.0)], []),
        ([(2021, 80.0), (2022, 80.0), (2023, None), (2024, 60.0), (2025, 50.0)], [2, 2]),
    ],
)
def test_nothing_is_joined_across_a_year_without_a_value(wording, years, runs):
    svg = drawn(wording, *(judged(year, rate) for year, rate in years))
    assert [len(line.get("points", "").split()) for line in svg.iter(f"{SVG}polyline")] == runs


def test_nothing_is_joined_across_a_series_break(wording):
    broken = Wording(wording.words, replace(wording.shared, series_breaks=(2024,)))
    svg = drawn(broken, judged(2022, 80.0), judged(2023, 80.0), judged(2024, 80.0), judged(2025, 80.0))
    assert [len(line.get("points", "").split()) for line in svg.iter(f"{SVG}polyline")] == [2, 2]
    assert "口径变化" in texts(svg, "tl-mid")


def test_the_scale_of_a_rate_is_the_whole_and_of_a_count_its_largest(wording):
    assert height(drawn(wording, judged(2024, 100.0), judged(2025, 0.0))) == [TOP, BOTTOM]
    intake = {"line": 50.0, "line_unit": "persons"}
    svg = drawn(wording, judged(2024, 20000.0, "pass", **intake), judged(2025, 5000.0, "pass", **intake))
    assert height(svg) == [TOP, BOTTOM - (BOTTOM - TOP) / 4]


def test_the_card_of_each_year_stands_below_it(wording):
    svg = drawn(wording, judged(2024, 50.0, decided_card="yellow"), judged(2025, 50.0, decided_card="red"))
    assert texts(svg, "tl-card") == ["●", "◆"]


def test_the_newest_years_are_drawn_where_there_are_many(wording):
    svg = drawn(wording, *(judged(year, 80.0) for year in range(2005, 2026)))
    assert texts(svg, "tl-year") == [str(year) for year in range(2026 - YEARS_DRAWN, 2026)]


@pytest.mark.parametrize("years", [[], [judged(2025, None)], [judged(2025, 80.0, None)]])
def test_without_a_told_result_there_is_no_drawing(wording, years):
    assert timeline(wording, years, TABLE, ()) is None


def test_the_alternative_text_tells_the_failing_years_and_the_newest_value(wording):
    made = timeline(wording, [judged(2024, 50.0), judged(2025, 75.0, decided_card="red")], TABLE, ())
    assert made is not None
    assert made.alt == "2024—2025年：未达标的年份：2024；有预警结论的年份：2025年停招；2025年为75.0%。"
