"""Mutations of the file as a whole: kinds, encodings, and what is refused before it is read."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq

from tests.deliveries.desk import csv, xlsx
from tests.deliveries.mutations.good import HEADER, Mutation, good


def ods() -> bytes:
    """The good delivery as an OpenDocument spreadsheet, every cell a text."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in good()
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="表一">{lines}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def with_members(members: dict[str, bytes | str]) -> Callable[[], bytes]:
    """The good workbook with further (or replaced) members of its archive."""

    def content() -> bytes:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(xlsx(good()))) as plain,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for member in plain.namelist():
                if member not in members:
                    new.writestr(member, plain.read(member))
            for name, text in members.items():
                new.writestr(name, text)
        return stream.getvalue()

    return content


def parquet() -> bytes:
    stream = io.BytesIO()
    columns = [pa.array([str(cell) for cell in cells]) for cells in zip(*good()[1:], strict=True)]
    pq.write_table(pa.table(columns, names=HEADER), stream)
    return stream.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
)
LINK = (
    '<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    "</externalLink>"
)
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
)
HTML = "<html><body><table><tr><td>学校代码</td></tr></table></body></html>"

FILES = [
    Mutation("utf-8 with a byte order mark", lambda: codecs.BOM_UTF8 + csv(good())),
    Mutation("gb18030", lambda: csv(good(), "gb18030")),
    Mutation(
        "utf-16 as Excel's Unicode text",
        lambda: codecs.BOM_UTF16_LE + csv(good(), "utf-16-le", "\t"),
        "报送.txt",
    ),
    Mutation("utf-16 without a mark", lambda: csv(good(), "utf-16-le")),
    Mutation("tabs between cells", lambda: csv(good(), delimiter="\t"), "报送.tsv"),
    Mutation("semicolons between cells", lambda: csv(good(), delimiter=";")),
    Mutation("old Macintosh line ends", lambda: csv(good(), newline="\r")),
    Mutation("no line end after the last row", lambda: csv(good()).rstrip()),
    Mutation("blank lines at the end", lambda: csv(good()) + b"\r\n\r\n\r\n"),
    Mutation("a workbook", lambda: xlsx(good()), "报送.xlsx"),
    Mutation("a workbook named csv", lambda: xlsx(good())),
    Mutation("a CSV named xlsx", lambda: csv(good()), "报送.xlsx"),
    Mutation("a CSV named xls", lambda: csv(good(), "gb18030", "\t"), "报送.xls"),
    Mutation("an OpenDocument spreadsheet", ods, "报送.ods"),
    Mutation(
        "Parquet where the source file allows it", parquet, "报送.parquet", source={"allow": ["parquet"]}
    ),
    Mutation("Parquet from outside", parquet, "报送.parquet", file_reason="parquet_not_allowed"),
    Mutation("a workbook with a password", lambda: ENCRYPTED, "报送.xlsx", file_reason="encrypted_file"),
    Mutation(
        "a CSV packed by gzip", lambda: gzip.compress(csv(good())), "报送.csv.gz", file_reason="packed_file"
    ),
    Mutation("an empty file", lambda: b"", file_reason="empty_file"),
    Mutation("a workbook cut short", lambda: xlsx(good())[:-400], "报送.xlsx", file_reason="unreadable_file"),
    Mutation("a page of the web named xls", lambda: HTML.encode(), "报送.xls", file_reason="not_a_table"),
    Mutation("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(900), "报送.csv", file_reason="not_a_table"),
    Mutation(
        "utf-8 broken off within a character",
        lambda: csv(good())[:-1] + "铁".encode()[:2],
        file_reason="unknown_encoding",
    ),
    Mutation(
        "a DuckDB file",
        lambda: bytes(8) + b"DUCK" + bytes(500),
        "报送.duckdb",
        file_reason="database_not_allowed",
    ),
    Mutation(
        "a DuckDB file named csv", lambda: bytes(8) + b"DUCK" + bytes(500), file_reason="database_not_allowed"
    ),
    Mutation(
        "an SQLite file named csv",
        lambda: b"SQLite format 3\x00" + bytes(500),
        file_reason="database_not_allowed",
    ),
    Mutation(
        "a workbook with macros",
        with_members({"xl/vbaProject.bin": b"macro"}),
        "报送.xlsm",
        file_reason="macros",
    ),
    Mutation(
        "macros under an innocent name",
        with_members({"xl/vbaProject.bin": b"macro"}),
        "报送.xlsx",
        file_reason="macros",
    ),
    Mutation(
        "links to another workbook",
        with_members({"xl/externalLinks/externalLink1.xml": LINK}),
        "报送.xlsx",
        file_reason="external_links",
    ),
    Mutation(
        "entities in a part",
        with_members({"xl/sharedStrings.xml": LAUGHS}),
        "报送.xlsx",
        file_reason="xml_entities",
    ),
    Mutation(
        "a member that climbs out",
        with_members({"../../evil.sh": b"x"}),
        "报送.xlsx",
        file_reason="unsafe_archive",
    ),
    Mutation(
        "a member with an absolute name",
        with_members({"/etc/evil": b"x"}),
        "报送.xlsx",
        file_reason="unsafe_archive",
    ),
    Mutation(
        "a member that unfolds to 90 MB",
        with_members({"xl/worksheets/sheet9.xml": b" " * 90_000_000}),
        "报送.xlsx",
        file_reason="archive_too_large",
    ),
    Mutation(
        "twenty thousand members",
        with_members({f"xl/media/{number}.png": b"" for number in range(20_000)}),
        "报送.xlsx",
        file_reason="unsafe_archive",
    ),
    Mutation(
        "an archive that is no workbook",
        with_members({"[Content_Types].xml": b"", "xl/workbook.xml": b""}),
        "报送.xlsx",
        file_reason="unreadable_file",
    ),
]
