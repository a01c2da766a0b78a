"""Landing beside the bare readers, in one process on one machine: python -m tests.bench.landing [xlsx rows] [csv rows].

The bare reader of a workbook makes its cells into Python values; that of a text parses GB18030 into columns of
text and writes them as Parquet. Ours decides, types, judges and accounts on top of the same. Interleaved, best of
five each. Processor time stands beside the clock, since other work on the machine lengthens the one and not the other.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook

from transforms.deliveries import Catalogues, Delivery, load_contracts
from transforms.deliveries.land import receive_all
from transforms.deliveries.source import source_of_feed

HEADER = ["学校代码", "学校名称", "专业目录版本", "专业代码", "专业名称", "层次", "届别"]
COUNTS = ["毕业生数", "落实去向人数", "升学人数", "统计节点", "落实率"]
TIMES = 5
BOUND = 1.5


@dataclass(frozen=True)
class Measured:
    """Best seconds of the bare reader and of landing, by the clock and by the processor."""

    work: str
    bare_clock: float
    ours_clock: float
    bare_cpu: float
    ours_cpu: float

    @property
    def ratio(self) -> float:
        return self.ours_cpu / self.bare_cpu

    def __str__(self) -> str:
        clock = f"{self.bare_clock:.2f} s | {self.ours_clock:.2f} s"
        cpu = f"{self.bare_cpu:.2f} s | {self.ours_cpu:.2f} s"
        return f"| {self.work} | {clock} | {cpu} | {self.ratio:.2f} | {BOUND} |"


def main(xlsx_rows: int = 100_000, csv_rows: int = 2_000_000) -> None:
    """Print one line of a table per kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        workbook, text = Path(folder) / "报送.xlsx", Path(folder) / "报送.csv"
        _write_workbook(workbook, xlsx_rows)
        _write_text(text, csv_rows)
        print("| work | bare, clock | ours, clock | bare, CPU | ours, CPU | ratio (CPU) | to reach |")
        print("|---|---|---|---|---|---|---|")
        print(_measure(f"{xlsx_rows:,} XLSX rows", lambda: _bare_workbook(workbook), lambda: _land(workbook)))
        print(_measure(f"{csv_rows:,} GB18030 CSV rows", lambda: _bare_text(text), lambda: _land(text)))


def _measure(work: str, bare: Callable[[], None], ours: Callable[[], None]) -> Measured:
    seconds: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(TIMES):
        for name, run in (("bare", bare), ("ours", ours)):
            clock, cpu = time.perf_counter(), time.process_time()
            run()
            seconds[name].append((time.perf_counter() - clock, time.process_time() - cpu))
    best = {name: [min(times) for times in zip(*runs, strict=True)] for name, runs in seconds.items()}
    return Measured(work, best["bare"][0], best["ours"][0], best["bare"][1], best["ours"][1])


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


if __name__ == "__main__":
    main(*(int(rows) for rows in sys.argv[1:]))
