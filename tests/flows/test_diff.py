"""What `majorwatch diff` answers: each changed verdict with its cause and what shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.commands.diff import show_changes
from tests.changes.seed import DAYS
from tests.changes.two_releases import EARLIER, amended, compared, release
from tests.flows.conftest import majorwatch
from tests.sql.city import cohort, institution, major
from transforms.changes import Changes

BELOW, ABOVE = 29, 31
CARDS = {"none": "未预警", "yellow": "提示"}


def tighter(policy: dict) -> None:
    policy["criteria"]["low_employment"]["line"][0]["value"] = 6500


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    """The line rises from 60 % to 65 %, and a school restates 31 placed of 50 as 29."""
    folder = tmp_path_factory.mktemp("diff")
    base = {"institution": [institution("S01")], "major": [major("530302"), major("530303")]}
    before = [cohort(2025, 50, ABOVE, "530302"), cohort(2025, 50, ABOVE, "530303")]
    restated = cohort(2025, 50, BELOW, "530303", _delivery="later")
    rows = [row | {"institution_code": "S01"} for row in (*before, restated)]
    old = release(folder, "old", {**base, "employment": rows[:2]}, delivered_on=DAYS, as_of=EARLIER)
    new = release(folder, "new", {**base, "employment": rows}, amended(folder, tighter), DAYS)
    return compared(old, new)


def test_a_person_reads_the_card_the_cause_and_where_it_stands(
    changes: Changes, capsys: pytest.CaptureFixture[str]
) -> None:
    show_changes(changes, CARDS, "zh", as_json=False)
    printed = "".join(capsys.readouterr().out.split())
    assert "从old到new：2条结论不同" in printed
    assert "未预警→提示" in printed
    assert "政策变化（更正）" in printed
    assert "标准线" in printed
    assert "6000→6500" in printed


def test_a_program_reads_the_same_as_json(changes: Changes, capsys: pytest.CaptureFixture[str]) -> None:
    show_changes(changes, CARDS, "zh", as_json=True)
    printed = json.loads(capsys.readouterr().out)
    assert [(row["major_code"], row["cause"]) for row in printed["verdicts"]] == [
        # 31 of 50 are 62 %: enough for the old line, not for the new
        ("530302", "policy_change"),
        # 29 of 50 are 58 %: below both
        ("530303", "restatement"),
    ]


def test_a_release_does_not_differ_from_itself(published: Path) -> None:
    same = (published / "current").resolve().name
    done = majorwatch("diff", same, "--out", published, "--json")
    assert done.returncode == 0, done.stderr
    assert not any(json.loads(done.stdout)[part] for part in ("verdicts", "evidence", "deliveries"))


def test_a_release_that_was_never_made_is_refused(published: Path) -> None:
    done = majorwatch("diff", "20200101-0000000000", "--out", published)
    assert done.returncode == 2
    assert "20200101-0000000000" in done.stderr
