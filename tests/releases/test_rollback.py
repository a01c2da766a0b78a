"""The pointer goes back to a whole release, and to no other; it is never absent while it moves."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import UnknownRelease, current_release, rollback
from transforms.releases.listing import point_to

MOVES = 200


def current_id(out: Path) -> str | None:
    current = current_release(out)
    return current.id if current else None


def test_back_to_an_earlier_release_and_forward_again(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    publish(tmp_path, "20260902-b")
    assert rollback(tmp_path, "20260901-a").id == current_id(tmp_path) == "20260901-a"
    assert rollback(tmp_path, "20260902-b").id == current_id(tmp_path) == "20260902-b"


@pytest.mark.parametrize("id", ["", "20260901-z", "../releases/20260901-a", "."])
def test_an_unknown_release_is_refused(id: str, tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    with pytest.raises(UnknownRelease):
        rollback(tmp_path, id)
    assert current_id(tmp_path) == "20260901-a"


def test_a_damaged_release_is_refused(tmp_path: Path) -> None:
    damaged = publish(tmp_path, "20260901-a")
    publish(tmp_path, "20260902-b")
    (damaged / "public" / "data.csv").unlink()
    with pytest.raises(ValueError, match=r"public/data\.csv: missing"):
        rollback(tmp_path, "20260901-a")
    assert current_id(tmp_path) == "20260902-b"


def test_a_reader_always_finds_a_release_while_the_pointer_moves(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    publish(tmp_path, "20260902-b")
    stop, seen = threading.Event(), set()

    def read() -> None:
        while not stop.is_set():
            seen.add((tmp_path / "current" / "public" / "data.csv").exists())

    reader = threading.Thread(target=read)
    reader.start()
    for move in range(MOVES):
        point_to(tmp_path, "20260901-a" if move % 2 else "20260902-b")
    stop.set()
    reader.join()
    assert seen == {True}
