"""One published night of the shipped sample, made once for all tests that read it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.small_city import PATIENCE_SECONDS, SmallCity, make_small_city

ROOT = Path(__file__).resolve().parents[2]
AS_OF, NEXT_DAY = "2026-11-01", "2026-11-02"  # after the last delivery of the sample was handed in


def majorwatch(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does."""
    return subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The out folder after one night; shared by the workers, so never changed by a test.

    Where MAJORWATCH_NIGHT names a folder it is kept there, for the next session of the same tree (.ci/run).
    """
    shared = shared_folder(tmp_path_factory, worker_id)
    out = Path(os.environ.get("MAJORWATCH_NIGHT", shared / "published_night"))
    with alone(out.with_suffix(".lock")):
        if not (out / "current").exists():
            done = majorwatch("run", "--out", out, "--as-of", AS_OF, PREFECT_HOME=str(shared / "prefect"))
            assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> SmallCity:
    """A small city after one night in one language; shared by the workers, so only copies are changed."""
    folder = shared_folder(tmp_path_factory, worker_id) / "quick_night"
    with alone(folder.with_suffix(".lock")):
        if not (folder / "out" / "current").exists():
            made = make_small_city(folder)
            done = made.night(as_of=AS_OF)
            assert done.returncode == 0, done.stderr
    return SmallCity(folder)


@pytest.fixture
def yesterday(quick: SmallCity, tmp_path: Path) -> SmallCity:
    """A copy of the small city's night that a test may change."""
    shutil.copytree(quick.folder, tmp_path / "yesterday", symlinks=True)
    return SmallCity(tmp_path / "yesterday")


def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where the workers of one session put what they share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """While another worker holds the lock, wait."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
