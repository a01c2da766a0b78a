"""Graduates by their employers' industry are told as shares of the told cohorts: no second sum stands beside theirs."""

from __future__ import annotations

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, major
from transforms.disclosure.public_tables import public_tables
from transforms.disclosure.world import protected_world
from transforms.warehouse.models import find_models

KNOWN, ALONE = "530302", "510201"
EMPLOYERS = {
    KNOWN: [("C", 23, 17), ("I", 20, 11), ("Q", 1, 1), (None, 6, 2)],  # 50 employed, 31 matched
    ALONE: [("C", 8, 4), ("I", 9, 5)],  # whose cohorts were not delivered
}
GBT = {"industry_classification": "gbt4754-2017"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("employers")
    rows = {
        "institution": [institution()],
        "major": [major(KNOWN), major(ALONE)],
        "employment": [cohort(2025, 62, 58, KNOWN, employed=50, matched=31), cohort(2025, 30, 25, ALONE)],
        "industry": [GBT | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in "CIQ"],
        "employer_industry": [
            GBT
            | {"catalogue_version": CATALOGUE, "major_code": code, "cohort_year": 2025}
            | {"industry_code": industry, "employed": employed, "matched": matched}
            for code, own in EMPLOYERS.items()
            for industry, employed, matched in own
        ],
    }
    build_city(folder, rows).close()
    models = find_models()
    with protected_world(folder / "city.duckdb", models, public_tables(models)) as con:
        yield con


def cells(told, code: str) -> dict[str, tuple[int, int]]:
    found = told.execute(
        "select industry_code, employed, matched from core.employer_industry where major_code = $code",
        {"code": code},
    ).fetchall()
    return {industry: (employed, matched) for industry, employed, matched in found}


def test_the_told_cells_of_a_major_sum_to_its_told_cohorts(told):
    [(employed, matched)] = told.execute(
        "select employed, matched from core.cohort where program_id like $own", {"own": f"%{KNOWN}%"}
    ).fetchall()
    own = cells(told, KNOWN)
    assert own.keys() == {"C", "I", "Q", "unmapped"}
    assert (sum(e for e, _ in own.values()), sum(m for _, m in own.values())) == (employed, matched)


@pytest.mark.parametrize("code", [KNOWN, ALONE])
def test_every_cell_is_a_multiple_of_the_base_and_matched_never_exceeds_employed(told, code):
    for employed, matched in cells(told, code).values():
        assert employed % 5 == matched % 5 == 0
        assert 0 <= matched <= employed


def test_shares_are_divided_by_largest_remainder(told):
    # 9 matched and 8 not in multiples of 5: 2 and 2; 4 : 5 and 4 : 4 of them
    assert cells(told, ALONE) == {"C": (10, 5), "I": (10, 5)}


def test_the_weights_of_the_public_world_follow_from_the_told_cells(told):
    own = cells(told, KNOWN)
    whole = sum(employed for employed, _ in own.values())
    weights = dict(
        told.execute(
            "select industry_code, weight from core.observed_weight where major_code = $code", {"code": KNOWN}
        ).fetchall()
    )
    assert weights == {
        industry: pytest.approx(employed / whole) for industry, (employed, _) in own.items() if employed
    }
