"""One run from request to record: the lock, the clock, the exit code and the line in runs.jsonl.

What publishes (the reports here, Prefect in `run_flow`) is imported inside functions: a run with nothing new ends
before it is needed.
"""

from __future__ import annotations

import json
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import Any, Literal

from flows.gate import Finding, GateRefused
from flows.night import Night, Request, is_nothing_new, is_of_the_past, prepare
from flows.prefect_local import run_flow
from flows.printing import say
from flows.progress import Progress
from transforms.deliveries import NotKept, SourceError, landed_before
from transforms.policy.policy import PolicyError
from transforms.releases import (
    AnotherRun,
    NoSpace,
    SetAside,
    append_run,
    current_release,
    find_release,
    held_back,
    is_published,
    require_space,
    run_lock,
)

Status = Literal["published", "nothing_new", "gate_refused", "usage", "failed", "interrupted"]
EXIT_CODES: dict[Status, int] = {
    "published": 0,
    "nothing_new": 0,
    "gate_refused": 1,
    "usage": 2,
    "failed": 3,
    "interrupted": 3,
}
# of an outcome, as it is
RECORDED = ("drifts", "accept_drift", "attack", "accept_exposure", "counts", "seconds", "error")
MIB = 1 << 20


@dataclass
class Outcome:
    """How a run ended. `error` is one line; `log` the file with the traceback of an unexpected failure.

    is_current: this release is the current one. held: a release from the same deliveries, policy and code that was
    rolled back. later: files not yet known on the day asked for, each with the day from which it was. drifts: what
    differs too much from the last release; attack: which withheld counts an outsider could derive; accept_drift,
    accept_exposure: why it is published all the same. web_error: why the web root was not written. seconds: by stage.
    """

    status: Status
    release_id: str | None = None
    folder: Path | None = None
    is_current: bool = True
    held: SetAside | None = None
    findings: list[Finding] = field(default_factory=list)
    unrecognised: list[tuple[str, str]] = field(default_factory=list)
    later: list[tuple[str, date]] = field(default_factory=list)
    drifts: list[str] = field(default_factory=list)
    accept_drift: str | None = None
    attack: dict[str, Any] = field(default_factory=dict)
    accept_exposure: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    error: str | None = None
    web_error: str | None = None
    log: Path | None = None
    is_recorded: bool = True

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]


class BrokenOff(Exception):
    """The nightly flow failed: its counts and seconds until then; the error itself is `__cause__`."""

    def __init__(self, counts: dict[str, int], seconds: dict[str, float]) -> None:
        super().__init__("the night failed")
        self.counts, self.seconds = counts, seconds


def run_once(request: Request, progress: Progress) -> Outcome:
    """Run the night once, alone, and record how it ended. Never raises for what goes wrong in the run."""
    started = datetime.now(UTC)
    outcome = _guarded(request, progress)
    if outcome.is_recorded:
        # on a full disk the caller still gets the outcome, which matters more than its record
        with suppress(OSError):
            append_run(request.out, record(outcome, started, datetime.now(UTC)))
    return outcome


def record(outcome: Outcome, started: datetime, ended: datetime) -> dict[str, Any]:
    """The line of runs.jsonl for a run, as a mapping."""
    return {
        "started": started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "status": outcome.status,
        "release_id": outcome.release_id,
        "held": outcome.held.id if outcome.held else None,
        **{name: getattr(outcome, name) for name in RECORDED},
    }


