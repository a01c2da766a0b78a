"""A world of three majors, three industries and two years, worked out by hand (method.md §4).

          weights               graduates   vacancies        2024  2025
A   C 0.5  I 0.5                2024: 60    C manufacturing    50    40
B   I 1.0                       2024: 30    I software         50    60
D   Q 0.8  (0.2 unmapped)       2024: 50    Q health           20    20
    2025: A 40, B 60, D 50                  K property          0    30  (2025 only; no major supplies it)

supply 2024: C 30, I 30 + 30 = 60, Q 40, unmapped 10; over the industries with demand 130
supply 2025: C 20, I 20 + 60 = 80, Q 40, K 0, unmapped 10; over the industries with demand 140
"""

from __future__ import annotations

from math import acos, sqrt

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, major, rows_of
from transforms.warehouse import load_policy

GRADUATES = {2024: {"A": 60, "B": 30, "D": 50}, 2025: {"A": 40, "B": 60, "D": 50}}
VACANCIES = {2024: {"C": 50, "I": 50, "Q": 20}, 2025: {"C": 40, "I": 60, "Q": 20, "K": 30}}
WEIGHTS = [("A", "C", 0.5), ("A", "I", 0.5), ("B", "I", 1.0), ("D", "Q", 0.8)]
CODES = {"A": "410101", "B": "510201", "D": "520201"}


def vacancies(region: str, by_year: dict[int, dict[str, int]]) -> list[dict]:
    return [
        {"industry_classification": "gbt4754-2017", "region_code": region}
        | {"industry_code": code, "year": year, "vacancies": number}
        for year, own in by_year.items()
        for code, number in own.items()
    ]


def world(folder, more_vacancies=(), policy="chongqing", more_weights=()):
    gbt = {"industry_classification": "gbt4754-2017"}
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in CODES.values()],
        "employment": [
            cohort(year, number, number, CODES[name])
            for year, own in GRADUATES.items()
            for name, number in own.items()
        ],
        "industry": [
            gbt | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in "CIQK"
        ],
        "vacancy": [*vacancies("500000", VACANCIES), *more_vacancies],
        "crosswalk": [
            gbt
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": CODES[name], "industry_code": code, "weight": weight}
            for name, code, weight in WEIGHTS
        ]
        + list(more_weights),
    }
    return build_city(folder, rows, policy)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return world(tmp_path_factory.mktemp("world"))


WORLD = "level = 'all' and region_code = '500000' and supply_basis = 'graduates'"


def industry(city, year: int, columns: str) -> dict:
    found = rows_of(
        city, f"select industry_code, {columns} from marts.industry_match where {WORLD} and year = {year}"
    )
    return {code: rest[0] if len(rest) == 1 else tuple(rest) for code, *rest in found}


def structure(city, year: int, column: str) -> float:
    [(value,)] = rows_of(city, f"select {column} from marts.structure_match where {WORLD} and year = {year}")
    return value


def test_supply_goes_to_industries_by_weight_and_the_rest_stays_as_residual(city):
    assert industry(city, 2024, "supply, is_residual") == {
        "C": (30.0, False),
        "I": (60.0, False),
        "Q": (40.0, False),
        "unmapped": (pytest.approx(10.0, abs=1e-12), True),
    }


def test_shares_are_taken_over_the_same_industries(city):
    shares = industry(city, 2024, "supply_share, demand_share")
    assert shares["C"] == pytest.approx((30 / 130, 50 / 120), abs=1e-12)
    assert shares["I"] == pytest.approx((60 / 130, 50 / 120), abs=1e-12)
    assert shares["unmapped"] == (None, None)


def test_ratio_gap_and_deviation_of_an_industry(city):
    found = industry(city, 2024, "supply_demand_ratio, share_gap, structural_deviation")["C"]
    # 50 / 30; 30/130 - 50/120; (50/120) / (30/130) - 1
    assert found == pytest.approx((5 / 3, 30 / 130 - 50 / 120, (50 / 120) * (130 / 30) - 1), abs=1e-12)


def test_an_industry_nobody_supplies_has_no_ratio(city):
    assert industry(city, 2025, "supply, demand, supply_demand_ratio, structural_deviation")["K"] == (
        0.0,
        30.0,
        None,
        None,
    )


# shares of 2024 and 2025 by hand, in the order C, I, Q, K
S = {2024: [30 / 130, 60 / 130, 40 / 130], 2025: [20 / 140, 80 / 140, 40 / 140, 0]}
D = {2024: [50 / 120, 50 / 120, 20 / 120], 2025: [40 / 150, 60 / 150, 20 / 150, 30 / 150]}


