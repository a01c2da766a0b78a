"""Forty seeded changes in one pair of releases: each changed verdict carries its cause, and none is left without."""

from __future__ import annotations

from typing import Any

import pytest

from tests.changes.seed import DAYS, Seed
from tests.changes.seeds import MAJORS, SEEDS, amend
from tests.changes.two_releases import EARLIER, LATER, amended, compared, release
from tests.sql.city import institution
from transforms.changes import Changes

CODES = {seed.name: f"S{number:02}" for number, seed in enumerate(SEEDS, start=1)}


def rows_of(side: str) -> dict[str, list[dict[str, Any]]]:
    """The deliveries of one release: every seed at a school of its own."""
    rows: dict[str, list[dict[str, Any]]] = {
        "institution": [institution(code) for code in CODES.values()],
        "major": MAJORS,
    }
    for seed in SEEDS:
        for feed, row in [*seed.both, *getattr(seed, side)]:
            own = row if feed == "major_lineage" else row | {"institution_code": CODES[seed.name]}
            rows.setdefault(feed, []).append(own)
    return rows


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    folder = tmp_path_factory.mktemp("seeds")
    old = release(folder, "old", rows_of("old"), delivered_on=DAYS, as_of=EARLIER)
    new = release(folder, "new", rows_of("new"), amended(folder, amend), DAYS, LATER)
    return compared(old, new)


def own(changes: Changes, seed: Seed) -> list[dict[str, Any]]:
    return [row for row in changes.verdicts if row["institution_code"] == CODES[seed.name]]


def test_there_are_forty() -> None:
    assert len(SEEDS) == len(CODES) == 40


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seeded_change_carries_its_cause(seed: Seed, changes: Changes) -> None:
    card = "decided_card" if seed.decided else "card"
    found = {
        (row["major_code"], row["year"]): ((row[f"{card}_before"], row[card]), row["cause"], row["nature"])
        for row in own(changes, seed)
    }
    expected = {key: (cards, seed.cause, seed.nature) for key, cards in seed.cards.items()}
    assert {key: found.get(key) for key in expected} == expected
    # what else changed of its programs changed for the same reason
    assert {row["cause"] for row in own(changes, seed)} <= {seed.cause, "policy_change"}


def test_no_change_is_left_without_a_cause(changes: Changes) -> None:
    assert changes.unexplained == []
    assert {row["institution_code"] for row in changes.verdicts} == set(CODES.values())


def test_each_cause_is_shown_by_a_row_a_clause_or_a_document(changes: Changes) -> None:
    shown = {(row["program_id"], row["year"]) for row in changes.evidence if row["evidence_number"] == 1}
    assert shown == {(row["program_id"], row["year"]) for row in changes.verdicts}
    for row in changes.evidence:
        place = row["file"] or row["file_before"]
        assert place or row["clause_id"] or row["document_number"] or row["item"], row
