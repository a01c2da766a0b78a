"""Properties are searched from a fixed seed and without a clock: the same tree passes or fails everywhere."""

from importlib.util import find_spec

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

# What drives a browser is installed by `make test-browser` alone.
collect_ignore = [] if find_spec("playwright") else ["browser"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "twins: twins of random cities over two releases, minutes (make test-twins)"
    )
    config.addinivalue_line("markers", "judge: 100,000 histories by every policy, minutes (make test-judge)")
    config.addinivalue_line(
        "markers",
        "oracle: fifty random cities beside a plain reading of the rules, minutes (make test-oracle)",
    )
