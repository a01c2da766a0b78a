"""One run at a time; a dead run's lock does not stop the next; the record survives a line cut off."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from transforms.releases import AnotherRun, append_run, read_runs, run_lock

HOLD = """
import sys
from pathlib import Path
from transforms.releases import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
ROOT = Path(__file__).resolve().parents[2]


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with run_lock(tmp_path), pytest.raises(AnotherRun) as caught, run_lock(tmp_path):
        pass
    assert caught.value.pid == os.getpid()


def test_a_lock_is_free_after_its_run(tmp_path: Path) -> None:
    for _ in range(2):
        with run_lock(tmp_path):
            pass


def test_the_number_of_a_dead_process_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / ".run.lock").write_text("999999999", encoding="utf-8")
    with run_lock(tmp_path):
        assert (tmp_path / ".run.lock").read_text(encoding="utf-8") == str(os.getpid())


def test_a_killed_run_lets_go_of_its_lock(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    holder = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(AnotherRun) as caught, run_lock(tmp_path):
        pass
    assert caught.value.pid == holder.pid
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with run_lock(tmp_path):
        pass


def test_runs_are_read_in_the_order_they_were_appended(tmp_path: Path) -> None:
    assert read_runs(tmp_path) == []
    for number in range(3):
        append_run(tmp_path, {"run": number, "报告": "发布"})
    assert [run["run"] for run in read_runs(tmp_path)] == [0, 1, 2]


@pytest.mark.parametrize("cut", ['{"run": 1, "st', '{"run": 1, "报'.encode()[:-1].decode("latin-1")])
def test_a_line_cut_off_costs_that_line_only(cut: str, tmp_path: Path) -> None:
    append_run(tmp_path, {"run": 0})
    with (tmp_path / "runs.jsonl").open("ab") as stream:
        stream.write(cut.encode("latin-1"))
    append_run(tmp_path, {"run": 2})
    assert [run["run"] for run in read_runs(tmp_path)] == [0, 2]
