"""The desk a file is handed in at: write a delivery, land it, and look at what became of it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import yaml

from transforms.deliveries import Catalogues, Landed, discover, land, load_contracts

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Received:
    """What landing one file left behind, of its first feed. `refused` holds one row per problem."""

    accounts: list[Landed]
    out: Path

    @property
    def account(self) -> Landed:
        return self.accounts[0]

    @property
    def rows(self) -> list[dict[str, Any]]:
        path = self.account.parquet(self.out)
        return pq.read_table(path).to_pylist() if path.exists() else []

    @property
    def refused(self) -> list[dict[str, Any]]:
        path = self.account.refused_parquet(self.out)
        return pq.read_table(path).to_pylist() if path.exists() else []

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]

    def reasons(self) -> list[tuple[int, str | None, str]]:
        """Row, column and reason code of each problem, in the order of the file."""
        found = [(row["row"], row["column"], row["reason_code"]) for row in self.refused]
        return sorted(found, key=lambda problem: (problem[0], problem[1] or "", problem[2]))


def hand_in(
    folder: Path,
    content: bytes,
    name: str = "报送.csv",
    feed: str = "employment",
    source: Mapping[str, Any] | None = None,
    codes: Mapping[str, Iterable[str]] | None = None,
) -> Received:
    """Write `content` into the folder of its feed and land it; `codes` are the known ones by catalogue."""
    raw = folder / "raw"
    (raw / feed).mkdir(parents=True, exist_ok=True)
    (raw / feed / name).write_bytes(content)
    if source is not None:
        stated = yaml.safe_dump(dict(source), allow_unicode=True)
        (raw / feed / f"{name}.source.yaml").write_text(stated, encoding="utf-8")
    return receive(raw, folder / "out", codes)


def receive(raw: Path, out: Path, codes: Mapping[str, Iterable[str]] | None = None) -> Received:
    """Land whatever stands in a raw folder."""
    known = Catalogues({feed: frozenset(values) for feed, values in (codes or {}).items()})
    accounts = [
        item for found in discover([raw]).deliveries for item in land(found, load_contracts(), known, out)
    ]
    for item in accounts:
        assert item.rows_read == item.landed + item.refused + item.total_rows, item
    return Received(accounts, out)


def csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",", newline: str = "\r\n") -> bytes:
    """A CSV as a spreadsheet writes it; a cell is quoted where it must be."""
    return "".join(delimiter.join(_cell(cell, delimiter) for cell in row) + newline for row in rows).encode(
        encoding
    )


def xlsx(
    rows: Rows,
    merged: Iterable[str] = (),
    sheet: str = "Sheet1",
    more: Mapping[str, Rows] | None = None,
    hidden: Iterable[str] = (),
) -> bytes:
    """A workbook of one sheet, and `more` after it; `merged` are ranges such as `A1:C1`, `hidden` names of sheets."""
    book = openpyxl.Workbook()
    for position, (title, content) in enumerate({sheet: rows, **(more or {})}.items()):
        page = book.active if position == 0 else book.create_sheet()
        page.title = title
        for row in content:
            page.append(list(row))
        for area in merged if position == 0 else ():
            page.merge_cells(area)
        page.sheet_state = "hidden" if title in hidden else "visible"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(cell: Any, delimiter: str) -> str:
    text = "" if cell is None else str(cell)
    return (
        '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (delimiter, '"', "\n")) else text
    )
