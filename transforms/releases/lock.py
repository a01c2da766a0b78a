"""One run at a time in one output folder; the lock of a run that died does not stop the next."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import IO


class AnotherRun(Exception):
    """Another run holds the lock; `pid` is its process, where it could be read."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(f"another run is working in this folder (process {pid or 'unknown'})")
        self.pid = pid


class RunLock:
    """Hold `out/.run.lock` for the time of a run.

    The kernel lets go of the lock when its process ends, however it ends, so that a stale process number in the
    file means nothing. Errors: AnotherRun.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / ".run.lock"
        self._stream: IO[str] | None = None

    def __enter__(self) -> RunLock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        stream = self.path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip()
            stream.close()
            raise AnotherRun(int(holder) if holder.isdigit() else None) from None
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        self._stream = stream
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None
