"""Asked to stop, a run stops: the current release stays, nothing is left half-built, and the record says so."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from flows.night import Night, Request
from flows.progress import Progress
from flows.run import run_once
from tests.releases.out_folder import publish
from transforms.releases import current_release, read_runs


def request(folder: Path) -> Request:
    (folder / "raw").mkdir()
    return Request((folder / "raw",), folder / "out", "chongqing")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl_c", "sigterm"])
def test_a_run_that_is_asked_to_stop_is_on_record(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(night: Night) -> Path:
        try:
            os.kill(os.getpid(), number)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted") from None  # as DuckDB puts it
        return night.out

    asked = request(tmp_path)
    publish(asked.out, "20260901-a")
    before = signal.getsignal(number)
    monkeypatch.setattr("flows.run.run_flow", run)
    outcome = run_once(asked, Progress())
    assert (outcome.status, outcome.exit_code, outcome.release_id) == ("interrupted", 3, "20260901-a")
    assert read_runs(asked.out)[-1]["status"] == "interrupted"
    current = current_release(asked.out)
    assert current is not None
    assert current.id == "20260901-a"
    assert signal.getsignal(number) is before
    assert not (asked.out / "logs").exists(), "nothing went wrong"


def test_an_error_nobody_asked_for_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(night: Night) -> Path:
        night.counts["files"] = 3
        raise RuntimeError("Query interrupted")

    asked = request(tmp_path)
    monkeypatch.setattr("flows.run.run_flow", run)
    outcome = run_once(asked, Progress())
    assert (outcome.status, outcome.error) == ("failed", "RuntimeError: Query interrupted")
    assert outcome.log is not None
    assert "Query interrupted" in outcome.log.read_text()
    last = read_runs(asked.out)[-1]
    assert (last["status"], last["counts"]) == ("failed", {"files": 3})
