"""Contracts: what each feed's columns are called, what they hold, and what a row must satisfy.

One YAML per feed in `contracts/`. It is the only home of header aliases and the one source for cleaning,
expectations, the data dictionary and `check`.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from transforms.yaml_model import Strict, Text
from transforms.yaml_text import read_yaml

CONTRACT_DIR = Path(__file__).parent / "contracts"
CATALOGUE_FEEDS = ("institution", "major", "industry")

ColumnType = Literal["code", "text", "integer", "number", "rate", "money", "year", "date", "boolean", "enum"]


class Column(Strict):
    """One column. `catalogue` names the feed whose codes it must be one of; `minimum`, `maximum` are inclusive."""

    type: ColumnType
    label: Text
    description: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    required: bool = False
    default: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    catalogue: str | None = None
    values: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names a header may give it beside its own."""
        return (self.label.zh, self.label.en, *self.aliases)


class RowRule(Strict):
    """A relation between columns of one row; `right` is summed. It holds where every column named is given."""

    id: str
    left: str
    op: Literal["<=", "=="]
    right: tuple[str, ...] = Field(min_length=1)


class Contract(Strict):
    """A feed: its columns in order, the key of a row and the relations within a row."""

    feed: str
    title: Text
    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    row_rules: tuple[RowRule, ...] = ()

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> Contract:
        named = {name for rule in self.row_rules for name in (rule.left, *rule.right)} | set(self.key)
        if named - set(self.columns):
            raise ValueError(
                f"{self.feed}: key or rule names unknown columns {sorted(named - set(self.columns))}"
            )
        return self

    def stand_in(self, column: str) -> str | None:
        """The name column that may be given instead of a catalogue code, if the feed has one."""
        name = column.removesuffix("_code") + "_name"
        return name if self.columns[column].catalogue and name in self.columns else None

    def missing(self, given: Collection[str] = ()) -> list[str]:
        """Required columns that are not given, nor have a default or a name given instead."""
        return [
            name
            for name, column in self.columns.items()
            if column.required and column.default is None and not {name, self.stand_in(name)} & set(given)
        ]


@cache
def load_contracts() -> dict[str, Contract]:
    """Every contract by feed. Errors: pydantic.ValidationError if a contract file is malformed."""
    contracts = [Contract.model_validate(read_yaml(path)) for path in sorted(CONTRACT_DIR.glob("*.yaml"))]
    return {contract.feed: contract for contract in contracts}
