"""A module holds one whole subject: no shreds of another, nothing imported late without need, no SQL inside."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.house.imports import Modules, for_types, named_in
from tests.house.rooms import BUILT, CODE_ROOMS, ROOT, files_of, named, parsed
from tests.house.test_circles import house, written

# Components that cost so much to import (milliseconds, measured 2026-11) that a command which does without
# them waits for none: an import inside a function has to save one of them.
COSTLY = {
    "great_expectations": 9800,
    "statsmodels": 3400,
    "prefect": 3200,
    "scipy": 2400,
    "pandas": 1300,
    "pydantic_settings": 550,
    "duckdb": 460,
    "matplotlib": 430,
    "openpyxl": 400,
    "pyarrow": 390,
    "numpy": 280,
    "sqlglot": 210,
    "pydantic": 150,
    "rich": 140,
    "jinja2": 120,
    "xlsxwriter": 110,
    "rapidfuzz": 90,
    "yaml": 70,
}

# Modules allowed other late imports, each with the reason.
IMPORTS_LATE: dict[str, str] = {}

SHORT_FILE = 60
# How a docstring says why a module with one importer stays a file: "A file of its own because …".
SAYS_WHY = re.compile(r"\ba file of its own\b", re.IGNORECASE)

# Folders of small files that one module lists, each with the reason.
LISTED_BY_ONE = {"flows.commands": "one file for each command of the command line"}

BEGINS_SQL = re.compile(
    r"\s*(select|with|create|insert|update|delete|copy|attach|pivot|from \w+\.)\b", re.IGNORECASE
)
LONGEST_STATEMENT = 200
# Files allowed a longer statement, each with the reason.
HOLDS_SQL = {"reports/data/query.py": "puts the columns of a dataclass before the file of a query"}

MOST_ENTRIES = 25
# Reads no context: it names the loader of each, and hands what is loaded to the subject that asked for it.
HANDS_CONTEXTS_OUT = "reports.contents"


def test_an_import_inside_a_function_saves_start_up() -> None:
    found = needless_late_imports(house())
    assert not found, "\n".join(found)


def test_a_module_with_one_importer_belongs_to_it_or_says_why_not() -> None:
    found = shreds(house())
    assert not found, "\n".join(found)


def test_python_holds_no_sql_beyond_one_line() -> None:
    found = [
        f"{named(path)}:{line}"
        for path in files_of(*CODE_ROOMS, pattern="*.py")
        if named(path) not in HOLDS_SQL
        for line in long_statements(path)
    ]
    assert not found
    assert not [name for name in HOLDS_SQL if not list(long_statements(ROOT / name))], "take it off"


@pytest.mark.parametrize("room", CODE_ROOMS)
def test_no_two_public_classes_of_a_room_share_a_name(room: str) -> None:
    found = shared_class_names(files_of(room, pattern="*.py"))
    assert not found, "\n".join(f"{name}: {', '.join(map(named, paths))}" for name, paths in found.items())


def test_the_reports_are_few_rooms() -> None:
    entries = entries_of(ROOT / "reports")
    assert len(entries) <= MOST_ENTRIES, entries


def test_a_subject_alone_reads_its_context() -> None:
    found = foreign_contexts(house())
    assert not found, "\n".join(found)


def entries_of(folder: Path) -> list[str]:
    """Files and folders a reader meets, without what tools leave behind."""
    return sorted(path.name for path in folder.iterdir() if path.name not in BUILT)


def needless_late_imports(modules: Modules) -> list[str]:
    """Imports inside functions that load no costly component, or none that their module has not loaded before."""
    found = []
    for module in modules.paths.keys() - IMPORTS_LATE.keys():
        late = list(late_imports(modules.paths[module]))
        before = modules.loads(module) if late else set()
        for node in late:
            names = named_in(node)
            loaded = {name.split(".")[0] for name in names}.union(*(modules.loads(name) for name in names))
            if not (loaded - before) & COSTLY.keys():
                found.append(f"{module}:{node.lineno} {ast.unparse(node)}")
    return sorted(found)


def late_imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    functions = [
        node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    inside = {id(node): node for function in functions for node in ast.walk(function)}
    typed = {id(node) for check in inside.values() if for_types(check) for node in ast.walk(check)}
    for key, node in inside.items():
        if isinstance(node, ast.Import | ast.ImportFrom) and key not in typed:
            yield node


def shreds(modules: Modules) -> list[str]:
    """Short modules that a single other one imports, and that do not say why they are files."""
    return [
        f"{module} ({lines} lines) is imported by {importer} alone"
        for module, path in modules.paths.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) < SHORT_FILE
        and module.rpartition(".")[0] not in LISTED_BY_ONE
        and not SAYS_WHY.search(" ".join((ast.get_docstring(parsed(path)) or "").split()))
        for importer in list(modules.importers.get(module, ()))
        if len(modules.importers[module]) == 1
    ]


def long_statements(path: Path) -> Iterator[int]:
    """Lines where a text begins that reads as SQL and is more than a line of it; docstrings are prose."""
    pieces = {
        id(piece)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.JoinedStr)
        for piece in node.values
    }
    prose = {id(node.value) for node in ast.walk(parsed(path)) if isinstance(node, ast.Expr)}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(piece.value) if isinstance(piece, ast.Constant) else "x" for piece in node.values
            )
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces | prose
        ):
            text = node.value
        else:
            continue
        if BEGINS_SQL.match(text) and ("\n" in text.strip() or len(text) > LONGEST_STATEMENT):
            yield node.lineno


def shared_class_names(paths: list[Path]) -> Mapping[str, list[Path]]:
    homes = defaultdict(list)
    for path in paths:
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(path)
    return {name: files for name, files in homes.items() if len(files) > 1}


def foreign_contexts(modules: Modules) -> list[str]:
    """Imports of `reports/<subject>/context.py`, or of a `…_context.py` beside it, from outside that folder."""
    return [
        str(each)
        for each in modules.imports
        if re.fullmatch(r"reports\.\w+\.(\w+_)?context", each.target)
        and each.importer != HANDS_CONTEXTS_OUT
        and not each.importer.startswith(each.target.rpartition(".")[0] + ".")
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("def f():\n    import pandas", False),
        ("def f():\n    from transforms.heavy import x", False),
        ("def f():\n    from transforms.light import x", True),
        ("import pandas\ndef f():\n    from transforms.heavy import x", True),
        ("from transforms.heavy import y\ndef f():\n    import pandas", True),
        ("if TYPE_CHECKING:\n    import pandas\ndef f():\n    import pandas", False),
        ("def f():\n    import json", True),
    ],
)
def test_a_late_import_without_need_would_be_seen(text: str, seen: bool, tmp_path: Path) -> None:
    files = {
        "transforms/a.py": text,
        "transforms/heavy.py": "import pandas",
        "transforms/light.py": "import json",
    }
    assert bool(needless_late_imports(written(files, tmp_path))) is seen


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        ({"transforms/b.py": "x = 1"}, True),
        ({"transforms/b.py": "x = 1\n" * SHORT_FILE}, False),
        ({"transforms/b.py": "x = 1\n" * (SHORT_FILE - 1)}, True),
        ({"transforms/b.py": "x = 1", "transforms/c.py": "from transforms.b import x"}, False),
        ({"transforms/b.py": '"""A file of\nits own because another process runs it."""'}, False),
    ],
)
def test_a_shred_of_another_module_would_be_seen(
    files: Mapping[str, str], seen: bool, tmp_path: Path
) -> None:
    modules = written({"transforms/a.py": "from transforms.b import x", **files}, tmp_path)
    assert bool(shreds(modules)) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('sql = "select a from b"', False),
        ('sql = """select a\nfrom b"""', True),
        ('sql = "\\nselect a from b\\n"', False),
        ('sql = "select a " + "from b"', False),
        (f'sql = "select {"a, " * 70} from b"', True),
        ('sql = f"""\nfrom marts.{name}\nselect a"""', True),
        ('sql = f"select {name} from b"', False),
        ('"""With prose\nover lines."""', False),
        ('said = "Nothing\\nthat selects"', False),
    ],
)
def test_sql_over_lines_would_be_seen(text: str, seen: bool, tmp_path: Path) -> None:
    path = tmp_path / "written.py"
    path.write_text(text, encoding="utf-8")
    assert bool(list(long_statements(path))) is seen


def test_a_class_name_used_twice_would_be_seen(tmp_path: Path) -> None:
    paths = [tmp_path / "a.py", tmp_path / "b.py"]
    paths[0].write_text("class Line: ...\nclass _Own: ...\nclass Once: ...\n", encoding="utf-8")
    paths[1].write_text("class Line: ...\nclass _Own: ...\n", encoding="utf-8")
    assert shared_class_names(paths) == {"Line": paths}


def test_one_room_too_many_would_be_seen(tmp_path: Path) -> None:
    for name in ("__pycache__", *map(str, range(MOST_ENTRIES))):
        (tmp_path / name).mkdir()
    assert len(entries_of(tmp_path)) == MOST_ENTRIES
    (tmp_path / "one_more.py").touch()
    assert len(entries_of(tmp_path)) == MOST_ENTRIES + 1


def test_a_context_read_from_outside_would_be_seen(tmp_path: Path) -> None:
    files = {
        "reports/warning/context.py": "",
        "reports/warning/signals_context.py": "from reports.warning.context import a",
        "reports/warning/report.py": "from reports.warning.signals_context import b",
        "reports/matching/report.py": "from reports.warning.signals_context import c",
    }
    [found] = foreign_contexts(written(files, tmp_path))
    assert found == "reports.matching.report:1 takes c from reports.warning.signals_context"
