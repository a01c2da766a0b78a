"""Landing beside the bare readers, in one process on one machine.

The bare reader of a workbook makes its cells into Python values; that of a text parses GB18030 into columns of
text and writes them as Parquet. Ours decides, types, judges and accounts on top of the same.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.bench.frame import Bench, Measured, measure
from transforms.deliveries import Catalogues, Delivery, load_contracts
from transforms.deliveries.landing.land import receive_all
from transforms.deliveries.mapping.source import source_of_feed

HEADER = ["学校代码", "学校名称", "专业目录版本", "专业代码", "专业名称", "层次", "届别"]
COUNTS = ["毕业生数", "落实去向人数", "升学人数", "统计节点", "落实率"]
BOUND = 1.5
XLSX_ROWS, CSV_ROWS = 100_000, 2_000_000


def rows() -> Iterator[Measured]:
    """One row per kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        workbook, text = Path(folder) / "报送.xlsx", Path(folder) / "报送.csv"
        _write_workbook(workbook, XLSX_ROWS)
        _write_text(text, CSV_ROWS)
        yield measure(
            f"{XLSX_ROWS:,} XLSX rows", lambda: _bare_workbook(workbook), lambda: _land(workbook), BOUND
        )
        yield measure(f"{CSV_ROWS:,} GB18030 CSV rows", lambda: _bare_text(text), lambda: _land(text), BOUND)


BENCH = Bench("landing", "A delivered file landed beside its bare reader.", rows)


def _row(number: int) -> list[object]:
    graduates = number % 300
    return [
        f"41501{number % 1000:05d}",
        f"某某大学{number % 40}",
        "vocational-2021",
        str(500_000 + number % 900),
        "软件技术",
        "高职",
        2020 + number % 5,
        graduates,
        min(number % 250, graduates),
        number % 100,
        "年终",
    ]


def _write_workbook(path: Path, rows: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER + COUNTS)
        for number in range(rows):
            sheet.write_row(number + 1, 0, [*_row(number), 0.935])


def _write_text(path: Path, rows: int) -> None:
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER + COUNTS)
        writer.writerows([*_row(number), f"{number % 1000 / 10}%"] for number in range(rows))


def _bare_workbook(path: Path) -> None:
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _bare_text(path: Path) -> None:
    table = pyarrow.csv.read_csv(
        path,
        pyarrow.csv.ReadOptions(encoding="gb18030"),
        convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(HEADER + COUNTS, pa.string())),
    )
    pq.write_table(table, path.with_suffix(".parquet"), compression="zstd")


def _land(path: Path) -> None:
    """Land in this process, without the child that a run puts around it (some milliseconds a file)."""
    out = path.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    delivery = Delivery(path, path.name, "0" * 64, source_of_feed("employment"))
    receive_all(delivery, load_contracts(), Catalogues(), {"employment": "recipe"}, out)
