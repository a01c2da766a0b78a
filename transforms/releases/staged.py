"""A release being built aside: nothing a reader can open changes until it is whole and one pointer moves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transforms.releases.listing import (
    CURRENT,
    PUBLIC_FILE,
    RELEASES,
    WAREHOUSE,
    current_release,
    list_releases,
    point_to,
    reread,
    sync_folder,
)
from transforms.releases.manifest import NAME, differences, make_manifest, read_manifest, write_manifest

BUILDING = "building"
KEPT_RELEASES = 30


class DamagedRelease(Exception):
    """What was built cannot be read back as it was written; nothing was published."""


def clear_asides(out: Path) -> None:
    """Remove what killed runs left: half-built releases, and pointers that were made but not yet moved."""
    shutil.rmtree(out / BUILDING, ignore_errors=True)
    for pointer in out.glob(f".{CURRENT}.*"):
        pointer.unlink(missing_ok=True)


class Staged:
    """A folder aside for one release. What killed runs left behind is cleared first; the caller holds the lock."""

    def __init__(self, out: Path, release_id: str) -> None:
        self.out = out
        self.release_id = release_id
        self.folder = out / BUILDING / release_id
        clear_asides(out)
        self.public.mkdir(parents=True)

    @property
    def warehouse(self) -> Path:
        return self.folder / WAREHOUSE

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def public_file(self) -> Path:
        return self.folder / PUBLIC_FILE

    def finish(self, facts: Mapping[str, Any]) -> Path:
        """Write the manifest, read everything back, make it durable, and move the pointer; returns the folder.

        Errors: DamagedRelease. Built again from the same deliveries, policy, code and day, a release that is
        published already stands; a damaged one is replaced.
        """
        write_manifest(self.folder, make_manifest(self.folder, facts))
        manifest = read_manifest(self.folder)
        problems = differences(self.folder, manifest) + reread(self.warehouse, facts.get("row_counts", {}))
        if problems:
            raise DamagedRelease("; ".join(problems))
        _sync(self.folder)
        published = self._move()
        point_to(self.out, self.release_id)
        self._retire()
        shutil.rmtree(self.out / BUILDING, ignore_errors=True)
        return published

    def abandon(self) -> None:
        """Remove what was built; the current release stands."""
        shutil.rmtree(self.out / BUILDING, ignore_errors=True)

    def _move(self) -> Path:
        published = self.out / RELEASES / self.release_id
        published.parent.mkdir(exist_ok=True)
        if published.exists():
            if (published / NAME).is_file() and not differences(published, read_manifest(published)):
                # built before from the same four digests: the published one stays as readers know it
                return published
            published.replace(self.out / BUILDING / f"{self.release_id}.replaced")
        self.folder.replace(published)
        sync_folder(published.parent)
        return published

    def _retire(self) -> None:
        current = current_release(self.out)
        releases = [item for item in list_releases(self.out) if current is None or item.id != current.id]
        for old in releases[: -(KEPT_RELEASES - 1) or None]:
            # out of the list in one step: a run killed here leaves no half of a release
            old.folder.replace(self.out / BUILDING / f"{old.id}.retired")


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        elif path.is_dir():
            sync_folder(path)
    sync_folder(folder)
