"""Which feed a file is: by its source file, its folder, the feed asked for, or the header it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transforms.child_process import ChildDied, run_in_child
from transforms.deliveries import Delivery, Discovery, SourceError, discover, load_contracts
from transforms.deliveries.files.opening import open_file
from transforms.deliveries.files.safety import FileLimits, inspect
from transforms.deliveries.files.sheets import Sheet, UnreadableFile
from transforms.deliveries.landing.discover import sha256_of
from transforms.deliveries.mapping.contract import Contract
from transforms.deliveries.mapping.headers import contract_names
from transforms.deliveries.mapping.plans import header_of
from transforms.deliveries.mapping.source import SUFFIX, TableMapping, read_source, source_of_feed

ALLOWED = ("parquet",)
READ = ("name", "head", "head_rows", "merges")


def heads_of(path: Path) -> list[Sheet]:
    """The visible sheets of a file with their first rows; their bodies are not read. Errors: UnreadableFile."""
    limits = FileLimits()
    if path.is_symlink():
        raise UnreadableFile("symbolic_link")
    inspect(path, ALLOWED, limits)
    try:
        heads = run_in_child(_read_heads, path, bounds=limits.bounds)
    except ChildDied as problem:
        raise UnreadableFile(problem.reason_code) from None
    if isinstance(heads, str):
        raise UnreadableFile(heads)
    return [Sheet(batches=_no_batches, **facts) for facts in heads]


def _read_heads(path: Path) -> list[dict[str, Any]] | str:
    """READ of each visible sheet, or the reason code why there are none. Runs in the child."""
    try:
        sheets = [sheet for sheet in open_file(path).sheets if not sheet.is_hidden]
    except UnreadableFile as problem:
        return problem.reason_code
    return [{name: getattr(sheet, name) for name in READ} for sheet in sheets]


def _no_batches(first: int, width: int) -> Any:
    raise NotImplementedError("only the head was read")


LEAST_COLUMNS = 3


@dataclass(frozen=True)
class Recognised:
    """A file to check; is_guessed: its feed was derived from its header."""

    delivery: Delivery
    is_guessed: bool = False


def recognise(paths: Iterable[Path], feed: str | None) -> tuple[list[Recognised], list[tuple[str, str]]]:
    """The files of folders and single files, and those of which nobody can say what they are.

    Errors: FileNotFoundError for a path that does not exist.
    """
    known: list[Recognised] = []
    unknown: list[tuple[str, str]] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        try:
            found = _of_folder(path, feed) if path.is_dir() else [_of_file(path, path.name, feed)]
        except SourceError as error:
            unknown.append((path.name, str(error)))
            continue
        known += [item for item in found if isinstance(item, Recognised)]
        unknown += [item for item in found if not isinstance(item, Recognised)]
    return known, Discovery(unrecognised=unknown).passed_over


def _of_folder(folder: Path, feed: str | None) -> list[Recognised | tuple[str, str]]:
    discovery = discover([folder])
    found: list[Recognised | tuple[str, str]] = [Recognised(delivery) for delivery in discovery.deliveries]
    for file, reason in discovery.unrecognised:
        path = folder / file
        has_source = path.with_name(path.name + SUFFIX).exists()
        found.append((file, reason) if has_source else _of_file(path, file, feed))
    return found


def _of_file(path: Path, file: str, feed: str | None) -> Recognised | tuple[str, str]:
    stated = path.with_name(path.name + SUFFIX)
    of_folder = path.resolve().parent.name
    feed = feed or (of_folder if of_folder in load_contracts() else None)
    if stated.exists():
        return Recognised(Delivery.of(path, file, sha256_of(path), read_source(stated, feed)))
    guessed = None if feed else _by_header(path)
    if not feed and not guessed:
        return file, "no_feed"
    return Recognised(
        Delivery.of(path, file, sha256_of(path), source_of_feed(str(feed or guessed))), not feed
    )


def _by_header(path: Path) -> str | None:
    try:
        return feed_of(heads_of(path))
    except UnreadableFile:
        return None


def feed_of(sheets: list[Sheet]) -> str | None:
    """The feed whose columns the sheets name best: its required ones, and the most. None where there is no one such."""
    scores = {
        feed: max((_score(sheet, stated) for sheet in sheets), default=(0, 0))
        for feed, stated in load_contracts().items()
    }
    best = max(scores, key=lambda feed: scores[feed])
    is_alone = sum(score == scores[best] for score in scores.values()) == 1
    return best if is_alone and scores[best][1] >= LEAST_COLUMNS else None


def _score(sheet: Sheet, contract: Contract) -> tuple[int, int]:
    """Whether the sheet's header names all required columns, and how many columns it names."""
    names = contract_names(contract)
    header = header_of(sheet, TableMapping(feed=contract.feed), contract)
    if header is None:
        return 0, 0
    named = {column for at in range(len(header.names)) if (column := header.column(at, names))}
    missing = contract.missing(named)
    return int(not missing), len(named)
