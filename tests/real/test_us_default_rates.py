"""Real run (a): the US Education Department's own lists of sanctioned schools, reproduced.

Its 4,712 schools are judged in every run of the tests; `make test-country` publishes them, a check-up each, as well.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

HERE = Path(__file__).parent
POLICY = HERE.parents[1] / "policy" / "us-cohort-default-rate.yaml"
FLAGGED = """
    select verdict.institution_code
    from marts.trigger_result as result
    inner join marts.verdict as verdict using (program_id, year)
    where verdict.is_latest_year and result.is_fired and result.trigger_id = '{}'
"""


ON_EITHER_LIST = pytest.mark.parametrize(
    ("trigger", "published", "schools"),
    [("three_years_at_30", "peps304.xlsx", 6), ("latest_year_over_40", "peps305.xlsx", 5)],
)


def rows_of(path: Path) -> list[dict[str, object]]:
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip((str(name).replace("\n", " ") for name in header), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def data(shared_data: Callable[[str], Path]) -> Path:
    return shared_data("us-cohort-default-rates")


@pytest.fixture(scope="module")
def warehouse(data: Path, judged: Callable[..., Path]) -> Path:
    return judged("us", [HERE / "us-default-rates", data], POLICY)


@ON_EITHER_LIST
def test_the_published_list_is_reproduced_and_nothing_else(
    data: Path, warehouse: Path, answer: Callable, trigger: str, published: str, schools: int
) -> None:
    expected = {str(row["OPEID"]) for row in rows_of(data / published)}
    assert len(expected) == schools
    assert {code for (code,) in answer(warehouse, FLAGGED.format(trigger))} == expected


@pytest.mark.country
@ON_EITHER_LIST
def test_a_published_run_reproduces_it_too(
    data: Path,
    released: Callable[..., Path],
    answer: Callable,
    trigger: str,
    published: str,
    schools: int,
) -> None:
    release = released("us", [HERE / "us-default-rates", data], POLICY)
    codes = {code for (code,) in answer(release, FLAGGED.format(trigger))}
    assert codes == {str(row["OPEID"]) for row in rows_of(data / published)}
    assert len(codes) == schools


def test_every_reading_stands_in_the_release_as_the_workbook_has_it(
    data: Path, warehouse: Path, answer: Callable
) -> None:
    expected = {
        (
            row["OPEID"],
            int(row[f"Year {n}"]),
            row[f"Dual Num {n}"],
            row[f"Dual Denom {n}"],
            row[f"PRate {n}"] == "B",
        )
        for row in rows_of(data / "peps300_fy2012-2014.xlsx")
        for n in (1, 2, 3)
    }
    assert len(expected) == 3 * 4712
    columns = "institution_code, year, numerator, denominator, is_averaged"
    loaded = answer(warehouse, f"select {columns} from staging.indicator where row_status = 'loaded'")
    assert len(loaded) == len(expected)
    assert set(loaded) == expected


def test_a_school_is_judged_by_the_three_years_alone_where_its_latest_rate_is_averaged(
    warehouse: Path, answer: Callable
) -> None:
    query = """
        select verdict.card, verdict.trigger_id, count(*)
        from marts.verdict as verdict
        inner join marts.criterion_result as result using (program_id, year)
        where
            is_latest_year and result.criterion_id = 'default_rate_over_40'
            and result.reason_code = 'averaged_reading'
        group by all
    """
    assert set(answer(warehouse, query)) == {("exit", "three_years_at_30", 2), ("none", None, 389)}


def test_fewer_than_thirty_borrowers_are_no_result_and_never_a_failure(
    data: Path, warehouse: Path, answer: Callable
) -> None:
    denominators = [
        row[f"Dual Denom {n}"] for row in rows_of(data / "peps300_fy2012-2014.xlsx") for n in (1, 2, 3)
    ]
    query = """
        select result, count(*) from marts.criterion_result
        where criterion_id = 'default_rate_30' and reason_code = 'cohort_below_minimum' group by all
    """
    assert answer(warehouse, query) == [("no_result", sum(denominator < 30 for denominator in denominators))]
