"""Ended during any stage, killed or asked to stop: yesterday's release stands, whole; a run that is asked says so."""

from __future__ import annotations

import os
import signal

import pytest

from flows.printing import say
from tests.crash.small_city import SmallCity
from transforms.releases import Release, current_release, read_runs, verify

pytestmark = pytest.mark.crash
STAGES = ("ingest", "build", "publish")  # the long ones; a run asked to stop may end a short one first


@pytest.mark.parametrize("stage", STAGES)
def test_killed(stage: str, city: SmallCity) -> None:
    before = standing(city)
    kill(city, stage)
    assert standing(city) == before


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl_c", "sigterm"])
def test_asked_to_stop(number: signal.Signals, stage: str, city: SmallCity) -> None:
    before, left = standing(city), half_built(city)
    city.correct()
    run = city.start_until(stage)
    run.send_signal(number)
    _, complained = run.communicate(timeout=60)
    assert run.returncode == 3, complained
    assert complained.strip() == say("run.interrupted", "zh")
    assert standing(city) == before
    assert half_built(city) <= left, "only what a killed run left before it"
    assert read_runs(city.out)[-1]["status"] == "interrupted"


def test_the_run_after_a_killed_one_publishes(city: SmallCity) -> None:
    before = standing(city)
    kill(city, "publish")
    done = city.night()
    assert done.returncode == 0, done.stderr
    assert standing(city) != before
    assert half_built(city) == set()
    assert read_runs(city.out)[-1]["status"] == "published"


def kill(city: SmallCity, stage: str) -> None:
    """Deliver something new and end the night that finds it, with all it started, in the middle of a stage."""
    city.correct()
    run = city.start_until(stage)
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()


def half_built(city: SmallCity) -> set[str]:
    """Releases begun and not finished."""
    return {path.name for path in (city.out / "building").glob("*")}


def standing(city: SmallCity) -> Release:
    """The current release, which is whole."""
    release = current_release(city.out)
    assert release is not None
    assert verify(release) == []
    return release
