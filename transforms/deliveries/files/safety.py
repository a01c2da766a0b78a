"""Look at a file before anything parses it: what it really is, what it would unpack to, what it carries."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from transforms.child_process import ProcessBounds
from transforms.deliveries.files.sheets import UnreadableFile

START_BYTES = 4096
MEGABYTE = 1 << 20
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
# why a file is refused → what such files begin with
FOREIGN = {
    "database_not_allowed": (b"SQLite format 3\x00", b"\x00\x01\x00\x00Standard"),
    "not_a_table": (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF"),
    "packed_file": (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"),
}
MARKUP = re.compile(rb"^\s*(<\?xml|<!doctype|<html|<table|<workbook|mime-version)", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MACROS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaProjectSignature\.bin)$|^xl/macrosheets/|^Basic/|^Scripts/", re.IGNORECASE
)
LINKS = re.compile(
    r"^xl/(externalLinks|embeddings|activeX)/|^xl/connections\.xml$|^xl/queryTables/", re.IGNORECASE
)
OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class FileLimits:
    """ProcessBounds of one file. Bytes unless said; a ratio is unpacked over packed and counts from `ratio_from` on."""

    file: int = 32 << 30
    workbook: int = 512 * MEGABYTE
    unpacked: int = 4 << 30
    ratio: int = 200
    ratio_from: int = 32 * MEGABYTE
    members: int = 10_000
    directory: int = 16 * MEGABYTE
    memory: int = 4 << 30
    seconds: int = 1_800

    @property
    def bounds(self) -> ProcessBounds:
        """What a child that reads the file may use."""
        return ProcessBounds(self.memory, self.seconds)


def inspect(path: Path, allow: Iterable[str] = (), limits: FileLimits | None = None) -> None:
    """Errors: UnreadableFile with the reason for which the file is not opened."""
    limits, allow = limits or FileLimits(), set(allow)
    size = path.stat().st_size
    with path.open("rb") as stream:
        start = stream.read(START_BYTES)
    if not size:
        raise UnreadableFile("empty_file")
    if size > limits.file:
        raise UnreadableFile("too_large", _megabytes(size))
    if start[8:12] == b"DUCK" or path.suffix.lower() in (".duckdb", ".db", ".sqlite", ".mdb", ".accdb"):
        raise UnreadableFile("database_not_allowed")
    for reason, beginnings in FOREIGN.items():
        if start.startswith(beginnings):
            raise UnreadableFile(reason)
    if start.startswith(b"PAR1"):
        if "parquet" not in allow:
            raise UnreadableFile("parquet_not_allowed")
    elif start.startswith((ZIP, OLE)) and size > limits.workbook:
        raise UnreadableFile("too_large", _megabytes(size))
    elif start.startswith(ZIP):
        _inspect_zip(path, size, allow, limits)
    elif start.startswith(OLE):
        _inspect_ole(path)
    elif MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableFile("not_a_table")


def _inspect_ole(path: Path) -> None:
    content = path.read_bytes()
    if OLE_ENCRYPTED in content:
        raise UnreadableFile("encrypted_file")
    if OLE_MACROS in content:
        raise UnreadableFile("macros")


def _inspect_zip(path: Path, size: int, allow: set[str], limits: FileLimits) -> None:
    _inspect_directory(path, size, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _inspect_sizes(members, size, limits)
            _inspect_names(members, allow)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _inspect_markup(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableFile("unreadable_file", str(error)[:200]) from None


def _inspect_directory(path: Path, size: int, limits: FileLimits) -> None:
    """The directory's own size and count, before it is read into memory."""
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557))
        end = stream.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise UnreadableFile("unreadable_file", "the end of the archive is missing")
    count, length = struct.unpack_from("<HI", end, at + 10)
    if length > limits.directory or count > limits.members:
        raise UnreadableFile("unsafe_archive", f"{count} members")


def _inspect_sizes(members: list[zipfile.ZipInfo], size: int, limits: FileLimits) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > limits.members:
        raise UnreadableFile("unsafe_archive", f"{len(members)} members")
    if unpacked > limits.unpacked or (unpacked > limits.ratio_from and unpacked > limits.ratio * size):
        raise UnreadableFile("archive_too_large", f"{_megabytes(size)} → {_megabytes(unpacked)}")
    # members that share their bytes: small on disk, endless when unpacked
    if packed > size or len({member.header_offset for member in members}) < len(members):
        raise UnreadableFile("unsafe_archive", "overlapping members")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted_file")


def _inspect_names(members: list[zipfile.ZipInfo], allow: set[str]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise UnreadableFile("unsafe_archive", "the same name twice")
    for name in names:
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
            raise UnreadableFile("unsafe_archive", name[:100])
        if MACROS.search(name):
            raise UnreadableFile("macros", name)
        if LINKS.search(name) and "external_links" not in allow:
            raise UnreadableFile("external_links", name)
    if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & set(names):
        raise UnreadableFile("packed_file")


def _inspect_markup(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as stream:
        start = stream.read(START_BYTES).replace(b"\x00", b"")
    if DECLARATION.search(start):
        raise UnreadableFile("xml_entities", member.filename)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"
