"""Which tables of a warehouse are published, and how: said in the notes of each mart, or by a select of its own.

A mart is published only where `sql/marts/_tables.yaml` says how, so that a new one is never published by oversight:

    public: recomputed      made again from published counts
        counts              sums of persons: withheld where nothing but stand-ins is in them
        ratios              column → the persons it rests on: withheld with them, and where there are none
    public: unchanged       says nothing of persons: names, dates, clauses
    public: withheld        stays inside, with `why`
    public: selected        by the select `sql/public/tables/<schema>.<name>.sql`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from transforms.sql_text import SQL_DIR
from transforms.warehouse.models import NOTES, Model, tables_in

TABLES = SQL_DIR / "public" / "tables"
PUBLISHED_LAYERS = ("marts", "meta")
How = Literal["recomputed", "unchanged", "withheld", "selected"]


class Undeclared(Exception):
    """A mart says nothing, or nothing known, of whether it is published."""


@dataclass(frozen=True)
class PublicTable:
    """A table and how it is published, in the words of its notes."""

    name: str
    how: How
    key: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    ratios: Mapping[str, str] = field(default_factory=dict)

    @property
    def sql(self) -> str:
        """The select of a table with one of its own."""
        return (TABLES / f"{self.name}.sql").read_text(encoding="utf-8")

    @property
    def reads(self) -> frozenset[str]:
        """Tables of the protected world it is made from, as `schema.name`."""
        return tables_in(self.sql) if self.how == "selected" else frozenset({self.name})


def public_tables(models: Iterable[Model]) -> list[PublicTable]:
    """Every published table of the layers that are. Errors: Undeclared naming the file to mend."""
    declared = [_declared(model) for model in models if model.schema in PUBLISHED_LAYERS]
    known = {table.name for table in declared}
    others = [
        PublicTable(path.stem, "selected") for path in sorted(TABLES.glob("*.sql")) if path.stem not in known
    ]
    return [table for table in [*declared, *others] if table.how != "withheld"]


def _declared(model: Model) -> PublicTable:
    stated = model.notes.get("public")
    public: dict[str, Any] = {"how": stated} if isinstance(stated, str) else dict(stated or {})
    if public.get("how") not in ("recomputed", "unchanged", "withheld", "selected"):
        raise Undeclared(
            f"{model.path.parent / NOTES}: does not say how {model.name} is published: "
            "`public: recomputed`, `unchanged`, `selected` or `withheld`, see docs/decisions/disclosure.md"
        )
    return PublicTable(
        model.table,
        public["how"],
        tuple(model.notes.get("key", ())),
        tuple(public.get("counts", ())),
        dict(public.get("ratios", {})),
    )
