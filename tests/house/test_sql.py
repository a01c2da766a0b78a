"""SQL is plain files: one select each, described in one file a layer."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import expressions as exp

from tests.house.rooms import CODE_ROOMS, ROOT, files_of, named, parsed
from tests.sql.city import build_city
from transforms.warehouse.making import METHODS
from transforms.warehouse.models import (
    LAYERS,
    NOTES,
    Model,
    find_checks,
    find_models,
    layer_notes,
    load_columns,
    load_tables,
)

MODELS = files_of(*(f"sql/{layer}" for layer in LAYERS), pattern="*.sql")
COMPUTED = [model for model in find_models() if model.is_computed]
CHECKS = files_of("sql/checks", pattern="*.sql")
QUERIES = files_of("transforms", pattern="*.sql")
LONGEST = 100
# Models allowed past the length, each with what keeps it in one piece.
GROWN = {
    "sql/core/stated_weight.sql": (
        115,
        "weights of majors, classes and divisions, the most particular first",
    ),
    "sql/marts/structure_match.sql": (157, "the twelve measures of one structure"),
    "sql/staging/program_reference.sql": (122, "code, short code and name in their order of trust"),
}

CLOCKS = re.compile(r"\b(current_date|current_time(stamp)?|(now|today|get_current_\w+)\s*\()", re.IGNORECASE)
BEGINS_SQL = re.compile(
    r"\s*(select|with|create|insert|update|delete|copy|attach|from \w+\.)\b", re.IGNORECASE
)
# Filters `denominator > 0` before it divides.
ABOVE_ZERO = {ROOT / "sql/core/interval.sql"}
# Names of tables cannot be bound: these write names found in our own files, never a delivered text.
WRITES_NAMES = {
    "reports/data/query.py",
    "transforms/connecting.py",
    "transforms/changes/compare.py",
    "transforms/changes/inputs.py",
    "transforms/changes/worlds.py",
    "transforms/warehouse/build.py",
    "transforms/warehouse/describing.py",
    "transforms/warehouse/making.py",
    "transforms/disclosure/facts.py",
    "transforms/disclosure/protect.py",
    "transforms/disclosure/twin.py",
    "transforms/disclosure/world.py",
}


@pytest.mark.parametrize("path", [*MODELS, *CHECKS], ids=named)
def test_a_file_is_one_select(path: Path) -> None:
    statements = sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb")
    assert len(statements) == 1
    assert isinstance(statements[0], exp.Select | exp.SetOperation)


@pytest.mark.parametrize("model", find_models(), ids=lambda model: model.table)
def test_a_table_has_a_title_and_its_grain_is_stated_once(model: Model) -> None:
    assert set(model.notes["title"]) == {"zh", "en"}
    assert model.notes["grain"].startswith("one row")
    stated = layer_notes(model.path.parent)[model.name]
    assert ("grain" in stated) == model.is_computed, "the first line of a select is its grain"


@pytest.mark.parametrize("check", find_checks(), ids=lambda check: check.name)
def test_a_check_has_a_title_and_says_what_its_rows_do(check: Model) -> None:
    assert set(check.notes["title"]) == {"zh", "en"}
    assert check.notes["severity"] in ("error", "warn")


def test_a_layer_has_one_file_of_notes() -> None:
    notes = {ROOT / "sql" / layer / NOTES for layer in (*LAYERS, "policy", "checks")}
    assert set(files_of("sql", pattern="*.yaml")) == {ROOT / "sql/columns.yaml", *notes}


@pytest.mark.parametrize("layer", [*LAYERS, "checks"])
def test_no_description_is_left_of_a_model_that_is_gone(layer: str) -> None:
    described = layer_notes(ROOT / "sql" / layer)
    written = {name for name, notes in described.items() if "written_by" in notes}
    computed = {model.name for model in COMPUTED if model.schema == layer}
    selects = {path.stem for path in files_of(f"sql/{layer}", pattern="*.sql")}
    assert described.keys() == selects | computed | written
    assert not selects & written
    assert all((ROOT / described[name]["written_by"]).exists() for name in written)


@pytest.mark.parametrize("model", COMPUTED, ids=lambda model: model.table)
def test_a_computed_table_names_its_method(model: Model) -> None:
    assert (ROOT / "transforms/methods" / f"{model.notes['computed_by']}.py").is_file()
    assert model.notes["computed_by"] in METHODS
    assert model.notes["key"]


def test_a_table_that_no_model_makes_is_described_alike() -> None:
    made = {model.table for model in find_models()}
    for table, notes in load_tables().items():
        assert table not in made
        assert set(notes["title"]) == {"zh", "en"}
        assert notes["grain"].startswith("one row")
        assert notes["key"]


def test_every_table_and_column_of_a_model_is_described(tmp_path: Path) -> None:
    city = build_city(tmp_path, {})
    described = load_columns()
    city.close()
    with duckdb.connect(str(tmp_path / "city.duckdb"), read_only=True) as con:
        columns = con.execute(
            "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
    models = {f"{path.parent.name}.{path.stem}" for path in MODELS} | {model.table for model in COMPUTED}
    of_models = [row for row in columns if row[0] in models]
    assert {table for table, _, _ in of_models} == models
    assert not [f"{table}.{column}" for table, column, _ in of_models if column not in described]
    assert not [f"{table}.{column}" for table, column, comment in of_models if not comment]


def test_every_word_for_a_column_is_in_both_languages() -> None:
    assert not [name for name, words in load_columns().items() if not (words.get("zh") and words.get("en"))]


def test_no_model_does_two_things() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in [*MODELS, *CHECKS]}
    allowed = {name: lines for name, (lines, _) in GROWN.items()}
    assert not {name: n for name, n in lengths.items() if n > allowed.get(name, LONGEST)}
    assert not {name for name in GROWN if lengths.get(name, 0) <= LONGEST}, "no longer grown: take it off"


def test_no_sql_reads_a_clock() -> None:
    assert not [
        named(path)
        for path in [*MODELS, *CHECKS, *QUERIES]
        if CLOCKS.search(without_comments(path.read_text(encoding="utf-8")))
    ]


def test_ratios_divide_by_nullif() -> None:
    """DuckDB says inf where others say error."""
    wrong = []
    for path in {*MODELS, *CHECKS} - ABOVE_ZERO:
        for division in sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").find_all(exp.Div):
            divisor = division.expression.unnest()
            if not isinstance(divisor, exp.Nullif | exp.Literal):
                wrong.append(f"{named(path)}: {division.sql(dialect='duckdb')}")
    assert not wrong


def test_sums_are_exact() -> None:
    """A sum of doubles depends on the order of its rows, and so on threads: docs/decisions/exact-sums.md."""
    wrong = [
        f"{named(path)}: {total.sql(dialect='duckdb')}"
        for path in MODELS
        for total in sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb").find_all(
            exp.Sum, exp.Avg
        )
        if not is_exact(total)
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select sum(weight) from t", False),
        ("select cast(sum(weight) as double) from t", False),
        ("select avg(cast(weight as decimal(38, 15))) from t", False),
        ("select cast(sum(cast(weight as decimal(38, 15))) as double) from t", True),
        ("select cast(sum(graduates) as bigint) from t", True),
        ("select sum(case when is_new then 1 else 0 end) over (order by year) from t", True),
        ("select sum(case when is_new then weight else 0 end) over (order by year) from t", False),
    ],
)
def test_a_sum_that_is_not_exact_would_be_seen(sql: str, expected: bool) -> None:
    [total] = sqlglot.parse_one(sql, read="duckdb").find_all(exp.Sum, exp.Avg)
    assert is_exact(total) is expected


def test_python_builds_no_sql_out_of_pieces() -> None:
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in files_of(*CODE_ROOMS, pattern="*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.JoinedStr) and BEGINS_SQL.match(first_text(node))
    ]
    assert not [place for place in wrong if place.split(":")[0] not in WRITES_NAMES]


def is_exact(total: exp.Expression) -> bool:
    """Is it a sum of decimals, of ones and zeros, or of what is counted in whole persons?"""
    if isinstance(total, exp.Avg):
        return False
    of, around = total.this, total.parent
    while isinstance(around, exp.Window | exp.Coalesce):
        around = around.parent
    if isinstance(of, exp.Case):
        branches = [*(branch.args["true"] for branch in of.args["ifs"]), of.args["default"]]
        if all(isinstance(branch, exp.Literal) for branch in branches):
            return True
    is_decimal = isinstance(of, exp.Cast) and of.to.is_type("decimal")
    return is_decimal or (isinstance(around, exp.Cast) and around.to.is_type("bigint"))


def without_comments(sql: str) -> str:
    return re.sub(r"--.*", "", sql)


def first_text(node: ast.JoinedStr) -> str:
    first = node.values[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""
