"""Old releases go by count and age together; what readers and a rollback need stays whatever they say."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.releases.out_folder import publish
from transforms.releases import Retention, current_release, list_releases, rollback
from transforms.releases.listing import find_release

DAY = date(2026, 9, 1)
AT = "2026-09-01T00:00:00+00:00"


def ids(out: Path) -> list[str]:
    return [item.id for item in list_releases(out)]


@pytest.mark.parametrize(("releases", "kept"), [(4, 4), (5, 5), (6, 5)])
def test_of_old_releases_so_many_are_kept(releases: int, kept: int, tmp_path: Path) -> None:
    names = [f"20260901-{number:02d}" for number in range(releases)]
    for name in names:
        publish(tmp_path, name, kept=5)
    assert ids(tmp_path) == names[-kept:]


@pytest.mark.parametrize(("age", "goes"), [(9, False), (10, False), (11, True)])
def test_beyond_the_count_a_release_goes_when_it_is_older_than_the_days(
    age: int, goes: bool, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        publish(tmp_path, name)
    published = datetime(2026, 9, 1, 23, 59, tzinfo=UTC).timestamp() - age * 86400
    os.utime(tmp_path / "releases" / "a", (published, published))
    outlived = Retention(2, 10, DAY).outlived(list_releases(tmp_path), set())
    assert [item.id for item in outlived] == (["a"] if goes else [])


def test_the_current_one_and_the_one_before_it_stay(tmp_path: Path) -> None:
    for name in ("a", "b", "c", "d"):
        publish(tmp_path, name, kept=1)
        assert ids(tmp_path)[-2:] == ids(tmp_path)
    assert ids(tmp_path) == ["c", "d"]


def test_the_one_somebody_went_back_to_stays_when_the_next_is_published(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        publish(tmp_path, name)
    rollback(tmp_path, "a", AT)
    publish(tmp_path, "d", kept=1)
    assert ids(tmp_path) == ["a", "d"]


def test_a_release_beside_the_current_one_does_not_push_it_out(tmp_path: Path) -> None:
    publish(tmp_path, "b")
    publish(tmp_path, "a", kept=1, becomes_current=False)
    current = current_release(tmp_path)
    assert current is not None
    assert current.id == "b"
    assert find_release(tmp_path, "a").id == "a"
