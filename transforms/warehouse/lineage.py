"""`meta.lineage`: what each column of a warehouse is made from, through every table down to delivered columns.

Read off the selects; methods of Python, and what is compared with an earlier release, declare it in their YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import expressions as exp
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import Scope, traverse_scope
from sqlglot.schema import MappingSchema

from transforms.connecting import create_table
from transforms.warehouse.models import Model, load_tables, parsed

Source = tuple[str, str]  # schema.table, column
Sources = frozenset[Source]
# the rows of a table themselves, where they are counted or a constant is given for each
ROWS = "*"
TABLE = "meta.lineage"
LINEAGE = pa.schema(
    [(name, pa.string()) for name in ("table_name", "column_name", "source_table", "source_column")]
    + [("steps_down", pa.int32()), ("is_root", pa.bool_())]
)
Direct = dict[Source, Sources]


class Untraceable(Exception):
    """A column of a select that is in none of the tables it reads."""


def create_lineage_table(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table, empty: it is filled when all other tables are made."""
    create_table(con, TABLE, [], LINEAGE)


def fill_lineage(con: duckdb.DuckDBPyConnection, models: Iterable[Model]) -> int:
    """Fill it for the warehouse in use; returns its rows. Errors: Untraceable, ValueError for a wrong declaration."""
    rows = lineage(direct_sources(models, load_tables(), columns_of_tables(con)))
    con.from_arrow(rows).insert_into(TABLE)
    return rows.num_rows


def columns_of_tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The columns of every table and view of the database in use, in their order."""
    found = con.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index) "
        "from duckdb_columns() where database_name = current_database() and not internal group by all"
    ).fetchall()
    return dict(found)


def direct_sources(
    models: Iterable[Model], given: Mapping[str, Mapping[str, Any]], columns: Mapping[str, list[str]]
) -> Direct:
    """What each column is made from by its own select or declaration. given: tables that no model makes."""
    known = known_columns(columns)
    direct: Direct = {}
    for model in models:
        if model.is_computed:
            found = _declared(model.table, model.notes.get("lineage", {}), columns)
        else:
            found = columns_read(model.sql, known)
        direct |= {(model.table, column): sources for column, sources in found.items()}
    for table, notes in given.items():
        if "lineage" in notes:
            found = _declared(table, notes["lineage"], columns)
            direct |= {(table, column): sources for column, sources in found.items()}
    return direct


def lineage(direct: Direct) -> pa.Table:
    """One row per column and column it is made from, directly or through others; a root is made from nothing else."""
    reached: dict[Source, dict[Source, int]] = {}
    rows: list[tuple[str, str, str, str, int, bool]] = []
    for column in sorted(direct):
        if column[1] != ROWS:
            found = sorted(_reach(column, direct, reached).items())
            rows += [(*column, *source, steps, source not in direct) for source, steps in found]
    columns = zip(*rows, strict=True) if rows else [()] * len(LINEAGE)
    return pa.Table.from_pydict(dict(zip(LINEAGE.names, columns, strict=True)), schema=LINEAGE)


def _reach(column: Source, direct: Direct, reached: dict[Source, dict[Source, int]]) -> dict[Source, int]:
    """Every column it is made from, by the fewest steps."""
    if column not in reached:
        found = dict.fromkeys(direct.get(column, ()), 1)
        for source in direct.get(column, ()):
            for further, steps in _reach(source, direct, reached).items():
                found[further] = min(found.get(further, steps + 1), steps + 1)
        reached[column] = found
    return reached[column]


def _declared(
    table: str, declared: Mapping[str, list[str]], columns: Mapping[str, list[str]]
) -> dict[str, Sources]:
    """The lineage notes declare. Errors: ValueError where it leaves out a column or names one that is not there."""
    found = {column: frozenset(_source(name) for name in names) for column, names in declared.items()}
    named = frozenset().union(*found.values())
    unknown = sorted(f"{of}.{column}" for of, column in named if column not in (*columns.get(of, ()), ROWS))
    differing = sorted(set(declared) ^ set(columns.get(table, ())))
    if unknown or differing:
        raise ValueError(
            f"{table}: its `lineage` names columns that are not there: {unknown}, "
            f"or leaves out some of its own, or adds to them: {differing}"
        )
    return found | {ROWS: frozenset((of, ROWS) for of, _ in named)}


def _source(name: str) -> Source:
    table, column = name.rsplit(".", 1)
    return table, column


def known_columns(columns: Mapping[str, Sequence[str]]) -> MappingSchema:
    """The columns of every table a select may read, by `schema.table`."""
    known = MappingSchema(dialect="duckdb", normalize=False)
    for table, names in columns.items():
        # types do not matter here, but one has to be given
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
        """The tables whose rows a part gives: what follows `from`; what is joined adds to them or picks."""
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
        raise Untraceable(f"{column.sql(dialect='duckdb')} is in no table of its select")

    def _around(self, column: exp.Column) -> Iterator[Scope]:
        """The select a column is part of, and those around it that a correlated one may mean."""
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
