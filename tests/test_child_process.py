"""Work in another process: its answer or its error comes back, and it never outlives who started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from reports.document.language import MissingString
from transforms.child_process import ENVIRONMENT, ChildDied, ProcessBounds, child_running, run_in_child

ROOT = Path(__file__).resolve().parents[1]
PARENT = """
import sys
from transforms.child_process import child_running
from tests import test_child_process
work = getattr(test_child_process, sys.argv[1])
with child_running(work, sys.argv[2]) as answer:
    answer()
"""

NIGHT = """
from transforms.child_process import run_in_child
print("main", flush=True)
print(run_in_child(sorted, [2, 1]))
"""


def patient(folder: str) -> None:
    Path(folder, "child").write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(60)


def busy(folder: str) -> None:
    """One long call that never lets another thread run."""
    Path(folder, "child").write_text(str(os.getpid()), encoding="utf-8")
    sum(range(10**12))


def counting(to: int, report: Callable[[int], None]) -> str:
    for number in range(to):
        report(number)
    return "counted"


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


def test_progress_is_reported_while_the_answer_is_waited_for():
    seen: list[int] = []
    assert run_in_child(counting, 3, progress=seen.append) == "counted"
    assert seen == [0, 1, 2]


def test_arrow_and_malloc_are_bounded_in_the_child_alone():
    for name, value in ENVIRONMENT.items():
        assert os.environ.get(name) != value
        assert run_in_child(os.getenv, name) == value
    assert run_in_child(_memory_pool) == "system"


def _memory_pool() -> str:
    return str(pa.default_memory_pool().backend_name)


def test_what_computes_too_long_is_out_of_time(tmp_path: Path):
    with pytest.raises(ChildDied, match="out_of_time"):
        run_in_child(busy, str(tmp_path), bounds=ProcessBounds(64 << 20, seconds=1))


def test_the_main_module_of_the_caller_is_not_imported_again(tmp_path: Path):
    (tmp_path / "night.py").write_text(NIGHT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])}
    for command in (["-m", "night"], [str(tmp_path / "night.py")]):
        ran = subprocess.run(
            [sys.executable, *command], capture_output=True, text=True, check=True, env=environment
        )
        assert ran.stdout == "main\n[1, 2]\n"


@pytest.mark.parametrize("work", ["patient", "busy"])
def test_a_killed_parent_leaves_nobody_behind(work: str, tmp_path: Path):
    parent = subprocess.Popen([sys.executable, "-c", PARENT, work, str(tmp_path)], cwd=ROOT)
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
