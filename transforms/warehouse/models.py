"""Find the models, read the notes of their layers, and put them in the order they depend on each other."""

from __future__ import annotations

import graphlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import expressions as exp

from transforms.deliveries import load_contracts
from transforms.sql_text import NOTES, SQL_DIR, layer_notes
from transforms.yaml_text import read_yaml

STATUS = "_status"  # ends the name of the column that says why a published number is missing
LAYERS = ("staging", "core", "rules", "marts", "meta")
FIRST_LINE = "-- one row"  # begins the comment of a select that says what a row of it is
# facts of the run, which are written before the first model
GIVEN = frozenset({"meta.run"})


@dataclass(frozen=True)
class Model:
    """How one table, `schema.name`, is made: by the select of the file `path`, or by a method that its notes name.

    The path of a computed table is that of the notes.
    """

    schema: str
    name: str
    path: Path

    @property
    def table(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def is_computed(self) -> bool:
        return self.path.name == NOTES

    @cached_property
    def sql(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def notes(self) -> dict[str, Any]:
        """Title, grain, key and how it is published. The grain of a select is its first line."""
        notes = layer_notes(self.path.parent).get(self.name, {})
        if self.is_computed or not self.sql.startswith(FIRST_LINE):
            return notes
        return notes | {"grain": self.sql.partition("\n")[0].removeprefix("-- ")}

    @cached_property
    def reads(self) -> frozenset[str]:
        """Tables the model reads, as `schema.name`; names of its own CTEs are not among them."""
        if self.is_computed:
            return frozenset(self.notes["computed_from"])
        return tables_in(self.sql)


def load_notes(folder: Path = SQL_DIR) -> dict[str, dict[str, Any]]:
    """The notes of every table of a warehouse by `schema.name`, in the order of readers, without grains of selects."""
    return {
        f"{layer}.{name}": notes
        for layer in (*LAYERS, "policy")
        for name, notes in layer_notes(folder / layer).items()
    }


def load_tables(folder: Path = SQL_DIR) -> dict[str, dict[str, Any]]:
    """Notes of the tables that no model makes: facts of the run, the policy, what changed."""
    return {
        table: notes
        for table, notes in load_notes(folder).items()
        if "written_by" in notes or table.startswith("policy.")
    }


@cache
def tables_in(sql: str) -> frozenset[str]:
    """Tables a select reads, as `schema.name`, but for those of another file."""
    return frozenset(
        f"{table.db}.{table.name}"
        for table in parsed(sql).find_all(exp.Table)
        if table.db and not table.catalog
    )


@cache
def parsed(sql: str) -> exp.Expr:
    """The syntax tree of a select, shared by all who ask: to be read, not changed."""
    # parsing takes longer than making most of the tables: once for each text
    return sqlglot.parse_one(sql, read="duckdb")


def find_models(folder: Path = SQL_DIR) -> list[Model]:
    """Every model of the layers, each after what it reads. Errors: ValueError on a circle or an unknown table."""
    models = {model.table: model for model in list_models(folder)}
    _refuse_unknown(models)
    order = graphlib.TopologicalSorter(
        {name: sorted(model.reads & models.keys()) for name, model in models.items()}
    )
    try:
        return [models[name] for name in order.static_order()]
    except graphlib.CycleError as error:
        raise ValueError(f"these models read each other: {' -> '.join(error.args[1])}") from None


def list_models(folder: Path = SQL_DIR) -> list[Model]:
    """Every model by layer and name, no select parsed: for callers that need names and notes."""
    return [model for layer in LAYERS for model in _models_of(layer, folder / layer)]


def _models_of(layer: str, folder: Path) -> list[Model]:
    """The selects of a layer, then the tables that its notes say are computed by a method."""
    computed = sorted(name for name, notes in layer_notes(folder).items() if "computed_by" in notes)
    return [Model(layer, path.stem, path) for path in sorted(folder.glob("*.sql"))] + [
        Model(layer, name, folder / NOTES) for name in computed
    ]


def find_checks(folder: Path = SQL_DIR) -> list[Model]:
    """Every check: a select that returns the rows which offend it."""
    return [Model("checks", path.stem, path) for path in sorted((folder / "checks").glob("*.sql"))]


def load_columns(folder: Path = SQL_DIR) -> dict[str, dict[str, str]]:
    """What each column means: name → zh, en, unit. Contracts describe the delivered ones, columns.yaml the rest.

    The status of a published number, `<name>_status`, is described with it.
    """
    described: dict[str, dict[str, str]] = {}
    for contract in load_contracts().values():
        for name, column in contract.columns.items():
            words = {"zh": column.label.zh, "en": column.description} | (
                {"unit": column.unit} if column.unit else {}
            )
            described.setdefault(name, words)
    described |= read_yaml(folder / "columns.yaml")
    statuses = {
        f"{name}{STATUS}": {
            "zh": f"{words['zh']}的状态标记",
            "en": f"status of {name}: c confidential, low too few, z not applicable, x unavailable, r revised, "
            "p provisional, b series break; none where nothing is to be said",
        }
        for name, words in described.items()
    }
    return statuses | described


def _refuse_unknown(models: dict[str, Model]) -> None:
    for model in models.values():
        unknown = {name for name in model.reads - models.keys() - GIVEN if name.split(".")[0] in LAYERS}
        if unknown:
            raise ValueError(
                f"{model.path}: {model.table} reads tables that no model makes: {sorted(unknown)}"
            )
