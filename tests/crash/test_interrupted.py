"""Ctrl-C and SIGTERM during any stage: the run ends by itself, says so, and leaves yesterday's release whole."""

from __future__ import annotations

import signal

import pytest

from flows.messages import say
from tests.crash.small_city import SmallCity, make_small_city
from transforms.releases import current_release, read_runs, verify

pytestmark = pytest.mark.crash
STAGES = ("ingest", "build", "publish")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> SmallCity:
    """A small city with one release."""
    made = make_small_city(tmp_path_factory.mktemp("small_city"))
    done = made.night()
    assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl_c", "sigterm"])
def test_asked_to_stop_in_the_middle_of_a_stage(number: signal.Signals, stage: str, city: SmallCity) -> None:
    before = current_release(city.out)
    assert before is not None
    city.correct()
    run = city.start()
    assert run.stderr is not None
    assert any(say(f"stage_{stage}", "zh") in line for line in run.stderr)
    run.send_signal(number)
    _, complained = run.communicate(timeout=60)
    assert run.returncode == 3, complained
    assert complained.strip() == say("interrupted", "zh")
    assert current_release(city.out) == before
    assert verify(before) == []
    assert not (city.out / "building").exists()
    assert read_runs(city.out)[-1]["status"] == "interrupted"


def test_the_run_after_an_interrupted_one_publishes(city: SmallCity) -> None:
    city.correct()
    assert city.night().returncode == 0
    assert read_runs(city.out)[-1]["status"] == "published"
