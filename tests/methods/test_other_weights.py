"""Other weights of a crosswalk: equal ones by hand, tilted ones by their laws."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.methods.other_weights import WORLD, computed_table, equal, tilted

INDUSTRIES = ["C", "I", "unmapped"]
PLACE = dict(zip(WORLD, (2025, "500000", "gbt4754-2017", "section", "expert", "graduates"), strict=True))


def test_equal_weights_leave_the_unmapped_where_it_is():
    # 60 + 20 to C and I become 40 each; 50 to I alone stay; nothing mapped stays unmapped
    stated = np.array([[60.0, 20, 20], [0, 50, 0], [0, 0, 30]])
    assert equal(stated, INDUSTRIES).tolist() == [[40, 40, 20], [0, 50, 0], [0, 0, 30]]


@given(
    st.lists(st.lists(st.integers(0, 100_000), min_size=3, max_size=3), min_size=1, max_size=6),
    st.floats(0, 0.9),
)
def test_a_major_keeps_its_total_and_no_weight_leaves_its_bounds(rows, tilt):
    stated = np.array(rows, dtype=float)
    drawn = tilted(stated, np.arange(len(rows)), tilt, np.random.default_rng(1))
    assert drawn.sum(axis=1) == pytest.approx(stated.sum(axis=1), rel=1e-12)
    assert equal(stated, INDUSTRIES).sum(axis=1) == pytest.approx(stated.sum(axis=1), rel=1e-12)
    bound = (1 + tilt) / (1 - tilt)
    assert (drawn <= stated * bound * (1 + 1e-9)).all()
    assert (drawn >= stated / bound * (1 - 1e-9)).all()


def test_majors_of_a_class_are_tilted_alike():
    stated = np.array([[10.0, 30, 0], [10, 30, 0], [10, 30, 0]])
    drawn = tilted(stated, np.array([0, 0, 1]), 0.2, np.random.default_rng(1))
    assert drawn[0].tolist() == drawn[1].tolist()
    assert drawn[0].tolist() != drawn[2].tolist()


def supplies(tilt_bp: float, draws: int = 20) -> list[dict]:
    rows = [
        PLACE
        | {"catalogue_version": "v", "major_code": major, "major_class_code": major}
        | {"industry_code": code, "supply": supply}
        for major, own in {"A": {"C": 30.0, "I": 30.0}, "B": {"I": 30.0}}.items()
        for code, supply in own.items()
    ]
    numbers = [
        {"parameter": name, "value": float(value)}
        for name, value in {"match_draws": draws, "match_tilt_bp": tilt_bp}.items()
    ]
    tables = {"rules.latest_supply": rows, "rules.parameter_in_force": numbers}
    return computed_table({name: pa.Table.from_pylist(own) for name, own in tables.items()}).to_pylist()


def test_each_draw_supplies_every_industry_and_is_the_same_every_night():
    made = supplies(2000)
    assert made == supplies(2000)
    assert len(made) == (2 + 20) * 2
    stated = {row["industry_code"]: row["supply"] for row in made if row["weighting"] == "as_stated"}
    assert stated == {"C": 30, "I": 60}
    assert len({row["supply"] for row in made if row["weighting"] == "tilted"}) == 40


def test_without_a_tilt_every_draw_is_as_stated():
    told = {
        (row["industry_code"], round(row["supply"], 9)) for row in supplies(0) if row["weighting"] == "tilted"
    }
    assert told == {("C", 30), ("I", 60)}
