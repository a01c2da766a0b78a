"""What each column of a select is made from, read off its text: columns of the tables it names, through every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from sqlglot import expressions as exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema

from transforms.warehouse.models import parsed

Source = tuple[str, str]  # schema.table, column
Sources = frozenset[Source]
# stands for the rows of a table, where they are counted or something is said of each
ROWS = "*"


class Untraceable(Exception):
    """A column of a select that stands in nothing it reads."""


def known_columns(columns: Mapping[str, Sequence[str]]) -> MappingSchema:
    """The columns of every table a select may read, by `schema.table`."""
    known = MappingSchema(dialect="duckdb", normalize=False)
    for table, names in columns.items():
        # what a column holds is not asked; a type has to stand there
        known.add_table(table, dict.fromkeys(names, "varchar"))
    return known


def columns_read(sql: str, known: MappingSchema) -> dict[str, Sources]:
    """The sources of each column of a select, and under `*` the tables whose rows its rows are.

    A column is made from all that its expression names, conditions and windows among it, but not from what joins,
    filters or groups. One that names no column (a count, a constant) is made from the rows. Errors: Untraceable.
    """
    tree = qualify(
        parsed(sql).copy(),
        schema=known,
        dialect="duckdb",
        validate_qualify_columns=False,
        quote_identifiers=False,
    )
    scopes = {id(scope.expression): scope for scope in traverse_scope(tree)}
    reader = _Reader(scopes)
    whole = scopes[id(tree)]
    return reader.columns(whole) | {ROWS: reader.rows(whole)}


class _Reader:
    """Follows columns through the parts of one select. `scopes`: by the identity of their expression."""

    def __init__(self, scopes: Mapping[int, Scope]) -> None:
        self.scopes = scopes
        self.known: dict[int, dict[str, Sources]] = {}

    def columns(self, scope: Scope) -> dict[str, Sources]:
        key = id(scope.expression)
        if key not in self.known:
            union = isinstance(scope.expression, exp.SetOperation)
            self.known[key] = self._union(scope) if union else self._select(scope)
        return self.known[key]

    def rows(self, scope: Scope) -> Sources:
        """The tables whose rows a part gives: what stands after `from`; what is joined adds to them or picks."""
        if isinstance(scope.expression, exp.SetOperation):
            return _all(self.rows(part) for part in scope.set_operation_scopes)
        beginning = scope.expression.args.get("from_")
        if beginning is None:  # made of scalar subqueries alone
            return _all(self.rows(part) for part in scope.subquery_scopes)
        return self._rows_of(scope.sources[beginning.this.alias_or_name])

    def _rows_of(self, source: exp.Expression | Scope) -> Sources:
        if isinstance(source, exp.Table):
            return frozenset({(_name(source), ROWS)}) if source.db else frozenset()
        # a recursive part sees a copy of the one it carries on
        return self.rows(self.scopes[id(source.expression)])

    def _select(self, scope: Scope) -> dict[str, Sources]:
        return {
            part.alias_or_name: self._named_in(part) or self.rows(scope)
            for part in scope.expression.args["expressions"]
        }

    def _union(self, scope: Scope) -> dict[str, Sources]:
        key = id(scope.expression)
        left, right = scope.set_operation_scopes
        found = self.columns(left)
        before: dict[str, Sources] = {}
        while found != before:
            # a recursive part reads the whole it is a part of: again until nothing is added
            before = self.known[key] = found
            self.known.pop(id(right.expression), None)
            found = _together(found, self.columns(right), by_name=bool(scope.expression.args.get("by_name")))
        return found

    def _named_in(self, part: exp.Expr) -> Sources:
        return _all(self._sources(column) for column in part.find_all(exp.Column))

    def _sources(self, column: exp.Column) -> Sources:
        for scope in self._around(column):
            source = scope.sources.get(column.table)
            if isinstance(source, exp.Table):
                return frozenset({(_name(source), column.name)})
            if source is not None:
                return self._of_part(source, column)
        raise Untraceable(f"{column.sql(dialect='duckdb')} stands in no table of its select")

    def _around(self, column: exp.Column) -> Iterator[Scope]:
        """The select a column stands in, and those around it that a correlated one may mean."""
        inner = column.parent_select
        scope = self.scopes.get(id(inner)) if inner else None
        while scope is not None:
            yield scope
            scope = scope.parent

    def _of_part(self, source: Scope, column: exp.Column) -> Sources:
        inner = source.expression
        if isinstance(inner, exp.UDTF):
            return self._named_in(inner)
        whole = inner.parent
        if isinstance(whole, exp.SetOperation) and id(whole) in self.known:
            found = self.known[id(whole)]
        else:
            found = self.columns(source)
        if column.name not in found:
            raise Untraceable(f"{column.sql(dialect='duckdb')} is none of {sorted(found)}")
        return found[column.name]


def _together(left: dict[str, Sources], right: dict[str, Sources], *, by_name: bool) -> dict[str, Sources]:
    if by_name:
        return {
            name: left.get(name, frozenset()) | right.get(name, frozenset()) for name in {**left, **right}
        }
    return {name: sources | more for (name, sources), more in zip(left.items(), right.values(), strict=True)}


def _name(table: exp.Table) -> str:
    return f"{table.db}.{table.name}"


def _all(found: Iterator[Sources]) -> Sources:
    return reduce(frozenset.union, found, frozenset())
