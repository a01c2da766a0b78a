"""One row per graduate: as many as asked for, in the proportions of the employment tables."""

from __future__ import annotations

from collections import Counter

import duckdb
import numpy as np
import pytest

from tests.sample.conftest import SMALL
from tests.sample.plain_reading import read
from transforms.sample import make_city
from transforms.sample.facts import load_facts
from transforms.sample.offices import graduates as maker
from transforms.sample.schools.cohorts import make_history
from transforms.sample.schools.programs import make_institutions, make_programs

NOT_PLACED = ("70", "71", "72")


@pytest.fixture(scope="module")
def cohorts():
    rng = np.random.default_rng(3)
    facts = load_facts()
    programs = make_programs(facts, make_institutions(facts, 1, rng), 500, 2025, rng)
    return make_history(facts, programs, 2018, 2025, rng).final_cohorts()


def test_as_many_rows_as_graduates_repeat_the_employment_tables_exactly(cohorts):
    total = sum(cohort.graduates for cohort in cohorts)
    cells = maker.make_cells(cohorts, total)
    rows: Counter[tuple[int, str]] = Counter()
    matched: Counter[int] = Counter()
    for index, destination, is_matched, count in zip(*vars(cells).values(), strict=True):
        rows[int(index), maker.CODES[destination]] += int(count)
        matched[int(index)] += int(count) if is_matched else 0
    for index, cohort in enumerate(cohorts):
        assert sum(rows[index, code] for code in maker.CODES) == cohort.graduates
        assert sum(rows[index, code] for code in NOT_PLACED) == cohort.graduates - cohort.placed
        assert rows[index, "80"] + rows[index, "85"] == cohort.further_study
        assert matched[index] == cohort.matched


@pytest.mark.parametrize("number", [1, 999, 1_500_000])
def test_exactly_the_number_asked_for_is_written(tmp_path, monkeypatch, cohorts, number):
    monkeypatch.setattr(maker, "ROWS_IN_MEMORY", 100_000)
    monkeypatch.setattr(maker, "ROWS_PER_FILE", 120_000)
    maker.write_graduates(load_facts(), cohorts, number, tmp_path, np.random.default_rng(0))
    rows = duckdb.sql(
        f"select count(*), count(distinct 匿名编号) from '{tmp_path}/graduate/*.parquet'"
    ).fetchall()
    assert rows == [(number, number)]


def test_rates_of_a_scaled_city_are_those_of_the_employment_tables(tmp_path):
    make_city(tmp_path, **SMALL, graduates=2_000_000)
    counted = duckdb.sql(f"""
        select 学校标识码, 专业代码, 毕业届别, avg(case when 去向代码 in ('70', '71', '72') then 0 else 1 end), count(*)
        from '{tmp_path}/graduate/*.parquet'
        where 办学层次 = '本科'
        group by all
    """).fetchall()
    rates = {(school, major, year): told for school, major, year, *told in counted}
    delivered = {
        (row["institution_code"], row["major_code"], int(row["cohort_year"])): row["placed"]
        / row["graduates"]
        for row in read(tmp_path, "employment")
        if row["level"] == "本科" and row["observation"] == "year_end" and row["placed"] <= row["graduates"]
    }
    assert set(rates) == set(delivered)
    # a cohort's rows are whole ones: two of them at most fall on the other side
    assert max(abs(rates[key][0] - rate) * rates[key][1] for key, rate in delivered.items()) < 2


def test_pseudonyms_are_running_numbers_of_one_width():
    assert maker.pseudonyms(np.array([0, 7, 1_000_000_000])).to_pylist() == [
        "000000000000",
        "000000000007",
        "001000000000",
    ]
