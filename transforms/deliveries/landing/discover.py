"""Find the deliveries below the raw folders, in an order that does not depend on the folders' order."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from transforms.deliveries.mapping.contract import load_contracts
from transforms.deliveries.mapping.source import SUFFIX, SourceFile, TableMapping, read_source, source_of_feed
from transforms.personal import (
    WITHHELD,
    kind_in,
    path_without_personal_data,
    strings_in,
    without_personal_data,
)

NOT_DELIVERIES = {".md", ".rst", ".yaml", ".yml", ".py", ".log", ".lock"}
TRUTH = "truth.csv"
# what `check` writes beside an original
MARKED_COPY = re.compile(r"\.核对\d*\.xlsx$")


@dataclass(frozen=True)
class Delivery:
    """One delivered file. `file` is its path relative to its raw folder, a mark in the place of a name that holds
    personal data; `sha256` that of its bytes.

    problem: reason code for which it must not even be opened. delivery_id: the checksum, or where the same bytes
    were delivered under another name too, one of bytes and name.
    """

    path: Path
    file: str
    sha256: str
    source: SourceFile
    problem: str | None = None
    is_repeated: bool = False

    @classmethod
    def of(
        cls, path: Path, file: str, sha256: str, source: SourceFile, problem: str | None = None
    ) -> Delivery:
        """A delivery without personal data in its name and source file; where they hold any it is not opened."""
        shown = path_without_personal_data(file)
        if _is_personal(source):
            tables = tuple(TableMapping(feed=table.feed) for table in source.tables)
            source, problem = SourceFile(tables=tables, digest=source.digest), "personal_source_file"
        return cls(path, shown, sha256, source, problem if shown == file else "personal_file_name")

    @property
    def delivery_id(self) -> str:
        if not self.is_repeated:
            return self.sha256
        return hashlib.sha256(f"{self.sha256} {self.file}".encode()).hexdigest()

    @property
    def feeds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(table.feed for table in self.source.tables))


@dataclass(frozen=True)
class Discovery:
    """What the raw folders hold. `unrecognised`: files for which no feed is known, with the reason."""

    deliveries: list[Delivery] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)

    @property
    def passed_over(self) -> list[tuple[str, str]]:
        """`unrecognised` for people to read: without personal data in the names of files or in the reasons."""
        return [
            (path_without_personal_data(file), without_personal_data(reason))
            for file, reason in self.unrecognised
        ]


def _is_personal(source: SourceFile) -> bool:
    """Whether any field of a source file holds personal data, digests aside."""
    stated = source.model_dump(mode="json", exclude={"sha256", "digest"})
    return kind_in("\n".join(strings_in(stated))) is not None


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
    _number_same_names(found.deliveries)
    found.deliveries.sort(key=lambda delivery: (delivery.file, delivery.sha256))
    first: dict[str, Delivery] = {}
    for position, delivery in enumerate(found.deliveries):
        if first.setdefault(delivery.sha256, delivery) is not delivery:
            found.deliveries[position] = replace(delivery, is_repeated=True)
    return found


def _number_same_names(deliveries: list[Delivery]) -> None:
    """Number the files whose names are not shown, so that each is one file of its own."""
    count: Counter[str] = Counter()
    for position, delivery in enumerate(deliveries):
        if delivery.problem == "personal_file_name":
            count[delivery.file] += 1
            number = f"{WITHHELD}{count[delivery.file]}"
            deliveries[position] = replace(delivery, file=delivery.file.replace(WITHHELD, number))


def _is_candidate(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    is_file = path.is_symlink() or path.is_file()
    is_other = path.suffix.lower() in NOT_DELIVERIES or path.name == TRUTH or MARKED_COPY.search(path.name)
    return is_file and not hidden and not is_other


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
    elif unknown := {table.feed for table in source.tables} - set(load_contracts()):
        found.unrecognised.append((file, f"no such feed: {', '.join(sorted(unknown))}"))
    else:
        found.deliveries.append(_delivery(path, folder, file, source))


def _delivery(path: Path, folder: Path, file: str, source: SourceFile) -> Delivery:
    if path.is_symlink():
        digest = hashlib.sha256(os.fsencode(path.readlink())).hexdigest()
        return Delivery.of(path, file, digest, source, "symbolic_link")
    if not path.resolve().is_relative_to(folder.resolve()):
        digest = hashlib.sha256(os.fsencode(path)).hexdigest()
        return Delivery.of(path, file, digest, source, "outside_folder")
    return Delivery.of(path, file, sha256_of(path), source)


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
