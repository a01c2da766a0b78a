"""Run a function in a child process, with or without bounds on its memory and time.

The fork server of the standard library imports what the readers of files need once and forks a child for each call, so
that a call costs milliseconds. A child ends with its caller, however that ends, and never outlives the call.

`multiprocessing.Process` is not used: each of its children would import the main module of its caller again, here the
command line, at more than the price of reading a small file. The fork server itself asks only for an object with a
method `_bootstrap`, here `_Job`.
"""

from __future__ import annotations

import fcntl
import logging
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn, TypeVar

ROOT = Path(__file__).parents[1]
# imported by the fork server alone, by name: what the most frequent children have in common
PRELOADED = [__name__, "transforms.deliveries.preloaded"]
# read when a process starts or a library is loaded: bounded memory is spent on data, not on arenas of threads
ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
GRACE_SECONDS = 10
PAGE = resource.getpagesize()

Answer = TypeVar("Answer")


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """These variables of the environment while the context lasts, for the processes started within it."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({} if value is None else {name: value})


class ChildDied(Exception):
    """A bounded child that gave no answer. reason_code: out_of_memory, out_of_time, unreadable_file or reader_failed;
    found: the seconds, or the error and its place in the code."""

    def __init__(self, reason_code: str, found: str = "") -> None:
        super().__init__(reason_code, found)
        self.reason_code = reason_code
        self.found = found


@dataclass(frozen=True)
class ProcessBounds:
    """memory: bytes a child may allocate; seconds: of wall clock, with GRACE_SECONDS, and of processor time."""

    memory: int
    seconds: int


def run_in_child(
    work: Callable[..., Answer],
    *arguments: Any,
    bounds: ProcessBounds | None = None,
    progress: Callable[[int], None] | None = None,
) -> Answer:
    """What `work(*arguments)` returns, called in a child; all must be picklable. Errors: as of `child_running`."""
    with child_running(work, *arguments, bounds=bounds, progress=progress) as answer:
        return answer()


@contextmanager
def child_running(
    work: Callable[..., Answer],
    *arguments: Any,
    bounds: ProcessBounds | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Callable[[], Answer]]:
    """Call `work(*arguments)` in a child and yield the function that waits for what it returns.

    With `progress`, work is called as `work(*arguments, report)`, and report(number) in the child calls
    progress(number) here while the answer is waited for. Left early, the child is killed. Errors of the answer: without
    bounds what `work` raised, and ChildProcessError where it ended without an answer; with bounds ChildDied for both.
    """
    silence = logging.root.manager.disable
    job = _Job(pickle.dumps((work, arguments)), bounds, progress is not None, silence)
    until = monotonic() + bounds.seconds + GRACE_SECONDS if bounds else None
    try:
        child = _Child(job)
    except (OSError, EOFError) as error:
        if bounds is None:
            raise
        raise ChildDied("reader_failed", type(error).__name__) from None
    try:
        yield lambda: child.answer(until, bounds, progress)
    finally:
        child.end()


class _Child:
    """The caller's side of a child. `caller` is a pipe nobody writes to any more: the child ends when it is closed."""

    def __init__(self, job: _Job) -> None:
        _start_server()
        # its own folder and path of modules, not those at the start of the fork server
        prepared = pickle.dumps({"sys_path": sys.path, "dir": str(Path.cwd())}) + pickle.dumps(job)
        receiving, sending = os.pipe()
        self.answers = Connection(receiving, writable=False)
        try:
            self.status, self.caller = forkserver.connect_to_new_process([sending])
        finally:
            os.close(sending)
        with open(self.caller, "wb", closefd=False) as pipe, suppress(BrokenPipeError):
            pipe.write(prepared)
        forkserver.read_signed(self.status)  # its process id; the exit code follows

    def answer(
        self, until: float | None, bounds: ProcessBounds | None, progress: Callable[[int], None] | None
    ) -> Any:
        try:
            while self.answers.poll(None if until is None else max(until - monotonic(), 0)):
                kind, value = self.answers.recv()
                if kind == "answer":
                    return value
                if kind == "error":
                    raise value
                if progress:
                    progress(value)
        except (EOFError, ConnectionError):
            ended = self._exit_code()
            if bounds is None:
                raise ChildProcessError(f"a child process ended without an answer ({ended})") from None
            # else killed by the system, or by itself when it could not allocate
            is_late = ended == -signal.SIGXCPU
            raise ChildDied("out_of_time" if is_late else "out_of_memory") from None
        raise ChildDied("out_of_time", str(bounds.seconds if bounds else ""))

    def end(self) -> None:
        """Kill the child if it is still at work, and return when it has ended."""
        os.close(self.caller)
        self._exit_code()
        os.close(self.status)
        self.answers.close()

    def _exit_code(self) -> int | None:
        """Waits for the end; None where it was asked before, or the fork server itself was killed."""
        try:
            return int(forkserver.read_signed(self.status))
        except EOFError:
            return None


