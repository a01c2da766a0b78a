"""Which tables of a warehouse are published, and how: said in the YAML beside each mart, or by a select of its own.

A mart is published only where its YAML says how, so that a new one is never published by oversight:

    public: recomputed      made again from protected counts; with `counts: [column]` rounded to the base, and
                            `ratios: {column: persons}` withheld where they rest on too few persons, and
                            `shares: {column: [numerator, denominator]}` also where one part is too small
    public: unchanged       tells of no person: names, dates, clauses
    public: withheld        stays inside, with `why`
    public: selected        by the select `tables/<schema>.<name>.sql`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import sqlglot
from sqlglot import expressions as exp

from transforms.warehouse.models import Model

TABLES = Path(__file__).parent / "tables"
PUBLISHED_LAYERS = ("marts", "meta")
How = Literal["recomputed", "unchanged", "withheld", "selected"]


class Undeclared(Exception):
    """A mart says nothing, or nothing known, of whether it is published."""


@dataclass(frozen=True)
class PublicTable:
    """A table and how it is published.

    counts: columns of persons. ratios: column → the persons it rests on. shares: column → numerator and denominator.
    """

    name: str
    how: How
    key: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    ratios: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """The select of a table with one of its own."""
        return (TABLES / f"{self.name}.sql").read_text(encoding="utf-8")

    @property
    def reads(self) -> frozenset[str]:
        """Tables of the protected world it is made from, as `schema.name`, without those of the exact one."""
        if self.how != "selected":
            return frozenset({self.name})
        tree = sqlglot.parse_one(self.sql, read="duckdb")
        return frozenset(
            f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db and not table.catalog
        )


def public_tables(models: Iterable[Model]) -> list[PublicTable]:
    """Every published table of the layers that are. Errors: Undeclared naming the file to mend."""
    declared = [_declared(model) for model in models if model.schema in PUBLISHED_LAYERS]
    known = {table.name for table in declared}
    others = [
        PublicTable(path.stem, "selected") for path in sorted(TABLES.glob("*.sql")) if path.stem not in known
    ]
    return [table for table in [*declared, *others] if table.how != "withheld"]


def _declared(model: Model) -> PublicTable:
    said = model.notes.get("public")
    told: dict[str, Any] = {"how": said} if isinstance(said, str) else dict(said or {})
    if told.get("how") not in ("recomputed", "unchanged", "withheld", "selected"):
        raise Undeclared(
            f"{model.path.with_suffix('.yaml')}: says not how the table is published: "
            "`public: recomputed`, `unchanged`, `selected` or `withheld`, see docs/decisions/disclosure.md"
        )
    return PublicTable(
        model.table,
        told["how"],
        tuple(model.notes.get("key", ())),
        tuple(told.get("counts", ())),
        dict(told.get("ratios", {})),
        {share: tuple(parts) for share, parts in told.get("shares", {}).items()},
    )
