"""What no crosswalk may change: nothing supplied or asked for is lost or counted twice, and no ratio is infinite.

Random worlds under hypothesis: unmapped shares, weights beyond the whole, weights of sections beside one of a division,
majors that no mapping names, majors without graduates, industries nobody supplies, demand of nothing, employers of some
majors counted and of others not. Totals are summed from the rows as drawn.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sql.city import AS_OF, CATALOGUE, SmallCity, cohort, institution, major, rows_of
from transforms.warehouse import load_policy
from transforms.warehouse.describing import infinite_doubles
from transforms.warehouse.making import models_for
from transforms.warehouse.models import find_models

CODES = ("410101", "510201", "520201", "530302")
SECTIONS = ("C", "I", "Q", "K")
DIVISION = "65"
INDUSTRIES = (*SECTIONS, DIVISION)
GBT = {"industry_classification": "gbt4754-2017"}
MODELS = models_for(("marts.major_match", "marts.structure_match", "marts.crosswalk_range"), find_models())
OF = "where level = 'all' and region_code = '500000' and supply_basis = 'graduates'"

WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(INDUSTRIES)),
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0, 3.0]),
    min_size=1,
)
GRADUATES = st.fixed_dictionaries({code: st.integers(0, 2000) for code in CODES})
DEMAND = st.dictionaries(st.sampled_from(INDUSTRIES), st.integers(0, 50_000), min_size=1)
EMPLOYED = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from((*INDUSTRIES, None))), st.integers(0, 90)
)


def world(folder: Path, weights: dict, graduates: dict, demand: dict, employed: dict) -> SmallCity:
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in CODES],
        "employment": [cohort(2025, number, number, code) for code, number in graduates.items()],
        "industry": [
            *(GBT | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in SECTIONS),
            GBT
            | {"industry_code": DIVISION, "industry_name": DIVISION, "granularity": "division"}
            | {"parent_code": "I"},
        ],
        "vacancy": [
            GBT | {"region_code": "500000", "industry_code": code, "year": 2025, "vacancies": number}
            for code, number in demand.items()
        ],
        "crosswalk": [
            GBT
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": code, "industry_code": industry, "weight": weight}
            for (code, industry), weight in weights.items()
        ],
        "employer_industry": [
            GBT
            | {"catalogue_version": CATALOGUE, "major_code": code, "cohort_year": 2025}
            | {"industry_code": industry, "employed": number}
            for (code, industry), number in employed.items()
        ],
    }
    policy = load_policy("chongqing")
    city = SmallCity(folder / "city.duckdb", folder, policy, AS_OF, [], "test", rows=rows, models=MODELS)
    city.open()
    for model in MODELS:
        city.run(model)
    return city


@settings(max_examples=10)
@given(WEIGHTS, GRADUATES, DEMAND, EMPLOYED)
def test_supply_and_demand_are_conserved_whatever_the_weights(weights, graduates, demand, employed):
    with tempfile.TemporaryDirectory() as folder:
        city = world(Path(folder), weights, graduates, demand, employed)
        supplied = rows_of(
            city,
            "select crosswalk_source, granularity, sum(supply), min(supply) "
            f"from marts.industry_match {OF} group by all",
        )
        divided = rows_of(
            city,
            "select crosswalk_source, granularity, major_scope, sum(allocated_demand), sum(supply) "
            f"from marts.major_match {OF} group by all",
        )
        unbounded = infinite_doubles(city.con, "warehouse").fetchall()
        city.con.close()
    asked = {
        "section": sum(number for code, number in demand.items() if code in SECTIONS),
        "division": demand.get(DIVISION, 0),
    }
    whole = sum(graduates.values())
    for _, _, supply, least in supplied:
        assert supply == pytest.approx(whole, rel=1e-9)
        assert least >= 0
    for _, granularity, _, allocated, supply in divided:
        assert (allocated or 0) == pytest.approx(asked[granularity], rel=1e-9)
        assert supply == pytest.approx(whole, rel=1e-9)
    worlds = {(source, granularity) for source, granularity, _, _ in supplied}
    scopes = {"major", "class", "division"}
    assert {(s, g, scope) for s, g, scope, _, _ in divided} == {
        (*w, scope) for w in worlds for scope in scopes
    }
    assert unbounded == []
