"""The newest intake, beside a plan that is told as it is and advice that says which share of it was filled."""

from __future__ import annotations

import duckdb
import pytest

from transforms.disclosure.attack.attack import intakes_of

INTAKES = "select program_id, year, intake from core.enrolment where intake > 0"


def test_no_intake_is_pinned_and_every_one_lies_where_it_was_derived(exact, published):
    with duckdb.connect(str(exact), read_only=True) as con:
        true = {row[:2]: row[2] for row in con.execute(INTAKES).fetchall()}
    found = intakes_of(published)
    assert found
    assert all(one.is_kept for one in found)
    assert all(one.low <= true[one.program_id, one.year] <= one.high for one in found)


@pytest.mark.parametrize(
    ("told", "rule", "low", "high", "is_kept"),
    [
        # 100 planned: 70 of them reach the one line, 90 the other
        (80, "otherwise", 78, 82, True),
        (75, "otherwise", 70, 77, True),  # perhaps moved there, from 70 on
        (95, "short_and_sound", 90, 97, True),
        (65, "not_filled", 63, 69, True),
        (90, "short_and_sound", 90, 92, False),  # plainly rounded: of 88 to 92 the advice leaves three
        (70, "not_filled", 70, 69, False),  # told on the other side of what the advice says
    ],
)
def test_what_is_left_of_an_intake(product, told, rule, low, high, is_kept):
    program = intakes_of(product)[0].program_id
    with duckdb.connect(str(product)) as con:
        con.execute(
            "update marts.enrolment_advice set seats = 100, rule_id = $2 where program_id = $1",
            [program, rule],
        )
        con.execute(
            "update marts.program_year set intake = $2 where program_id = $1 and year = "
            "(select max(enrolment_year) - 1 from marts.enrolment_advice)",
            [program, told],
        )
    [one] = [one for one in intakes_of(product) if one.program_id == program]
    assert (one.low, one.high, one.is_kept) == (low, high, is_kept)
