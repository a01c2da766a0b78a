"""Every kind of expectation has a case in which it fails, on both readers, and their answers agree."""

from __future__ import annotations

import random
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.deliveries import Landed, feed_schema, load_contracts
from transforms.quality import GateResult, gate
from transforms.quality.statements import ROWS_NAMED, stated

BY_SUITE, IN_ONE_PASS = 10**9, 0
CONTRACTS = load_contracts()
VALUES = {
    "cohort_year": 2024,
    "level": "associate",
    "observation": "year_end",
    "graduates": 10,
    "placed": 8,
    "contract": 6,
    "employed": 7,
    "matched": 5,
    "awaiting_employment": 2,
    "preparing_further_study": 0,
    "other_not_employed": 0,
    "employment_rate": 0.8,
}


def good_employment(rows: int) -> pa.Table:
    """Rows that keep every statement, as landing types them; the first stands in row 2 of the file."""
    given = {**VALUES, "_file": "e.csv", "_delivery_id": "d", "_sheet": None, "_column": None, "_note": None}
    columns = {
        field.name: pa.array(
            [given.get(field.name, "a" if pa.types.is_string(field.type) else None)] * rows, field.type
        )
        for field in feed_schema(CONTRACTS["employment"])
    }
    return pa.table({**columns, "_row": pa.array(range(2, rows + 2), pa.int64())})


def landed_item(folder: Path, table: pa.Table, name: str = "d") -> Landed:
    """Write a table where landing would, and return its entry."""
    table = with_column(table, "_delivery_id", pa.array([name] * table.num_rows, pa.string()))
    item = Landed(delivery_id=name, feed="employment", file=f"{name}.csv", status="landed", recipe="")
    item.parquet(folder).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, item.parquet(folder))
    return item


def with_column(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)


def with_cell(table: pa.Table, name: str, row: int, value: object) -> pa.Table:
    values = table.column(name).to_pylist()
    values[row] = value
    return with_column(table, name, pa.array(values, table.schema.field(name).type))


GOOD = good_employment(6)

# name of the statement → (a table in which only it fails, unexpected count, rows named)
FAULTS = {
    "columns_are_those_of_the_contract": (
        GOOD.append_column("extra", pa.array([None] * 6, pa.string())),
        1,
        [],
    ),
    "file_has_rows": (GOOD.slice(0, 0), 0, []),
    "every_row_has_its_place": (with_cell(GOOD, "_row", 2, None), 1, [None]),
    "no_cell_lands_twice": (with_cell(GOOD, "_row", 2, 2), 2, [2]),
    "institution_code_is_given": (
        with_cell(with_cell(GOOD, "institution_code", 0, None), "institution_name", 0, None),
        1,
        [2],
    ),
    "cohort_year_is_given": (with_cell(GOOD, "cohort_year", 0, None), 1, [2]),
    "contract_is_in_range": (with_cell(GOOD, "contract", 1, -1), 1, [3]),
    "employment_rate_is_in_range": (with_cell(GOOD, "employment_rate", 3, 1.0001), 1, [5]),
    "level_is_in_domain": (with_cell(GOOD, "level", 4, "kindergarten"), 1, [6]),
    "matched_not_above_employed": (with_cell(GOOD, "matched", 5, 9), 1, [7]),
    "placed_agrees_with_not_placed": (with_cell(GOOD, "awaiting_employment", 2, 3), 1, [4]),
}


def answers(folder: Path, table: pa.Table, large_rows: int) -> dict[str, GateResult]:
    item = landed_item(folder, table)
    return {result.expectation: result for result in gate([item], CONTRACTS, folder, large_rows)}


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
def test_a_good_file_keeps_every_statement(tmp_path: Path, large_rows: int) -> None:
    found = answers(tmp_path, GOOD, large_rows)
    assert list(found) == [statement.name for statement in stated(CONTRACTS["employment"])]
    assert [str(result) for result in found.values() if not result.success] == []


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
@pytest.mark.parametrize("name", FAULTS)
def test_each_statement_fails_alone_and_names_its_rows(tmp_path: Path, name: str, large_rows: int) -> None:
    table, count, rows = FAULTS[name]
    found = answers(tmp_path, table, large_rows)
    assert [result.expectation for result in found.values() if not result.success] == [name]
    assert found[name].error is None
    assert found[name].unexpected_count == count
    assert [place.row for place in found[name].unexpected_rows] == rows


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
def test_the_limits_themselves_are_in_range(tmp_path: Path, large_rows: int) -> None:
    table = with_cell(with_cell(GOOD, "employment_rate", 0, 0.0), "employment_rate", 1, 1.0)
    table = with_cell(
        with_cell(table, "matched", 0, 7), "matched", 1, None
    )  # equal; and unknown says nothing
    assert all(result.success for result in answers(tmp_path, table, large_rows).values())


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
def test_a_name_stands_in_for_a_code(tmp_path: Path, large_rows: int) -> None:
    table = with_cell(with_cell(GOOD, "institution_code", 0, None), "institution_name", 1, None)
    assert answers(tmp_path, table, large_rows)["institution_code_is_given"].success


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
def test_a_metric_that_raises_is_an_error_and_not_a_failed_expectation(
    tmp_path: Path, large_rows: int
) -> None:
    found = answers(tmp_path, GOOD.drop_columns(["matched"]), large_rows)
    failed = {name: result for name, result in found.items() if not result.success}
    assert set(failed) == {
        "columns_are_those_of_the_contract",
        "matched_is_in_range",
        "matched_not_above_employed",
    }
    assert failed.pop("columns_are_those_of_the_contract").unexpected_count == 1
    assert all(result.error and "matched" in result.error for result in failed.values())
    assert all("could not be evaluated" in str(result) for result in failed.values())


