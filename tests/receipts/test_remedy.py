"""The remedy of a receipt is exact: so many more placed graduates would have passed, and one fewer would not."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.data.query import Warehouse
from reports.data.release import load_shared
from reports.data.verdicts.cards import load_receipts, smallest_change
from tests.sql.city import CATALOGUE, build_city, cohort, institution, major, rows_of
from transforms.disclosure import protect
from transforms.policy.policy import POLICY_DIR
from transforms.receipts.verdict import numerator_needed, receipt
from transforms.warehouse import Policy, load_policy
from transforms.yaml_text import read_yaml

SEED, RANDOM_SIZES = 20180162, 5
# One line a level, in basis points: a plain one, one between two percents, and two thirds.
LINES = {"associate": 6000, "vocational_bachelor": 5850, "bachelor": 6666.67}
CODES = {"associate": "530302", "vocational_bachelor": "330302", "bachelor": "120203"}
RESULTS = "select institution_code, result from marts.criterion_result join core.program using (program_id)"


@dataclass(frozen=True)
class Cohort:
    """A cohort below its line."""

    level: str
    graduates: int
    placed: int


def some_cohorts() -> list[Cohort]:
    """From one graduate short of the line to nobody placed."""
    rng = random.Random(SEED)
    sizes = [20, 21, 30, 33, *(rng.randrange(20, 900) for _ in range(RANDOM_SIZES))]
    return [
        Cohort(level, size, placed)
        for level, line in LINES.items()
        for size in sizes
        for most in [max(placed for placed in range(size) if 10_000 * placed < line * size)]
        for placed in {most, rng.randrange(most + 1), 0}
    ]


def policy_of(folder: Path) -> Policy:
    content = read_yaml(POLICY_DIR / "chongqing.yaml")
    content["criteria"]["low_employment"]["levels"] = list(LINES)
    content["criteria"]["low_employment"]["line"] = [
        {"valid_from": "2011-11-10", "value": line, "clause": "moe-2011-60", "levels": [level]}
        for level, line in LINES.items()
    ]
    path = folder / "lines.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return load_policy(path)


def city_of(folder: Path, policy: Policy, cohorts: list[Cohort]):
    """One school a cohort, numbered in order."""
    folder.mkdir()
    rows: dict[str, list[dict[str, Any]]] = {
        "institution": [institution(f"S{number:03}") for number in range(len(cohorts))],
        "major": [major(code, level=level) for level, code in CODES.items()],
        "employment": [
            cohort(2025, one.graduates, one.placed, CODES[one.level], f"S{number:03}", level=one.level)
            for number, one in enumerate(cohorts)
        ],
    }
    return build_city(folder, rows, policy)


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the city of `some_cohorts`."""
    folder = tmp_path_factory.mktemp("delivered")
    city = city_of(folder / "city", policy_of(folder), some_cohorts())
    city.checks()
    city.close()
    return city.out_file


def program_of(number: int, one: Cohort) -> str:
    return f"S{number:03}.{CATALOGUE}.{CODES[one.level]}.{one.level}"


@pytest.fixture(scope="module")
def outcomes(delivered: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Cohort, int, str, str]]:
    """Each cohort with its remedy, the result with it, and with one placed graduate fewer."""
    folder = tmp_path_factory.mktemp("remedy")
    policy, cohorts = policy_of(folder), some_cohorts()
    more = []
    for number, one in enumerate(cohorts):
        remedy = receipt(delivered, program_of(number, one)).remedy
        assert remedy is not None
        assert remedy["numerator_needed"] == one.placed + remedy["more"]
        more.append(remedy["more"])
    mended = [
        Cohort(one.level, one.graduates, one.placed + plus + step)
        for step in (0, -1)
        for one, plus in zip(cohorts, more, strict=True)
    ]
    judged = dict(
        rows_of(city_of(folder / "mended", policy, mended), f"{RESULTS} where result in ('pass', 'fail')")
    )
    results = [judged[f"S{number:03}"] for number in range(len(mended))]
    count = len(cohorts)
    return list(zip(cohorts, more, results[:count], results[count:], strict=True))


@pytest.mark.parametrize(
    "level",
    [
        "associate",
        "vocational_bachelor",
        "bachelor",
    ],
)
def test_so_many_more_pass_and_one_fewer_fails(
    level: str, outcomes: list[tuple[Cohort, int, str, str]]
) -> None:
    own = [row for row in outcomes if row[0].level == level]
    assert len(own) > RANDOM_SIZES
    assert [row for row in own if row[2:] != ("pass", "fail")] == []
    assert [row for row in own if not 0 < row[1] <= row[0].graduates - row[0].placed] == []


def test_the_same_number_is_published_wherever_the_counts_are(
    delivered: Path, outcomes: list[tuple[Cohort, int, str, str]], tmp_path: Path
) -> None:
    """Nowhere else: one or two placed are withheld, and so is how many they lack."""
    public = tmp_path / "public.duckdb"
    protect(delivered, public)
    with Warehouse(public) as data:
        receipts = load_receipts(data, load_shared(data))
    shown = {
        one.program_id: smallest_change(one, receipts.years[one.program_id]) for one in receipts.receipts
    }
    known = {
        program_of(number, one): None if one.placed in (1, 2) else more
        for number, (one, more, *_) in enumerate(outcomes)
    }
    assert shown == known


@pytest.mark.parametrize(
    ("fails_when", "line", "denominator", "needed"),
    [
        ("below", 6000, 60, 36),
        ("below", 6000, 61, 37),  # 36.6
        ("at_or_below", 6000, 60, 37),
        ("at_or_below", 6000, 61, 37),
        ("above", 6000, 60, None),
        ("at_or_above", 6000, 60, None),
        ("bottom_share", 3334, 60, None),
        (None, 6000, 60, None),
    ],
)
def test_only_a_ratio_that_fails_below_its_line_has_one(
    fails_when: str | None, line: float, denominator: int, needed: int | None
) -> None:
    assert numerator_needed(fails_when, line, denominator) == needed
