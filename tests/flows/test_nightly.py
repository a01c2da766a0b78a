"""The night as a whole: published once, nothing new the second time, refused or failed without a trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from flows.gate import Finding
from flows.night import Request, is_nothing_new, prepare
from flows.progress import Progress
from flows.run import run_once
from tests.crash.small_city import SmallCity
from tests.flows.conftest import AS_OF, NEXT_DAY, majorwatch
from transforms.deliveries import Landed, read_register
from transforms.quality import Unaccounted
from transforms.releases import current_release, read_runs
from transforms.warehouse import CheckResult

TODAY = date.fromisoformat(NEXT_DAY)


def request(city: SmallCity, as_of: str | None = None) -> Request:
    day = date.fromisoformat(as_of) if as_of else None
    return Request((city.raw,), city.out, "chongqing", day, languages=("zh",))


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Prefect home of the test's own, and the language of the quick night."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("MAJORWATCH_LANGUAGES", '["zh"]')


def test_a_second_run_says_that_nothing_is_new(yesterday: SmallCity) -> None:
    done = majorwatch("run", "--raw", yesterday.raw, "--out", yesterday.out, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"]) == (0, "nothing_new")
    assert answer["release_id"] == (yesterday.out / "current").resolve().name


def test_only_another_day_policy_file_or_code_makes_a_release_old(quick: SmallCity) -> None:
    current = current_release(quick.out)
    night = prepare(request(quick), TODAY)
    assert is_nothing_new(night, current)
    assert is_nothing_new(replace(night, request=request(quick, AS_OF)), current)
    assert not is_nothing_new(replace(night, request=request(quick, NEXT_DAY)), current)
    for name in ("inputs", "policy", "code"):
        assert not is_nothing_new(replace(night, digests={**night.digests, name: "changed"}), current)
    assert not is_nothing_new(night, None)


def test_the_first_day_a_delivery_was_seen_is_kept(quick: SmallCity) -> None:
    register = read_register(quick.out)
    assert register
    assert {item.received_on.isoformat() for item in register.values()} == {AS_OF}


def test_a_run_is_on_record_with_its_counts_and_seconds(quick: SmallCity) -> None:
    run = read_runs(quick.out)[0]
    counts = run["counts"]
    assert run["status"] == "published"
    assert counts["rows_read"] == counts["landed"] + counts["refused"] + counts["total_rows"]
    assert set(run["seconds"]) == {"ingest", "gate", "build", "protect", "attack", "publish"}


def test_a_refusal_names_every_finding_and_leaves_yesterday(
    yesterday: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_release(yesterday.out)
    lost = Unaccounted(
        Landed("", "employment", "a.csv", "landed", "", rows_read=3, landed=1, refused=1), 1, 1
    )
    broken = Finding("a.csv", "year_is_present", 1)
    check = CheckResult("no_row_is_lost", "error", 2, [])
    warned = CheckResult("no_demand_is_unmatched", "warn", 9, [])
    monkeypatch.setattr("flows.nightly.of_expectations", lambda results: [broken])
    monkeypatch.setattr("flows.nightly.unaccounted", lambda landed, out: [lost])
    monkeypatch.setattr("flows.nightly.Build.checks", lambda build: [check, warned])
    outcome = run_once(request(yesterday, NEXT_DAY), Progress())
    assert outcome.exit_code == 1
    assert [finding.promise for finding in outcome.findings] == [
        "year_is_present",
        "rows_are_accounted",
        "no_row_is_lost",
    ]
    assert current_release(yesterday.out) == before
    assert not (yesterday.out / "building").exists()
    assert read_runs(yesterday.out)[-1]["status"] == "gate_refused"


def test_a_failure_is_one_line_and_a_log_and_leaves_yesterday(
    yesterday: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full\nand more")

    before = current_release(yesterday.out)
    monkeypatch.setattr("flows.nightly.ingest", fail)
    outcome = run_once(request(yesterday, NEXT_DAY), Progress())
    assert (outcome.exit_code, outcome.error) == (3, "OSError: the disk is full")
    assert outcome.log is not None
    assert "Traceback" in outcome.log.read_text()
    assert current_release(yesterday.out) == before
    assert not (yesterday.out / "building").exists()
