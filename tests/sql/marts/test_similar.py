"""Similar settings (method.md §5): within one school, across the region, and a ladder that is no duplicate."""

from __future__ import annotations

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, intake, major, remade, rows_of

SIMILAR = "marts.similar_program"
GBT = {"industry_classification": "gbt4754-2017"}
# code: name (class is the first four digits, division the first two)
MAJORS = {
    "530301": "大数据与财务管理",
    "530302": "大数据与会计",  # same class as the one above
    "510203": "软件技术",
    "460103": "软件工程技术",  # near-identical name at 0.8, another class and division
    "510301": "云计算技术应用",  # another class, same division and industries as 510203
    "490101": "食品智能加工",  # same industries as 510203, another division
}
INDUSTRIES = {"510203": {"I": 1.0}, "510301": {"I": 0.95, "C": 0.05}, "490101": {"I": 1.0}}


def rows(**more):
    return {
        "institution": [institution("I1"), institution("I2")],
        "major": [major(code, name) for code, name in MAJORS.items()]
        + [major("730301", "大数据与会计", level="secondary")],
        "enrolment": [intake(2025, 50, code) for code in MAJORS]
        + [intake(2025, 50, "730301", level="secondary"), intake(2025, 50, "530302", "I2")],
        "employment": [cohort(2025, 40, 36, code) for code in MAJORS],
        "industry": [
            GBT | {"industry_code": c, "industry_name": c, "granularity": "section"} for c in ("I", "C")
        ],
        "vacancy": [
            GBT | {"region_code": "500000", "industry_code": c, "year": 2025, "vacancies": 60}
            for c in ("I", "C")
        ],
        "crosswalk": [
            GBT
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {"major_scope_code": code, "industry_code": industry, "weight": weight}
            for code, weights in INDUSTRIES.items()
            for industry, weight in weights.items()
        ],
    } | more


def pairs(city) -> set[tuple[str, str]]:
    """Unordered pairs of majors within the first school."""
    found = rows_of(
        city,
        "select major_code, other_major_code from marts.similar_program "
        "where is_similar_in_school and institution_code = 'I1' and major_code < other_major_code",
    )
    return {(one, other) for one, other in found}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    return remade(build_city(tmp_path_factory.mktemp("similar"), rows()), SIMILAR, similar_name=0.8)


@pytest.fixture(scope="module")
def judged_otherwise(tmp_path_factory):
    """A city whose limits every test states for itself."""
    return build_city(tmp_path_factory.mktemp("limits"), rows())


def test_same_class_near_name_and_near_industry_make_a_pair_and_nothing_else_does(city):
    assert pairs(city) == {("530301", "530302"), ("460103", "510203"), ("510203", "510301")}


def test_each_pair_says_by_what_it_is_alike(city):
    found = rows_of(
        city,
        "select other_major_code, is_same_class, is_near_name, is_near_industry from marts.similar_program "
        "where major_code = '510203' order by 1",
    )
    assert found == [("460103", False, True, False), ("510301", False, False, True)]


def test_the_same_field_at_another_level_is_a_ladder(city):
    assert rows_of(city, "from marts.similar_program where level = 'secondary'") == []


# 软件技术 and 软件工程技术 share 0.8 of their names
@pytest.mark.parametrize(("limit", "is_pair"), [(0.79, True), (0.8, True), (0.81, False)])
def test_names_below_at_and_above_the_limit(judged_otherwise, limit, is_pair):
    city = remade(judged_otherwise, SIMILAR, similar_name=limit)
    assert (("460103", "510203") in pairs(city)) is is_pair


# cosine of (1, 0) and (0.95, 0.05): 0.95 / sqrt(0.95² + 0.05²) = 0.99862
@pytest.mark.parametrize(("limit", "is_pair"), [(0.9986, True), (0.9987, False)])
def test_industries_below_and_above_the_limit(judged_otherwise, limit, is_pair):
    city = remade(judged_otherwise, SIMILAR, similar_industries=limit)
    assert (("510203", "510301") in pairs(city)) is is_pair


def test_a_program_that_offers_no_seat_is_nobodys_duplicate(tmp_path):
    enrolment = rows()["enrolment"]
    enrolment[1] = intake(2025, 0, "530302")
    city = build_city(tmp_path, rows(enrolment=enrolment))
    assert ("530301", "530302") not in pairs(city)


# 530302 is offered by both schools of the level, every other by one of two
@pytest.mark.parametrize(
    ("most_sites", "share", "from_sites", "crowded"),
    [
        (1, 1.0, 1, {"530302"}),
        (2, 1.0, 1, set()),
        (9, 0.99, 2, {"530302"}),
        (9, 1.0, 2, set()),
        (9, 0.99, 3, set()),
        (9, 0.49, 1, set(MAJORS)),
        (9, 0.5, 1, {"530302"}),
    ],
)
def test_sites_and_share_of_schools_below_at_and_above_their_limits(
    judged_otherwise, most_sites, share, from_sites, crowded
):
    limits = {
        "crowded_sites": most_sites,
        "crowded_site_share_bp": 10_000 * share,
        "crowded_share_from_sites": from_sites,
    }
    city = remade(judged_otherwise, SIMILAR, **limits)
    found = rows_of(
        city,
        "select distinct major_code from marts.similar_program where is_crowded_in_region and level = 'associate'",
    )
    assert {code for (code,) in found} == crowded


def test_a_pair_carries_rates_and_ratios_of_both(city):
    [found] = rows_of(
        city,
        "select judged_numerator, judged_denominator, judged_rate, other_judged_rate, supply, allocated_demand, "
        "supply_demand_ratio from marts.similar_program where major_code = '510203' and other_major_code = '510301'",
    )
    # I: supply 40 + 38 + 40 = 118, demand 60, of which 40/118 is 510203's; 60/118 positions per graduate
    assert found == (36, 40, 0.9, 0.9, 40, pytest.approx(60 * 40 / 118), pytest.approx(60 / 118))


# below 60 % of 40 is fewer than 24. 530301 has one failing result, two running, one healed, none, and years
# of its own school each: (placed in 2024, in 2025)
RECORDS = {"S1": (24, 23), "S2": (23, 23), "S3": (23, 24), "S4": (24, 24)}


def test_similar_and_failing_in_turn_needs_two_results_running(tmp_path):
    schools = {
        "institution": [institution(code) for code in RECORDS],
        "enrolment": [intake(2025, 50, code, school) for school in RECORDS for code in ("530301", "530302")],
        "employment": [
            cohort(year, 40, placed, "530301", school)
            for school, record in RECORDS.items()
            for year, placed in zip((2024, 2025), record, strict=True)
        ],
    }
    city = build_city(tmp_path, rows(**schools))
    asked = "from marts.similar_program where is_similar_in_school and"
    own = rows_of(city, f"select institution_code {asked} major_code = '530301' and is_failing_in_turn")
    seen = rows_of(
        city, f"select institution_code {asked} other_major_code = '530301' and is_other_failing_in_turn"
    )
    assert own == seen == [("S2",)]


def test_all_checks_are_healthy(city):
    assert [check.name for check in city.checks() if not check.is_healthy] == []
