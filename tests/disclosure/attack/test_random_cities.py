"""No random city gives a hidden count away, and the attack never derives what is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.attack.exact_counts import outside
from tests.disclosure.attack.product import product_of, warehouse_of
from tests.golden.random_city import random_city
from transforms.disclosure.attack import attack
from transforms.warehouse import load_policy

LIVES = 30
# the default policy, and those that pool, rank or draw several lines; `make test-attack` takes all twenty
POLICIES = ("chongqing", "tianjin-2009", "moe-2004", "heilongjiang-2024")
CITIES = [(policy, seed) for seed in range(2, 7) for policy in POLICIES]
IN_EVERY_RUN = 2


@pytest.mark.parametrize(
    ("policy", "seed"),
    [
        pytest.param(*city, marks=[pytest.mark.attack] if number >= IN_EVERY_RUN else [])
        for number, city in enumerate(CITIES)
    ],
)
def test_nothing_hidden_is_pinned(policy: str, seed: int, tmp_path: Path) -> None:
    rules = load_policy(policy)
    warehouse = warehouse_of(tmp_path, random_city(rules, LIVES, seed), rules)
    public = product_of(warehouse, tmp_path / "public.duckdb")
    assert not attack(public).pinned
    attacked, wrong = outside(warehouse, public)
    assert attacked > 500
    assert wrong == 0
