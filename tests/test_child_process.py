"""Work in another process: its answer or its error comes back, and it never outlives who started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reports.document.language import MissingString
from transforms.child_process import child_running

ROOT = Path(__file__).resolve().parents[1]
PARENT = """
import sys, time
from transforms.child_process import child_running
from tests.test_child_process import patient
with child_running(patient, sys.argv[1]) as answer:
    answer()
"""


def patient(folder: str) -> None:
    Path(folder, "child").write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(60)


def failing(key: str) -> None:
    raise MissingString(f"no entry {key}")


def ended() -> None:
    os._exit(9)


def test_the_answer_and_the_error_come_back():
    with child_running(sorted, [2, 1]) as in_order, child_running(failing, "x") as failed:
        assert in_order() == [1, 2]
        with pytest.raises(MissingString, match="no entry x"):
            failed()


def test_a_process_that_ends_without_an_answer_is_an_error():
    with child_running(ended) as answer, pytest.raises(ChildProcessError):
        answer()


def test_left_early_it_is_ended(tmp_path: Path):
    with child_running(patient, str(tmp_path)):
        child = _wait_for(tmp_path / "child")
    assert not _is_alive(child)


def test_a_killed_parent_leaves_nobody_behind(tmp_path: Path):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT)
    child = _wait_for(tmp_path / "child")
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 30
    while _is_alive(child):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _wait_for(file: Path) -> int:
    deadline = time.monotonic() + 60
    while not file.exists() or not file.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return int(file.read_text())


def _is_alive(pid: int) -> bool:
    """A zombie has ended: only nobody has asked yet how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
