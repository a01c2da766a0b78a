"""Consecutive low employment, case by case: line 60 %, at least 20 graduates, windows of 1, 2, 3 years.

A history reads `year: placed/graduates`; `-` is a year without a delivery. The verdict is that of the last year.
The city delivers 2018 to 2025, so that a missing last year is one.
"""

from __future__ import annotations

import pytest

from tests.sql.city import build_city, cohort, institution, major, rows_of

# (what the case shows, history, card, reason, years counted, since)
CASES = [
    ("one year at the line passes", "2025: 30/50", "none", "passed", None, None),
    ("one year above the line passes", "2025: 31/50", "none", "passed", None, None),
    ("one graduate below the line is a notice", "2025: 29/50", "yellow", "trigger_fired", 1, 2025),
    ("two years below reduce", "2024: 29/50, 2025: 29/50", "orange", "trigger_fired", 2, 2024),
    ("three years below suspend", "2023: 29/50, 2024: 29/50, 2025: 29/50", "red", "trigger_fired", 3, 2023),
    (
        "four years below count four",
        "2022: 1/50, 2023: 1/50, 2024: 1/50, 2025: 1/50",
        "red",
        "trigger_fired",
        4,
        2022,
    ),
    ("a pass resets the count", "2023: 29/50, 2024: 30/50, 2025: 29/50", "yellow", "trigger_fired", 1, 2025),
    ("a pass after two years clears", "2023: 29/50, 2024: 29/50, 2025: 30/50", "none", "passed", None, None),
    (
        "a gap year breaks consecutive",
        "2023: 29/50, 2024: -, 2025: 29/50",
        "yellow",
        "trigger_fired",
        1,
        2025,
    ),
    ("a missing year keeps the card", "2023: 29/50, 2024: 29/50, 2025: -", "orange", "status_kept", 2, 2023),
    (
        "a missing year keeps red",
        "2022: 9/50, 2023: 9/50, 2024: 9/50, 2025: -",
        "red",
        "status_kept",
        3,
        2022,
    ),
    (
        "a missing year after a pass is not judged",
        "2024: 40/50, 2025: -",
        "not_judged",
        "missing",
        None,
        None,
    ),
    (
        "a card of six years ago is forgotten",
        "2019: 9/50, 2025: -",
        "not_judged",
        "missing",
        None,
        None,
    ),
    ("a card of five years ago is kept", "2020: 9/50, 2025: -", "yellow", "status_kept", 1, 2020),
    (
        "one pass does not lift red",
        "2022: 9/50, 2023: 9/50, 2024: 9/50, 2025: 40/50",
        "red",
        "reinstatement_pending",
        3,
        2022,
    ),
    (
        "two passes lift red",
        "2021: 9/50, 2022: 9/50, 2023: 9/50, 2024: 40/50, 2025: 40/50",
        "none",
        "passed",
        None,
        None,
    ),
    (
        "red, a pass and a fail stay red",
        "2021: 9/50, 2022: 9/50, 2023: 9/50, 2024: 40/50, 2025: 9/50",
        "red",
        "reinstatement_pending",
        3,
        2021,
    ),
    ("19 graduates are too few", "2025: 1/19", "not_judged", "cohort_below_minimum", None, None),
    ("20 graduates are enough", "2025: 11/20", "yellow", "trigger_fired", 1, 2025),
    ("21 graduates are enough", "2025: 11/21", "yellow", "trigger_fired", 1, 2025),
    ("two small cohorts make one result", "2024: 5/10, 2025: 5/10", "yellow", "trigger_fired", 1, 2024),
    (
        "three small cohorts make one result",
        "2023: 4/7, 2024: 4/7, 2025: 3/7",
        "yellow",
        "trigger_fired",
        1,
        2023,
    ),
    (
        "four cohorts of six are never twenty",
        "2022: 1/6, 2023: 1/6, 2024: 1/6, 2025: 1/6",
        "not_judged",
        "cohort_below_minimum",
        None,
        None,
    ),
    (
        "pooled cohorts are not counted twice",
        "2023: 5/10, 2024: 5/10, 2025: 5/10",
        "yellow",
        "status_kept",
        1,
        2023,
    ),
    (
        "two pooled cohorts side by side are two results",
        "2022: 5/10, 2023: 5/10, 2024: 5/10, 2025: 5/10",
        "orange",
        "trigger_fired",
        2,
        2022,
    ),
    ("placed equal to graduates passes", "2025: 50/50", "none", "passed", None, None),
    ("nobody placed is a notice", "2025: 0/50", "yellow", "trigger_fired", 1, 2025),
]


def histories(case: int, history: str) -> list[dict]:
    rows = []
    for entry in history.split(", "):
        year, counts = entry.split(": ")
        if counts != "-":
            placed, graduates = counts.split("/")
            rows.append(cohort(int(year), int(graduates), int(placed), institution_code=f"C{case:03}"))
    return rows


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    employment = [row for number, case in enumerate(CASES) for row in histories(number, case[1])]
    anchor = [cohort(year, 100, 90, institution_code="ANCHOR") for year in range(2018, 2026)]
    names = [institution(f"C{number:03}") for number in range(len(CASES))]
    rows = {
        "institution": [*names, institution("ANCHOR")],
        "major": [major("530302")],
        "employment": employment + anchor,
    }
    city = build_city(tmp_path_factory.mktemp("city"), rows)
    found = rows_of(
        city,
        "select institution_code, card, reason_code, years_counted, since_year from marts.verdict where year = 2025",
    )
    return {code: tuple(rest) for code, *rest in found}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_verdict_of_the_last_year(verdicts, number):
    _, _, *expected = CASES[number]
    assert verdicts[f"C{number:03}"] == tuple(expected)
