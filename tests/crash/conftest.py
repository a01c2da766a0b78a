"""A small city for each file that ends its nights."""

from __future__ import annotations

import pytest

from tests.crash.small_city import SmallCity, make_small_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> SmallCity:
    """A small city with one release."""
    made = make_small_city(tmp_path_factory.mktemp("small_city"))
    done = made.night()
    assert done.returncode == 0, done.stderr
    return made