@pytest.mark.parametrize("large_rows", [BY_SUITE, IN_ONE_PASS])
def test_text_where_numbers_belong_is_an_error_of_that_column_alone(tmp_path: Path, large_rows: int) -> None:
    table = with_column(GOOD, "freelance", pa.array(["many"] * 6))
    failed = [result for result in answers(tmp_path, table, large_rows).values() if not result.success]
    assert [result.expectation for result in failed] == ["freelance_is_in_range"]
    assert failed[0].error


def test_merged_expectations_are_noticed(tmp_path: Path) -> None:
    import great_expectations as gx

    from transforms.quality.expectations import answered, expectation

    once = stated(CONTRACTS["employment"])[1]
    again = replace(once, name="file_has_rows_again")
    suite = gx.ExpectationSuite(name="employment")
    for statement in (once, again):  # great-expectations keeps the first and says nothing
        suite.add_expectation(expectation(statement))
    blank = GateResult("employment", "d", "e.csv")
    found = answered(suite, GOOD.to_pandas(), [once, again], [blank])
    assert [result.expectation for result in found] == ["file_has_rows", "every_expectation_is_answered"]
    assert found[-1].error == "2 expectations stated, 1 answered"


@pytest.mark.parametrize("seed", range(3))
def test_suite_and_one_pass_agree_on_a_file_full_of_faults(tmp_path: Path, seed: int) -> None:
    dice, table = random.Random(seed), good_employment(400)
    for name, values in {
        "graduates": [None, -3, 4],
        "placed": [None, 11],
        "contract": [-1, None],
        "level": ["x", None],
        "employment_rate": [1.5, -0.1, None],
        "_row": [3],
        "cohort_year": [None],
        "preparing_further_study": [5, None],
    }.items():
        for _ in range(60):
            table = with_cell(table, name, dice.randrange(400), dice.choice(values))
    by_suite, in_one_pass = (answers(tmp_path, table, rows) for rows in (BY_SUITE, IN_ONE_PASS))
    assert by_suite == in_one_pass
    assert max(result.unexpected_count for result in by_suite.values()) > ROWS_NAMED
    assert sum(not result.success for result in by_suite.values()) >= 7


def test_only_landed_files_are_checked_and_each_by_itself(tmp_path: Path) -> None:
    good = landed_item(tmp_path, GOOD, "good")
    bad = landed_item(tmp_path, FAULTS["contract_is_in_range"][0], "bad")
    refused = replace(good, status="refused_file", delivery_id="never written")
    row_by_row = replace(landed_item(tmp_path, GOOD.slice(0, 0), "all refused"), refused=6)
    landed = [good, bad, refused, row_by_row]
    failed = [result for result in gate(landed, CONTRACTS, tmp_path) if not result.success]
    assert [(result.delivery_id, result.expectation) for result in failed] == [
        ("bad", "contract_is_in_range")
    ]
    assert str(failed[0]) == "bad.csv: not contract_is_in_range: 1 unexpected at row 3"


def test_files_checked_together_answer_as_each_alone(tmp_path: Path) -> None:
    tables = {name: table for name, (table, _, _) in FAULTS.items()} | {"good": GOOD}
    items = [landed_item(tmp_path, table, name) for name, table in tables.items()]
    together = gate(items, CONTRACTS, tmp_path)
    alone = [result for item in items for result in gate([item], CONTRACTS, tmp_path)]
    in_order = attrgetter("delivery_id", "expectation")
    assert sorted(together, key=in_order) == sorted(alone, key=in_order)


def test_a_failing_row_that_no_file_owns_fails_them_all(tmp_path: Path) -> None:
    good, astray = landed_item(tmp_path, GOOD, "good"), landed_item(tmp_path, GOOD, "astray")
    table = with_cell(pq.read_table(astray.parquet(tmp_path)), "contract", 1, -1)
    foreign = with_column(table, "_delivery_id", pa.array(["elsewhere"] * 6, pa.string()))
    pq.write_table(foreign, astray.parquet(tmp_path))
    failed = [result for result in gate([good, astray], CONTRACTS, tmp_path) if not result.success]
    assert [result.delivery_id for result in failed] == ["good", "astray"]


def test_a_failure_names_the_first_rows_and_counts_the_rest(tmp_path: Path) -> None:
    table = with_column(good_employment(50), "contract", pa.array([-1] * 50, pa.int64()))
    result = answers(tmp_path, table, BY_SUITE)["contract_is_in_range"]
    assert len(result.unexpected_rows) == ROWS_NAMED
    assert str(result).endswith(f"and {50 - ROWS_NAMED} more")
    assert pq.read_metadata(tmp_path / "landing/employment/d.parquet").num_rows == 50


def test_a_list_that_states_its_header_and_no_row_has_nothing_to_check(tmp_path):
    """A year without exemptions is delivered as a header; it must not stop the night."""
    contracts = load_contracts()
    facts = {"delivery_id": "d", "feed": "exemption", "file": "f.csv", "status": "landed", "recipe": ""}
    assert gate([Landed(**facts, furniture_rows=1)], contracts, tmp_path) == []