def _guarded(request: Request, progress: Progress) -> Outcome:
    """The run under the lock of its folder; whatever it raises becomes an outcome."""
    try:
        request.out.mkdir(parents=True, exist_ok=True)
        with run_lock(request.out):
            outcome = _interruptible(request, progress)
            if outcome.exit_code == 0 and not _is_on_the_web(request.out, outcome):
                outcome.web_error = renew_web_root(request.out)
            return outcome
    except FileNotFoundError as error:
        return Outcome("usage", error=say("run.no_such_folder", request.lang, folder=error))
    except AnotherRun as error:
        line = say("run.another_run", request.lang, pid=error.pid or "?")
        return Outcome("usage", error=line, is_recorded=False)
    except NoSpace as error:
        numbers = {"needed": -(-error.needed // MIB), "free": error.free // MIB}
        return Outcome("usage", error=say("run.no_space", request.lang, out=error.out, **numbers))
    except NotKept as error:
        return Outcome("usage", error=say("run.not_kept", request.lang, file=error))
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        return Outcome("usage", error=str(error), is_recorded=False)
    except (SourceError, PolicyError) as error:
        return Outcome("usage", error=str(error))
    except BrokenOff as broken:
        failed = _failed(request.out, broken.__cause__ or broken)
        failed.counts, failed.seconds = broken.counts, broken.seconds
        return failed
    except Exception as error:
        return _failed(request.out, error)


def _interruptible(request: Request, progress: Progress) -> Outcome:
    """The run, or the release that stays current where it was asked to stop."""
    with interruption() as received:
        try:
            return _run(request, progress)
        except BaseException:
            if not received:
                raise
    current = current_release(request.out)
    return Outcome("interrupted", current.id if current else None, error=say("run.interrupted", request.lang))


def _run(request: Request, progress: Progress) -> Outcome:
    night = prepare(request, date.today())
    if (nothing_to_do := _nothing_to_do(night)) is not None:
        nothing_to_do.unrecognised = night.discovery.passed_over
        return nothing_to_do
    night.becomes_current = not is_of_the_past(night, current_release(request.out))
    require_space(request.out, night.known.deliveries)
    night.landed_before = [item for gone in night.known.gone for item in landed_before(gone, night.out)]
    night.progress = progress
    return _run_flow(night)


def _nothing_to_do(night: Night) -> Outcome | None:
    """Where the release exists already: it is the current one, was rolled back, or is of the past day asked for."""
    current = current_release(night.out)
    if current is None:
        return None
    if is_nothing_new(night, current):
        return Outcome("nothing_new", current.id, current.folder)
    held = held_back(night.out, night.digests, night.request.as_of)
    if held is not None:
        return Outcome("nothing_new", current.id, current.folder, held=held)
    if is_of_the_past(night, current) and is_published(night.out, night.release_id):
        built = find_release(night.out, night.release_id)
        return Outcome("nothing_new", built.id, built.folder, is_current=False)
    return None


def _run_flow(night: Night) -> Outcome:
    """The part that needs Prefect, which takes seconds to import and start."""
    outcome = Outcome(
        "published",
        night.release_id,
        is_current=night.becomes_current,
        unrecognised=night.discovery.passed_over,
        later=[(item.file, item.known_on) for item in night.known.later],
        accept_drift=night.request.accept_drift,
        accept_exposure=night.request.accept_exposure,
    )
    try:
        outcome.folder = run_flow(night)
    except GateRefused as refusal:
        outcome.status, outcome.findings, outcome.error = "gate_refused", refusal.findings, str(refusal)
    except Exception as error:
        raise BrokenOff(night.counts, night.seconds) from error
    outcome.counts, outcome.seconds = night.counts, night.seconds
    outcome.drifts, outcome.attack = night.drifts, night.attack
    return outcome


def _failed(out: Path, error: BaseException) -> Outcome:
    """Write the traceback to a file of its own; the person gets one line."""
    path = out / "logs" / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}.log"
    log: Path | None = path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        # a full disk or a read-only folder is often the cause itself: failing to write the log must not hide it
        log = None
    line = f"{type(error).__name__}: {error}".splitlines()[0]
    return Outcome("failed", error=line, log=log)


@contextmanager
def interruption() -> Iterator[list[int]]:
    """Listen for SIGINT and SIGTERM; yields those received, since components turn them into errors of their own.

    Only the main thread may listen; another is stopped by whoever started it.
    """
    received: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield received
        return

    def stop(number: int, frame: FrameType | None) -> None:
        received.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def renew_web_root(out: Path) -> str | None:
    """Write the web root again; returns why that failed, or None. The releases are not affected either way."""
    from reports.render.web_root import write_web

    try:
        write_web(out)
    except Exception as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return None


def _is_on_the_web(out: Path, outcome: Outcome) -> bool:
    """Did an earlier run write the web root for this release? Then a night with nothing new ends within a second."""
    return outcome.status == "nothing_new" and outcome.is_current and leads_to(out, outcome.release_id)


def leads_to(out: Path, release_id: str | None) -> bool:
    """Does the web root exist, and name this release the current one?"""
    try:
        latest = json.loads((out / "web" / "latest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(latest.get("id") == release_id)
