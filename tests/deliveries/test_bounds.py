"""A file can end the process that reads it, and nothing else."""

from __future__ import annotations

import io
import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from tests.deliveries.desk import hand_in, xlsx
from transforms.child_process import ChildDied, ProcessBounds, run_in_child
from transforms.deliveries import Catalogues, discover, land, load_contracts
from transforms.deliveries.files.safety import FileLimits

GOOD = [["学校代码", "专业代码", "层次", "届别"], ["4150010611", "500101", "高职", 2023]]
MEGABYTE = 1 << 20
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
LAND_BOMB = """
import re, sys, time
from pathlib import Path
from transforms.deliveries import Catalogues, discover, land, load_contracts
found = discover([Path(sys.argv[1])]).deliveries
began = time.monotonic()
[account] = land(found[0], load_contracts(), Catalogues(), Path(sys.argv[2]))
seconds = time.monotonic() - began
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(account.reason_code, seconds, int(most[1]) / 1024)
"""


def repacked(member: str, content: bytes) -> bytes:
    """A good workbook with one member replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(GOOD))) as good,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
    ):
        for name in good.namelist():
            made.writestr(name, content if name == member else good.read(name))
    return stream.getvalue()


def allocate(size: int) -> None:
    bytearray(size)


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def make_an_array() -> None:
    pa.array(["a"]).dictionary_encode()
    assert "pandas" not in sys.modules


def kill_itself() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(path: Path) -> None:
    path.write_text(str(os.getpid()), encoding="utf-8")


def test_work_is_done_in_another_process(tmp_path: Path) -> None:
    run_in_child(leave, tmp_path / "pid", bounds=ProcessBounds(MEGABYTE * 64, 10))
    assert int((tmp_path / "pid").read_text(encoding="utf-8")) != os.getpid()


def test_memory_is_bounded() -> None:
    run_in_child(allocate, MEGABYTE, bounds=ProcessBounds(MEGABYTE * 64, 10))
    with pytest.raises(ChildDied, match="out_of_memory"):
        run_in_child(allocate, MEGABYTE * 256, bounds=ProcessBounds(MEGABYTE * 64, 10))


def test_time_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.child_process.GRACE_SECONDS", 0)
    began = time.monotonic()
    with pytest.raises(ChildDied, match="out_of_time"):
        run_in_child(sleep, 60, bounds=ProcessBounds(MEGABYTE * 64, 1))
    assert time.monotonic() - began < 20


def test_a_reader_that_crashes_leaves_the_next_one_alone(tmp_path: Path) -> None:
    with pytest.raises(ChildDied):
        run_in_child(kill_itself, bounds=ProcessBounds(MEGABYTE * 64, 10))
    run_in_child(leave, tmp_path / "pid", bounds=ProcessBounds(MEGABYTE * 64, 10))


def test_a_file_that_asks_for_too_much_memory_is_refused(tmp_path: Path) -> None:
    """Two cells in opposite corners of the largest sheet: 6 KB on disk, half a terabyte as a table."""
    corners = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    account = hand_in(tmp_path, repacked("xl/worksheets/sheet1.xml", SHEET % corners), "报送.xlsx").account
    assert (account.status, account.reason_code) == ("refused_file", "out_of_memory")


def test_a_bomb_is_refused_within_a_second_and_150_megabytes(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(1, 9000))
    bomb = repacked("xl/worksheets/sheet1.xml", SHEET % (rows + b" " * (90 * MEGABYTE - len(rows))))
    assert len(bomb) < 231 * 1024
    (tmp_path / "raw" / "employment").mkdir(parents=True)
    (tmp_path / "raw" / "employment" / "bomb.xlsx").write_bytes(bomb)
    command = [sys.executable, "-c", LAND_BOMB, str(tmp_path / "raw"), str(tmp_path / "out")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    reason, seconds, megabytes = said.stdout.split()
    assert reason == "archive_too_large"
    assert float(seconds) < 1
    assert float(megabytes) < 150


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("学校代码,专业代码,层次,届别\n1,2,高职,2023\n", encoding="utf-8")
    folder = tmp_path / "raw" / "employment"
    folder.mkdir(parents=True)
    (folder / "报送.csv").symlink_to(tmp_path / "secret.csv")
    [found] = discover([tmp_path / "raw"]).deliveries
    [account] = land(found, load_contracts(), Catalogues(), tmp_path / "out")
    assert (account.status, account.reason_code) == ("refused_file", "symbolic_link")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    received = hand_in(tmp_path, xlsx(GOOD), "报送.xlsx")
    [found] = discover([tmp_path / "raw"]).deliveries
    [account] = land(found, load_contracts(), Catalogues(), tmp_path / "other", FileLimits(workbook=1000))
    assert received.account.status == "landed"
    assert (account.status, account.reason_code) == ("refused_file", "too_large")


def test_the_bounds_are_those_of_the_child_alone() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    run_in_child(allocate, 1, bounds=ProcessBounds(MEGABYTE * 64, 10))
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_no_child_loads_pandas() -> None:
    run_in_child(make_an_array, bounds=ProcessBounds(100 * MEGABYTE, 20))
