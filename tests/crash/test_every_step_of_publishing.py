"""Killed before each single change that publishing makes to the file system, one after the other."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import current_release, list_releases, verify

ROOT = Path(__file__).resolve().parents[2]
KILLED = -9
FEWEST_STEPS, MOST_STEPS = 10, 200


def publish_until(step: int, out: Path, id: str, kept: int) -> int:
    """Publish in a process of its own; returns its exit code."""
    command = [sys.executable, "-m", "tests.crash.publish_and_die", *map(str, (out, id, step, kept))]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def stands(out: Path) -> str:
    """The id of the current release; it and every listed one are whole."""
    current = current_release(out)
    assert current is not None
    assert [verify(release) for release in (current, *list_releases(out))] == [
        [] for _ in range(1 + len(list_releases(out)))
    ]
    return current.id


@pytest.mark.crash
@pytest.mark.parametrize("kept", [30, 1], ids=["old_release_kept", "old_release_retired"])
def test_old_or_new_and_whole_before_every_change(kept: int, tmp_path: Path) -> None:
    publish(tmp_path / "yesterday", "20260901-old")
    seen = []
    for step in range(1, MOST_STEPS):
        out = tmp_path / "out"
        shutil.copytree(tmp_path / "yesterday", out, symlinks=True)
        ended = publish_until(step, out, "20260902-new", kept)
        assert ended in (0, KILLED)
        seen.append(stands(out))
        publish(out, "20260903-next")
        assert stands(out) == "20260903-next"
        assert not (out / "building").exists()
        shutil.rmtree(out)
        if ended == 0:
            break
    else:
        pytest.fail("it never published")
    assert len(seen) > FEWEST_STEPS
    assert seen == sorted(seen), "from old to new in one step, and never back"
    assert set(seen) == {"20260901-old", "20260902-new"}
