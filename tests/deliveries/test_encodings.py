"""Text files as offices save them: never a replaced character, and the row numbers a spreadsheet shows."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Any

import pytest

from tests.deliveries.desk import csv, hand_in

HEADER = ["学校代码", "专业代码", "专业名称", "届别", "毕业生数"]
# 𠮷 takes four bytes in GB18030 and in UTF-8; 㐀 is outside GBK; € is one byte in windows-936 and two in GB18030
ROWS = [
    HEADER,
    ["5001000001", "500101", "𠮷㐀€·专业", "2023", "57"],
    ["5001000001", "500102", "铁道车辆", "2023", "40"],
]


@pytest.mark.parametrize(
    ("encoding", "bom", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("gb18030", b"", "gb18030"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
    ],
)
def test_names_survive_every_encoding(tmp_path: Path, encoding: str, bom: bytes, named: str) -> None:
    received = hand_in(tmp_path, bom + csv(ROWS, encoding))
    assert received.account.encoding == named
    assert received.column("major_name") == ["𠮷㐀€·专业", "铁道车辆"]
    assert received.column("institution_code") == ["5001000001"] * 2


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_any_usual_mark_between_cells_and_lines(tmp_path: Path, delimiter: str, newline: str) -> None:
    received = hand_in(tmp_path, csv(ROWS, delimiter=delimiter, newline=newline))
    assert received.column("graduates") == [57, 40]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (csv(ROWS)[:-1] + b"\xff\xfe\xff", "unknown_encoding"),
        (
            "学校代码,专业代码\r\n".encode() + "Énergie\xa0".encode("latin-1") + b"\x80\xff,1\r\n",
            "unknown_encoding",
        ),
        (bytes(range(256)) * 20, "not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not_a_table"),
        (b"PAR1" + bytes(40), "parquet_not_allowed"),
        (b"PK\x03\x04" + bytes(40), "unreadable_file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "unreadable_file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    account = hand_in(tmp_path, content).account
    assert (account.status, account.reason_code) == ("refused_file", reason)
    assert account.message
    assert account.message_en
    assert "{" not in account.message + account.message_en


# each decodes as GB18030, into characters that no office writes
@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("國立臺灣師範大學會計學系", "big5"),
        ("会計学校の卒業生のための", "shift_jis"),
        ("Zürcher Hochschüler", "cp1252"),
    ],
)
def test_text_that_can_hardly_be_chinese_is_refused_rather_than_misread(
    tmp_path: Path, name: str, encoding: str
) -> None:
    rows = [["code", "name", "year"], *([["1", f"{name}{n}", "2023"] for n in range(20)])]
    content = csv(rows, encoding)
    content.decode("gb18030")
    assert hand_in(tmp_path, content).account.reason_code == "doubtful_encoding"


def test_a_stated_encoding_is_taken_strictly(tmp_path: Path) -> None:
    content = csv(ROWS[:1]) + "5001000001,500101,Énergie,2023,57\r\n".encode("latin-1")
    received = hand_in(tmp_path, content, source={"encoding": "gb18030"})
    assert received.account.status == "refused_file"


LINES: list[tuple[str, list[Any]]] = [
    ("5001000001,500101,甲,2023,57", [2]),
    ("5001000001,500102,乙,2023,40,多一格", []),
    ("5001000001,500103,丙,2023,40", [4]),
    ("5001000001,500104", []),
    ("", []),
    ('5001000001,500105,"丁\n（示范）",2023,40', [7]),
    ("5001000001,500106,戊,2023,40", [8]),
]


def test_lines_with_too_many_or_too_few_cells_are_refused_with_their_numbers(tmp_path: Path) -> None:
    text = "\n".join([",".join(HEADER), *(line for line, _ in LINES)]) + "\n"
    received = hand_in(tmp_path, text.encode())
    assert received.column("_row") == [row for _, rows in LINES for row in rows]
    assert [(row, reason) for row, _, reason in received.reasons()] == [(3, "ragged_row"), (5, "ragged_row")]
    assert [row["raw_text"] for row in received.refused] == [LINES[1][0], LINES[3][0]]
    assert received.account.rows_read == 6


def test_title_lines_do_not_shift_the_numbers(tmp_path: Path) -> None:
    text = "毕业去向\n\n" + ",".join(HEADER) + "\n" + "\n".join(line for line, _ in LINES[:3]) + "\n"
    received = hand_in(tmp_path, text.encode())
    assert received.column("_row") == [4, 6]
    assert [row for row, _, _ in received.reasons()] == [5]
