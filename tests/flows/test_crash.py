"""kill -9 during any stage leaves the published release readable, and the next run succeeds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.messages import say
from tests.flows.conftest import AS_OF, NEXT_DAY, ROOT, majorwatch
from transforms.releases import current_release, verify

STAGES = ("ingest", "gate", "build", "publish")


@pytest.mark.crash
@pytest.mark.parametrize("stage", STAGES)
def test_a_killed_run_leaves_yesterday_and_the_next_succeeds(
    stage: str, published: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    subprocess.run(["cp", "-a", published, out], check=True)
    before = (out / "current").resolve().name
    arguments = ("run", "--out", str(out), "--as-of", NEXT_DAY)
    kill_when_begun(stage, arguments, {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")})
    standing = current_release(out)
    assert standing is not None
    assert standing.id == before
    assert standing.manifest["as_of"] == AS_OF
    assert verify(standing) == []
    done = majorwatch(*arguments, PREFECT_HOME=str(tmp_path / "prefect"))
    assert done.returncode == 0, done.stderr
    assert (out / "current").resolve().name != before
    assert not (out / "building").exists()


def kill_when_begun(stage: str, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """Start a run and end it without warning once it says that the stage has begun."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    run = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert run.stderr is not None
    try:
        assert any(say(f"stage_{stage}", "zh") in line for line in run.stderr)
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
