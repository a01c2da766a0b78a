"""A night far from the last release is refused with every reason, and published once somebody says why it is right."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.night import Request
from flows.nightly import compare
from transforms.quality import Drift, NotComparable

FAR = Drift("feeds_keep_their_rows", "enrolment", "1000", "10", 500.0)


def night(out: Path, *, becomes_current: bool = True, accept_drift: str | None = None) -> SimpleNamespace:
    """What `compare` asks of a night."""
    request = Request((), out, "chongqing", accept_drift=accept_drift)
    policy = SimpleNamespace(parameter_on=lambda name, day: 1.0)
    return SimpleNamespace(
        out=out, request=request, policy=policy, as_of=None, becomes_current=becomes_current, drifts=[]
    )


def far(*_: object) -> list[Drift]:
    return [FAR]


def unknown(*_: object) -> list[Drift]:
    raise NotComparable("warehouse.duckdb: no such table")


def test_nothing_lies_far_from_itself(published: Path) -> None:
    warehouse = (published / "current" / "warehouse.duckdb").resolve()
    assert compare(night(published), warehouse) == []  # type: ignore[arg-type]


def test_a_drift_is_refused_and_named(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.nightly.drifted", far)
    [finding] = compare(night(published), Path())  # type: ignore[arg-type]
    assert str(finding) == "enrolment: feeds_keep_their_rows — 1000 → 10, tolerated: 5 %"


def test_an_accepted_drift_passes_and_is_kept(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.nightly.drifted", far)
    accepted = night(published, accept_drift="schools merged")
    assert compare(accepted, Path()) == []  # type: ignore[arg-type]
    assert accepted.drifts == ["enrolment: feeds_keep_their_rows — 1000 → 10, tolerated: 5 %"]


def test_the_first_release_and_a_past_day_are_not_compared(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.nightly.drifted", far)
    assert compare(night(tmp_path), Path()) == []  # type: ignore[arg-type]
    assert compare(night(published, becomes_current=False), Path()) == []  # type: ignore[arg-type]


def test_a_last_release_that_cannot_be_measured_is_a_finding(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.nightly.drifted", unknown)
    [finding] = compare(night(published), Path())  # type: ignore[arg-type]
    assert finding.promise == "the_last_release_can_be_measured"
