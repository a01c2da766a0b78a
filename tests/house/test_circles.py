"""No file and no folder depends on what depends on it; the graph is drawn from the syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.house.imports import Import, Modules
from tests.house.rooms import CODE_ROOMS, ROOT, files_of, named, parsed

# The one module that imports by a built name, and the package it takes modules from.
BUILT_NAMES = {"transforms.warehouse.making": "transforms.methods"}


@cache
def house() -> Modules:
    return Modules(ROOT, BUILT_NAMES)


def test_no_files_import_each_other_in_a_circle() -> None:
    found = said(house().circles_of_files())
    assert not found, "\n".join(found)


def test_no_folders_beside_each_other_import_each_other_in_a_circle() -> None:
    found = said(house().circles_of_folders())
    assert not found, "\n".join(found)


def test_no_import_is_hidden_in_a_built_name() -> None:
    hidden = {
        named(path).removesuffix(".py").replace("/", ".")
        for path in files_of(*CODE_ROOMS, pattern="*.py")
        if imports_by_built_name(path)
    }
    assert hidden <= BUILT_NAMES.keys()


@pytest.mark.parametrize(
    ("files", "offenders"),
    [
        pytest.param(
            {"transforms/a.py": "from transforms.b import x", "transforms/b.py": "import transforms.c"},
            set(),
            id="one way",
        ),
        pytest.param(
            {
                "transforms/a.py": "from transforms.b import x",
                "transforms/b.py": "from transforms.a import y",
            },
            {"transforms.a:1 takes x from transforms.b", "transforms.b:1 takes y from transforms.a"},
            id="two files",
        ),
        pytest.param(
            {
                "transforms/a.py": "def f():\n    from transforms.b import x",
                "transforms/b.py": "if TYPE_CHECKING:\n    from transforms.a import y",
            },
            {"transforms.a:2 takes x from transforms.b", "transforms.b:2 takes y from transforms.a"},
            id="within a function, and for types",
        ),
        pytest.param(
            {
                "transforms/box/__init__.py": "from transforms.box.inner import x",
                "transforms/box/inner.py": "from transforms.b import y",
                "transforms/b.py": "from transforms.box import x",
            },
            {
                "transforms.b:1 takes x from transforms.box.inner",
                "transforms.box.inner:1 takes y from transforms.b",
            },
            id="through the face of a package",
        ),
        pytest.param(
            {
                "transforms/box/__init__.py": "from transforms.box.inner import x",
                "transforms/box/inner.py": "from transforms.b import y",
                "transforms/b.py": "import transforms.box as whole\nwhole.x",
            },
            {
                "transforms.b:1 takes x from transforms.box.inner",
                "transforms.box.inner:1 takes y from transforms.b",
            },
            id="through a package as a whole",
        ),
    ],
)
def test_a_circle_of_files_would_be_seen(
    files: Mapping[str, str], offenders: set[str], tmp_path: Path
) -> None:
    assert set(said(written(files, tmp_path).circles_of_files())) == offenders


def test_a_circle_of_folders_would_be_seen_where_no_file_is_in_one(tmp_path: Path) -> None:
    modules = written(
        {
            "reports/deep/__init__.py": "",
            "reports/deep/left/one.py": "from reports.deep.right.one import a",
            "reports/deep/right/one.py": "",
            "reports/deep/right/two.py": "from reports.deep.left.two import b",
            "reports/deep/left/two.py": "",
        },
        tmp_path,
    )
    assert not modules.circles_of_files()
    assert set(said(modules.circles_of_folders())) == {
        "reports.deep.left.one:1 takes a from reports.deep.right.one",
        "reports.deep.right.two:1 takes b from reports.deep.left.two",
    }


def test_a_room_that_imports_the_one_above_it_is_a_circle(tmp_path: Path) -> None:
    files = {
        "flows/a.py": "from transforms.b import x",
        "transforms/b.py": "from flows.c import y",
        "flows/c.py": "",
    }
    assert len(said(written(files, tmp_path).circles_of_folders())) == 2


def test_an_import_by_a_built_name_is_drawn(tmp_path: Path) -> None:
    files = {"transforms/make.py": "", "transforms/methods/one.py": "from transforms.make import f"}
    built = {"transforms.make": "transforms.methods"}
    assert len(said(written(files, tmp_path, built).circles_of_files())) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from importlib import import_module", {"import_module"}),
        ("import importlib\nimportlib.import_module('a')", {"import_module"}),
        ("__import__('a')", {"__import__"}),
        ("import importlib.util\nimportlib.util.find_spec('a')", set()),
    ],
)
def test_an_import_by_a_built_name_would_be_seen(text: str, found: set[str], tmp_path: Path) -> None:
    path = tmp_path / "written.py"
    path.write_text(text, encoding="utf-8")
    assert imports_by_built_name(path) == found


def said(found: list[list[Import]]) -> list[str]:
    """The offenders in words: which module takes what from which."""
    return sorted(str(each) for circle in found for each in circle)


def imports_by_built_name(path: Path) -> set[str]:
    """The calls a file knows that import what no syntax tree shows."""
    nodes = list(ast.walk(parsed(path)))
    taken = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    plain = {node.id for node in nodes if isinstance(node, ast.Name)}
    dotted = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return (taken | plain | dotted) & {"import_module", "exec_module", "__import__"}


def written(files: Mapping[str, str], root: Path, built: Mapping[str, str] | None = None) -> Modules:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return Modules(root, built)
