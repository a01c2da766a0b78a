"""What must hold of the output folder before a run starts: no other run uses it, and there is room for a release."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.releases.listing import current_release

if TYPE_CHECKING:
    from transforms.deliveries import Delivery


class AnotherRun(Exception):
    """Another run holds the lock; `pid` is its process id, None if it could not be read."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(f"another run is working in this folder (process {pid or 'unknown'})")
        self.pid = pid


@contextmanager
def run_lock(out: Path) -> Iterator[None]:
    """Hold `out/.run.lock` while the context lasts. Errors on entry: AnotherRun.

    The kernel releases the lock when the process ends, even if killed: a process id left in the file locks nothing.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".run.lock").open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.seek(0)
            holder = stream.read().strip()
            raise AnotherRun(int(holder) if holder.isdigit() else None) from None
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield


# the new release is built in full beside the current one, and DuckDB spills to disk what does not fit in memory
TIMES_A_RELEASE = 2
FLOOR_BYTES = 256 << 20  # enough for a first release, logs and runs.jsonl


class NoSpace(Exception):
    """The disk of the output folder has too little free space. needed, free: bytes."""

    def __init__(self, out: Path, needed: int, free: int) -> None:
        super().__init__(f"{out}: a run needs {needed} bytes and {free} are free")
        self.out, self.needed, self.free = out, needed, free


def bytes_needed(out: Path, deliveries: Iterable[Delivery]) -> int:
    """An upper estimate of what a run writes, in bytes: twice the size of the current release plus the size of all
    delivered files, which may have to be landed again; at least FLOOR_BYTES."""
    current = current_release(out)
    stated = current.manifest.get("files", {}) if current else {}
    release = sum(file["bytes"] for file in stated.values())
    delivered = sum(item.path.stat().st_size for item in deliveries if item.path.is_file())
    return max(FLOOR_BYTES, TIMES_A_RELEASE * release + delivered)


def require_space(out: Path, deliveries: Iterable[Delivery]) -> None:
    """Check that the disk has `bytes_needed` bytes free. Errors: NoSpace."""
    needed, free = bytes_needed(out, deliveries), shutil.disk_usage(out).free
    if free < needed:
        raise NoSpace(out, needed, free)
