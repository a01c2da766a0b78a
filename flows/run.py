"""One run from request to record: the lock, the clock, the exit code and the line in runs.jsonl."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flows.messages import say
from flows.night import Night, Request, is_nothing_new, prepare
from flows.progress import Progress

if TYPE_CHECKING:
    from flows.gate import Finding

Status = Literal["published", "nothing_new", "gate_refused", "usage", "failed"]
EXIT_CODES: dict[Status, int] = {"published": 0, "nothing_new": 0, "gate_refused": 1, "usage": 2, "failed": 3}


@dataclass
class Outcome:
    """How a run ended. `error` is one line; `log` the file with the traceback of an unexpected failure."""

    status: Status
    release_id: str | None = None
    folder: Path | None = None
    findings: list[Finding] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    error: str | None = None
    log: Path | None = None

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]


def run_once(request: Request, progress: Progress) -> Outcome:
    """Run the night once, alone, and record how it ended. Never raises for what goes wrong in the run."""
    from transforms.releases import append_run

    started = datetime.now(UTC)
    outcome = _guarded(request, progress)
    if outcome.status != "usage":
        append_run(request.out, record(outcome, started, datetime.now(UTC)))
    return outcome


def record(outcome: Outcome, started: datetime, ended: datetime) -> dict[str, Any]:
    """What runs.jsonl keeps of a run."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "status": outcome.status,
        "release_id": outcome.release_id,
        "counts": outcome.counts,
        "seconds": outcome.seconds,
        "error": outcome.error,
    }


def _guarded(request: Request, progress: Progress) -> Outcome:
    from transforms.deliveries.source import SourceError
    from transforms.releases import AnotherRun, RunLock
    from transforms.warehouse.policy import PolicyError

    try:
        request.out.mkdir(parents=True, exist_ok=True)
        with RunLock(request.out):
            return _run(request, progress)
    except FileNotFoundError as error:
        return Outcome("usage", error=f"no such folder: {error}")
    except AnotherRun as error:
        return Outcome("usage", error=say("another_run", request.lang, pid=error.pid or "?"))
    except (SourceError, PolicyError, PermissionError, FileExistsError, NotADirectoryError) as error:
        return Outcome("usage", error=str(error))
    except Exception as error:
        return _failed(request.out, error)


def _run(request: Request, progress: Progress) -> Outcome:
    from transforms.releases import current_release

    night = prepare(request, date.today())
    current = current_release(request.out)
    if current is not None and is_nothing_new(night, current):
        return Outcome("nothing_new", current.id, current.folder, unrecognised=night.discovery.unrecognised)
    night.progress = progress
    return _run_flow(night)


def _run_flow(night: Night) -> Outcome:
    """The part that needs Prefect, which takes seconds to import and start."""
    from flows.gate import GateRefused
    from flows.prefect_run import run_flow

    kept: dict[str, Any] = {
        "counts": night.counts,
        "seconds": night.seconds,
        "unrecognised": night.discovery.unrecognised,
    }
    try:
        return Outcome("published", night.release_id, run_flow(night), **kept)
    except GateRefused as refusal:
        return Outcome(
            "gate_refused", night.release_id, findings=refusal.findings, error=str(refusal), **kept
        )
    except Exception as error:
        failed = _failed(night.out, error)
        failed.counts, failed.seconds = night.counts, night.seconds
        return failed


def _failed(out: Path, error: Exception) -> Outcome:
    """Keep the traceback in a file of its own; the person gets one line."""
    path = out / "logs" / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}.log"
    log: Path | None = path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        # a full disk or a read-only folder is often the very cause: it must not be hidden behind its echo
        log = None
    line = f"{type(error).__name__}: {error}".splitlines()[0]
    return Outcome("failed", error=line, log=log)
