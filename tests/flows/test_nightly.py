"""The night as a whole: published once, nothing new the second time, refused or failed without a trace."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.gate import Finding
from flows.night import Request, is_nothing_new, prepare
from flows.progress import Progress
from flows.run import run_once
from tests.flows.conftest import AS_OF, NEXT_DAY, ROOT, majorwatch
from transforms.deliveries import read_register
from transforms.quality import Unaccounted
from transforms.releases import current_release, read_runs
from transforms.warehouse import CheckResult

TODAY = date.fromisoformat(NEXT_DAY)


def request(out: Path, as_of: str | None = None) -> Request:
    return Request((ROOT / "data" / "raw",), out, "chongqing", date.fromisoformat(as_of) if as_of else None)


@pytest.fixture
def yesterday(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the published night that a test may change."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    shutil.copytree(published, tmp_path / "out", symlinks=True)
    return tmp_path / "out"


def test_a_second_run_says_that_nothing_is_new(yesterday: Path) -> None:
    done = majorwatch("run", "--out", yesterday, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["status"]) == (0, "nothing_new")
    assert told["release_id"] == (yesterday / "current").resolve().name


def test_only_another_day_policy_file_or_code_makes_a_release_old(published: Path) -> None:
    current = current_release(published)
    night = prepare(request(published), TODAY)
    assert is_nothing_new(night, current)
    assert is_nothing_new(replace(night, request=request(published, AS_OF)), current)
    assert not is_nothing_new(replace(night, request=request(published, NEXT_DAY)), current)
    for name in ("inputs", "policy", "code"):
        assert not is_nothing_new(replace(night, digests={**night.digests, name: "changed"}), current)
    assert not is_nothing_new(night, None)


def test_the_first_day_a_delivery_was_seen_is_kept(published: Path) -> None:
    register = read_register(published)
    assert register
    assert {item.received_on.isoformat() for item in register.values()} == {AS_OF}


def test_a_run_is_on_record_with_its_counts_and_seconds(published: Path) -> None:
    run = read_runs(published)[0]
    counts = run["counts"]
    assert run["status"] == "published"
    assert counts["rows_read"] == counts["landed"] + counts["refused"] + counts["total_rows"]
    assert set(run["seconds"]) == {"ingest", "gate", "build", "protect", "attack", "publish"}


def test_a_refusal_names_every_finding_and_leaves_yesterday(
    yesterday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_release(yesterday)
    lost = Unaccounted("employment", "a.csv", 3, 1, 1, 0, 1, 1)
    broken = Finding("a.csv", "year_is_present", 1)
    check = CheckResult("no_row_is_lost", "error", 2, [])
    warned = CheckResult("no_demand_is_unmatched", "warn", 9, [])
    monkeypatch.setattr("flows.ingest.of_expectations", lambda results: [broken])
    monkeypatch.setattr("flows.ingest.unaccounted", lambda landed, out: [lost])
    monkeypatch.setattr("flows.build.Build.checks", lambda build: [check, warned])
    outcome = run_once(request(yesterday, NEXT_DAY), Progress())
    assert outcome.exit_code == 1
    assert [finding.promise for finding in outcome.findings] == [
        "year_is_present",
        "rows_are_accounted",
        "no_row_is_lost",
    ]
    assert current_release(yesterday) == before
    assert not (yesterday / "building").exists()
    assert read_runs(yesterday)[-1]["status"] == "gate_refused"


def test_a_failure_is_one_line_and_a_log_and_leaves_yesterday(
    yesterday: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full\nand more")

    before = current_release(yesterday)
    monkeypatch.setattr("flows.nightly.ingest", fail)
    outcome = run_once(request(yesterday, NEXT_DAY), Progress())
    assert (outcome.exit_code, outcome.error) == (3, "OSError: the disk is full")
    assert outcome.log is not None
    assert "Traceback" in outcome.log.read_text()
    assert current_release(yesterday) == before
    assert not (yesterday / "building").exists()
