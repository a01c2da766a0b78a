"""An output folder that cannot be written to, or in which another run works, is left as it is and said in words."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.small_city import SmallCity
from tests.flows.conftest import NEXT_DAY, ROOT, majorwatch
from transforms.releases import current_release, read_runs, run_lock, verify

# linux/prctl.h, linux/capability.h: root without it obeys the permissions of files as others do
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
TOMORROW = ("--as-of", NEXT_DAY)


@pytest.fixture
def out(yesterday: SmallCity) -> Path:
    """A folder of one's own with one release."""
    return yesterday.out


def obeying_permissions() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


def run_read_only(out: Path) -> subprocess.CompletedProcess[str]:
    """A run whose output folder is read-only, whoever runs it."""
    folders = [out, *(path for path in out.rglob("*") if path.is_dir() and not path.is_symlink())]
    for folder in folders:
        folder.chmod(0o555)
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "run",
        "--out",
        str(out),
        *TOMORROW,
    ]
    try:
        return subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, "PREFECT_HOME": str(out.parent / "prefect")},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            preexec_fn=obeying_permissions,
        )
    finally:
        for folder in folders:
            folder.chmod(0o755)


def is_intact(out: Path, before: str) -> None:
    current = current_release(out)
    assert current is not None
    assert current.id == before
    assert verify(current) == []


@pytest.mark.parametrize("has_lock_file", [True, False])
def test_a_read_only_folder_is_said_and_its_release_stands(has_lock_file: bool, out: Path) -> None:
    before = (out / "current").resolve().name
    if not has_lock_file:
        (out / ".run.lock").unlink()
    done = run_read_only(out)
    assert done.returncode in (2, 3), done.stderr
    assert "Permission denied" in done.stderr
    assert str(out) in done.stderr
    assert "Traceback" not in done.stderr
    is_intact(out, before)


def test_a_second_run_at_once_is_refused_and_changes_nothing(out: Path) -> None:
    before, runs = (out / "current").resolve().name, read_runs(out)
    with run_lock(out):
        done = majorwatch("run", "--out", out, *TOMORROW)
    assert done.returncode == 2
    assert "另一次运行正在使用这个文件夹" in done.stderr
    assert str(os.getpid()) in done.stderr
    assert read_runs(out) == runs
    is_intact(out, before)


def test_an_output_folder_that_is_a_file_is_said_and_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = majorwatch("run", "--out", tmp_path / "mine.txt")
    assert done.returncode in (2, 3)
    assert str(tmp_path / "mine.txt") in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
