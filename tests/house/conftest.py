"""The night of the shipped sample that tests/flows publishes is read here too."""

from tests.flows.conftest import published

__all__ = ["published"]
