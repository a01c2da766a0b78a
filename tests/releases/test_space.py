"""Room is asked for before a run starts: below what it needs it is refused, at it and above it is not."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.deliveries import Delivery
from transforms.deliveries.mapping.source import source_of_feed
from transforms.releases import NoSpace, current_release, preconditions, require_space

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(("short", "is_refused"), [(1, True), (0, False), (-1, False)])
def test_below_at_and_above_the_room_a_run_needs(
    short: int, is_refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = preconditions.FLOOR_BYTES - short
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(free, 0, free))
    if not is_refused:
        require_space(tmp_path, [])
        return
    with pytest.raises(NoSpace) as refused:
        require_space(tmp_path, [])
    assert (refused.value.needed, refused.value.free) == (preconditions.FLOOR_BYTES, free)


def test_a_run_needs_twice_the_current_release_and_what_is_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preconditions, "FLOOR_BYTES", 0)
    publish(tmp_path, "a")
    current = current_release(tmp_path)
    assert current is not None
    written = sum(
        path.stat().st_size
        for path in current.folder.rglob("*")
        if path.name != "manifest.json" and path.is_file()
    )
    delivered = tmp_path / "e.csv"
    delivered.write_bytes(b"x" * 1000)
    one = Delivery(delivered, "e.csv", "sha", source_of_feed("employment"))
    assert preconditions.bytes_needed(tmp_path, [one]) == 2 * written + 1000
