"""Every family of rules of method.md §3.1, each in the preset that states it, below, at and above its numbers."""

from __future__ import annotations

import pytest

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of
from transforms.warehouse import load_policy
from transforms.warehouse.policy import METHOD_FILE, POLICY_DIR

PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_loads_and_cites_a_clause_for_every_value(preset):
    policy = load_policy(preset)
    assert policy.policy == preset
    assert all(clause.last_checked_on for clause in policy.clauses.values())


def verdicts(tmp_path, preset: str, rows: dict, year: int = 2025) -> dict[str, tuple]:
    """Institution → (card, trigger, years counted) in a year."""
    schools = sorted({row["institution_code"] for own in rows.values() for row in own})
    names = {"institution": [institution(code) for code in schools]}
    levels = {row["level"] for own in rows.values() for row in own}
    catalogue = {"major": [major("530302", level=level) for level in levels]}
    city = build_city(tmp_path, names | catalogue | rows, preset)
    sql = f"select institution_code, card, trigger_id, years_counted from marts.verdict where year = {year}"
    return {code: tuple(rest) for code, *rest in rows_of(city, sql)}


def low(code: str, *placed: int | None, level: str = "associate") -> list[dict]:
    """A school whose cohorts of 100 up to 2025 have so many placed; None is a year without a delivery."""
    years = range(2026 - len(placed), 2026)
    counted = [(year, number) for year, number in zip(years, placed, strict=True) if number is not None]
    return [cohort(year, 100, number, institution_code=code, level=level) for year, number in counted]


def test_several_lines_at_once_the_heaviest_speaks(tmp_path):
    rows = {
        "employment": [
            *low("at60", 60),
            *low("below60", 59),
            *low("at40", 40),
            *low("below40", 39),
            *low("twice40", 39, 39),
            *low("at30", 30),
            *low("below30", 29),
        ]
    }
    assert verdicts(tmp_path, "tianjin-2009", rows) == {
        "at60": ("none", None, None),
        "below60": ("yellow", "below_60_once", 1),
        "at40": ("yellow", "below_60_once", 1),
        "below40": ("orange", "below_40_once", 1),
        "twice40": ("red", "below_40_twice", 2),
        "at30": ("orange", "below_40_once", 1),
        "below30": ("red", "below_30_once", 1),
    }


def test_what_follows_may_be_more_particular_than_the_card(tmp_path):
    rows = {"institution": [institution("I1")], "major": [major("530302")], "employment": low("I1", 39)}
    city = build_city(tmp_path, rows, "tianjin-2009")
    assert rows_of(city, "select action, action_en from marts.verdict") == [
        ("隔年招生", "Intake in alternate years")
    ]


def test_limit_at_two_years_and_stop_at_three(tmp_path):
    rows = {
        "employment": [
            *low("once", 49),
            *low("twice", 49, 49),
            *low("thrice50", 49, 49, 49),
            *low("thrice30", 29, 29, 29),
            *low("broken30", 29, 30, 29),
        ]
    }
    found = verdicts(tmp_path, "moe-2004", rows)
    assert {code: card for code, (card, *_) in found.items()} == {
        "once": "none",
        "twice": "orange",
        "thrice50": "orange",
        "thrice30": "red",
        "broken30": "orange",
    }


def test_anhui_needs_three_years_and_a_line_in_force(tmp_path):
    # the line starts on 2022-01-01: the cohort of 2021 meets no line
    rows = {"employment": [*low("three", 59, 59, 59), *low("two", 59, 59), *low("pass", 59, 60, 59)]}
    found = verdicts(tmp_path, "anhui-2022", rows)
    assert [found[code][0] for code in ("three", "two", "pass")] == ["red", "none", "none"]


def test_the_day_before_a_line_starts_there_is_no_result(tmp_path):
    rows = {"employment": low("I1", 10, 10, 10, 10, 10)}
    assert verdicts(tmp_path, "anhui-2022", rows, year=2021)["I1"] == ("not_judged", None, None)
    folder = tmp_path / "again"
    folder.mkdir()
    assert verdicts(folder, "anhui-2022", rows, year=2024)["I1"] == ("red", "below_60_three_times", 3)


def test_the_bottom_tenth_two_years_running(tmp_path):
    # twenty schools: the lowest two are the bottom tenth; b changes places with c
    order_2024 = {f"s{n:02}": 50 + n for n in range(20)}
    order_2025 = order_2024 | {"s01": 60, "s02": 51}
    rows = {
        "employment": [
            cohort(year, 100, placed, institution_code=code, observation="initial")
            for year, order in ((2024, order_2024), (2025, order_2025))
            for code, placed in order.items()
        ]
    }
    found = verdicts(tmp_path, "fujian-2023", rows)
    assert found["s00"] == ("orange", "bottom_tenth_twice", 2)
    assert [found[code][0] for code in ("s01", "s02", "s03")] == ["none", "none", "none"]


