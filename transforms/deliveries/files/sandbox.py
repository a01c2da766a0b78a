"""Run a function on a file apart from this process, with bounds on its memory and time.

A small host process is started once; it forks a child for each call, so that a call costs milliseconds. What a
hostile file can do is end the child. The function hands nothing back: it leaves files behind.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
GRACE_SECONDS = 10
HOST_ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}


class Died(Exception):
    """The child ended without an answer. reason_code: out_of_memory, out_of_time or reader_failed."""

    def __init__(self, reason_code: str, found: str = "") -> None:
        super().__init__(f"{reason_code}: {found}")
        self.reason_code = reason_code
        self.found = found


def run_apart(
    work: Callable[..., None],
    arguments: tuple[Any, ...],
    memory: int,
    seconds: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Call `work(*arguments, report)` in a child. memory: bytes it may allocate; seconds: wall clock.

    report(rows) in the child calls progress(rows) here. Errors: Died.
    """
    connection = _HOST.connect()
    try:
        job = pickle.dumps({"work": work, "arguments": arguments, "memory": memory, "seconds": seconds})
        connection.sendall(struct.pack("<Q", len(job)) + job)
        answers = connection.makefile("rb")
        child = json.loads(answers.readline() or b"{}").get("child", 0)
        connection.settimeout(seconds + GRACE_SECONDS)
        _wait(answers, progress)
    except TimeoutError:
        if child:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        raise Died("out_of_time", str(seconds)) from None
    except OSError as error:
        raise Died("reader_failed", type(error).__name__) from None
    finally:
        connection.close()


def _wait(answers: Any, progress: Callable[[int], None] | None) -> None:
    while line := answers.readline():
        answer = json.loads(line)
        if "rows" in answer and progress:
            progress(answer["rows"])
        if "done" in answer:
            return
        if "reason_code" in answer:
            raise Died(answer["reason_code"], answer.get("found", ""))
    # killed by the system, or by itself when it could not allocate
    raise Died("out_of_memory")


class _Host:
    """The process that forks. Started at the first call, ended with this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.owner = 0

    def connect(self) -> socket.socket:
        """A connection to a fresh child."""
        with self.lock:
            control = self.control
            if control is None or self.owner != os.getpid() or not self._is_alive():
                control = self._start()
            ours, theirs = socket.socketpair()
            try:
                socket.send_fds(control, [b"j"], [theirs.fileno()])
            finally:
                theirs.close()
            return ours

    def _is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        paths = [str(ROOT), *(os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        environment = os.environ | HOST_ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "transforms.deliveries.files.sandbox_host", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self.control, self.owner = ours, os.getpid()
        return ours

    def stop(self) -> None:
        if self.process is not None and self.owner == os.getpid() and self.control is not None:
            self.control.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE_SECONDS)


_HOST = _Host()
atexit.register(_HOST.stop)
