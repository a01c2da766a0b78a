"""Two releases side by side: what of the one is not in the other, by what equal means for each kind of file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from tests.reports.pdf_reader import Pdf
from transforms.releases.contents import contents

# the sizes and checksums of files that need only be equal in what they hold
NOT_BYTES = (".duckdb", ".parquet", ".pdf", ".xlsx")


def unlike(one: Path, other: Path) -> list[str]:
    """Files of one release folder that the other lacks or has otherwise, by their path in the release."""
    names = {path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file()}
    others = {path.relative_to(other).as_posix() for path in other.rglob("*") if path.is_file()}
    held = {name: HELD.get(Path(name).suffix, Path.read_bytes) for name in sorted(names & others)}
    held["manifest.json"] = stated
    return sorted(names ^ others) + [name for name, of in held.items() if of(one / name) != of(other / name)]


def stated(manifest: Path) -> dict[str, Any]:
    """What a manifest states, but for the bytes of files whose bytes may differ, and its seal over them."""
    read = json.loads(manifest.read_text(encoding="utf-8"))
    del read["sha256_of_this"]
    read["files"] = {name: fact for name, fact in read["files"].items() if Path(name).suffix not in NOT_BYTES}
    return read


def held_by_database(file: Path) -> Any:
    """Rows of every table whatever their order, and what is said of the tables and their columns."""
    with duckdb.connect(str(file), read_only=True) as con:
        told = con.execute(
            "select schema_name, table_name, comment from duckdb_tables() where not internal order by all"
        ).fetchall()
        columns = con.execute(
            "select schema_name, table_name, column_index, column_name, data_type, comment "
            "from duckdb_columns() where not internal order by all"
        ).fetchall()
    return contents(file), told, columns


def held_by_parquet(file: Path) -> Any:
    """Schema, what is said of it, and rows in their order."""
    table = pq.read_table(file)
    return table.schema.to_string(), table.to_pylist()


def held_by_workbook(file: Path) -> dict[str, bytes]:
    """Every part of the package."""
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def held_by_pdf(file: Path) -> list[str]:
    """The text of every page."""
    return Pdf.read(file.read_bytes()).pages()


HELD: dict[str, Callable[[Path], Any]] = {
    ".duckdb": held_by_database,
    ".parquet": held_by_parquet,
    ".xlsx": held_by_workbook,
    ".pdf": held_by_pdf,
}
