"""Real run (d): graduates of a whole country beside the yearly openings of its occupations (make test-country).

1,391,812 rows of completions, 2020–2024, through the ingest; the official crosswalk of fields and occupations at equal
weights; openings a year, 2024–34. Forty seconds and 1.7 GiB alone, so `make test` leaves it out.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.us_matching import country, refuse_loss, write_catalogues
from transforms.deliveries import Landed
from transforms.warehouse import Build

pytestmark = pytest.mark.country
OF = "year = 2024 and level = 'all' and demand_basis = 'openings'"


@pytest.fixture(scope="module")
def run(
    shared_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[Landed], Build]]:
    for name in ("us-ipeds-completions", "us-labour"):
        shared_data(name)
    landed, build = country(tmp_path_factory.mktemp("us"))
    yield landed, build
    build.con.close()


def answer(run: tuple[list[Landed], Build], sql: str) -> list[tuple]:
    return run[1].con.execute(sql).fetchall()


def test_every_row_of_completions_is_read_and_none_lost(run) -> None:
    landed = [item for item in run[0] if item.feed == "employment"]
    assert sum(item.rows_read for item in landed) == 1_391_812
    found = answer(
        run,
        "select row_status, reason_code, cast(sum(graduates) as bigint) from staging.employment group by all "
        "order by all",
    )
    assert found == [
        ("loaded", None, 26_583_898),
        # 1,608 of them at schools whose row holds an e-mail address where a web address should stand
        ("refused", "unknown_institution", 2_995),
        ("refused", "unknown_major", 440),
    ]


def test_openings_are_the_published_ones_and_every_one_is_allocated_or_left_over(run) -> None:
    [(whole, allocated, left_over)] = answer(
        run,
        f"""
        select
            (select sum(demand) from core.stated_demand where demand_basis = 'openings'),
            sum(allocated_demand) filter (where not is_residual), sum(allocated_demand) filter (where is_residual)
        from marts.major_match where {OF} and major_scope = 'major'
        """,
    )
    assert whole == pytest.approx(18_861_600, rel=1e-12)
    assert (allocated, left_over) == (
        pytest.approx(11_347_500, rel=1e-9),
        pytest.approx(7_514_100, rel=1e-9),
    )
    assert allocated + left_over == pytest.approx(whole, rel=1e-9)


def test_graduates_are_mapped_or_stay_as_a_residual_and_nothing_is_lost(run) -> None:
    [row] = answer(
        run,
        "select total_supply, unmapped_supply, supply_demand_ratio, unmatched_demand "
        f"from marts.structure_match where {OF}",
    )
    assert row[:2] == (pytest.approx(5_137_491, abs=1), pytest.approx(321_884, abs=1))
    assert sum(row[:2]) == pytest.approx(5_459_375, rel=1e-9)
    assert row[2] == pytest.approx(18_861_600 / row[0], rel=1e-12)
    assert row[3] == pytest.approx(7_514_100, rel=1e-9)
    refuse_loss(run[1])


@pytest.mark.parametrize(
    ("field", "ratio"),
    [("51", 1.39), ("52", 4.43), ("11", 1.08), ("14", 0.76), ("26", 0.30), ("42", 0.31), ("24", 0.02)],
)
def test_openings_per_graduate_of_a_field(run, field: str, ratio: float) -> None:
    found = answer(
        run,
        f"""
        select sum(allocated_demand) / sum(supply) from marts.major_match
        where {OF} and major_scope = 'major' and not is_residual and starts_with(major_scope_code, '{field}')
        """,
    )
    assert found == [(pytest.approx(ratio, abs=0.005),)]


def by_group(rows: list[tuple[str, float, float]]) -> dict[str, tuple[float, float]]:
    """Occupation group → openings and graduates, summed over its occupations."""
    found: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for code, demand, supply in rows:
        openings, graduates = found[code[:2]]
        found[code[:2]] = (openings + demand, graduates + supply)
    return dict(found)


def test_openings_per_graduate_of_an_occupation_group_computed_again_from_the_files(
    run, shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    """Graduates of each field, equally over the occupations the crosswalk names for it, in plain Python."""
    write_catalogues(tmp_path, shared_data("us-labour"))
    meant: defaultdict[str, set[str]] = defaultdict(set)
    with (tmp_path / "crosswalk" / "pairs.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            meant[row["major_scope_code"]].add(row["industry_code"])
    graduates = dict(
        answer(
            run,
            "select major_code, sum(supply) from core.supply "
            "where year = 2024 and level = 'all' and region_code = 'US' and supply_basis = 'graduates' group by 1",
        )
    )
    openings = dict(
        answer(run, "select industry_code, demand from core.stated_demand where demand_basis = 'openings'")
    )
    supply: defaultdict[str, float] = defaultdict(float)
    for field, number in graduates.items():
        for occupation in meant.get(field, set()):
            supply[occupation] += number / len(meant[field])
    expected = by_group([(code, demand, supply[code]) for code, demand in openings.items()])
    found = by_group(
        answer(
            run,
            f"select industry_code, demand, supply from marts.industry_match where {OF} and not is_residual",
        )
    )
    assert found.keys() == expected.keys()
    for group, pair in expected.items():
        assert found[group] == pytest.approx(pair, rel=1e-9), group
