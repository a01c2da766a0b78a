"""A release being built aside: nothing a reader can open changes until it is whole and one pointer moves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from transforms.releases.contents import ENGINE, Contents, NotReadable, contents, unlike
from transforms.releases.listing import (
    CURRENT,
    NAME,
    RELEASES,
    WAREHOUSE,
    Release,
    ReleaseFiles,
    current_release,
    differences,
    list_releases,
    make_manifest,
    point_to,
    read_manifest,
    sync_folder,
    write_manifest,
)


@dataclass(frozen=True)
class Retention:
    """The newest `count` releases are kept, and every one published in the `days` before `today`."""

    count: int
    days: int
    today: date

    def outlived(self, releases: Sequence[Release], needed: Collection[str]) -> list[Release]:
        """Those to let go, of releases from the oldest to the newest; none whose id is needed."""
        since = datetime.combine(self.today - timedelta(self.days), time.min, UTC).timestamp()
        beyond = releases[: max(len(releases) - self.count, 0)]
        return [item for item in beyond if item.id not in needed and item.published_at < since]


BUILDING = "building"


class DamagedRelease(Exception):
    """What was built cannot be read back as it was written; nothing was published."""


def clear_asides(out: Path) -> None:
    """Remove what killed runs left: half-built releases, and pointers that were made but not yet moved."""
    shutil.rmtree(out / BUILDING, ignore_errors=True)
    for pointer in out.glob(f".{CURRENT}.*"):
        pointer.unlink(missing_ok=True)


class Staged(ReleaseFiles):
    """A folder aside for one release. What killed runs left behind is cleared first; the caller holds the lock."""

    def __init__(self, out: Path, release_id: str) -> None:
        self.out = out
        self.release_id = release_id
        self.folder = out / BUILDING / release_id
        clear_asides(out)
        self.public.mkdir(parents=True)

    def finish(self, facts: Mapping[str, Any], retention: Retention, *, becomes_current: bool = True) -> Path:
        """Read everything back, write the manifest, make it durable, and move the pointer; returns the folder.

        `facts` with `row_counts` as they were built. Errors: DamagedRelease. Built again from the same deliveries,
        policy, code and day, a release that is already published stays; a damaged one is replaced.
        """
        read_back = self._read_back(facts.get("row_counts", {}))
        stated = {**facts, "contents": read_back, "read_back_by": ENGINE}
        write_manifest(self.folder, make_manifest(self.folder, stated))
        if problems := differences(self.folder, read_manifest(self.folder)):
            raise DamagedRelease("; ".join(problems))
        _sync(self.folder)
        before = current_release(self.out)
        published = self._move()
        if becomes_current:
            point_to(self.out, self.release_id)
        self._retire(retention, {self.release_id, before.id if before else ""})
        shutil.rmtree(self.out / BUILDING, ignore_errors=True)
        return published

    def _read_back(self, row_counts: Mapping[str, int]) -> dict[str, Contents]:
        """What the closed files hold, opened anew. Errors: DamagedRelease."""
        files = [file for file in (self.warehouse, self.public_file) if file.exists()]
        try:
            found = {file.name: contents(file) for file in files}
        except NotReadable as error:
            raise DamagedRelease(str(error)) from None
        built = {table: {"rows": rows} for table, rows in row_counts.items()}
        if problems := unlike(found[WAREHOUSE], built):
            raise DamagedRelease("; ".join(problems))
        return found

    def abandon(self) -> None:
        """Remove what was built; the current release stays."""
        shutil.rmtree(self.out / BUILDING, ignore_errors=True)

    def _move(self) -> Path:
        published = self.out / RELEASES / self.release_id
        published.parent.mkdir(exist_ok=True)
        if published.exists():
            if (published / NAME).is_file() and not differences(published, read_manifest(published)):
                # built before from the same four digests: the published one stays as readers know it
                os.utime(published)
                return published
            published.replace(self.out / BUILDING / f"{self.release_id}.replaced")
        self.folder.replace(published)
        sync_folder(published.parent)
        return published

    def _retire(self, retention: Retention, needed: set[str]) -> None:
        """Let old releases go, never the one a rollback from the newest goes back to, which readers may still open."""
        current = current_release(self.out)
        needed |= {current.id} if current else set()
        for old in retention.outlived(list_releases(self.out), needed):
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
