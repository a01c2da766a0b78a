"""A receipt shows the numbers, rows and line a verdict rests on, and the smallest change that would have mended it.

The line is 60 %, at least 20 graduates, windows of 1, 2, 3 years; the city delivers 2022 to 2025.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, major
from transforms.receipts.verdict import MOST_CANDIDATES, AmbiguousProgram, Receipt, UnknownProgram, receipt

COHORTS = {
    # three years below, 30 of 50 would pass: red
    "RED": [(2023, 50, 28), (2024, 50, 27), (2025, 50, 26)],
    "PASS": [(2024, 50, 29), (2025, 50, 30)],
    # 15 graduates are too few; 2024 and 2025 together are 16 of 30 where 18 would pass
    "POOL": [(2024, 15, 8), (2025, 15, 8)],
    # nothing delivered for 2025: the card of 2024 stands
    "KEPT": [(2022, 50, 40), (2024, 50, 10)],
    # enough of them for a list that is cut
    **{f"MANY{number:02}": [(2025, 50, 40)] for number in range(MOST_CANDIDATES + 5)},
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: dict[str, list[dict[str, Any]]] = {
        "institution": [institution(code, f"{code}学院") for code in COHORTS],
        "major": [major("530302", "大数据与会计"), major("510201", "计算机应用技术")],
        "employment": [
            cohort(year, graduates, placed, institution_code=code)
            for code, years in COHORTS.items()
            for year, graduates, placed in years
        ]
        + [cohort(2025, 50, 45, code="510201", institution_code="RED")],
    }
    city = build_city(tmp_path_factory.mktemp("receipt"), rows)
    city.close()
    return city.out_file


def program(code: str, major_code: str = "530302") -> str:
    return f"{code}.{CATALOGUE}.{major_code}.associate"


def numbers(found: Receipt) -> list[tuple[int, str, int, int]]:
    return [(row["year"], row["result"], row["numerator"], row["denominator"]) for row in found.years]


def test_the_numbers_are_those_of_the_verdict(warehouse: Path) -> None:
    found = receipt(warehouse, program("RED"))
    shown = ("year", "card", "reason_code", "numerator", "denominator", "line", "years_counted", "since_year")
    assert [found.verdict[name] for name in shown] == [2025, "red", "trigger_fired", 26, 50, 6000, 3, 2023]
    assert numbers(found) == [(2023, "fail", 28, 50), (2024, "fail", 27, 50), (2025, "fail", 26, 50)]
    assert found.trigger is not None
    assert found.trigger["trigger_id"] == found.verdict["trigger_id"] == "low_three_years"


def test_an_earlier_year_is_explained_as_it_stood(warehouse: Path) -> None:
    found = receipt(warehouse, program("RED"), 2024)
    assert (found.verdict["card"], found.verdict["years_counted"]) == ("orange", 2)
    assert numbers(found) == [(2023, "fail", 28, 50), (2024, "fail", 27, 50)]
    assert {row["year"] for row in found.sources} == {2023, 2024}


def test_every_counted_number_is_a_delivered_row(warehouse: Path) -> None:
    found = receipt(warehouse, program("RED"))
    rows = [(row["file"], row["row"], row["year"], row["placed"], row["graduates"]) for row in found.sources]
    assert rows == [
        ("employment", 1, 2023, 28, 50),
        ("employment", 2, 2024, 27, 50),
        ("employment", 3, 2025, 26, 50),
    ]


def test_a_pooled_result_shows_every_year_it_covers(warehouse: Path) -> None:
    found = receipt(warehouse, program("POOL"))
    assert (found.verdict["card"], found.verdict["numerator"], found.verdict["denominator"]) == (
        "yellow",
        16,
        30,
    )
    assert [(row["year"], row["placed"]) for row in found.sources] == [(2024, 8), (2025, 8)]
    assert found.years[-1]["covers_from"] == 2024


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("RED", {"year": 2025, "more": 4, "numerator_needed": 30}),
        ("POOL", {"year": 2025, "more": 2, "numerator_needed": 18}),
        ("PASS", None),
        ("KEPT", None),
    ],
)
def test_what_would_have_mended_it(code: str, remedy: dict[str, int] | None, warehouse: Path) -> None:
    assert receipt(warehouse, program(code)).remedy == remedy


def test_a_kept_card_names_the_year_that_gave_it(warehouse: Path) -> None:
    verdict = receipt(warehouse, program("KEPT")).verdict
    assert [verdict[name] for name in ("card", "reason_code", "fired_year", "numerator")] == [
        "yellow",
        "status_kept",
        2024,
        10,
    ]


@pytest.mark.parametrize(
    "words", ["RED学院 大数据与会计", "RED 530302", "大数据，RED", "  RED/会计  ", program("RED")]
)
def test_a_program_is_found_by_words_of_its_names_or_codes(words: str, warehouse: Path) -> None:
    assert receipt(warehouse, words).verdict["program_id"] == program("RED")


def test_several_programs_of_a_name_are_listed(warehouse: Path) -> None:
    with pytest.raises(AmbiguousProgram) as caught:
        receipt(warehouse, "RED学院")
    assert [row["program_id"] for row in caught.value.candidates] == [
        program("RED", "510201"),
        program("RED"),
    ]
    assert {"institution_name", "major_name"} <= caught.value.candidates[0].keys()


def test_a_long_list_is_cut(warehouse: Path) -> None:
    with pytest.raises(AmbiguousProgram) as caught:
        receipt(warehouse, "MANY")
    assert len(caught.value.candidates) == MOST_CANDIDATES


@pytest.mark.parametrize(
    "words", ["亚特兰蒂斯学院", "RED 亚特兰蒂斯", "%", "' or true --", program("RED") + "x"]
)
def test_what_names_no_program_is_unknown(words: str, warehouse: Path) -> None:
    with pytest.raises(UnknownProgram):
        receipt(warehouse, words)


def test_a_year_without_a_verdict_is_unknown(warehouse: Path) -> None:
    with pytest.raises(UnknownProgram):
        receipt(warehouse, program("RED"), 1949)


def test_nothing_named_is_not_every_program(warehouse: Path) -> None:
    with pytest.raises((UnknownProgram, AmbiguousProgram)):
        receipt(warehouse, "  ")


def test_a_receipt_can_be_written_as_json(warehouse: Path) -> None:
    content = json.loads(json.dumps(receipt(warehouse, program("RED")).as_dict(), default=str))
    assert content["release"]["policy_id"] == "chongqing"
    assert len(content["years"]) == len(content["sources"]) == 3