_STARTING = threading.Lock()
_owner = 0


def _start_server() -> None:
    """Start the fork server of this process, once. It ends when this process and all its children have ended."""
    global _owner
    with _STARTING:
        if _owner == os.getpid():
            return
        paths = [str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        # who interrupts a run at the keyboard asks its caller: the server and its children keep the signal blocked
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with environment(ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}):
                forkserver.set_forkserver_preload(PRELOADED)
                forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        _owner = os.getpid()


@dataclass(frozen=True)
class _Job:
    """What a child does. call: function and arguments, pickled; silence: the level up to which its caller has disabled
    logging."""

    call: bytes
    bounds: ProcessBounds | None
    is_reporting: bool
    silence: int

    def _bootstrap(self, caller: int) -> NoReturn:
        """Called by the fork server in the child; `caller` reads from the pipe that the caller holds open."""
        try:
            _end_with(caller)
            logging.disable(self.silence)
            inherited = forkserver.get_inherited_fds() or []
            answers = Connection(inherited[0], readable=False)
            report = (lambda number: answers.send(("progress", number)),) if self.is_reporting else ()
            try:
                work, arguments = pickle.loads(self.call)
                if self.bounds:
                    _bound(self.bounds)
                answers.send(("answer", work(*arguments, *report)))
            except BaseException as error:
                answers.send(("error", _died(error) if self.bounds else error))
        finally:
            # its result is on disk or sent: freeing its objects one by one would only take time
            os._exit(0)


def _end_with(caller: int) -> None:
    """End as soon as the caller has closed its end of the pipe, or has been killed."""
    if sys.platform == "linux":
        # by the kernel, so that it happens within a call that holds the interpreter, too
        fcntl.fcntl(caller, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(caller, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(caller, fcntl.F_SETFL, os.O_ASYNC)
        if wait([caller], 0):
            os._exit(1)
    else:
        threading.Thread(target=lambda: wait([caller]) and os._exit(1), daemon=True).start()


def _bound(bounds: ProcessBounds) -> None:
    """Limit memory (beyond what the fork server has allocated) and processor time, and discard standard error, where a
    crashing parser writes."""
    held = 0
    statm = Path("/proc/self/statm")
    if statm.exists():
        held = int(statm.read_text().split()[0]) * PAGE
    for limit, value in (
        (resource.RLIMIT_AS, held + bounds.memory),
        (resource.RLIMIT_CPU, bounds.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _died(error: BaseException) -> ChildDied:
    """The error that ended the reading of a file, as a ChildDied with a reason code."""
    if isinstance(error, MemoryError):
        return ChildDied("out_of_memory")
    is_panic = type(error).__name__ == "PanicException"
    is_memory = "out of memory" in str(error).lower() or "malloc" in str(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} ({Path(last.filename).name}:{last.lineno})"
    code = "unreadable_file" if is_panic else "out_of_memory" if is_memory else "reader_failed"
    return ChildDied(code, where)
