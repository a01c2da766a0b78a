"""What is published equals the warehouse or is withheld by the rules, and nothing else is withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.oracle_compare import problems
from tests.disclosure.random_city import published, random_city

QUICK = [0, 1]
ALL = range(2, 50)


# to be removed with its causes
DIFFERS_TODAY = pytest.mark.xfail(
    reason="freelance beside a small rest stands at its whole; stand-ins of parts above those of their whole; "
    "sums of 0 are withheld; a rate is published beside its numerator where its denominator is withheld"
)


@DIFFERS_TODAY
@pytest.mark.parametrize("seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.oracle) for seed in ALL)])
def test_a_random_city_is_published_as_the_oracle_says(tmp_path: Path, seed: int) -> None:
    found = problems(*published(tmp_path, random_city(seed)))
    assert not found, "\n".join(str(problem) for problem in found[:20])
