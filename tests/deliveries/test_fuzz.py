"""A slice of the fuzz run: tests/deliveries/fuzz.py has the whole of it."""

from __future__ import annotations

from tests.deliveries.fuzz import fuzz


def test_every_spoilt_file_ends_as_a_reading_or_a_refusal_in_words() -> None:
    ends = fuzz(files=60, seed=20261123)
    assert ends.defects == []
    assert ends.outcomes.total() == 60
    assert ends.outcomes["landed"] > 0
