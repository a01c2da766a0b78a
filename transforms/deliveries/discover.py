"""Find the deliveries below the raw folders, in an order that does not depend on the folders' order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from transforms.deliveries.contract import load_contracts
from transforms.deliveries.source import SUFFIX, SourceFile, read_source, source_of_feed

NOT_DELIVERIES = {".md", ".rst", ".yaml", ".yml", ".py", ".log", ".lock"}
TRUTH = "truth.csv"


@dataclass(frozen=True)
class Delivery:
    """One delivered file. `file` is its path relative to its raw folder; `sha256` that of its bytes."""

    path: Path
    file: str
    sha256: str
    source: SourceFile

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(table.feed for table in self.source.tables))


@dataclass(frozen=True)
class Discovery:
    """What stands in the raw folders. `unrecognised`: files for which no feed is known, with the reason."""

    deliveries: list[Delivery] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)


def discover(raw_dirs: Iterable[Path]) -> Discovery:
    """Deliveries of all raw folders, sorted by file name.

    Errors: FileNotFoundError for a raw folder that does not exist; SourceError for an unreadable source file.
    """
    raw_dirs = [Path(folder) for folder in raw_dirs]
    for folder in raw_dirs:
        if not folder.is_dir():
            raise FileNotFoundError(folder)
    sources = {path.name: path for folder in raw_dirs for path in sorted(folder.rglob(f"*{SUFFIX}"))}
    found = Discovery()
    for folder in raw_dirs:
        for path in sorted(folder.rglob("*")):
            if _is_candidate(path, folder):
                _sort_out(path, folder, sources, found)
    found.deliveries.sort(key=lambda delivery: (delivery.file, delivery.sha256))
    return found


def _is_candidate(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden and path.suffix.lower() not in NOT_DELIVERIES and path.name != TRUTH


def _sort_out(path: Path, folder: Path, sources: dict[str, Path], found: Discovery) -> None:
    file = path.relative_to(folder).as_posix()
    feed = path.parent.name if path.parent.name in load_contracts() else None
    beside = path.with_name(path.name + SUFFIX)
    stated = beside if beside.exists() else sources.get(path.name + SUFFIX)
    if stated is None and feed is None:
        found.unrecognised.append((file, "no source file, and the folder is not named after a feed"))
        return
    source = read_source(stated, feed) if stated else source_of_feed(str(feed))
    if source.ignore:
        found.unrecognised.append((file, source.ignore))
    elif not source.tables:
        found.unrecognised.append((file, "the source file names no feed"))
    else:
        found.deliveries.append(Delivery(path, file, sha256_of(path), source))


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
