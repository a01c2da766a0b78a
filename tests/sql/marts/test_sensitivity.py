"""The range of a match under other weights, in the world of test_matching.

The newest year, 2025: C 20, I 80, Q 40, K 0 supplied; 40, 60, 20, 30 asked for. Equal weights: A is halved already,
B has one industry, D one beside what is unmapped: nothing moves.
"""

from __future__ import annotations

import pytest

from tests.sql.city import rows_of
from tests.sql.marts.test_matching import city

__all__ = ["city"]
OF = "where region_code = '500000' and supply_basis = 'graduates'"


def test_what_is_stated_is_the_match_itself(city):
    [(stated, equal, low, high, draws)] = rows_of(
        city,
        f"select matching_degree, equal_degree, degree_low, degree_high, draws from marts.structure_sensitivity {OF}",
    )
    [(matched,)] = rows_of(
        city, f"select matching_degree from marts.structure_match {OF} and year = 2025 and level = 'all'"
    )
    assert stated == pytest.approx(matched, abs=1e-12)
    assert equal == pytest.approx(matched, abs=1e-12)
    assert low < matched < high
    assert draws == 200


def test_the_range_holds_the_stated_ratio_and_stays_within_the_tilt(city):
    columns = "supply_demand_ratio, equal_ratio, ratio_low, ratio_high, keeps_side"
    found = {
        code: rest
        for code, *rest in rows_of(city, f"select industry_code, {columns} from marts.match_sensitivity {OF}")
    }
    assert set(found) == {"C", "I", "Q", "K"}
    ratio, equal, low, high, _ = found["C"]
    # half of A's 40 go to C; tilted by a fifth at most, between 1/(1 + 1.2/0.8) and 1/(1 + 0.8/1.2) of them
    assert (ratio, equal) == (2, pytest.approx(2))
    assert 40 / (40 * 0.6) < low < 2 < high < 40 / (40 * 0.4)
    # D supplies Q alone, and what is unmapped of it is tilted too
    assert found["Q"][2] < found["Q"][0] < found["Q"][3]
    # nobody supplies K under any weights
    assert found["K"] == [None] * 5


def test_a_side_that_no_draw_changes_is_kept_wholly(city):
    sides = dict(rows_of(city, f"select industry_code, keeps_side from marts.match_sensitivity {OF}"))
    assert sides["C"] == sides["I"] == sides["Q"] == 1
