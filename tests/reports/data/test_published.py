"""A published number has a value or a reason to have none, never a value in its place."""

from __future__ import annotations

import pytest

from reports.data.published import MISSING, Published, exact, published


@pytest.mark.parametrize(("value", "status"), [(None, ""), (0.5, "low"), (None, "r")])
def test_a_missing_number_has_no_value_and_a_present_one_no_reason(value, status):
    with pytest.raises(ValueError, match="a value or a reason"):
        Published(value, status)


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        (0.5, None, Published(0.5)),
        (0.5, "b", Published(0.5, "b")),
        (None, "low", Published(None, "low")),
        (None, None, MISSING),
    ],
)
def test_a_column_and_its_status_are_one_number(value, status, expected):
    assert published(value, status) == expected


def test_a_number_without_a_status_is_published_or_missing():
    assert exact(0) == Published(0.0)
    assert exact(None) == MISSING
