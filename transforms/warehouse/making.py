"""Make tables by their models: in a warehouse being built, or again in a world where some tables are replaced.

A model is a select, or a method of transforms/methods that its notes name.
"""

from __future__ import annotations

import graphlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import duckdb
import pyarrow as pa

from transforms.connecting import attach, in_memory, write_table
from transforms.methods import apportionment, forecast, judged_without, other_weights, similarity
from transforms.policy.policy import COMPUTED_INDICATORS
from transforms.warehouse.models import LAYERS, Model, find_models, tables_in

Tables = Mapping[str, pa.Table]


def make_table(con: duckdb.DuckDBPyConnection, model: Model) -> None:
    """Make the table of a model from those that are there."""
    if model.is_computed:
        write_table(con, model.table, _computed(con, model))
    else:
        # a select may ask which indicators are computed: those cannot be delivered
        con.execute("set variable computed_indicators = $names", {"names": list(COMPUTED_INDICATORS)})
        con.execute(f"create table {model.table} as {model.sql}")


def create_schemas(con: duckdb.DuckDBPyConnection) -> None:
    """Make the schemas of a warehouse in the database in use: its layers, and `policy`."""
    for schema in ("policy", *LAYERS):
        con.execute(f"create schema {schema}")


def models_for(tables: Iterable[str], models: Iterable[Model]) -> list[Model]:
    """The models of these tables and of all that they are made from, each after what it reads; only these are parsed.

    Errors: graphlib.CycleError where they read each other.
    """
    known = {model.table: model for model in models}
    return [known[name] for name in _in_order(tables, known.keys(), lambda name: known[name].reads)]


@dataclass(frozen=True)
class World:
    """Some tables of a warehouse made again, because tables they are made from are replaced.

    models: every model. asked: the tables that are wanted. given: tables that the caller replaces. selects: table →
    the select that replaces its model, or makes a table that only this world has. facts: tables that stay as they
    are, though they are made from replaced ones.
    """

    models: Sequence[Model]
    asked: Iterable[str]
    given: frozenset[str] = frozenset()
    selects: Mapping[str, str] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()

    @cached_property
    def reads(self) -> dict[str, frozenset[str]]:
        """Table → the tables it is made from, in this world."""
        made = {model.table: model.reads for model in self.models}
        return made | {name: tables_in(sql) for name, sql in self.selects.items()}

    @cached_property
    def following(self) -> set[str]:
        """The replaced tables, and those that are made from one, directly or through others."""
        follows = {*self.given, *self.selects}
        while found := {name for name, reads in self.reads.items() if reads & follows} - follows - self.facts:
            follows |= found
        return follows

    @cached_property
    def order(self) -> list[str]:
        """The tables to make: those that follow and are needed for what is asked, each after what it reads."""
        return _in_order(self.asked, self.following - self.given, self.reads.__getitem__)

    @cached_property
    def used(self) -> set[str]:
        """What is asked and read, but not made: the given tables, and those that are seen as they are."""
        return set(self.asked).union(*(self.reads[name] for name in self.order)) - set(self.order)

    def see(self, con: duckdb.DuckDBPyConnection, database: str) -> None:
        """Show under their own names the tables that nothing replaces, as views of an attached database."""
        for table in sorted(self.used - self.given - _kinds(con).keys()):
            con.execute(f"create view {table} as from {database}.{table}")

    def make(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the tables in the database in use, each in the place of the table or view that has its name."""
        models = {model.table: model for model in self.models}
        kinds = _kinds(con)
        for name in self.order:
            if name in kinds:
                con.execute(f"drop {kinds[name]} {name}")
            if name in self.selects:
                con.execute(f"create table {name} as {self.selects[name]}")
            else:
                make_table(con, models[name])


@contextmanager
def beside(warehouse: Path, name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the schemas of a warehouse, and a warehouse file attached read-only under `name`."""
    with in_memory() as con:
        attach(con, warehouse, name)
        create_schemas(con)
        yield con


def made_from(given: Tables, table: str) -> pa.Table:
    """A table as the models make it, in memory, from the tables given; its rows in the order of their values."""
    world = World(find_models(), [table], given=frozenset(given))
    with in_memory() as con:
        create_schemas(con)
        for name, rows in given.items():
            write_table(con, name, rows)
        world.make(con)
        return con.sql(f"from {table} order by all").to_arrow_table()


# `computed_by` of a model's notes → what computes its table from those it reads
METHODS: dict[str, Callable[[Tables], pa.Table]] = {
    "apportionment": apportionment.computed_table,
    "forecast": forecast.computed_table,
    "judged_without": lambda tables: judged_without.computed_table(tables, made_from),
    "other_weights": other_weights.computed_table,
    "similarity": similarity.computed_table,
}


def _computed(con: duckdb.DuckDBPyConnection, model: Model) -> pa.Table:
    """What the method makes of the tables it reads. Errors: ValueError where it lacks the key the notes state."""
    # in one fixed order: a method must not depend on how the engine happened to write the rows
    tables = {name: con.sql(f"from {name} order by all").to_arrow_table() for name in sorted(model.reads)}
    made = METHODS[model.notes["computed_by"]](tables)
    if lacking := set(model.notes.get("key", ())) - set(made.column_names):
        raise ValueError(
            f"{model.table}: {model.path} states a key of columns not computed: {sorted(lacking)}"
        )
    return made


def _in_order(
    asked: Iterable[str], makeable: Iterable[str], reads: Callable[[str], frozenset[str]]
) -> list[str]:
    """Of the tables that can be made, those that are asked for or read by one of them, each after what it reads."""
    needed: dict[str, frozenset[str]] = {}
    waiting = list(asked)
    while waiting:
        name = waiting.pop()
        if name in makeable and name not in needed:
            needed[name] = reads(name)
            waiting += needed[name]
    order = graphlib.TopologicalSorter(
        {name: sorted(needed[name] & needed.keys()) for name in sorted(needed)}
    )
    return list(order.static_order())


def _kinds(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """`table` or `view` for every name of the database in use that is one, as `schema.name`."""
    found = con.execute(
        "select table_schema || '.' || table_name, if(table_type = 'VIEW', 'view', 'table') "
        "from information_schema.tables where table_catalog = current_database()"
    ).fetchall()
    return dict(found)
