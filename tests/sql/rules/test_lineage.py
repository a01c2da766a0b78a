"""A failing record follows the program through catalogues: rename, merge, split, new (method.md §1)."""

from __future__ import annotations

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of

OLD = "vocational-2015"


def step(kind: str, old: str | None, new: str | None, year: int = 2021) -> dict:
    return {
        "kind": kind,
        "from_catalogue_version": OLD if old else None,
        "from_major_code": old,
        "to_catalogue_version": "vocational-2021" if new else None,
        "to_major_code": new,
        "effective_year": year,
    }


def verdicts(tmp_path, rows: dict) -> dict:
    city = build_city(tmp_path, {"institution": [institution()], **rows})
    found = rows_of(city, "select major_code, year, card, years_counted from marts.verdict order by all")
    return {(code, year): (card, counted) for code, year, card, counted in found}


def test_new_codes_of_enrolment_and_old_codes_of_graduates_land_on_one_program(tmp_path):
    city = build_city(
        tmp_path,
        {
            "institution": [institution()],
            "major": [major("630302", catalogue=OLD), major("530302")],
            "major_lineage": [step("retain", "630302", "530302")],
            "enrolment": [intake(2021, 60), intake(2022, 60)],
            "employment": [cohort(2022, 50, 40, "630302", catalogue=OLD)],
        },
    )
    found = rows_of(city, "select program_id, year, planned, graduates from marts.program_year order by year")
    assert found == [
        ("I1.vocational-2021.530302.associate", 2021, 60, None),
        ("I1.vocational-2021.530302.associate", 2022, 60, 50),
    ]


def test_a_program_merged_away_ends_there_and_is_not_revoked_for_lack_of_intake(tmp_path):
    others = [intake(year, 30, "530302") for year in range(2018, 2027)]
    found = verdicts(
        tmp_path,
        {
            "major": [major("600001", catalogue=OLD), major("500001"), major("530302")],
            "major_lineage": [step("merge", "600001", "500001", 2020)],
            "enrolment": [intake(2018, 40, "600001", catalogue=OLD), *others],
            "employment": [cohort(2021, 40, 35, "600001", catalogue=OLD), cohort(2026, 30, 28, "530302")],
        },
    )
    assert max(year for code, year in found if code == "600001") == 2019
    assert found[("500001", 2021)] == ("none", None)


def test_a_code_of_two_catalogues_without_its_catalogue_is_told_apart_by_its_name_or_refused(tmp_path):
    city = build_city(
        tmp_path,
        {
            "institution": [institution()],
            "major": [major("510201", "作物生产技术", catalogue=OLD), major("510201", "计算机应用技术")],
            "employment": [
                cohort(2023, 50, 20, "510201", catalogue=None, major_name="计算机应用技术"),
                cohort(2024, 50, 20, "510201", catalogue=None),
            ],
        },
    )
    assert rows_of(city, "select catalogue_version, year from marts.program_year") == [
        ("vocational-2021", 2023)
    ]
    assert rows_of(city, "select reason_code, row from meta.refused_row") == [("ambiguous_major", 2)]


def test_a_circle_in_the_lineage_is_found_by_its_check(tmp_path):
    circle = [step("rename", "630302", "530302")]
    circle.append({**circle[0], "from_catalogue_version": "vocational-2021", "from_major_code": "530302"})
    circle[1] |= {"to_catalogue_version": OLD, "to_major_code": "630302"}
    city = build_city(
        tmp_path,
        {
            "institution": [institution()],
            "major": [major("630302", catalogue=OLD), major("530302")],
            "major_lineage": circle,
            "employment": [cohort(2024, 50, 20)],
        },
    )
    assert {check.name for check in city.checks() if not check.is_healthy} == {"lineage_has_no_circle"}


def test_a_renamed_program_without_its_lineage_row_is_listed_to_be_confirmed(tmp_path):
    # 会计 ends in 2023 with 50 graduates, 大数据与会计 begins in 2024 with 45; 护理 goes on and is no candidate
    rows = {
        "institution": [institution()],
        "major": [
            major("630302", "会计", catalogue=OLD),
            major("530302", "大数据与会计"),
            major("520201", "护理"),
        ],
        "employment": [
            *[cohort(year, 50, 20, "630302", catalogue=OLD) for year in (2021, 2022, 2023)],
            *[cohort(year, 45, 20, "530302") for year in (2024, 2025)],
            *[cohort(year, 50, 45, "520201") for year in range(2021, 2026)],
        ],
    }
    for entry in rows["major"][:2]:
        entry |= {"major_class_name": "财务会计类"}
    city = build_city(tmp_path, rows)
    found = rows_of(city, "select ended_major_name, begun_major_name, ended_card from marts.possible_rename")
    assert found == [("会计", "大数据与会计", "red")]


def test_a_stated_rename_or_another_size_is_no_possible_rename(tmp_path):
    rows = {
        "institution": [institution()],
        "major": [major("630302", "会计", catalogue=OLD), major("530302", "大数据与会计")],
        "employment": [
            *[cohort(year, 50, 20, "630302", catalogue=OLD) for year in (2021, 2022, 2023)],
            # 34 of 50 is below, 35 would be at the ratio of 0.7
            *[cohort(year, 34, 20, "530302") for year in (2024, 2025)],
        ],
    }
    for entry in rows["major"]:
        entry |= {"major_class_name": "财务会计类"}
    sql = "select count(*) from marts.possible_rename"
    for number, (more, size, expected) in enumerate(
        [({}, 34, 0), ({}, 35, 1), ({"major_lineage": [step("rename", "630302", "530302")]}, 35, 0)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        employment = [
            row | ({"graduates": size} if row["graduates"] == 34 else {}) for row in rows["employment"]
        ]
        assert rows_of(build_city(folder, rows | {"employment": employment} | more), sql) == [(expected,)]
