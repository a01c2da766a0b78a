"""kill -9 at random instants of a whole run: the release is yesterday's or the new one, whole; the next run succeeds.

MAJORWATCH_KILLS sets how many (40), shared out over two cities whose nights are killed at the same time.
MAJORWATCH_KILLS_IN_A_ROW sets how many follow each other before a run is left alone (8): each then finds what all
killed before it left behind. MAJORWATCH_KILLS_SEED draws other instants.
"""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path
from time import perf_counter

import pytest

from tests.crash.small_city import CORRECTED, ONE_SCHOOL, SmallCity, make_small_city
from transforms.releases import current_release, list_releases, verify

KILLS = int(os.environ.get("MAJORWATCH_KILLS", "40"))
IN_A_ROW = int(os.environ.get("MAJORWATCH_KILLS_IN_A_ROW", "8"))
SEED = int(os.environ.get("MAJORWATCH_KILLS_SEED", "20180162"))
CITIES = 2


def stands(city: SmallCity) -> str:
    """The id of the current release, which is whole; so is every other one."""
    current = current_release(city.out)
    assert current is not None
    assert {release.id: wrong for release in list_releases(city.out) if (wrong := verify(release))} == {}
    return current.id


def holds_the_newest(city: SmallCity) -> bool:
    """Was the current release made from everything that is delivered?"""
    current = current_release(city.out)
    assert current is not None
    newest = hashlib.sha256((city.raw / CORRECTED).read_bytes()).hexdigest()
    return newest in {delivery["sha256"] for delivery in current.manifest["deliveries"]}


def published_alone(city: SmallCity) -> str:
    """A run nobody kills publishes the newest deliveries, unaided, and leaves nothing half-built."""
    done = city.night()
    assert done.returncode == 0, done.stderr
    assert not (city.out / "building").exists()
    assert holds_the_newest(city)
    return stands(city)


@pytest.mark.crash
@pytest.mark.parametrize("number", range(CITIES))
def test_old_or_new_and_whole_at_any_instant(number: int, tmp_path: Path) -> None:
    city = make_small_city(tmp_path, ONE_SCHOOL)
    published_alone(city)
    city.correct()
    begun = perf_counter()
    yesterday = published_alone(city)
    whole_run = perf_counter() - begun
    instants = random.Random(SEED + number)
    killed, kills = 0, KILLS // CITIES
    for kill in range(1, kills + 1):
        city.correct()
        killed += city.night_killed_after(instants.uniform(0, whole_run))
        standing = stands(city)
        assert standing == yesterday or holds_the_newest(city)
        if kill % IN_A_ROW == 0 or kill == kills:
            city.correct()
            new = published_alone(city)
            assert new not in (yesterday, standing)
            yesterday = new
        else:
            yesterday = standing
    print(f"{killed} of {kills} runs were killed; a whole one took {whole_run:.1f} s")
    assert killed > kills // 2, "most instants came after the run: measure again"