@pytest.mark.parametrize("year", [2024, 2025])
def test_matching_degree_is_one_minus_half_the_gaps(city, year):
    gaps = [abs(s - d) for s, d in zip(S[year], D[year], strict=True)]
    assert structure(city, year, "matching_degree") == pytest.approx(1 - sum(gaps) / 2, abs=1e-12)
    assert structure(city, year, "dissimilarity") == pytest.approx(sum(gaps) / 2, abs=1e-12)


@pytest.mark.parametrize("year", [2024, 2025])
def test_grey_relational_degree(city, year):
    gaps = [abs(s - d) for s, d in zip(S[year], D[year], strict=True)]
    low, high = min(gaps), max(gaps)
    by_hand = sum((low + 0.5 * high) / (gap + 0.5 * high) for gap in gaps) / len(gaps)
    assert structure(city, year, "grey_relational_degree") == pytest.approx(by_hand, abs=1e-12)


def test_coupling_in_both_forms(city):
    # anchors are the largest totals: supply 140, demand 150; 2024 stands at 130/140 and 120/150
    u1, u2 = 130 / 140, 120 / 150
    modified = sqrt((1 - abs(u1 - u2)) * u2 / u1)
    classic = 2 * sqrt(u1 * u2) / (u1 + u2)
    development = (u1 + u2) / 2
    assert structure(city, 2024, "coupling_coordination") == pytest.approx(
        sqrt(modified * development), abs=1e-12
    )
    assert structure(city, 2024, "coupling_coordination_classic") == pytest.approx(
        sqrt(classic * development), abs=1e-12
    )
    assert structure(city, 2025, "coupling_coordination") == pytest.approx(1, abs=1e-12)
    assert structure(city, 2024, "coupling_level") == 9
    assert structure(city, 2025, "coupling_level_name") == "优质协调"


def test_moore_angle_needs_the_year_before(city):
    # only C, I, Q stand in both years
    now, before = S[2025][:3], S[2024]
    dot = sum(a * b for a, b in zip(now, before, strict=True))
    angle = acos(dot / sqrt(sum(a * a for a in now) * sum(b * b for b in before)))
    assert structure(city, 2025, "moore_angle_supply") == pytest.approx(angle, abs=1e-12)
    assert structure(city, 2024, "moore_angle_supply") is None


def angle(now: list[float], before: list[float]) -> float:
    dot = sum(a * b for a, b in zip(now, before, strict=True))
    return acos(dot / sqrt(sum(a * a for a in now) * sum(b * b for b in before)))


