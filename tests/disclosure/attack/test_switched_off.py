"""Each protection switched off by itself: the attack finds what it was there for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.disclosure.attack.product import product_of
from transforms.disclosure import audit, counted
from transforms.disclosure.attack import Found, attack
from transforms.disclosure.rounding import Bounds


def changed(public: Path, *statements: str) -> Found:
    """What is found in a file after it was changed."""
    with duckdb.connect(str(public)) as con:
        for statement in statements:
            con.execute(statement)
    return attack(public)


def reasons(found: Found) -> set[str]:
    return {pinned.why for pinned in found.pinned}


def test_switched_on_nothing_is_found(published):
    found = attack(published)
    assert not found.pinned
    assert found.counts > 500
    assert found.programs > 0


def nobody(self, told):
    """An audit that finds nothing."""
    return np.zeros(len(self.places), dtype=bool)


@pytest.fixture
def unaudited(monkeypatch):
    monkeypatch.setattr(audit.Audit, "given_away", nobody)


@pytest.mark.usefixtures("unaudited")
def test_counts_that_are_not_rounded(copied, tmp_path):
    with duckdb.connect(str(copied)) as con:
        con.execute("update policy.parameter set value = 1 where parameter = 'disclosure_rounding_base'")
    found = attack(product_of(copied, tmp_path / "public.duckdb"))
    assert len(found.pinned) > 500
    assert found.narrowest == 1


@pytest.mark.usefixtures("unaudited")
def test_counts_rounded_across_the_line_they_were_judged_by(exact, tmp_path, monkeypatch):
    monkeypatch.setattr(counted, "_lines", lambda count, denominators, *_: Bounds.none(len(denominators)))
    found = attack(product_of(exact, tmp_path / "public.duckdb"))
    assert reasons(found) == {"derived"}


@pytest.mark.usefixtures("unaudited")
def test_cohorts_whose_pools_are_not_audited(exact, tmp_path):
    found = attack(product_of(exact, tmp_path / "public.duckdb"))
    assert reasons(found) == {"derived"}


def test_a_sum_of_exact_counts(product, exact):
    # the sum of a major that one program offers is its count
    with duckdb.connect(str(exact), read_only=True) as con:
        sums = con.execute(
            "select year, level, outcome_scope_code, graduates from marts.outcome where outcome_scope = 'major'"
        ).fetchall()
    found = changed(
        product,
        "create temp table exact (year integer, level varchar, code varchar, graduates bigint)",
        f"insert into exact values {', '.join(map(str, sums))}",
        "update marts.outcome set graduates = exact.graduates from exact where exact.year = outcome.year "
        "and exact.level = outcome.level and outcome_scope = 'major' and exact.code = outcome_scope_code",
    )
    assert "derived" in reasons(found)


def test_a_rate_that_is_told_of_too_few(product):
    shown = (
        "update marts.program_year set placed_status = null, placed = graduates where placed_status = 'low'"
    )
    assert "told of too few persons" in reasons(changed(product, shown))


def test_a_part_that_is_told_although_it_is_small(product):
    shown = "update marts.program_year set placed_status = null, placed = graduates where placed_status = 'c'"
    assert "told of too few persons" in reasons(changed(product, shown))


def test_results_that_contradict_what_is_told(product):
    turned = "update marts.criterion_result set result = 'fail' where result = 'pass' and numerator = denominator - 5"
    assert "what is told contradicts itself" in reasons(changed(product, turned))


@pytest.mark.parametrize(("values", "is_refused"), [(4, False), (5, False), (6, True)])
def test_how_many_values_must_be_left_is_the_policy_s(product, values, is_refused):
    asked = f"update policy.parameter set value = {values} where parameter = 'disclosure_possible_values'"
    assert bool(changed(product, asked).pinned) == is_refused
