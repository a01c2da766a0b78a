"""What is published equals the warehouse or is withheld by the rules, and nothing else is withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.oracle_compare import problems
from tests.disclosure.random_city import published, random_city

QUICK = [1]
ALL = (0, *range(2, 50))


@pytest.mark.parametrize("seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.oracle) for seed in ALL)])
def test_a_random_city_is_published_as_the_oracle_says(tmp_path: Path, seed: int) -> None:
    found = problems(*published(tmp_path, random_city(seed)))
    assert not found, "\n".join(str(problem) for problem in found[:20])
