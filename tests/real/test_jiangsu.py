"""Real run (c): plans and admissions of 22,147 entries beside employment by industry; no graduates.

Its site has 45,000 pages, and making them takes minutes: `make test` leaves it to `make test-country`.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.country
HERE = Path(__file__).parent
POLICY = HERE / "jiangsu" / "policy.yaml"
PLAN = "file like '%jiangsu_plan_admit_2023_2026.csv'"

# the 19 industries in the names of 2002, in the order of the sections A–S of GB/T 4754-2017
NAMES = """
农林牧渔业 采矿业 制造业 电力、燃气及水的生产和供应业 建筑业
批发和零售业 交通运输、仓储及邮电通信业 住宿和餐饮业 信息传输、计算机服务和软件业 金融业
房地产业 租赁和商务服务业 科学研究、技术服务和地质勘查业 水利、环境和公共设施管理业 居民服务和其他服务业
教育业 卫生、社会保障和社会福利业 文化、体育和娱乐业 公共管理和社会组织
"""
SECTIONS = dict(zip(NAMES.split(), "ABCDEFGHIJKLMNOPQRS", strict=True))


@pytest.fixture(scope="module")
def raw(shared_data: Callable[[str], Path]) -> list[Path]:
    return [HERE / "jiangsu", shared_data("jiangsu-plan"), shared_data("nbs-employment")]


@pytest.fixture(scope="module")
def release(raw: list[Path], judged: Callable[..., Path]) -> Path:
    """The folder of the warehouse; it is published by the last test."""
    return judged("jiangsu", raw, POLICY)


def test_every_row_is_accounted_for(release: Path, answer: Callable) -> None:
    query = f"""
        select feed, source_rows, rows_read, loaded, duplicate, refused + superseded + total_rows
        from meta.accounting where {PLAN}
    """
    assert set(answer(release, query)) == {
        ("institution", 22147, 22147, 1105, 22147 - 1105, 0),
        ("major", 22147, 22147, 22147, 0, 0),
        # an entry is one row per year in which it was offered
        ("enrolment", 22147, 13300 + 14883 + 17443 + 22147, 13300 + 14883 + 17443 + 22147, 0, 0),
    }


def test_codes_keep_their_leading_zeros(release: Path, answer: Callable) -> None:
    query = "select institution_code, major_code from staging.enrolment where institution_code like '01%'"
    assert ("0102", "010201+01") in set(answer(release, query))
    lengths = "select distinct length(institution_code), length(major_code) from staging.enrolment"
    assert answer(release, lengths) == [(4, 9)]


def test_plans_and_admissions_are_as_published(release: Path, answer: Callable) -> None:
    query = """
        select enrolment_year, count(planned), count(*) filter (where admitted > planned)
        from staging.enrolment group by enrolment_year order by enrolment_year
    """
    assert answer(release, query) == [
        (2023, 13300, 1177),
        (2024, 14883, 1143),
        (2025, 17433, 1181),
        (2026, 22147, 0),
    ]


def test_the_schools_of_chongqing_are_found(release: Path, answer: Callable) -> None:
    query = """
        select count(distinct institution_code), count(distinct program_id)
        from marts.program_year where district_name = '重庆'
    """
    assert answer(release, query) == [(24, 541)]


def test_a_year_without_values_is_missing_and_not_zero(release: Path, answer: Callable) -> None:
    activity = "from staging.industry_activity where row_status = 'loaded'"
    assert answer(release, f"select count(*), count(value) {activity} and year = 2018") == [(589, 0)]
    assert answer(release, f"select count(*), min(value) > 0 {activity}") == [(5890, True)]
    manufacturing = "region_code = '320000' and industry_code = 'C' and year = 2017"
    assert answer(release, f"select value {activity} and {manufacturing}") == [(pytest.approx(5432118),)]


def test_what_was_not_delivered_is_not_judged(release: Path, answer: Callable) -> None:
    found = answer(release, "select distinct card, reason_code from marts.verdict")
    assert {card for card, _ in found} == {"not_judged"}
    assert None not in {reason for _, reason in found}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def by_hand(shared_data: Callable[[str], Path]) -> dict[str, tuple[float, float]]:
    """Section → admissions of 2025 meant for it and persons employed in 2017, straight from the files."""
    catalogue = {"本科": "jiangsu-plan-bachelor", "职教本科": "jiangsu-plan-vocational-bachelor"}
    weights = defaultdict(list)
    for row in rows_of(HERE / "jiangsu" / "crosswalk" / "class_to_section.csv"):
        weights[row["目录版本"], row["专业类代码"]].append((row["行业代码"], float(row["权重"])))
    supply: dict[str, float] = defaultdict(float)
    for row in rows_of(shared_data("jiangsu-plan") / "jiangsu_plan_admit_2023_2026.csv"):
        for section, weight in weights[catalogue[row["majorLevel"]], row["majorClass"]]:
            supply[section or "unmapped"] += float(row["admit25"] or 0) * weight
    demand = {
        SECTIONS[row["industry_label"]]: float(row["employed_10k"]) * 10_000
        for row in rows_of(shared_data("nbs-employment") / "employment_by_industry_2009_2018.csv")
        if row["region"] == "江苏省" and row["year"] == "2017"
    }
    return {section: (supply[section], demand.get(section, 0.0)) for section in {*supply, *demand}}


def test_intake_is_set_beside_the_latest_industry_structure(
    release: Path, answer: Callable, by_hand: dict[str, tuple[float, float]]
) -> None:
    query = "select industry_code, supply, coalesce(demand, 0) from marts.industry_match where year = 2025"
    found = {code: (supply, demand) for code, supply, demand in answer(release, query)}
    assert set(found) == set(by_hand)
    for section, expected in by_hand.items():
        assert found[section] == pytest.approx(expected)
    supply = {section: pair[0] for section, pair in by_hand.items() if section != "unmapped"}
    demand = {section: by_hand[section][1] for section in supply}
    gaps = [abs(supply[s] / sum(supply.values()) - demand[s] / sum(demand.values())) for s in supply]
    columns = "demand_year, supply_basis, industries, matching_degree"
    structure = answer(release, f"select {columns} from marts.structure_match where year = 2025")
    assert structure == [(2017, "admitted", 19, pytest.approx(1 - sum(gaps) / 2))]


# years ahead: (forecasts, WAPE as chosen and naive, MASE as chosen and naive, share of outcomes in the 80 % interval)
BACK_TEST = {
    1: (3516, 0.0711, 0.0711, 1.474, 1.484, 0.857),
    2: (2930, 0.1328, 0.1314, 2.870, 2.869, 0.878),
    3: (2344, 0.1675, 0.1675, 3.835, 3.835, 0.883),
    4: (1758, 0.2017, 0.2017, 4.927, 4.927, 0.875),
    5: (1172, 0.2459, 0.2459, 6.626, 6.626, 0.797),
}


@pytest.fixture(scope="module")
def card(release: Path, answer: Callable) -> dict[tuple[int, str], list]:
    """Years ahead and method → forecasts, WAPE, MASE, hits of direction and chances for them, 80 % coverage."""
    query = """
        select
            horizon_years, card_method, sum(trials), sum(absolute_error) / sum(actual_demand),
            sum(mase * trials) / sum(trials), sum(direction_hits), sum(directed), sum(covered_80) / sum(intervals_80)
        from marts.forecast_card where card_method in ('as_chosen', 'naive') group by all order by all
    """
    found = {(ahead, method): rest for ahead, method, *rest in answer(release, query)}
    for (ahead, method), (trials, wape, mase, hits, directed, held) in found.items():
        direction = f"{hits}/{directed}" if directed else "none expected"
        print(
            f"{ahead} {method}: n {trials} WAPE {wape:.4f} MASE {mase:.3f} direction {direction} 80 % {held:.3f}"
        )
    return found


@pytest.mark.parametrize("ahead", BACK_TEST)
def test_the_back_test_on_31_provinces_and_19_industries_gives_its_figures(card: dict, ahead: int) -> None:
    trials, wape, naive_wape, mase, naive_mase, held = BACK_TEST[ahead]
    assert card[ahead, "as_chosen"][:3] == [
        trials,
        pytest.approx(wape, abs=5e-5),
        pytest.approx(mase, abs=5e-4),
    ]
    assert card[ahead, "naive"][:3] == [
        trials,
        pytest.approx(naive_wape, abs=5e-5),
        pytest.approx(naive_mase, abs=5e-4),
    ]
    assert card[ahead, "as_chosen"][5] == pytest.approx(held, abs=5e-4)


def test_what_is_published_is_no_worse_than_the_naive_and_its_intervals_hold(card: dict) -> None:
    for ahead in (3, 5):
        assert card[ahead, "as_chosen"][1:3] == pytest.approx(card[ahead, "naive"][1:3], rel=1e-9)
    for ahead in BACK_TEST:
        assert 0.70 <= card[ahead, "as_chosen"][5] <= 0.90
    # where a change was expected a year ahead, it went that way three times in four
    assert card[1, "as_chosen"][3:5] == [227, 297]


def test_a_series_that_cannot_carry_a_forecast_is_not_forecast(release: Path, answer: Callable) -> None:
    refused = "select count(*) from marts.demand_forecast where no_forecast_reason is not null and horizon_years = 3"
    assert answer(release, refused) == [(3,)]


def test_a_published_run_says_the_same(
    raw: list[Path], release: Path, released: Callable[..., Path], answer: Callable
) -> None:
    """Some 45,000 pages: ten minutes and more."""
    published = released("jiangsu", raw, POLICY)
    for table in ("marts.program_year", "marts.industry_match", "marts.demand_forecast"):
        query = f"select count(*), bit_xor(hash(row)) from (select {table.split('.')[1]} as row from {table})"
        assert answer(published, query) == answer(release, query), table