@pytest.mark.parametrize(("sites", "card"), [(19, "none"), (20, "none"), (21, "yellow")])
def test_a_cap_on_associate_sites(tmp_path, sites, card):
    codes = [f"s{n:02}" for n in range(sites)]
    rows = {
        "enrolment": [intake(2025, 40, institution_code=code) for code in codes],
        # all alike, so that the rank says nothing
        "employment": [cohort(2025, 100, 90, institution_code=code, observation="initial") for code in codes],
    }
    assert {found[0] for found in verdicts(tmp_path, "fujian-2023", rows).values()} == {card}


@pytest.mark.parametrize(("offering", "card"), [(4, "none"), (5, "none"), (6, "yellow")])
def test_a_cap_at_half_of_the_secondary_schools(tmp_path, offering, card):
    codes = [f"s{n}" for n in range(10)]
    majors = ["530302" if number < offering else "510201" for number in range(10)]
    where = [
        {"institution_code": code, "code": own, "level": "secondary"}
        for code, own in zip(codes, majors, strict=True)
    ]
    rows = {
        "institution": [institution(code) for code in codes],
        "major": [major(code, level="secondary") for code in ("530302", "510201")],
        "enrolment": [intake(2025, 40, **place) for place in where],
        "employment": [cohort(2025, 100, 90, **place) for place in where],
    }
    city = build_city(tmp_path, rows, "fujian-2023")
    assert rows_of(city, "select distinct card from marts.verdict where major_code = '530302'") == [(card,)]


def reading(
    indicator: str, year: int, value: float, code: str = "I1", level: str = "bachelor", **more
) -> dict:
    program = {
        "institution_code": code,
        "catalogue_version": "vocational-2021",
        "major_code": "530302",
        "level": level,
    }
    return program | {"indicator": indicator, "year": year, "value": value} | more


@pytest.mark.parametrize(
    ("staff", "ratio", "placed", "card"),
    [
        (7, 22, 60, "none"),
        (6, 22, 60, "none"),
        (6, 23, 60, "yellow"),
        (6, 22, 59, "yellow"),
        (6, 23, 59, "orange"),
    ],
)
def test_any_two_of_five_indicators(tmp_path, staff, ratio, placed, card):
    rows = {
        "employment": low("I1", placed, level="bachelor"),
        "indicator": [reading("staff", 2025, staff), reading("student_staff_ratio", 2025, ratio)],
    }
    assert verdicts(tmp_path, "heilongjiang-2024", rows)["I1"][0] == card


@pytest.mark.parametrize(
    ("admitted", "card"),
    [((49, 49), "red"), ((49, 50), "none"), ((50, 49), "none"), ((0, 0), "red")],
)
def test_intake_of_secondary_schools(tmp_path, admitted, card):
    years = range(2026 - len(admitted), 2026)
    rows = {"enrolment": [intake(y, n, level="secondary") for y, n in zip(years, admitted, strict=True)]}
    assert verdicts(tmp_path, "guizhou-secondary", rows)["I1"][0] == card


@pytest.mark.parametrize(
    ("admitted", "card"),
    [((0, 0, 0), "exit"), ((0, 0), "none"), ((0, 1, 0, 0), "none"), ((1, 0, 0, 0), "exit")],
)
def test_three_years_without_intake(tmp_path, admitted, card):
    years = range(2026 - len(admitted), 2026)
    rows = {"enrolment": [intake(y, n) for y, n in zip(years, admitted, strict=True)]}
    assert verdicts(tmp_path, "shandong-2017", rows)["I1"][0] == card


def classes(*values: int | None, cohort_size: int = 30) -> dict:
    years = range(2026 - len(values), 2026)
    own = [(year, value) for year, value in zip(years, values, strict=True) if value is not None]
    return {
        "indicator": [
            reading("debt_to_earnings_class", year, value, level="all", denominator=cohort_size)
            for year, value in own
        ]
    }


@pytest.mark.parametrize(
    ("history", "card"),
    [
        ((2,), "yellow"),
        ((2, 2), "exit"),
        ((2, 0, 2), "exit"),
        ((2, 0, 0, 2), "yellow"),
        # a year without a rate is no calculated year
        ((2, None, 0, 2), "exit"),
        ((2, None, None, None, 2), "exit"),
        # a result older than five calculation years is disregarded
        ((2, None, None, None, None, 2), "yellow"),
        ((1, 1, 1), "yellow"),
        ((1, 1, 1, 1), "exit"),
        ((1, 1, 0, 1), "yellow"),
    ],
)
def test_two_of_three_calculated_years_and_four_in_the_zone(tmp_path, history, card):
    assert verdicts(tmp_path, "us-gainful-employment-2014", classes(*history))["I1"][0] == card


@pytest.mark.parametrize(("size", "card"), [(29, "not_judged"), (30, "exit"), (31, "exit")])
def test_a_rate_of_too_few_students_is_no_result(tmp_path, size, card):
    assert verdicts(tmp_path, "us-gainful-employment-2014", classes(2, 2, cohort_size=size))["I1"][0] == card
