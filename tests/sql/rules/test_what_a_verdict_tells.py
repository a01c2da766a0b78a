"""What a verdict carries beside its card; the cards themselves stand in tests/golden."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.sql.city import build_city, cohort, institution, major, rows_of
from transforms.policy.policy import METHOD_FILE, POLICY_DIR
from transforms.warehouse import load_policy

DAY = datetime.date
PROGRAM = {
    "institution_code": "I1",
    "catalogue_version": "vocational-2021",
    "major_code": "530302",
    "level": "associate",
}
PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_loads_under_its_own_name_and_cites_checked_clauses(preset: str) -> None:
    policy = load_policy(preset)
    assert policy.policy == preset
    assert all(clause.last_checked_on for clause in policy.clauses.values())
    # no official copy was seen of any of them; the day one is, its clause says so
    assert not [name for name, clause in policy.clauses.items() if clause.verified]


def verdict(folder: Path, rows: dict, columns: str, policy: str = "chongqing") -> list[tuple]:
    names = {"institution": [institution()], "major": [major("530302")]}
    city = build_city(folder, names | rows, policy, until="marts.verdict")
    return rows_of(city, f"select {columns} from marts.verdict where year = 2025")


def test_what_follows_may_be_more_particular_than_the_card(tmp_path: Path) -> None:
    rows = {"employment": [cohort(2025, 100, 39)]}
    assert verdict(tmp_path, rows, "action, action_en", "tianjin-2009") == [
        ("隔年招生", "Intake in alternate years")
    ]


def test_an_exemption_without_an_institution_covers_the_major_everywhere(tmp_path: Path) -> None:
    exemption = PROGRAM | {"institution_code": None, "reason": "state_controlled"}
    exemption |= {"valid_from": DAY(2020, 1, 1), "valid_to": DAY(2030, 1, 1)}
    rows = {"employment": [cohort(2025, 50, 10)], "exemption": [exemption]}
    found = verdict(tmp_path, rows, "card, reason_code, exemption_reason")
    assert found == [("not_judged", "exempt", "state_controlled")]


def test_an_exemption_covers_the_level_it_names(tmp_path: Path) -> None:
    exemption = PROGRAM | {"institution_code": None, "reason": "state_controlled"}
    exemption |= {"valid_from": DAY(2020, 1, 1), "valid_to": DAY(2030, 1, 1)}
    rows = {
        "major": [major("530302") | {"level": None}],
        "employment": [cohort(2025, 50, 10, level=level) for level in ("associate", "bachelor")],
        "exemption": [exemption],
    }
    found = verdict(tmp_path, rows, "level, reason_code")
    assert sorted(found) == [("associate", "exempt"), ("bachelor", "trigger_fired")]


def test_a_decision_stands_beside_the_computed_card_with_its_document(tmp_path: Path) -> None:
    decision = PROGRAM | {"year": 2025, "decision": "objection_upheld", "decided_by": "市教委"}
    decision |= {"decided_on": DAY(2026, 3, 1), "document_number": "渝教〔2026〕1号"}
    rows = {"employment": [cohort(2025, 50, 10)], "decision": [decision]}
    found = verdict(tmp_path, rows, "card, decided_card, decision_document")
    assert found == [("yellow", "none", "渝教〔2026〕1号")]


def test_an_indicator_that_is_computed_cannot_be_delivered_by_itself(tmp_path: Path) -> None:
    reading = PROGRAM | {"indicator": "intake", "year": 2025, "value": 7.0}
    rows = {"institution": [institution()], "major": [major("530302")], "indicator": [reading]}
    rows["employment"] = [cohort(2025, 50, 45)]
    city = build_city(tmp_path, rows)
    assert rows_of(city, "select reason_code, column_name from meta.refused_row") == [
        ("computed_indicator", "indicator")
    ]
    assert rows_of(city, "select count(*) from marts.verdict") == [(1,)]
