"""A night that gives a withheld count away is refused; what two releases give away, until somebody says why."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.gate import OF_TWO_RELEASES
from flows.night import Request
from flows.nightly import attack
from transforms.disclosure.proof import Pinned, Proof
from transforms.disclosure.twin import Difference
from transforms.releases import read_runs

PINNED = Pinned(("cohort", "I1.new.p1.associate", 2025, "year_end", "", "associate", "placed"), 1)
SHOWN = Difference("marts.verdict", "value", 2, "0.5 → 0.6")
STAGED = SimpleNamespace(warehouse=Path("warehouse.duckdb"), public_file=Path("public.duckdb"))


def night(out: Path, *, becomes_current: bool = True, accept_exposure: str | None = None) -> SimpleNamespace:
    """What `attack` asks of a night."""
    return SimpleNamespace(
        out=out,
        release_id="20260401-new",
        request=Request((), out, "chongqing", accept_exposure=accept_exposure),
        becomes_current=becomes_current,
        progress=SimpleNamespace(step=lambda item: None),
        stage=lambda name, steps: nullcontext(),
        attack={},
    )


@pytest.fixture
def found(monkeypatch):
    """Say what is found of a release alone, of it and the one before, and in a twin."""

    def say(alone: tuple = (), together: tuple = (), differences: tuple = ()) -> None:
        def answer(warehouse: Path, public: Path, previous: Path | None, seed: str) -> Proof:
            return Proof(10, 300, alone, together if previous else alone, differences, previous is not None)

        monkeypatch.setattr("flows.nightly.prove", answer)

    return say


def test_the_night_of_the_sample_gives_nothing_away(published):
    recorded = read_runs(published)[0]["attack"]
    assert recorded["counts"] > 10_000
    assert (recorded["pinned"], recorded["differing_columns"], recorded["previous"]) == (0, 0, None)


def test_what_one_release_gives_away_is_refused_and_cannot_be_accepted(tmp_path, found):
    found(alone=(PINNED,))
    [finding] = attack(night(tmp_path, accept_exposure="why not"), STAGED)
    assert str(finding) == (
        "public.duckdb: no_hidden_count_is_pinned (1) — "
        "cohort I1.new.p1.associate 2025 year_end placed: 1 values are left"
    )


def test_a_twin_that_is_published_otherwise_is_refused_and_cannot_be_accepted(tmp_path, found):
    found(differences=(SHOWN,))
    [finding] = attack(night(tmp_path, accept_exposure="why not"), STAGED)
    assert str(finding) == "marts.verdict.value: a_twin_is_published_alike (2) — 0.5 → 0.6"


def test_what_two_releases_give_away_is_refused_until_somebody_says_why(published, found):
    found(together=(PINNED,))
    [finding] = attack(night(published), STAGED)
    assert finding.promise == OF_TWO_RELEASES
    accepted = night(published, accept_exposure="the line was raised by law")
    assert attack(accepted, STAGED) == []
    assert accepted.attack["pinned"] == 1


def test_a_past_day_is_proved_alone(published, found):
    found(together=(PINNED,))
    asked = night(published, becomes_current=False)
    assert attack(asked, STAGED) == []
    assert asked.attack["previous"] is None
