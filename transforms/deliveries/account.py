"""What landing a file leaves behind: typed rows, refused rows and an account of both."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from pydantic import TypeAdapter

from transforms.deliveries.mapping.contract import Contract

ARROW_TYPES = {
    "integer": pa.int64(),
    "year": pa.int32(),
    "number": pa.float64(),
    "rate": pa.float64(),
    "money": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
PROVENANCE = [
    ("_delivery_id", pa.string()),
    ("_file", pa.string()),
    ("_sheet", pa.string()),
    ("_row", pa.int64()),
    ("_column", pa.string()),
    ("_note", pa.string()),
]
# what a source file states of a delivery, fields of SourceFile and of Landed
STATED = ("publisher", "title", "url", "licence", "accessed", "delivered_on", "synthetic")
REFUSED = pa.schema(
    [
        ("delivery_id", pa.string()),
        ("feed", pa.string()),
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int64()),
        ("column", pa.string()),
        ("raw_text", pa.string()),
        ("reason_code", pa.string()),
        ("suggestion", pa.string()),
        ("row_json", pa.string()),
        ("problem", pa.int64()),
    ]
)


def feed_schema(contract: Contract) -> pa.Schema:
    """Columns of a landed file: the contract's, typed, then where each row came from."""
    columns = [(name, ARROW_TYPES.get(column.type, pa.string())) for name, column in contract.columns.items()]
    return pa.schema(columns + PROVENANCE)


@dataclass(frozen=True)
class Landed:
    """The account of one file and feed. rows_read = landed + refused + total_rows, exactly.

    status: `landed`, or `refused_file` with reason_code and message. source_rows: data rows before unpivoting.
    recipe: digest of everything that shaped the rows; a file is landed again only when it changes.
    """

    delivery_id: str
    feed: str
    file: str
    status: str
    recipe: str
    reason_code: str | None = None
    message: str | None = None
    message_en: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    accessed: date | None = None
    delivered_on: date | None = None
    synthetic: bool = False
    bytes: int = 0
    encoding: str | None = None
    format: str | None = None
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    source_rows: int = 0
    rows_read: int = 0
    landed: int = 0
    refused: int = 0
    total_rows: int = 0
    furniture_rows: int = 0
    notes: tuple[str, ...] = ()
    unmapped_columns: tuple[tuple[str, str | None], ...] = ()

    def parquet(self, out: Path) -> Path:
        """Where the typed rows lie."""
        return out / "landing" / self.feed / f"{self.delivery_id}.parquet"

    def refused_parquet(self, out: Path) -> Path:
        """Where the refused rows lie; there is no such file where none was refused."""
        return out / "refused" / self.feed / f"{self.delivery_id}.parquet"

    def save(self, out: Path) -> None:
        """Write the account beside the rows, after them, so that an account always has its rows."""
        write_whole(self.parquet(out).with_suffix(".json"), ACCOUNT.dump_json(self, indent=1))

    @classmethod
    def load(cls, out: Path, feed: str, delivery_id: str) -> Landed | None:
        """The account of an earlier landing, or None where there is none that can be read."""
        try:
            return ACCOUNT.validate_json((out / "landing" / feed / f"{delivery_id}.json").read_bytes())
        except (FileNotFoundError, ValueError):
            return None


ACCOUNT = TypeAdapter(Landed)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside and rename it, so that nobody reads a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    aside.write_bytes(content)
    aside.replace(path)
