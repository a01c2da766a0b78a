"""One random city by the default policy, with pools, gaps and lineage, for every test that asks what it gives away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.disclosure.attack.product import product_of, warehouse_of
from tests.golden.random_city import random_city
from transforms.warehouse import load_policy

LIVES, SEED = 40, 1


@pytest.fixture(scope="session")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the city, exact counts and all."""
    policy = load_policy("chongqing")
    return warehouse_of(tmp_path_factory.mktemp("attacked"), random_city(policy, LIVES, SEED), policy)


@pytest.fixture(scope="session")
def published(exact: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its public product."""
    return product_of(exact, tmp_path_factory.mktemp("published") / "public.duckdb")


@pytest.fixture
def copied(exact: Path, tmp_path: Path) -> Path:
    """A copy of the warehouse, to be changed."""
    return Path(shutil.copy(exact, tmp_path / "exact.duckdb"))


@pytest.fixture
def product(published: Path, tmp_path: Path) -> Path:
    """A copy of the product, to be changed."""
    return Path(shutil.copy(published, tmp_path / "public.duckdb"))
