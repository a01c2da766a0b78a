"""Who imports whom, read from the syntax trees, and the circles among modules and folders."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.house.rooms import BUILT, CODE_ROOMS, parsed

BY_BUILT_NAME = "what it needs by a built name"
Graph = Mapping[str, set[str]]


@dataclass(frozen=True)
class Import:
    """`importer` takes `name` from `target`: the module that defines it, where a package offers it on its face."""

    importer: str
    target: str
    name: str
    in_function: bool
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} takes {self.name} from {self.target}"


class Modules:
    """The modules below a folder and what they import of each other.

    Imports inside functions and for type checking are among them. What a package offers on its face (`__init__.py`)
    is taken from the module that defines it. `built` names the module that imports others by a built name, which no
    syntax tree shows, and the package they are in.
    """

    def __init__(self, root: Path, built: Mapping[str, str] | None = None) -> None:
        self.root, self.built = root, built or {}
        files = [path for room in CODE_ROOMS for path in sorted((root / room).rglob("*.py"))]
        paths = {_dotted(path.relative_to(root)): path for path in files if not BUILT & set(path.parts)}
        self.packages = {name: path for name, path in paths.items() if path.name == "__init__.py"}
        self.paths = {name: path for name, path in paths.items() if name not in self.packages}

    @cached_property
    def imports(self) -> list[Import]:
        """Every import of one module by another, face to face within a package included."""
        return [
            found
            for module, path in self.paths.items()
            for found in self._imports_of(module, parsed(path))
            if found.target != module
        ]

    @cached_property
    def importers(self) -> Graph:
        """Module → the modules that import it by name."""
        found = defaultdict(set)
        for each in self.imports:
            if each.name != BY_BUILT_NAME:
                found[each.target].add(each.importer)
        return found

    def circles_of_files(self) -> list[list[Import]]:
        """The imports of every circle of modules, one list for each."""
        adjacent = defaultdict(set)
        for each in self.imports:
            adjacent[each.importer].add(each.target)
        return [
            [each for each in self.imports if {each.importer, each.target} <= circle]
            for circle in circles(adjacent)
        ]

    def circles_of_folders(self) -> list[list[Import]]:
        """The imports of every circle among the files and folders of one folder, one list for each."""
        return [found for package in ("", *self.packages) for found in self._circles_within(package)]

    def loads(self, module: str, seen: set[str] | None = None) -> set[str]:
        """Components from elsewhere that are loaded as soon as a module is imported, by way of others too."""
        seen = set() if seen is None else seen
        parts = module.split(".")
        found = set()
        for name in (".".join(parts[:n]) for n in range(1, len(parts) + 1)):
            path = self.paths.get(name) or self.packages.get(name)
            if path is None or name in seen:
                continue
            seen.add(name)
            for node in at_once(parsed(path)):
                for target in named_in(node):
                    inside = target.split(".")[0] in CODE_ROOMS
                    found |= self.loads(target, seen) if inside else {target.split(".")[0]}
        return found

    def _circles_within(self, package: str) -> Iterator[list[Import]]:
        start = f"{package}." if package else ""
        between = defaultdict(list)
        for each in self.imports:
            if each.importer.startswith(start) and each.target.startswith(start):
                ends = tuple(name.removeprefix(start).split(".")[0] for name in (each.importer, each.target))
                if ends[0] != ends[1]:
                    between[ends].append(each)
        adjacent = defaultdict(set)
        for importer, target in between:
            adjacent[importer].add(target)
        for circle in circles(adjacent):
            yield [each for ends, found in between.items() if set(ends) <= circle for each in found]

    def _imports_of(self, module: str, tree: ast.Module) -> Iterator[Import]:
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for target, name in self._taken(node, tree):
                    yield Import(module, target, name, id(node) in inside, node.lineno)
        for target in self.paths:
            if module in self.built and target.startswith(f"{self.built[module]}."):
                yield Import(module, target, BY_BUILT_NAME, False, 1)

    def _taken(self, node: ast.Import | ast.ImportFrom, tree: ast.Module) -> Iterator[tuple[str, str]]:
        for alias in node.names:
            if isinstance(node, ast.Import):
                whole, bound = alias.name, alias.asname or alias.name
            else:
                whole, bound = f"{node.module}.{alias.name}", alias.asname or alias.name
            if whole in self.paths:
                yield whole, alias.name
            elif whole in self.packages:
                yield from ((self._home(whole, name), name) for name in _attributes_of(tree, bound))
            elif isinstance(node, ast.ImportFrom) and node.module in self.paths:
                yield node.module, alias.name
            elif isinstance(node, ast.ImportFrom) and node.module in self.packages:
                yield self._home(node.module, alias.name), alias.name

    def _home(self, package: str, name: str) -> str:
        """The module that defines what a package offers under a name; the package where it does so itself."""
        for node in parsed(self.packages[package]).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    if name == (alias.asname or alias.name):
                        whole = f"{node.module}.{alias.name}"
                        if whole in self.paths:
                            return whole
                        return self._home(node.module, name) if node.module in self.packages else node.module
        return package


def circles(adjacent: Graph) -> list[set[str]]:
    """Groups of more than one node in which every node reaches every other."""
    reach = {start: _reached(start, adjacent) for start in adjacent}
    groups = {
        frozenset(other for other in reached if start in reach.get(other, ()))
        for start, reached in reach.items()
    }
    return [set(group) for group in sorted(groups, key=sorted) if len(group) > 1]


def _reached(start: str, adjacent: Graph) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        new = adjacent.get(ahead.pop(), set()) - reached
        reached |= new
        ahead.extend(new)
    return reached


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def at_once(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that run when the module is imported: not those in functions, nor those for type checking."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not for_types(child):
            yield from at_once(child)


def for_types(node: ast.AST) -> bool:
    """Whether it is the body of `if TYPE_CHECKING`, which never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def named_in(node: ast.Import | ast.ImportFrom) -> list[str]:
    """What an import names, as dotted names: modules, or names in them."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [f"{node.module}.{alias.name}" for alias in node.names] if node.module else []


def _attributes_of(tree: ast.Module, bound: str) -> set[str]:
    """Names that are asked of a module by a dot."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == bound
    }
