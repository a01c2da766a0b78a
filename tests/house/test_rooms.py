"""Imports run one way, only flows/ knows what day it is, and nothing grows past doing one thing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.rooms import CODE_ROOMS, files_of, imports_of, named, parsed

MAY_IMPORT = {
    "flows": {"flows", "reports", "transforms"},
    "reports": {"reports", "transforms"},
    "transforms": {"transforms"},
}
CLOCKS = {
    *(f"date.{name}" for name in ("today", "fromtimestamp")),
    *(f"datetime.{name}" for name in ("now", "today", "utcnow", "fromtimestamp")),
    *(f"time.{name}" for name in ("time", "time_ns", "ctime", "localtime", "gmtime", "strftime")),
}
SURROUNDINGS = {"os.environ", "os.getenv", "os.environb"}
# Where the environment of a component is set, not read for an answer.
SETS_SURROUNDINGS = {"transforms/child_process.py"}
# What one module does for all: the others ask it.
ONE_HOME = {
    "duckdb.connect": "transforms/connecting.py",
    "yaml.load": "transforms/yaml_text.py",
    "yaml.safe_load": "transforms/yaml_text.py",
    "yaml.compose": "transforms/yaml_text.py",
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base", "core"}

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_FLOW = 450, 52, 25


@pytest.mark.parametrize("room", CODE_ROOMS)
def test_imports_run_one_way(room: str) -> None:
    wrong = {
        f"{named(path)} imports {module}"
        for path in files_of(room, pattern="*.py")
        for module in upward(room, path)
    }
    assert not wrong


def test_only_flows_know_prefect_and_the_command_line() -> None:
    above = {"prefect", "typer", "rich"}
    wrong = {
        f"{named(path)} imports {module}"
        for path in files_of("transforms", "reports", "tests/sql", pattern="*.py")
        for module in imports_of(path)
        if module.split(".")[0] in above
    }
    assert not wrong


def test_flows_hold_no_data_engine() -> None:
    engines = {"duckdb", "pandas", "pyarrow", "numpy", "polars", "sqlglot"}
    wrong = {
        f"{named(path)} imports {module}"
        for path in files_of("flows", pattern="*.py")
        for module in imports_of(path)
        if module.split(".")[0] in engines
    }
    assert not wrong


def test_nothing_below_flows_reads_a_clock() -> None:
    wrong = [
        f"{named(path)}:{line} {name}"
        for path in files_of("transforms", "reports", pattern="*.py")
        for line, name in dotted_names(path)
        if ".".join(name.split(".")[-2:]) in CLOCKS
    ]
    assert not wrong


def test_nothing_below_flows_reads_its_surroundings() -> None:
    wrong = [
        f"{named(path)}:{line} {name}"
        for path in files_of("transforms", "reports", pattern="*.py")
        for line, name in dotted_names(path)
        if name in SURROUNDINGS and named(path) not in SETS_SURROUNDINGS
    ]
    assert not wrong


def test_files_are_opened_and_read_in_one_place() -> None:
    found = {
        (name, named(path))
        for path in files_of(*CODE_ROOMS, pattern="*.py")
        for _, name in dotted_names(path)
        if name in ONE_HOME
    }
    assert {name for name, _ in found} >= {"duckdb.connect", "yaml.load", "yaml.compose"}
    assert {(name, path) for name, path in found if path != ONE_HOME[name]} == set()


def test_a_module_is_named_for_what_it_holds() -> None:
    assert not [named(path) for path in files_of(*CODE_ROOMS, "tests", pattern="*.py") if path.stem in VAGUE]


def test_no_file_does_two_things() -> None:
    """A file ends where its subject ends; one past this length holds two."""
    long = too_long(files_of(*CODE_ROOMS, "tests", pattern="*.py"))
    assert not {named(path): lines for path, lines in long.items()}


def test_no_function_is_long_and_a_flow_fits_one_look() -> None:
    long = [
        f"{named(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for path in files_of(*CODE_ROOMS, "tests", pattern="*.py")
        for function in functions_of(path)
        if length(function) > (LONGEST_FLOW if is_flow(function) else LONGEST_FUNCTION)
    ]
    assert not long


def test_a_clock_below_flows_would_be_seen(tmp_path: Path) -> None:
    written = tmp_path / "written.py"
    written.write_text(
        "import datetime, time\na = datetime.date.today()\nb = time.time()\nc = time.monotonic()\n"
    )
    found = {".".join(name.split(".")[-2:]) for _, name in dotted_names(written)} & CLOCKS
    assert found == {"date.today", "time.time"}


def test_a_file_that_holds_two_subjects_would_be_seen(tmp_path: Path) -> None:
    whole, grown = tmp_path / "whole.py", tmp_path / "grown.py"
    whole.write_text("x = 1\n" * LONGEST_FILE)
    grown.write_text("x = 1\n" * (LONGEST_FILE + 1))
    assert too_long([whole, grown]) == {grown: LONGEST_FILE + 1}


@pytest.mark.parametrize(
    ("room", "module", "is_wrong"),
    [
        ("transforms", "reports.data", True),
        ("transforms", "transforms.policy", False),
        ("reports", "flows", True),
        ("reports", "transforms", False),
        ("flows", "reports", False),
        ("reports", "prefect", False),
    ],
)
def test_an_import_upward_would_be_seen(room: str, module: str, is_wrong: bool, tmp_path: Path) -> None:
    written = tmp_path / "written.py"
    written.write_text(f"def f():\n    import {module}\n")
    assert bool(upward(room, written)) is is_wrong


def upward(room: str, path: Path) -> set[str]:
    """Modules a file of a room imports from the rooms above it."""
    return {
        module
        for module in imports_of(path)
        if module.split(".")[0] in CODE_ROOMS and module.split(".")[0] not in MAY_IMPORT[room]
    }


def too_long(paths: list[Path]) -> dict[Path, int]:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {path: count for path, count in lines.items() if count > LONGEST_FILE}


def dotted_names(path: Path) -> list[tuple[int, str]]:
    """Every `a.b.c` of a file, with its line."""
    return [
        (node.lineno, ast.unparse(node)) for node in ast.walk(parsed(path)) if isinstance(node, ast.Attribute)
    ]


def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_flow(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).split("(")[0] == "flow" for decorator in function.decorator_list)
