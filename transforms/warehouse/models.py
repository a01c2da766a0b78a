"""Find the SQL models, read the notes beside them, and put them in the order they depend on each other."""

from __future__ import annotations

import graphlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import expressions as exp

from transforms.deliveries import load_contracts
from transforms.sql_text import SQL_DIR
from transforms.yaml_text import read_yaml

STATUS = "_status"  # ends the name of the column that says why a published number is missing
LAYERS = ("staging", "core", "rules", "marts", "meta")
# facts of the run, which stand before the first model
GIVEN = frozenset({"meta.run"})


@dataclass(frozen=True)
class Model:
    """One `select` in one file; its table is `schema.name`."""

    schema: str
    name: str
    path: Path

    @property
    def table(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def is_computed(self) -> bool:
        return self.path.suffix == ".yaml"

    @cached_property
    def sql(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def notes(self) -> dict[str, Any]:
        """Title, grain, key and warnings, from the YAML beside the SQL; empty without one."""
        path = self.path.with_suffix(".yaml")
        return read_yaml(path) if path.exists() else {}

    @cached_property
    def reads(self) -> frozenset[str]:
        """Tables the model reads, as `schema.name`; names of its own CTEs are not among them."""
        if self.is_computed:
            return frozenset(self.notes["computed_from"])
        return tables_in(self.sql)


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
    """Every model of the layers by layer and name, its select unread: for those who ask for names and notes."""
    return [Model(layer, path.stem, path) for layer in LAYERS for path in _files(folder / layer)]


def _files(folder: Path) -> list[Path]:
    """The selects of a layer, and the notes that stand without one: tables computed by a method."""
    selects = sorted(folder.glob("*.sql"))
    alone = {path.stem for path in folder.glob("*.yaml")} - {path.stem for path in selects}
    return selects + [folder / f"{name}.yaml" for name in sorted(alone)]


def find_checks(folder: Path = SQL_DIR) -> list[Model]:
    """Every check: a select that returns the rows which offend it."""
    return [Model("checks", path.stem, path) for path in sorted((folder / "checks").glob("*.sql"))]


def load_tables(folder: Path = SQL_DIR) -> dict[str, dict[str, Any]]:
    """Notes of the tables that no model makes: facts of the run, the policy, what changed."""
    return read_yaml(folder / "tables.yaml")


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
            raise ValueError(f"{model.path}: reads tables that no model makes: {sorted(unknown)}")
