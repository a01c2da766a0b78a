"""The releases of an output folder: which is current, which there are, and the record of runs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from transforms.releases.manifest import NAME, differences, read_manifest

CURRENT = "current"
RELEASES = "releases"
RUNS = "runs.jsonl"
WAREHOUSE = "warehouse.duckdb"
PUBLIC_FILE = "public.duckdb"  # what may be told of the warehouse; every public file is written from it


class UnknownRelease(Exception):
    """There is no release of this id."""


@dataclass(frozen=True)
class Release:
    """A published release: its folder and manifest."""

    id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def warehouse(self) -> Path:
        return self.folder / WAREHOUSE

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def public_file(self) -> Path:
        return self.folder / PUBLIC_FILE


def current_release(out: Path) -> Release | None:
    """The release the pointer names, or None before the first."""
    pointer = out / CURRENT
    return _release(pointer.resolve()) if (pointer / NAME).is_file() else None


def list_releases(out: Path) -> list[Release]:
    """Every complete release, oldest first by the time it was published, then by id."""
    folders = [path for path in (out / RELEASES).glob("*") if (path / NAME).is_file()]
    return [_release(path) for path in sorted(folders, key=lambda path: (path.stat().st_mtime_ns, path.name))]


def find_release(out: Path, id: str) -> Release:
    """The release of an id. Errors: UnknownRelease."""
    folder = out / RELEASES / id
    if not id or "/" in id or not (folder / NAME).is_file():
        raise UnknownRelease(id)
    return _release(folder)


def _release(folder: Path) -> Release:
    """A release whose manifest cannot be read has an empty one: it is listed, and `verify` says what is wrong."""
    try:
        return Release(folder.name, folder, read_manifest(folder))
    except ValueError:
        return Release(folder.name, folder, {})


def verify(release: Release) -> list[str]:
    """Recompute every checksum and re-read the warehouse; the problems found, none if the release is whole."""
    problems = differences(release.folder, release.manifest)
    return problems or reread(release.warehouse, release.manifest.get("row_counts", {}))


def reread(warehouse: Path, row_counts: Mapping[str, int]) -> list[str]:
    """Open a warehouse read-only and count every table again."""
    if Path(f"{warehouse}.wal").exists():
        return [f"{warehouse.name}: was not closed, its write-ahead log is still there"]
    try:
        with duckdb.connect(str(warehouse), read_only=True) as con:
            return [
                f"{table}: {found} rows where the manifest states {stated}"
                for table, stated in row_counts.items()
                if (found := len_of(con, table)) != stated
            ]
    except duckdb.Error as error:
        return [f"{warehouse.name}: {str(error).splitlines()[0]}"]


def len_of(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table `schema.name`."""
    schema, name = table.split(".")
    con.execute("set schema = $schema", {"schema": schema})
    [(rows,)] = con.table(name).aggregate("count(*)").fetchall()
    return rows


def point_to(out: Path, id: str) -> None:
    """Move the pointer in one step: a reader sees the old release or the new one, never none."""
    aside = out / f".{CURRENT}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path(RELEASES) / id)
    aside.replace(out / CURRENT)
    sync_folder(out)


def rollback(out: Path, id: str) -> Release:
    """Point back to an earlier release. Errors: UnknownRelease; ValueError where it is damaged."""
    release = find_release(out, id)
    problems = verify(release)
    if problems:
        raise ValueError(f"{id} is damaged: {'; '.join(problems)}")
    point_to(out, id)
    return release


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append_run(out: Path, record: Mapping[str, Any]) -> None:
    """Add one line to runs.jsonl; after a line that a crash cut off, on a line of its own."""
    line = json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"
    with (out / RUNS).open("a+b") as stream:
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            line = line if stream.read() == b"\n" else b"\n" + line
        stream.write(line)
        stream.flush()
        os.fsync(stream.fileno())


def read_runs(out: Path) -> list[dict[str, Any]]:
    """Runs, oldest first; a line cut off by a crash is passed over."""
    path = out / RUNS
    if not path.exists():
        return []
    runs = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            runs.append(json.loads(line))
        except ValueError:
            continue
    return runs
