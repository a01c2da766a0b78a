"""One published night of the shipped sample, made once for all tests that read it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.small_city import PATIENCE_SECONDS

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
    """The out folder after one night; shared by the workers, so never changed by a test."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    out = shared / "published_night"
    with (shared / "published_night.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "current").exists():
            done = majorwatch("run", "--out", out, "--as-of", AS_OF, PREFECT_HOME=str(shared / "prefect"))
            assert done.returncode == 0, done.stderr
    return out
