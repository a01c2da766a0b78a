"""What a file is found to be before anything parses it: each case is a file and why it is not opened."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.deliveries.desk import csv, xlsx
from transforms.deliveries.files.safety import FileLimits, inspect
from transforms.deliveries.files.sheets import UnreadableFile

ROWS = [["学校代码", "专业代码"], ["5001000001", "500101"]]
BOOK, TEXT = xlsx(ROWS), csv(ROWS)
UNPACKED = sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(BOOK)).infolist())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
END = b"PK\x05\x06"


def reason_of(
    folder: Path, content: bytes, name: str = "报送.xlsx", allow: tuple[str, ...] = (), **limits: int
) -> str | None:
    path = folder / name
    path.write_bytes(content)
    try:
        inspect(path, allow, FileLimits(**limits))
    except UnreadableFile as problem:
        return problem.reason_code
    return None


def changed(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    """The good workbook whose archive is changed before it is closed."""
    stream = io.BytesIO(BOOK)
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        change(archive)
    return stream.getvalue()


def add_twice(archive: zipfile.ZipFile) -> None:
    archive.writestr("xl/media/1.png", b"one")
    archive.writestr("xl/media/1.png", b"other")


def share_bytes(archive: zipfile.ZipFile) -> None:
    """One more member in the directory that has the bytes of another."""
    archive.writestr("xl/media/1.png", b"one")
    first = archive.getinfo("xl/media/1.png")
    second = zipfile.ZipInfo("xl/media/2.png")
    for name in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
        setattr(second, name, getattr(first, name))
    archive.filelist.append(second)


def encrypt(archive: zipfile.ZipFile) -> None:
    archive.writestr("xl/media/1.png", b"one")
    archive.getinfo("xl/media/1.png").flag_bits |= 1


def with_end(count: int | None = None, length: int | None = None) -> bytes:
    """The good workbook whose end states another number of members, or another size of their directory."""
    at = BOOK.rfind(END) + 10
    stated = struct.unpack_from("<HI", BOOK, at)
    end = struct.pack(
        "<HI", count if count is not None else stated[0], length if length is not None else stated[1]
    )
    return BOOK[:at] + end + BOOK[at + 6 :]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOOK, None),
        (TEXT, None),
        (OLE, None),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
        (b"<html><table><tr><td>1</td></tr></table>", "not_a_table"),
        (b"\xef\xbb\xbf\r\n <TABLE><tr><td>1</td></tr></TABLE>", "not_a_table"),
        (bytes(8) + b"DUCK" + bytes(100), "database_not_allowed"),
        (changed(add_twice), "unsafe_archive"),
        (changed(share_bytes), "unsafe_archive"),
        (changed(encrypt), "encrypted_file"),
        (with_end(count=60_000), "unsafe_archive"),
        (with_end(length=1 << 30), "unsafe_archive"),
    ],
    ids=[
        *("a workbook", "a text", "an old workbook", "an old one with macros", "an old one with a password"),
        *("a page of the web", "one with a byte order mark", "a database", "a name twice"),
        *("members that share their bytes", "an encrypted member", "60,000 members stated", "a large directory stated"),
    ],
)  # fmt: skip
def test_a_file_is_looked_at_before_it_is_opened(tmp_path: Path, content: bytes, reason: str | None) -> None:
    assert reason_of(tmp_path, content) == reason


@pytest.mark.parametrize(
    ("content", "limit", "value", "reason"),
    [
        (TEXT, "file", len(TEXT), None),
        (TEXT, "file", len(TEXT) - 1, "too_large"),
        (BOOK, "workbook", len(BOOK), None),
        (BOOK, "workbook", len(BOOK) - 1, "too_large"),
        (OLE, "workbook", len(OLE) - 1, "too_large"),
        (BOOK, "unpacked", UNPACKED, None),
        (BOOK, "unpacked", UNPACKED - 1, "archive_too_large"),
    ],
    # a workbook's size changes with the second in which it is written
    ids=lambda value: "content" if isinstance(value, bytes) else "bytes" if isinstance(value, int) else value,
)
def test_a_limit_may_be_reached_and_not_passed(
    tmp_path: Path, content: bytes, limit: str, value: int, reason: str | None
) -> None:
    assert reason_of(tmp_path, content, **{limit: value}) == reason


def test_the_ratio_of_an_archive_counts_from_a_size_on(tmp_path: Path) -> None:
    assert reason_of(tmp_path, BOOK, ratio=1, ratio_from=UNPACKED) is None
    assert reason_of(tmp_path, BOOK, ratio=1, ratio_from=UNPACKED - 1) == "archive_too_large"


@pytest.mark.parametrize(
    ("member", "allowed", "reason"),
    [
        ("xl/externalLinks/externalLink1.xml", "external_links", "external_links"),
        ("xl/connections.xml", "external_links", "external_links"),
        ("xl/embeddings/oleObject1.bin", "external_links", "external_links"),
    ],
)
def test_links_are_refused_unless_the_source_file_allows_them(
    tmp_path: Path, member: str, allowed: str, reason: str
) -> None:
    content = changed(lambda archive: archive.writestr(member, "<x/>"))
    assert reason_of(tmp_path, content) == reason
    assert reason_of(tmp_path, content, allow=(allowed,)) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil.sh", "unsafe_archive"),
        ("xl/../../evil.sh", "unsafe_archive"),
        ("xl\\..\\evil.sh", "unsafe_archive"),
        ("/etc/evil", "unsafe_archive"),
        ("C:evil", "unsafe_archive"),
        ("xl/a..b.png", None),
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("Basic/Standard/Module1.xml", "macros"),
    ],
)
def test_a_member_stays_in_its_folder_and_holds_no_macro(
    tmp_path: Path, name: str, reason: str | None
) -> None:
    content = changed(lambda archive: archive.writestr(name, "<x/>"))
    assert reason_of(tmp_path, content) == reason


@pytest.mark.parametrize(
    "member", ["xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "docProps/custom.XML"]
)
@pytest.mark.parametrize("declared", ["<!DOCTYPE x>", "<!entity a 'ha'>"])
def test_entities_are_refused_in_every_part_that_is_markup(
    tmp_path: Path, member: str, declared: str
) -> None:
    content = changed(
        lambda archive: archive.writestr(f"extra/{member}", f"<?xml version='1.0'?>\n{declared}<x/>")
    )
    assert reason_of(tmp_path, content) == "xml_entities"


def test_parquet_and_databases_are_read_where_they_are_allowed_only(tmp_path: Path) -> None:
    assert reason_of(tmp_path, b"PAR1" + bytes(40)) == "parquet_not_allowed"
    assert reason_of(tmp_path, b"PAR1" + bytes(40), allow=("parquet",)) is None
    assert reason_of(tmp_path, TEXT, "报送.accdb") == "database_not_allowed"
