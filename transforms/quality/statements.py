"""What a contract promises of its landed rows, as plain statements.

One list of statements has two readers: great-expectations for files of ordinary size
(`expectations.py`) and one aggregate in DuckDB for large ones (`large_tables.py`). Both answer with
a `GateResult`, and a test holds their answers equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from transforms.deliveries import Contract, feed_schema

ROWS_NAMED = 20  # offending rows listed by place; beyond them only their number
PLACE = ("_file", "_sheet", "_row")
CELL = ("_delivery_id", "_sheet", "_row", "_column")
PLUS = " + "

Kind = Literal["columns_are", "has_rows", "unique", "not_null", "between", "one_of", "pair"]


@dataclass(frozen=True)
class Statement:
    """One promise. `name` says the healthy state; `columns` are the columns it reads.

    `not_null` asks that at least one of its columns is given. A `pair` compares its first column with the
    sum of the others; where any is empty it says nothing.
    """

    name: str
    kind: Kind
    columns: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    op: str = ""

    @property
    def is_about_rows(self) -> bool:
        """Whether each row keeps or breaks it by itself."""
        return self.kind not in ("columns_are", "has_rows", "unique")

    @property
    def has_sum(self) -> bool:
        """Whether the right side of a pair is more than one column."""
        return self.kind == "pair" and len(self.columns) > 2


def sum_name(statement: Statement) -> str:
    """Name of the right side of a pair, as `placed + awaiting_employment`."""
    return PLUS.join(statement.columns[1:])


@dataclass(frozen=True)
class Place:
    """Where a person finds an offending row: file, sheet (null in a CSV) and row as shown there."""

    file: str
    sheet: str | None
    row: int | None


@dataclass(frozen=True)
class GateResult:
    """What became of one statement on one file. `error` is set when it could not be evaluated at all."""

    feed: str
    delivery_id: str
    file: str
    expectation: str = ""
    columns: tuple[str, ...] = ()
    success: bool = False
    error: str | None = None
    unexpected_count: int = 0
    unexpected_rows: tuple[Place, ...] = ()

    def about(self, expectation: str, columns: tuple[str, ...], **answer: Any) -> GateResult:
        """The same file, with the answer to one statement."""
        return replace(self, expectation=expectation, columns=columns, **answer)

    def __str__(self) -> str:
        if self.error:
            return f"{self.file}: {self.expectation} could not be evaluated: {self.error}"
        if self.success:
            return f"{self.file}: {self.expectation}"
        named = ", ".join(f"{place.sheet or ''} {place.row}".strip() for place in self.unexpected_rows)
        more = self.unexpected_count - len(self.unexpected_rows) if self.unexpected_rows else 0
        rest = f" at row {named}" + (f" and {more} more" if more else "") if named else ""
        return f"{self.file}: not {self.expectation}: {self.unexpected_count} unexpected{rest}"


def stated(contract: Contract) -> list[Statement]:
    """Every statement a contract makes about the rows landed under it.

    The contract's own key is not among them: a repeated key is a finding (`duplicate`, `superseded`,
    `conflicting_rows`) that staging decides across deliveries. What is unique at landing is the cell.
    """
    return [
        Statement("columns_are_those_of_the_contract", "columns_are", tuple(feed_schema(contract).names)),
        Statement("file_has_rows", "has_rows"),
        Statement("every_row_has_its_place", "not_null", ("_row",)),
        Statement("no_cell_lands_twice", "unique", CELL),
        *_about_columns(contract),
        *(Statement(rule.id, "pair", (rule.left, *rule.right), op=rule.op) for rule in contract.row_rules),
    ]


def _about_columns(contract: Contract) -> Iterable[Statement]:
    for name, column in contract.columns.items():
        if column.required:
            stand_in = contract.stand_in(name)
            yield Statement(f"{name}_is_given", "not_null", (name, stand_in) if stand_in else (name,))
        if column.minimum is not None or column.maximum is not None:
            yield Statement(
                f"{name}_is_in_range", "between", (name,), low=column.minimum, high=column.maximum
            )
        if column.type == "enum":
            yield Statement(f"{name}_is_in_domain", "one_of", (name,), values=tuple(column.values))


def places(rows: Iterable[tuple[Any, Any, Any]]) -> tuple[Place, ...]:
    """The first rows (file, sheet, row) in the order a person would look them up."""
    found = {
        Place(str(file), None if _is_missing(sheet) else str(sheet), None if _is_missing(row) else int(row))
        for file, sheet, row in rows
    }
    return tuple(
        sorted(found, key=lambda place: (place.file, place.sheet or "", place.row or 0))[:ROWS_NAMED]
    )


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
