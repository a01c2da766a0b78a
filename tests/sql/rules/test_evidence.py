"""Evidence beside a card: the Wilson interval of the pooled last three years; each case is a school of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.sql.city import SmallCity, build_city, cohort, institution, major, rows_of

# name → ({year: (placed, graduates)}, what it says in 2025, the persons it is of)
Case = tuple[dict[int, tuple[int, int]], str | None, tuple[int, int]]
CASES: dict[str, Case] = {
    # the line is 60 %; the interval of 50 of 100 ends at 59.6 %, that of 51 at 60.6 %
    "50 of 100": ({2025: (50, 100)}, "strong", (50, 100)),
    "51 of 100": ({2025: (51, 100)}, "weak", (51, 100)),
    # thirty persons
    "29 persons": ({2025: (1, 29)}, "insufficient", (1, 29)),
    "30 persons": ({2025: (1, 30)}, "strong", (1, 30)),
    "31 persons": ({2025: (1, 31)}, "strong", (1, 31)),
    "30 persons in two years": ({2024: (1, 5), 2025: (1, 25)}, "strong", (2, 30)),
    # three calendar years: 2022 is not among them, 2023 is
    "four years": (dict.fromkeys(range(2022, 2026), (29, 50)), "weak", (87, 150)),
    "a year between is missing": ({2023: (29, 50), 2025: (29, 50)}, "weak", (58, 100)),
    "three years ago": ({2022: (0, 500), 2025: (29, 50)}, "weak", (29, 50)),
    # at the ends the interval reaches its own rate
    "nobody placed": ({2025: (0, 50)}, "strong", (0, 50)),
    "everybody placed": ({2025: (50, 50)}, None, (50, 50)),
    # no card, no evidence
    "at the line": ({2025: (60, 100)}, None, (60, 100)),
}
SCHOOLS = {name: f"S{number:02d}" for number, name in enumerate(CASES)}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> SmallCity:
    rows = {
        "institution": [institution(code, name) for name, code in SCHOOLS.items()],
        "major": [major("530302")],
        "employment": [
            cohort(year, graduates, placed, institution_code=SCHOOLS[name])
            for name, (cohorts, *_) in CASES.items()
            for year, (placed, graduates) in cohorts.items()
        ],
    }
    return build_city(tmp_path_factory.mktemp("evidence"), rows)


@pytest.mark.parametrize("name", CASES)
def test_evidence_of_the_pooled_years(city: SmallCity, name: str) -> None:
    _, evidence, (placed, graduates) = CASES[name]
    [(found, numerator, denominator, low, high)] = rows_of(
        city,
        "select evidence, pooled_numerator, pooled_denominator, pooled_low, pooled_high from marts.verdict "
        f"where year = 2025 and institution_name = '{name}'",
    )
    assert (found, numerator, denominator) == (evidence, placed, graduates)
    expected = proportion_confint(placed, graduates, alpha=0.05, method="wilson")
    assert (low, high) == pytest.approx(expected, abs=1e-5)
    assert low <= placed / graduates <= high


def test_the_interval_of_the_cohort_itself_stands_beside_that_of_the_pool(city: SmallCity) -> None:
    [(low, high)] = rows_of(
        city,
        "select rate_low, rate_high from marts.verdict where year = 2025 and institution_name = 'four years'",
    )
    assert (low, high) == pytest.approx(proportion_confint(29, 50, method="wilson"), abs=1e-5)


# a default rate above 40 % ends a program: the interval of 50 of 100 begins at 40.4 %, that of 49 at 39.4 %
@pytest.mark.parametrize(("defaulted", "evidence"), [(49, "weak"), (50, "strong")])
def test_of_a_line_above_the_interval_lies_beyond_it_with_its_lower_end(
    tmp_path: Path, defaulted: int, evidence: str
) -> None:
    reading = {"institution_code": "I1", "catalogue_version": "vocational-2021", "major_code": "530302"}
    reading |= {"level": "all", "year": 2025, "indicator": "cohort_default_rate"}
    rows = {
        "institution": [institution()],
        "major": [major("530302", level="all")],
        "indicator": [reading | {"numerator": float(defaulted), "denominator": 100.0}],
    }
    city = build_city(tmp_path, rows, "us-cohort-default-rate")
    assert rows_of(city, "select card, evidence from marts.verdict where year = 2025") == [("red", evidence)]
