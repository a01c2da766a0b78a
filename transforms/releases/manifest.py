"""The manifest of a release: the sha256 and size of every file, and how it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
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
