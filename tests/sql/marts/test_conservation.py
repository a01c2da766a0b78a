"""What no crosswalk may change: nothing supplied or asked for is lost or counted twice, and no ratio is infinite.

Random worlds under hypothesis: unmapped shares, weights beyond the whole, majors that no mapping names, majors
without graduates, industries nobody supplies, demand of nothing. Totals are summed from the rows as drawn.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sql.city import AS_OF, CATALOGUE, SmallCity, cohort, institution, major, rows_of
from transforms.warehouse import load_policy
from transforms.warehouse.models import find_models
from transforms.warehouse.whatif import needed_for

CODES = ("410101", "510201", "520201", "530302")
INDUSTRIES = ("C", "I", "Q", "K")
GBT = {"industry_classification": "gbt4754-2017"}
MODELS = find_models()
NEEDED = needed_for(("marts.major_match", "marts.structure_match"), MODELS)
OF = "where level = 'all' and region_code = '500000' and supply_basis = 'graduates'"

WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(INDUSTRIES)),
    st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0, 3.0]),
    min_size=1,
)
GRADUATES = st.fixed_dictionaries({code: st.integers(0, 2000) for code in CODES})
DEMAND = st.dictionaries(st.sampled_from(INDUSTRIES), st.integers(0, 50_000), min_size=1)


def world(folder: Path, weights: dict, graduates: dict[str, int], demand: dict[str, int]) -> SmallCity:
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in CODES],
        "employment": [cohort(2025, number, number, code) for code, number in graduates.items()],
        "industry": [
            GBT | {"industry_code": code, "industry_name": code, "granularity": "section"}
            for code in INDUSTRIES
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
    }
    policy = load_policy("chongqing")
    own = [model for model in MODELS if model.table in NEEDED]
    city = SmallCity(folder / "city.duckdb", folder, policy, AS_OF, [], "test", rows=rows, models=own)
    city.open()
    for model in own:
        city.run(model)
    return city


@settings(max_examples=8)
@given(WEIGHTS, GRADUATES, DEMAND)
def test_supply_and_demand_are_conserved_whatever_the_weights(weights, graduates, demand):
    with tempfile.TemporaryDirectory() as folder:
        city = world(Path(folder), weights, graduates, demand)
        supplied = rows_of(city, f"select sum(supply) from marts.industry_match {OF}")
        divided = rows_of(
            city,
            f"select major_scope, sum(allocated_demand), sum(supply) from marts.major_match {OF} group by 1",
        )
        unbounded = rows_of(
            city,
            "select count(*) from marts.industry_match "
            "where not isfinite(supply_demand_ratio) or not isfinite(structural_deviation) or supply < 0",
        )
        city.con.close()
    assert supplied == [(pytest.approx(sum(graduates.values()), rel=1e-9),)]
    assert {scope for scope, _, _ in divided} >= {"major", "class"}
    for _, allocated, supply in divided:
        assert allocated or pytest.approx(sum(demand.values()), rel=1e-9) == 0
        assert supply == pytest.approx(sum(graduates.values()), rel=1e-9)
    assert unbounded == [(0,)]
