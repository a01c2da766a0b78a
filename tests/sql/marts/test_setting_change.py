"""Changes of settings: each case is a school of its own, with the Septembers of one program and what was filed.

Every school also offers a program that never changes, so that a September without a row is a September without seats.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.sql.city import CATALOGUE, build_city, cohort, institution, intake, major, rows_of

YEARS = range(2021, 2027)
STEADY, MAJOR, OTHER = "410101", "530302", "530303"
Change = tuple[int, str, str, bool | None]


@dataclass(frozen=True)
class Case:
    """seats by year; filings (year, event); the years the school reported; the changes that must be told."""

    seats: dict[int, int]
    told: tuple[Change, ...] = ()
    filed: tuple[tuple[int, str], ...] = ()
    reported: tuple[int, ...] = tuple(YEARS)
    graduates_in: int | None = None


def since(first: int, seats: int = 50, last: int = 2026) -> dict[int, int]:
    return dict.fromkeys(range(first, last + 1), seats)


def step(before: int, after: int) -> dict[int, int]:
    """So many seats until 2023, so many from 2024 on."""
    return since(2021, before, 2023) | since(2024, after)


def told(year: int, change: str, basis: str = "inferred", is_seen: bool | None = True) -> Change:
    return year, change, basis, is_seen


CASES = {
    "always there": Case(since(2021)),
    "first intake": Case(since(2023), (told(2023, "new"),)),
    "first intake of a school that had not reported": Case(since(2023), reported=(2023, 2024, 2025, 2026)),
    "first intake after graduates": Case(since(2023), graduates_in=2022),
    "first intake as filed": Case(since(2023), (told(2023, "new", "confirmed"),), filed=((2023, "new"),)),
    "filed a year before": Case(since(2023), (told(2022, "new", "confirmed", None),), filed=((2022, "new"),)),
    "filed two years before": Case(
        since(2023), (told(2021, "new", "confirmed", None), told(2023, "new")), filed=((2021, "new"),)
    ),
    "filed and never offered": Case({}, (told(2025, "new", "confirmed", None),), filed=((2025, "new"),)),
    "no seats from 2024 on": Case(step(50, 0), (told(2024, "suspended"),)),
    # three Septembers without an intake, the third without a row: the last students of 2023 have left
    "no row from 2024 on": Case(since(2021, last=2023), (told(2024, "suspended"), told(2026, "revoked"))),
    "no row for two years": Case(since(2021, last=2024), (told(2025, "suspended"),)),
    "rows without seats are not yet the end": Case(
        since(2021, last=2022) | since(2023, 0), (told(2023, "suspended"),)
    ),
    "suspended as filed": Case(
        step(50, 0), (told(2024, "suspended", "confirmed"),), filed=((2024, "suspended"),)
    ),
    "filed as suspended and still taking in": Case(
        since(2021), (told(2025, "suspended", "confirmed", False),), filed=((2025, "suspended"),)
    ),
    "one September left out": Case(since(2021) | {2024: 0}, (told(2024, "suspended"), told(2025, "resumed"))),
    "a September the school did not report": Case(
        {2021: 50, 2022: 50, 2024: 90, 2025: 90, 2026: 90}, reported=(2021, 2022, 2024, 2025, 2026)
    ),
    "kept": Case(since(2021), filed=((2024, "kept"),)),
    # 30 % and twenty seats at least
    "29 more of 100": Case(step(100, 129)),
    "30 more of 100": Case(step(100, 130), (told(2024, "expanded"),)),
    "31 more of 100": Case(step(100, 131), (told(2024, "expanded"),)),
    "19 more of 60": Case(step(60, 79)),
    "20 more of 60": Case(step(60, 80), (told(2024, "expanded"),)),
    "21 more of 60": Case(step(60, 81), (told(2024, "expanded"),)),
    "29 fewer of 100": Case(step(100, 71)),
    "30 fewer of 100": Case(step(100, 70), (told(2024, "shrunk"),)),
    "31 fewer of 100": Case(step(100, 69), (told(2024, "shrunk"),)),
    "19 fewer of 60": Case(step(60, 41)),
    "20 fewer of 60": Case(step(60, 40), (told(2024, "shrunk"),)),
    "expanded as filed": Case(
        step(100, 110), (told(2024, "expanded", "confirmed"),), filed=((2024, "expanded"),)
    ),
    "filed as expanded and smaller": Case(
        step(110, 100), (told(2024, "expanded", "confirmed", False),), filed=((2024, "expanded"),)
    ),
}
SCHOOLS = {name: f"S{number:02d}" for number, name in enumerate(CASES)}


def filings():
    for name, case in CASES.items():
        for year, event in case.filed:
            program = {"institution_code": SCHOOLS[name], "catalogue_version": CATALOGUE, "major_code": MAJOR}
            yield program | {"level": "associate", "year": year, "event": event, "document_number": "1号"}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    own = [
        intake(year, seats, MAJOR, SCHOOLS[name])
        for name, case in CASES.items()
        for year, seats in case.seats.items()
    ]
    steady = [
        intake(year, 50, STEADY, SCHOOLS[name]) for name, case in CASES.items() for year in case.reported
    ]
    rows = {
        "institution": [institution(code, name) for name, code in SCHOOLS.items()],
        "major": [major(STEADY), major(MAJOR)],
        "enrolment": own + steady,
        "employment": [
            cohort(case.graduates_in, 40, 36, MAJOR, SCHOOLS[name])
            for name, case in CASES.items()
            if case.graduates_in
        ],
        "program_setting": list(filings()),
    }
    return build_city(tmp_path_factory.mktemp("changes"), rows)


@pytest.mark.parametrize("name", CASES)
def test_changes_of_one_program(city, name):
    found = rows_of(
        city,
        "select year, change, basis, is_seen_in_enrolment from marts.setting_change "
        f"where institution_code = '{SCHOOLS[name]}' order by year, change",
    )
    assert tuple(found) == CASES[name].told


def test_a_change_carries_its_seats_and_what_was_filed(city):
    sql = (
        "select seats_before, seats, seats_change, seats_change_share, document_number, major_name "
        "from marts.setting_change where institution_name = "
    )
    assert rows_of(city, sql + "'30 more of 100'") == [(100, 130, 30, 0.3, None, "专业530302")]
    assert rows_of(city, sql + "'filed and never offered'") == [(None, None, None, None, "1号", "专业530302")]


def test_a_suspension_that_is_not_kept_is_reported_and_blocks_nothing(city):
    broken = {check.name: check for check in city.checks() if not check.is_healthy}
    assert set(broken) == {"suspended_programs_take_nobody_in"}
    assert broken["suspended_programs_take_nobody_in"].severity == "warn"
    assert broken["suspended_programs_take_nobody_in"].failures == 1


def renamed_city(folder, **more):
    """One program whose rows carry another code, and name, from 2024 on."""
    old = "vocational-2015"
    step = {"from_catalogue_version": old, "from_major_code": "630302", "to_catalogue_version": CATALOGUE}
    return build_city(
        folder,
        {
            "institution": [institution()],
            "major": [major("630302", "会计", old), major(MAJOR, "大数据与会计"), major(OTHER, "审计")],
            "major_lineage": [step | {"to_major_code": MAJOR, "kind": "rename", "effective_year": 2024}],
            "enrolment": [intake(year, 50, "630302", catalogue=old) for year in (2021, 2022, 2023)]
            + [intake(year, 50, MAJOR) for year in (2024, 2025)],
        }
        | more,
    )


RENAMED = "select year, basis, known_by, former_major_name from marts.setting_change where change = 'renamed'"


def test_a_catalogue_that_renames_a_major_renames_its_programs(tmp_path):
    assert rows_of(renamed_city(tmp_path), RENAMED) == [(2024, "inferred", "catalogue", "会计")]


def test_a_filed_change_of_name_is_confirmed_and_told_once(tmp_path):
    filed = {"institution_code": "I1", "catalogue_version": CATALOGUE, "major_code": MAJOR}
    filed |= {"level": "associate", "year": 2024, "event": "renamed"}
    city = renamed_city(tmp_path, program_setting=[filed])
    assert rows_of(city, RENAMED) == [(2024, "confirmed", "filed", "会计")]


def test_what_may_only_have_changed_its_name_has_neither_begun_nor_ended(tmp_path):
    """No lineage: one program ends as another of its class begins, with cohorts of one size."""
    rows = {
        "major_lineage": [],
        "major": [major(MAJOR, "大数据与会计"), major(OTHER, "会计信息管理"), major(STEADY)],
        "enrolment": [intake(year, 50, MAJOR) for year in (2018, 2019)]
        + [intake(year, 50, OTHER) for year in (2020, 2021)]
        + [intake(year, 50, STEADY) for year in range(2018, 2022)],
        "employment": [cohort(2022, 48, 44, MAJOR), cohort(2023, 47, 44, OTHER)],
    }
    city = renamed_city(tmp_path, **rows)
    sql = "select year, change, known_by, former_major_name from marts.setting_change order by all"
    assert rows_of(city, sql) == [(2020, "renamed", "alike_cohorts", "大数据与会计")]