def rows_as_dicts(city, table: str, year: int) -> list[dict]:
    found = city.con.execute(f"select * from {table} where {WORLD} and year = {year}")
    names = [name for name, *_ in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


KEY = {"level": "all", "region_code": "500000", "industry_classification": "gbt4754-2017"}
KEY |= {"granularity": "section", "crosswalk_source": "expert", "supply_basis": "graduates"}
KEY |= {"demand_basis": "vacancies"}
# totals of supply and demand, unmapped and unmatched, and the index of each system between 0 and its largest total
WHOLE = {2024: (130, 120, 10, 0, 130 / 140, 120 / 150), 2025: (140, 150, 10, 30, 1, 1)}


@pytest.mark.parametrize(("year", "level", "name"), [(2024, 9, "良好协调"), (2025, 10, "优质协调")])
def test_every_column_of_a_structure_is_as_by_hand(city, year, level, name):
    s, d = S[year], D[year]
    supply, demand, unmapped, unmatched, u1, u2 = WHOLE[year]
    gaps = [abs(a - b) for a, b in zip(s, d, strict=True)]
    low, high = min(gaps), max(gaps)
    dot = sum(a * b for a, b in zip(s, d, strict=True))
    hhi = sum(a * a for a in s), sum(b * b for b in d)
    modified = sqrt((1 - abs(u1 - u2)) * min(u1, u2) / max(u1, u2))
    classic = 2 * sqrt(u1 * u2) / (u1 + u2)
    [row] = rows_as_dicts(city, "marts.structure_match", year)
    expected = KEY | {
        "year": year,
        "demand_year": year,
        "industries": len(s),
        "total_supply": supply,
        "stand_ins": 0,
        "total_demand": demand,
        "unmapped_supply": unmapped,
        "unmatched_demand": unmatched,
        "supply_demand_ratio": demand / supply,
        "matching_degree": 1 - sum(gaps) / 2,
        "dissimilarity": sum(gaps) / 2,
        "cosine_similarity": dot / sqrt(hhi[0] * hhi[1]),
        "supply_anchor": 140,
        "demand_anchor": 150,
        "coupling_coordination": sqrt(modified * (u1 + u2) / 2),
        "coupling_coordination_classic": sqrt(classic * (u1 + u2) / 2),
        "coupling_level": level,
        "coupling_level_name": name,
        "grey_relational_degree": sum((low + 0.5 * high) / (gap + 0.5 * high) for gap in gaps) / len(gaps),
        # only C, I, Q stand in both years
        "moore_angle_supply": angle(S[2025][:3], S[2024]) if year == 2025 else None,
        "moore_angle_demand": angle(D[2025][:3], D[2024]) if year == 2025 else None,
        "supply_hhi": hhi[0],
        "demand_hhi": hhi[1],
        "supply_effective_industries": 1 / hhi[0],
        "demand_effective_industries": 1 / hhi[1],
        "is_series_break": False,
        "series_break_reason": None,
    }
    assert row == {
        column: pytest.approx(value, abs=1e-12) if isinstance(value, float) else value
        for column, value in expected.items()
    }


SUPPLY = {2024: {"C": 30, "I": 60, "Q": 40}, 2025: {"C": 20, "I": 80, "Q": 40, "K": 0}}


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_column_of_an_industry_is_as_by_hand(city, year):
    supplied, asked = sum(SUPPLY[year].values()), sum(VACANCIES[year].values())
    found = {row["industry_code"]: row for row in rows_as_dicts(city, "marts.industry_match", year)}
    assert found.keys() == {*SUPPLY[year], "unmapped"}
    for code, supply in SUPPLY[year].items():
        demand = VACANCIES[year][code]
        own, other = supply / supplied, demand / asked
        expected = KEY | {
            "year": year,
            "demand_year": year,
            "industry_code": code,
            "industry_name": code,
            "supply": supply,
            "demand": demand,
            "total_supply": supplied,
            "stand_ins": 0,
            "total_demand": asked,
            "supply_share": own,
            "demand_share": other,
            "supply_demand_ratio": demand / supply if supply else None,
            "share_gap": own - other,
            "structural_deviation": other / own - 1 if supply else None,
            "structural_deviation_formula": "demand_share / supply_share - 1",
            "location_quotient": None,
            "is_residual": False,
            "is_series_break": False,
            "series_break_reason": None,
        }
        assert found[code] == {
            column: pytest.approx(value, abs=1e-12) if isinstance(value, float) else value
            for column, value in expected.items()
        }


def test_demand_is_divided_among_majors_and_none_is_lost(city):
    found = rows_of(
        city,
        f"select major_scope_code, supply, allocated_demand, supply_demand_ratio from marts.major_match "
        f"where {WORLD} and year = 2025 and major_scope = 'major'",
    )
    by_code = {code: rest for code, *rest in found}
    # A: all of C's 40 and 20/80 of I's 60; B: 60/80 of I's 60; D: all of Q's 20; K's 30 belongs to nobody
    assert by_code["410101"] == pytest.approx([40, 55, 55 / 40], abs=1e-12)
    assert by_code["510201"] == pytest.approx([60, 45, 45 / 60], abs=1e-12)
    assert by_code["520201"] == pytest.approx([50, 20, 20 / 50], abs=1e-12)
    assert by_code["unmatched:K"] == [0, 30, None]
    assert sum(row[1] for row in by_code.values()) == pytest.approx(150, abs=1e-12)


def test_all_checks_are_healthy(city):
    assert [check.name for check in city.checks() if not check.is_healthy] == []


def test_without_a_region_of_reference_there_is_no_location_quotient(city):
    assert set(industry(city, 2024, "location_quotient").values()) == {None}


def test_the_location_quotient_is_the_share_over_that_of_the_region_of_reference(tmp_path):
    # of the reference's 400: C 100, I 200, Q 100, K 0; here 50, 50, 20 of 120 (2024)
    reference = vacancies("000000", {2024: {"C": 100, "I": 200, "Q": 100, "K": 0}})
    policy = load_policy("chongqing").model_copy(update={"reference_region_code": "000000"})
    found = industry(world(tmp_path, reference, policy), 2024, "location_quotient")
    assert found["C"] == pytest.approx((50 / 120) / (100 / 400), abs=1e-12)
    assert found["I"] == pytest.approx((50 / 120) / (200 / 400), abs=1e-12)
    assert found["Q"] == pytest.approx((20 / 120) / (100 / 400), abs=1e-12)
    assert found["unmapped"] is None
