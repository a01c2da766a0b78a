"""The releases of an output folder: which is current, which there are, and where the pointer points; and their
manifests: the sha256 and size of every file, and how a release was made."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NAME = "manifest.json"
SEAL = "sha256_of_this"


def make_manifest(folder: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a release and an entry for each of its files, by path relative to the release."""
    files = {
        path.relative_to(folder).as_posix(): {"sha256": _sha256(path), "bytes": path.stat().st_size}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }
    return {**facts, "files": files}


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest with sorted keys, so that equal manifests are equal bytes, under a seal over itself."""
    seal = hashlib.sha256(_rendered(manifest)).hexdigest()
    (folder / NAME).write_bytes(_rendered({**manifest, SEAL: seal}))


def _rendered(manifest: Mapping[str, Any]) -> bytes:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True, default=str)
    return f"{text}\n".encode()


def is_sealed(folder: Path) -> bool:
    """Is the manifest, byte for byte, as it was written?"""
    try:
        manifest = read_manifest(folder)
        seal = manifest.pop(SEAL)
    except (ValueError, KeyError):
        return False
    is_equal = hashlib.sha256(_rendered(manifest)).hexdigest() == seal
    return is_equal and (folder / NAME).read_bytes() == _rendered({**manifest, SEAL: seal})


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release folder. Errors: FileNotFoundError, ValueError."""
    return json.loads((folder / NAME).read_text(encoding="utf-8"))


def differences(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Files that are missing, changed or not in the manifest, each in one line; the manifest itself first."""
    if not is_sealed(folder):
        return [f"{NAME}: changed since it was published"]
    stated: dict[str, dict[str, Any]] = manifest["files"]
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {NAME}
    problems = [f"{name}: missing" for name in sorted(stated.keys() - present)]
    problems += [f"{name}: not in the manifest" for name in sorted(present - stated.keys())]
    for name in sorted(stated.keys() & present):
        if _sha256(folder / name) != stated[name]["sha256"]:
            problems.append(f"{name}: changed since it was published")
    return problems


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


CURRENT = "current"
RELEASES = "releases"
WAREHOUSE = "warehouse.duckdb"
PUBLIC_FILE = "public.duckdb"  # what of the warehouse may be published; every public file is written from it


class UnknownRelease(Exception):
    """There is no release of this id."""


class ReleaseFiles:
    """What lies in the folder of a release, published or being built."""

    folder: Path

    @property
    def warehouse(self) -> Path:
        return self.folder / WAREHOUSE

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def public_file(self) -> Path:
        return self.folder / PUBLIC_FILE


@dataclass(frozen=True)
class Release(ReleaseFiles):
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
