"""A receipt says on what a verdict rests: rule, clause, numbers with their rows, interval, codes carried before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.flows.conftest import majorwatch


def one_program(published: Path, such: str) -> str:
    """The first program of the latest year for which a condition on marts.verdict holds."""
    sql = f"select min(program_id) from marts.verdict where is_latest_year and {such}"
    return majorwatch("query", "--out", published, "--csv", sql).stdout.splitlines()[1]


def printed(published: Path, such: str, *more: str) -> str:
    done = majorwatch("explain", "--out", published, one_program(published, such), *more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def receipt(published: Path, such: str) -> dict:
    return json.loads(printed(published, such, "--json"))


RENAMED_AND_RED = "card = 'red' and level = 'secondary' and numerator is not null and fired_year = year"


def test_the_numbers_of_each_year_stand_in_the_rows_it_names(published: Path) -> None:
    found = receipt(published, RENAMED_AND_RED)
    judged = {row["year"]: row for row in found["years"] if row["result"] == "fail"}
    loaded = [row for row in found["sources"] if row["row_status"] == "loaded"]
    assert len(judged) >= 3
    for row in loaded:
        year = judged[row["year"]]
        assert (year["numerator"], year["denominator"]) == (row["matched"], row["employed"])
    assert {row["catalogue_version"] for row in loaded} == {"secondary-2010", "vocational-2021"}


def test_a_program_without_intake_shows_the_rows_of_its_intake(published: Path) -> None:
    found = receipt(published, "card = 'exit'")
    assert found["sources"]
    assert {row["registered"] for row in found["sources"]} == {0}
    assert {row["graduates"] for row in found["sources"]} == {None}


@pytest.mark.parametrize(
    ("such", "words"),
    [
        (
            RENAMED_AND_RED,
            [
                "停招",
                "95%威尔逊区间",
                "secondary-2010",
                "专业目录沿革",
                "豁免：查无适用",
                "年起计 3 次",
                "假如",
            ],
        ),
        ("reason_code = 'exempt'", ["未判定", "豁免 · ", "文号"]),
        ("decision = 'objection_upheld'", ["异议成立 · 正常", "学校申诉成立"]),
        ("window_years > 1 and card = 'yellow'", ["合并届", "证据  不足"]),
        ("reason_code = 'no_cohort_yet'", ["尚无毕业生"]),
    ],
    ids=["red", "exempt", "decided", "pooled", "new"],
)
def test_it_says_so(such: str, words: list[str], published: Path) -> None:
    text = printed(published, such)
    assert [word for word in words if word not in text] == []
    assert "合成样例数据" in text


def test_a_wider_change_than_the_remedy_is_not_needed_and_a_smaller_not_enough(published: Path) -> None:
    found = receipt(published, RENAMED_AND_RED)
    verdict, remedy = found["verdict"], found["remedy"]
    line, denominator = int(verdict["line"]), verdict["denominator"]
    assert 10_000 * remedy["numerator_needed"] >= line * denominator
    assert 10_000 * (remedy["numerator_needed"] - 1) < line * denominator
    assert remedy["more"] == remedy["numerator_needed"] - verdict["numerator"]


def test_an_earlier_year_has_its_own_receipt(published: Path) -> None:
    program = one_program(published, RENAMED_AND_RED)
    earlier = json.loads(
        majorwatch("explain", "--out", published, program, "--year", "2024", "--json").stdout
    )
    assert earlier["verdict"]["year"] == 2024
    assert max(row["year"] for row in earlier["years"]) == 2024
    assert majorwatch("explain", "--out", published, program, "--year", "1999").returncode == 2


def test_school_and_major_in_words_find_the_program(published: Path) -> None:
    program = one_program(published, RENAMED_AND_RED)
    sql = f"select institution_name, major_name from core.program where program_id = '{program}'"
    school, major = majorwatch("query", "--out", published, "--csv", sql).stdout.splitlines()[1].split(",")
    found = majorwatch("explain", "--out", published, f"{school}/ {major}", "--json")
    assert json.loads(found.stdout)["verdict"]["program_id"] == program


def test_what_a_rate_is_made_of_and_what_it_would_be_without_in_house_posts(published: Path) -> None:
    such = (
        "program_id in (select program_id from marts.rate_sensitivity where year = 2025 "
        "and card_without_in_house = 'none' and card_without_both = 'red')"
    )
    words = printed(published, such)
    for said in (
        "落实率的构成与信号",
        "校内岗位占比高（超过5%） · 声明的假定",
        "再剔除灵活就业",
        "等级将由正常变为停招",
    ):
        assert said.replace(" ", "") in "".join(words.split()), said
    found = receipt(published, such)
    newest = {row["signal"]: row for row in found["signals"] if row["year"] == found["verdict"]["year"]}
    assert set(newest) == {"rate_leap", "contract_leap", "flexible_leap", "in_house_posts"}
    [row] = [row for row in found["sources"] if row["year"] == 2025 and row["observation"] == "year_end"][-1:]
    assert newest["in_house_posts"]["numerator"] == row["in_house"]
    assert newest["flexible_leap"]["numerator"] == row["freelance"]
