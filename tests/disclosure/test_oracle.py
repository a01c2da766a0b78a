"""What is published equals the warehouse or is withheld by the rules, and nothing else is withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.oracle_compare import problems
from tests.disclosure.random_city import random_city
from tests.sql.city import build_city
from transforms.disclosure import protect

QUICK = [0, 1]
ALL = range(2, 50)


def published(folder: Path, seed: int, **size: int) -> tuple[Path, Path]:
    city = build_city(folder, random_city(seed, **size))
    city.trace()
    city.checks()
    city.close()
    warehouse, public = folder / "city.duckdb", folder / "public.duckdb"
    protect(warehouse, public, None)
    return warehouse, public


@pytest.mark.parametrize("seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.oracle) for seed in ALL)])
def test_a_random_city_is_published_as_the_oracle_says(tmp_path: Path, seed: int) -> None:
    found = problems(*published(tmp_path, seed))
    assert not found, "\n".join(str(problem) for problem in found[:20])
