"""Signals beside the headline rate: each case is a school of its own with the cohorts of one program."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of

MAJOR = "530302"
COLUMNS = {"placed": "placed", "contract": "contract", "flexible": "freelance", "in_house": "in_house"}
Rows = list[dict[str, Any]]


def pair(
    before: dict[str, int | None], now: dict[str, int | None], years: tuple[int, int] = (2024, 2025)
) -> Rows:
    """The cohorts of two years, 100 graduates and 80 of them placed where nothing else is said."""
    return [
        cohort(year, **({"graduates": 100, "placed": 80} | part))
        for year, part in zip(years, (before, now), strict=True)
    ]


# name → (cohorts, signal, what it must say of the newest year)
CASES: dict[str, tuple[Rows, str, str]] = {
    # 20 points, strictly more: 60 to 79, 80 and 81 of 100
    "rate up by 19 points": (pair({"placed": 60}, {"placed": 79}), "rate_leap", "not_above"),
    "rate up by 20 points": (pair({"placed": 60}, {"placed": 80}), "rate_leap", "not_above"),
    "rate up by 21 points": (pair({"placed": 60}, {"placed": 81}), "rate_leap", "above"),
    "rate down by 40 points": (pair({"placed": 90}, {"placed": 50}), "rate_leap", "not_above"),
    # 20 points
    "flexible up by 19 points": (pair({"freelance": 10}, {"freelance": 29}), "flexible_leap", "not_above"),
    "flexible up by 20 points": (pair({"freelance": 10}, {"freelance": 30}), "flexible_leap", "not_above"),
    "flexible up by 21 points": (pair({"freelance": 10}, {"freelance": 31}), "flexible_leap", "above"),
    # 25 points; of another size of cohort: 40 of 100 to 130, 131 of 200 (65 %, 65.5 %)
    "contract up by 25 points": (
        pair({"contract": 40}, {"graduates": 200, "placed": 160, "contract": 130}), "contract_leap", "not_above",
    ),
    "contract up by 25.5 points": (
        pair({"contract": 40}, {"graduates": 200, "placed": 160, "contract": 131}), "contract_leap", "above",
    ),
    # 5 % of the graduates, strictly more: 4, 5 and 6 of 100; no year before is needed
    "4 of 100 in-house": ([cohort(2025, 100, 80, in_house=4)], "in_house_posts", "not_above"),
    "5 of 100 in-house": ([cohort(2025, 100, 80, in_house=5)], "in_house_posts", "not_above"),
    "6 of 100 in-house": ([cohort(2025, 100, 80, in_house=6)], "in_house_posts", "above"),
    # fifty graduates in both years
    "49 graduates now": (pair({"placed": 40}, {"graduates": 49, "placed": 49}), "rate_leap", "cohort_too_small"),
    "50 graduates now": (pair({"placed": 40}, {"graduates": 50, "placed": 50}), "rate_leap", "above"),
    "49 graduates before": (pair({"graduates": 49, "placed": 9}, {}), "rate_leap", "cohort_too_small"),
    "50 graduates before": (pair({"graduates": 50, "placed": 9}, {}), "rate_leap", "above"),
    "49 graduates and 5 in-house": ([cohort(2025, 49, 20, in_house=5)], "in_house_posts", "cohort_too_small"),
    "50 graduates and 5 in-house": ([cohort(2025, 50, 20, in_house=5)], "in_house_posts", "above"),
    # what is not compared
    "a year between is missing": (pair({"placed": 30}, {}, (2023, 2025)), "rate_leap", "no_year_before"),
    "the part was not told before": (pair({}, {"freelance": 30}), "flexible_leap", "no_year_before"),
    "the series begins anew": (pair({"placed": 30}, {}, (2020, 2021)), "rate_leap", "series_break"),
    "the year after it did": (pair({"placed": 30}, {}, (2021, 2022)), "rate_leap", "above"),
    "only an initial reading before": (
        [cohort(2024, 100, 30, observation="initial"), cohort(2025, 100, 80)], "rate_leap", "no_year_before",
    ),
}  # fmt: skip
SCHOOLS = {name: f"S{number:02d}" for number, name in enumerate(CASES)}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    rows = {
        "institution": [institution(code, name) for name, code in SCHOOLS.items()],
        "major": [major(MAJOR)],
        "employment": [
            row | {"institution_code": SCHOOLS[name]}
            for name, (cohorts, _, _) in CASES.items()
            for row in cohorts
        ],
    }
    return build_city(tmp_path_factory.mktemp("signals"), rows)


@pytest.mark.parametrize("name", CASES)
def test_a_signal_beside_its_line(city, name):
    cohorts, signal, status = CASES[name]
    year = max(row["cohort_year"] for row in cohorts)
    told = rows_of(
        city,
        "select signal_status from marts.rate_signal "
        f"where institution_code = '{SCHOOLS[name]}' and year = {year} and signal = '{signal}'",
    )
    assert told == [(status,)]


def test_a_signal_carries_both_years_its_line_and_the_assumption_it_is(city):
    told = rows_of(
        city,
        "select numerator, denominator, value, numerator_year_before, denominator_year_before, value_year_before, "
        "round(rise, 9), signal.line, signal.line_valid_from::varchar, clause.kind from marts.rate_signal as signal "
        "inner join policy.clause as clause on clause.clause_id = signal.clause_id "
        "where institution_name = 'contract up by 25.5 points' and signal = 'contract_leap' and year = 2025",
    )
    assert told == [(131, 200, 0.655, 40, 100, 0.4, 0.255, 2500.0, "2000-01-01", "declared_assumption")]


def test_shares_of_a_level_are_sums_of_the_cohorts_that_state_the_part(city):
    stated = [row for cohorts, _, _ in CASES.values() for row in cohorts if row["cohort_year"] == 2025]
    expected = {
        part: (sum(row[column] for row in told), sum(row["graduates"] for row in told))
        for part, column in COLUMNS.items()
        for told in [[row for row in stated if row.get(column) is not None]]
    }  # fmt: skip
    found = rows_of(
        city, "select placement_part, numerator, denominator from marts.destination_share where year = 2025"
    )
    assert {part: tuple(counts) for part, *counts in found} == expected


def test_a_line_holds_for_the_cohorts_observed_from_its_first_day(tmp_path):
    """Before it, a leap has no line to stand above."""
    rows = {"institution": [institution()], "major": [major(MAJOR)], "employment": pair({"placed": 30}, {})}
    city = build_city(tmp_path, rows)
    for day, status in (("2025-12-31", "above"), ("2026-01-01", "no_line_in_force")):
        city.con.execute(
            "update policy.parameter set valid_from = $day where parameter = 'rate_leap_bp'", {"day": day}
        )
        city.con.execute("drop table rules.rate_signal")
        city.run(next(model for model in city.models if model.table == "rules.rate_signal"))
        told = rows_of(
            city, "select signal_status from rules.rate_signal where signal = 'rate_leap' and year = 2025"
        )
        assert told == [(status,)], day


# Three schools whose headline rate passes in all three years; the line is 60 %.
IN_HOUSE = {
    # 70 of 100 placed, 15 of them in-house: 55 without, three years running
    "propped up": [cohort(year, 100, 70, contract=60, freelance=10, in_house=15) for year in (2023, 2024, 2025)],
    # 75 placed, 15 in-house: 60, which is not below; without the 10 in flexible employment 50
    "at the line": [cohort(year, 100, 75, contract=60, freelance=10, in_house=15) for year in (2023, 2024, 2025)],
    # 5 in-house of 62 placed would be 57; but no cohort stands above the line of 5 %
    "few": [cohort(year, 100, 62, contract=50, freelance=10, in_house=5) for year in (2023, 2024, 2025)],
    # in-house posts in the newest year alone, and flexible employment not told
    "lately": [
        *(cohort(year, 100, 90, contract=60, in_house=0) for year in (2023, 2024)),
        cohort(2025, 100, 65, contract=60, in_house=6),
    ],
    # it fails as it is, one year: nothing that is taken out makes it better
    "failing anyway": [cohort(2025, 100, 55, contract=50, freelance=1, in_house=10)],
}  # fmt: skip


@pytest.fixture(scope="module")
def sensitive(tmp_path_factory):
    schools = {name: f"S{number}" for number, name in enumerate(IN_HOUSE)}
    rows = {
        "institution": [institution(code, name) for name, code in schools.items()],
        "major": [major(MAJOR)],
        "enrolment": [
            intake(year, 100, MAJOR, code) for code in schools.values() for year in range(2019, 2027)
        ],
        "employment": [
            row | {"institution_code": schools[name]} for name, cohorts in IN_HOUSE.items() for row in cohorts
        ],
    }
    return build_city(tmp_path_factory.mktemp("sensitive"), rows)


@pytest.mark.parametrize(
    ("name", "rates", "sides", "cards"),
    [
        ("propped up", (0.7, 0.55, 0.45), (False, True, True), ("none", "red", "red")),
        ("at the line", (0.75, 0.6, 0.5), (False, False, True), ("none", "none", "red")),
        ("few", (0.62, 0.57, 0.47), (False, True, True), ("none", None, None)),
        ("lately", (0.65, 0.59, None), (False, True, None), ("none", "yellow", None)),
        ("failing anyway", (0.55, 0.45, 0.44), (True, True, True), ("yellow", "yellow", "yellow")),
    ],
)
def test_what_a_rate_and_a_card_would_be_without_in_house_posts(sensitive, name, rates, sides, cards):
    told = rows_of(
        sensitive,
        "select employment_rate, rate_without_in_house, rate_without_both, is_below, is_below_without_in_house, "
        "is_below_without_both, card, card_without_in_house, card_without_both "
        f"from marts.rate_sensitivity where institution_name = '{name}' and year = 2025",
    )
    assert told == [(*rates, *sides, *cards)]


def test_who_is_judged_again_is_judged_alike(sensitive):
    assert [check.name for check in sensitive.checks() if not check.is_healthy] == []
    again = rows_of(sensitive, "select count(*) from rules.card_without where taken_out = 'nothing'")
    assert again[0][0] > 0


INITIAL = {"observation": "initial"}


def test_where_programs_are_ranked_all_are_judged_again(tmp_path):
    """fujian-2023 fails the bottom tenth of a level: of ten schools the one that falls behind without its posts."""
    schools = [f"S{number:02d}" for number in range(10)]
    rows = {
        "institution": [institution(code) for code in schools],
        "major": [major(MAJOR)],
        "enrolment": [intake(year, 100, MAJOR, code) for code in schools for year in range(2019, 2027)],
        "employment": [
            cohort(2025, 100, 80 + number, MAJOR, code, contract=80, in_house=30 * (number == 9)) | INITIAL
            for number, code in enumerate(schools)
        ],
    }  # fmt: skip
    city = build_city(tmp_path, rows, policy="fujian-2023")
    told = rows_of(
        city,
        "select institution_code, card, card_without_in_house from marts.rate_sensitivity "
        "where year = 2025 and institution_code in ('S00', 'S09') order by all",
    )
    assert {code for code, *_ in told} == {"S00", "S09"}
    failing = "select institution_code from marts.criterion_result as result inner join core.program as program using (program_id) where result = 'fail'"  # noqa: E501
    assert rows_of(city, failing) == [("S00",)]
    asked = rows_of(city, "select count(distinct program_id) from rules.card_without")
    assert asked == [(10,)]
