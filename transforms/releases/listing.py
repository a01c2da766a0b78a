"""The releases of an output folder: which is current, which there are, and where the pointer points."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from transforms.releases.manifest import NAME, read_manifest

CURRENT = "current"
RELEASES = "releases"
WAREHOUSE = "warehouse.duckdb"
PUBLIC_FILE = "public.duckdb"  # what of the warehouse may be published; every public file is written from it


class UnknownRelease(Exception):
    """There is no release of this id."""


@dataclass(frozen=True)
class Release:
    """A published release: its folder and manifest."""

    id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def as_of(self) -> date | None:
        stated = self.manifest.get("as_of")
        return date.fromisoformat(stated) if stated else None

    @property
    def published_at(self) -> float:
        """When it was published for the last time, in seconds since 1970; a copy must keep it (`cp -a`)."""
        return self.folder.stat().st_mtime

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
    folder = (out / CURRENT).resolve()
    return _release(folder) if (folder / NAME).is_file() else None


def list_releases(out: Path) -> list[Release]:
    """Every complete release, oldest first by the time it was published, then by id."""
    folders = [path for path in (out / RELEASES).glob("*") if (path / NAME).is_file()]
    return sorted(map(_release, folders), key=lambda release: (release.published_at, release.id))


def find_release(out: Path, id: str) -> Release:
    """The release of an id. Errors: UnknownRelease."""
    if not is_published(out, id):
        raise UnknownRelease(id)
    return _release(out / RELEASES / id)


def is_published(out: Path, id: str) -> bool:
    """Is there a release of that id?"""
    return bool(id) and "/" not in id and (out / RELEASES / id / NAME).is_file()


def _release(folder: Path) -> Release:
    """A release whose manifest cannot be read has an empty one: it is listed, and `verify` says what is wrong."""
    try:
        return Release(folder.name, folder, read_manifest(folder))
    except ValueError:
        return Release(folder.name, folder, {})


def point_to(out: Path, id: str) -> None:
    """Move the pointer in one step: a reader sees the old release or the new one, never none."""
    aside = out / f".{CURRENT}.{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path(RELEASES) / id)
    aside.replace(out / CURRENT)
    sync_folder(out)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
