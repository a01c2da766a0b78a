"""The finished files are searched for personal data, whatever their kind; and nothing else is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from transforms.quality import Exposed, exposed

IDENTITY, MOBILE, EMAIL = "11010519491231002X", "13800138000", "lisi@example.com"
AMOUNT = 13_800_138_000


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A release of a few files without personal data, though full of numbers."""
    public = tmp_path / "public"
    for folder in ("site", "data/csv", "data/parquet", "pdf"):
        (public / folder).mkdir(parents=True)
    digest = "3e5e8cd13812345678d4013812345678ab3e5e8cd380617d5799d459f1091bc1"
    drawing = '<path d="M151 1371 1151C138 0013 8000 15 371"/><path points="138 0013 8000"/>'
    (public / "site" / "index.html").write_text(
        f"<p>023-68123456 4150010611101</p>\n{drawing}\n", encoding="utf-8"
    )
    (public / "site" / "site.css").write_text("@media print {}", encoding="utf-8")
    (public / "site" / "font.bin").write_bytes(bytes(range(256)))
    (public / "data" / "csv" / "marts.a.csv").write_text(f"a,b\nE,{AMOUNT}\n,0.{AMOUNT}1\n", encoding="utf-8")
    (public / "data" / "receipts.json").write_text(
        json.dumps({"value": AMOUNT, "sha256": digest}), encoding="utf-8"
    )
    (public / "pdf" / "warning.pdf").write_bytes(b"%PDF-1.7 13800138000")
    pq.write_table(
        pa.table({"name": ["甲校"], "value": [AMOUNT]}), public / "data" / "parquet" / "marts.a.parquet"
    )
    book = openpyxl.Workbook()
    book.active.append(["甲校", AMOUNT])
    book.save(public / "data" / "all.xlsx")
    with duckdb.connect(str(tmp_path / "public.duckdb")) as con:
        con.execute("create schema marts")
        con.execute(f"create table marts.a as select '甲校' as name, {AMOUNT} as value")
        con.execute("create table marts.b as select '乙校' as name, '68123456' as telephone")
    return tmp_path


def found(release: Path, *allowed: str | None) -> list[Exposed]:
    return exposed(release / "public.duckdb", release / "public", allowed)


def test_numbers_digests_drawings_and_amounts_are_not_found(release: Path) -> None:
    assert found(release) == []


def _append(name: str) -> Callable[[Path, str], None]:
    def add(release: Path, text: str) -> None:
        path = release / "public" / name
        path.write_text(path.read_text(encoding="utf-8") + text + "\n", encoding="utf-8")

    return add


def _in_parquet(release: Path, text: str) -> None:
    pq.write_table(
        pa.table({"name": [text, None]}), release / "public" / "data" / "parquet" / "marts.a.parquet"
    )


def _in_workbook(release: Path, text: str) -> None:
    book = openpyxl.Workbook()
    book.active.append([text])
    book.save(release / "public" / "data" / "all.xlsx")


def _in_table(release: Path, text: str) -> None:
    with duckdb.connect(str(release / "public.duckdb")) as con:
        con.execute("insert into marts.b values ($text, null)", {"text": text})


def _in_name(release: Path, text: str) -> None:
    (release / "public" / f"{text}.html").write_text("", encoding="utf-8")


PLACES = {
    "site/index.html": _append("site/index.html"),
    "data/csv/marts.a.csv": lambda release, text: _append("data/csv/marts.a.csv")(release, f"处{text},1"),
    "data/receipts.json": lambda release, text: _append("data/receipts.json")(
        release, f'{{"name": "{text}"}}'
    ),
    "data/parquet/marts.a.parquet: name": _in_parquet,
    "data/all.xlsx: xl/worksheets/sheet1.xml": _in_workbook,
    "public.duckdb: marts.b.name": _in_table,
    "names of files": _in_name,
}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (IDENTITY, "identity_number"),
        (MOBILE, "mobile_number"),
        ("138 0013 8000", "mobile_number"),
        (EMAIL, "email_address"),
    ],
)
def test_personal_data_is_found_in_every_kind_of_file(
    release: Path, where: str, text: str, kind: str
) -> None:
    PLACES[where](release, text)
    assert found(release) == [Exposed(where, kind, 1)]
    assert text not in repr(found(release))


def test_each_place_is_counted(release: Path) -> None:
    _append("site/index.html")(release, f"<p>{MOBILE}</p><p>{EMAIL}</p>\n<p>13800138001</p>")
    assert found(release) == [
        Exposed("site/index.html", "email_address", 1),
        Exposed("site/index.html", "mobile_number", 2),
    ]


def test_what_the_policy_states_of_the_issuer_may_be_published(release: Path) -> None:
    _append("site/index.html")(release, "<p>异议请寄 office@example.gov.cn 或致电 138-0013-8000</p>")
    assert found(release, None, "office@example.gov.cn，13800138000") == []
    assert found(release, "office@example.gov.cn") == [Exposed("site/index.html", "mobile_number", 1)]
