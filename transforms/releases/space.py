"""Is there room for another release? Asked before a run starts, not found out in its middle."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from transforms.releases.listing import current_release

if TYPE_CHECKING:
    from transforms.deliveries import Delivery

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
