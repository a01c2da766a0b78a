"""A run that is killed, or finds the disk full, leaves no process behind and no half release."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.crash.small_city import SmallCity
from transforms.releases import current_release, read_runs, verify

FAREWELL_SECONDS, LOOK_EVERY = 20, 0.05

pytestmark = pytest.mark.crash


def test_a_full_disk_leaves_the_old_release_and_the_next_run_succeeds(city: SmallCity) -> None:
    before = current_release(city.out)
    assert before is not None
    city.correct()
    done = city.night(largest_file=before.warehouse.stat().st_size // 2)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert current_release(city.out) == before
    assert verify(before) == []
    assert not (city.out / "building").exists()
    assert read_runs(city.out)[-1]["status"] == "failed"
    assert city.night().returncode == 0
    assert current_release(city.out) != before


def test_the_server_of_a_killed_run_ends_with_it(city: SmallCity) -> None:
    city.correct()
    run = city.start()
    started = wait_for(lambda: children_of(run.pid))
    run.kill()
    run.communicate()
    assert started
    assert wait_for(lambda: not any(is_running(pid) for pid in started))


def wait_for(what: Callable[[], Any]) -> Any:
    """What it gives, as soon as that is anything, or after the patience."""
    until = time.monotonic() + FAREWELL_SECONDS
    while not (found := what()) and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
    return found


def children_of(pid: int) -> list[int]:
    """Processes that a process started (Linux)."""
    found = [status.parent for status in Path("/proc").glob("[0-9]*/stat")]
    return [int(folder.name) for folder in found if _state_and_parent(folder)[1] == str(pid)]


def is_running(pid: int) -> bool:
    return _state_and_parent(Path("/proc") / str(pid))[0] not in ("Z", "")


def _state_and_parent(folder: Path) -> tuple[str, str]:
    """Of a process; empty for one that is gone. The line is `pid (name) state parent …`, and a name may hold ')'."""
    try:
        state, parent = (folder / "stat").read_text(errors="replace").rpartition(") ")[2].split()[:2]
    except OSError:
        return "", ""
    return state, parent
