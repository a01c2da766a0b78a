"""A published number has a value or a reason to have none, never a value in its place."""

from __future__ import annotations

import pytest

from reports.data.published import MISSING, Published, exact, published, sum_of_cohorts, supply_of


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


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (published(None, "c", 0.9, None), Published(None, "c", at_least=0.9)),
        (published(0.9, None, None, None), Published(0.9)),
        (sum_of_cohorts(1234, None, 0, 0), Published(1234.0)),
        (sum_of_cohorts(1234, "b", 2, 1), Published(1234.0, "b", estimated=3)),
        (sum_of_cohorts(None, "low", 3, 0), Published(None, "low")),
        (supply_of(12.4, 1), Published(12.4, estimated=1)),
        (supply_of(None, None), MISSING),
    ],
)
def test_a_bound_and_the_cohorts_that_make_an_estimate_are_read_with_it(read, expected):
    assert read == expected


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (Published(0.5), 0.5),
        (Published(None, "c", at_least=0.9), 0.9),
        (Published(None, "c", at_most=0.1), 0.1),
        (Published(None, "low"), None),
    ],
)
def test_a_confidential_rate_is_drawn_at_its_bound_and_one_of_too_few_nowhere(number, place):
    assert number.drawn_at == place
