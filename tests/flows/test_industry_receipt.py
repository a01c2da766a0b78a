"""The receipt of an industry's match: its numbers stand in the rows it names, and its formulas give its ratios."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.flows.conftest import majorwatch
from transforms.receipts.industry import formulas


@pytest.fixture(scope="module")
def receipt(published: Path) -> dict:
    done = majorwatch("explain", "--out", published, "--industry", "I", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_delivered_rows_sum_to_the_demand(receipt: dict) -> None:
    assert receipt["demand_adds_up"]
    assert sum(row["value"] for row in receipt["demand_rows"]) == receipt["match"]["demand"] > 0
    assert all(row["file"] and row["row"] for row in receipt["demand_rows"])


def test_persons_times_weight_sum_to_the_supply_of_the_majors_and_of_the_programs(receipt: dict) -> None:
    supply = receipt["match"]["supply"]
    assert sum(row["major_supply"] * row["weight"] for row in receipt["majors"]) == pytest.approx(
        supply, rel=1e-12
    )
    assert sum(row["persons"] * row["weight"] for row in receipt["programs"]) == pytest.approx(
        supply, rel=1e-12
    )
    assert receipt["supply_adds_up"]


def test_the_demand_is_divided_among_the_majors_without_rest(receipt: dict) -> None:
    allocated = sum(row["allocated_demand"] for row in receipt["majors"])
    assert allocated == pytest.approx(receipt["match"]["demand"], rel=1e-12)


def test_observed_weights_lead_to_the_rows_in_which_their_graduates_are_counted(receipt: dict) -> None:
    assert receipt["match"]["crosswalk_source"] == "observed"
    rows = receipt["crosswalk_rows"]
    assert {row["valid_from_year"] for row in rows} == {2023, 2024, 2025}
    assert all(row["employed"] > 0 and row["file"].startswith("employer_industry/") for row in rows)
    counted = {(row["catalogue_version"], row["major_scope_code"]) for row in rows}
    assert ("vocational-2021", "510203") in counted
    assert {(row["catalogue_version"], row["major_code"]) for row in receipt["majors"][:3]} <= counted


def test_the_graduates_of_a_program_stand_in_the_rows_named(receipt: dict) -> None:
    delivered = defaultdict(set)
    for row in receipt["supply_rows"]:
        delivered[row["program_id"]].add(row["persons"])
    assert all(row["persons"] in delivered[row["program_id"]] for row in receipt["programs"])


def test_every_formula_gives_the_ratio_of_the_mart(receipt: dict) -> None:
    ratios = {"supply_demand_ratio", "supply_share", "demand_share", "share_gap", "structural_deviation"}
    assert {formula["name"] for formula in receipt["formulas"]} == ratios
    match = receipt["match"]
    for formula in receipt["formulas"]:
        assert formula["value"] == match[formula["name"]]
        # the numbers of a difference of shares are written to six places
        assert eval(formula["written"].replace(",", "")) == pytest.approx(formula["value"], abs=2e-5)


def test_an_industry_nobody_supplies_has_no_ratio_and_says_so() -> None:
    match = {"supply": 0.0, "demand": 30.0, "total_supply": 140.0, "total_demand": 150.0}
    match |= {"supply_share": 0.0, "demand_share": 0.2, "share_gap": -0.2}
    found = {
        f["name"]: f for f in formulas(match | dict.fromkeys(("supply_demand_ratio", "structural_deviation")))
    }
    assert found["supply_demand_ratio"]["written"] == "30 / 0"
    assert found["supply_demand_ratio"]["value"] is None


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["供需比 = 需求 / 供给 = ", "合计与上面的数相符。", "合成样例数据"]),
        ("en", ["supply–demand ratio = demand / supply = ", "They add up to the figure above."]),
    ],
)
def test_it_is_told_on_a_terminal_in_both_languages_by_code_or_name(
    published: Path, lang: str, words: list[str], receipt: dict
) -> None:
    for named in ("I", receipt["match"]["industry_name"]):
        done = majorwatch("explain", "--out", published, "--industry", named, "--lang", lang)
        assert done.returncode == 0
        assert [word for word in words if word not in done.stdout] == []


def test_an_earlier_year_is_explained_by_its_own_rows(published: Path) -> None:
    done = majorwatch("explain", "--out", published, "--industry", "C", "--year", "2020", "--json")
    answer = json.loads(done.stdout)
    assert answer["match"]["year"] == 2020
    assert {row["year"] for row in answer["demand_rows"]} == {2020}
    assert answer["demand_adds_up"]
    assert answer["supply_adds_up"]


@pytest.mark.parametrize("asked", [("--industry", "软件"), ("--industry", "I", "--year", "1999")])
def test_an_industry_that_is_not_there_is_answered_with_those_that_are(published: Path, asked: tuple) -> None:
    done = majorwatch("explain", "--out", published, *asked)
    assert done.returncode == 2
    assert "可以查看的有" in done.stderr
    assert "制造业" in done.stdout


@pytest.mark.parametrize("asked", [(), ("护理", "--industry", "I")])
def test_one_of_a_program_and_an_industry_is_named(published: Path, asked: tuple) -> None:
    done = majorwatch("explain", "--out", published, *asked)
    assert done.returncode == 2
    assert "--industry" in done.stderr
