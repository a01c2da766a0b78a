"""What a run needs of its output folder before it starts: that no other run works there, and room for a release."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from transforms.releases.listing import current_release

if TYPE_CHECKING:
    from transforms.deliveries import Delivery


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

    def __exit__(self, *error: object) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None


# a release is built aside in full, and DuckDB writes to disk what does not fit in memory
TIMES_A_RELEASE = 2
FLOOR_BYTES = 256 << 20  # room for a first release of a city, logs and the record


class NoSpace(Exception):
    """Too little room in the output folder. needed, free: bytes."""

    def __init__(self, out: Path, needed: int, free: int) -> None:
        super().__init__(f"{out}: a run needs {needed} bytes and {free} are free")
        self.out, self.needed, self.free = out, needed, free


def bytes_needed(out: Path, deliveries: Iterable[Delivery]) -> int:
    """What a run may write: twice the current release, and what is delivered, landed once more."""
    current = current_release(out)
    stated = current.manifest.get("files", {}) if current else {}
    release = sum(file["bytes"] for file in stated.values())
    delivered = sum(item.path.stat().st_size for item in deliveries if item.path.is_file())
    return max(FLOOR_BYTES, TIMES_A_RELEASE * release + delivered)


def require_space(out: Path, deliveries: Iterable[Delivery]) -> None:
    """Errors: NoSpace."""
    needed, free = bytes_needed(out, deliveries), shutil.disk_usage(out).free
    if free < needed:
        raise NoSpace(out, needed, free)
