"""The pointer goes back to a whole release, and to no other; it is never absent while it moves."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import (
    UnknownRelease,
    append_run,
    current_release,
    held_back,
    read_runs,
    rollback,
    set_aside,
)
from transforms.releases.listing import point_to

MOVES = 200
AT = "2026-09-03T08:00:00+00:00"


def current_id(out: Path) -> str | None:
    current = current_release(out)
    return current.id if current else None


def test_back_to_an_earlier_release_and_forward_again(tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    publish(tmp_path, "20260902-b")
    assert rollback(tmp_path, "20260901-a", AT).id == current_id(tmp_path) == "20260901-a"
    assert rollback(tmp_path, "20260902-b", AT).id == current_id(tmp_path) == "20260902-b"


@pytest.mark.parametrize("id", ["", "20260901-z", "../releases/20260901-a", "."])
def test_an_unknown_release_is_refused(id: str, tmp_path: Path) -> None:
    publish(tmp_path, "20260901-a")
    with pytest.raises(UnknownRelease):
        rollback(tmp_path, id, AT)
    assert current_id(tmp_path) == "20260901-a"


def test_a_damaged_release_is_refused(tmp_path: Path) -> None:
    damaged = publish(tmp_path, "20260901-a")
    publish(tmp_path, "20260902-b")
    (damaged / "public" / "data.csv").unlink()
    with pytest.raises(ValueError, match=r"public/data\.csv: missing"):
        rollback(tmp_path, "20260901-a", AT)
    assert current_id(tmp_path) == "20260902-b"


def published(out: Path, id: str, inputs: str) -> dict[str, str]:
    """Publish a release made from these inputs; returns its digests."""
    publish(out, id, as_of=f"{id[:4]}-{id[4:6]}-{id[6:8]}", inputs=inputs)
    append_run(out, {"status": "published", "release_id": id})
    return {"inputs": inputs, "policy": "b2", "code": "c3"}


def test_what_was_set_aside_is_held_back_until_something_changes(tmp_path: Path) -> None:
    published(tmp_path, "20260901-a", "one")
    bad = published(tmp_path, "20260902-b", "two")
    assert held_back(tmp_path, bad, None) is None
    rollback(tmp_path, "20260901-a", AT, "two is wrong")
    held = held_back(tmp_path, bad, None)
    assert held is not None
    assert (held.id, held.instead, held.reason, held.since) == (
        "20260902-b",
        "20260901-a",
        "two is wrong",
        AT,
    )
    for name in bad:
        assert held_back(tmp_path, {**bad, name: "mended"}, None) is None


@pytest.mark.parametrize(
    ("as_of", "is_held"), [(date(2026, 9, 2), True), (date(2026, 9, 3), False), (None, True)]
)
def test_a_day_that_is_asked_for_is_built_though_another_was_set_aside(
    as_of: date | None, is_held: bool, tmp_path: Path
) -> None:
    published(tmp_path, "20260901-a", "one")
    bad = published(tmp_path, "20260902-b", "two")
    rollback(tmp_path, "20260901-a", AT)
    assert (held_back(tmp_path, bad, as_of) is not None) is is_held


def test_everything_published_after_it_is_set_aside_and_the_pointed_one_never(tmp_path: Path) -> None:
    for number, name in enumerate(("20260901-a", "20260902-b", "20260903-c")):
        published(tmp_path, name, str(number))
    rollback(tmp_path, "20260901-a", AT)
    assert set(set_aside(read_runs(tmp_path))) == {"20260902-b", "20260903-c"}
    rollback(tmp_path, "20260902-b", AT)
    assert set(set_aside(read_runs(tmp_path))) == {"20260903-c"}
    rollback(tmp_path, "20260903-c", AT)
    assert set_aside(read_runs(tmp_path)) == {}


def test_a_release_published_once_more_is_the_newest_again(tmp_path: Path) -> None:
    again = published(tmp_path, "20260901-a", "one")
    published(tmp_path, "20260902-b", "two")
    published(tmp_path, "20260901-a", "one")
    rollback(tmp_path, "20260902-b", AT)
    assert held_back(tmp_path, again, None) is not None


def test_going_back_is_remembered_after_the_release_is_gone(tmp_path: Path) -> None:
    published(tmp_path, "20260901-a", "one")
    bad = published(tmp_path, "20260902-b", "two")
    rollback(tmp_path, "20260901-a", AT)
    shutil.rmtree(tmp_path / "releases" / "20260902-b")
    assert held_back(tmp_path, bad, None) is not None


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
