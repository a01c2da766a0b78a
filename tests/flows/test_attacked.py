"""A night that gives a hidden count away is refused; what two releases give away, until somebody says why."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from transforms.disclosure.attack import Found, Pinned, Unreadable

from flows.gate import OF_TWO_RELEASES
from flows.night import Request
from flows.nightly import attack
from transforms.releases import read_runs

PINNED = Pinned("I1.new.p1.associate", 2025, "placed", 28, 28)
NOTHING = Found(10, 1, 5)


def night(out: Path, *, becomes_current: bool = True, accept_exposure: str | None = None) -> SimpleNamespace:
    """What `attack` asks of a night."""
    return SimpleNamespace(
        out=out,
        request=Request((), out, "chongqing", accept_exposure=accept_exposure),
        becomes_current=becomes_current,
        progress=SimpleNamespace(step=lambda item: None),
        stage=lambda name, steps: nullcontext(),
        attack={},
    )


@pytest.fixture
def given_away(monkeypatch):
    """Say what an attack finds of one file alone, and of two together."""

    def say(alone: Found, both: Found | Exception) -> None:
        def answer(public: Path, previous: Path | None = None) -> Found:
            if previous is None:
                return alone
            if isinstance(both, Exception):
                raise both
            return both

        monkeypatch.setattr("transforms.disclosure.attack.attack", answer)

    return say


def test_the_night_of_the_sample_gives_nothing_away(published):
    found = read_runs(published)[0]["attack"]
    assert found["counts"] > 60_000
    assert found["pinned"] == 0
    assert found["previous"] is None


def test_what_one_file_gives_away_is_refused_and_cannot_be_accepted(tmp_path, given_away):
    given_away(Found(10, 1, 1, (PINNED,)), NOTHING)
    [finding] = attack(night(tmp_path, accept_exposure="why not"), tmp_path / "public.duckdb")
    assert str(finding) == (
        "public.duckdb: no_hidden_count_is_pinned (1) — I1.new.p1.associate 2025 placed: 28 (derived)"
    )


def test_what_two_files_give_away_is_refused_until_somebody_says_why(published, given_away):
    given_away(NOTHING, Found(10, 1, 1, (PINNED,), is_of_two=True))
    [finding] = attack(night(published), Path("public.duckdb"))
    assert finding.promise == OF_TWO_RELEASES
    accepted = night(published, accept_exposure="the line was raised by law")
    assert attack(accepted, Path("public.duckdb")) == []
    assert accepted.attack["pinned"] == 1


def test_a_past_day_and_a_file_of_long_ago_are_attacked_alone(published, given_away):
    given_away(NOTHING, Unreadable("public.duckdb: no such table"))
    for asked in (night(published), night(published, becomes_current=False)):
        assert attack(asked, Path("public.duckdb")) == []
        assert asked.attack["previous"] is None
