"""Two releases of the same inputs that differ were made by different code, and it is said which."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.changes.seed import placed
from tests.changes.two_releases import CODE, release
from tests.sql.city import institution, major
from transforms.changes import Changes, Side, changes_between

ROWS = {
    "institution": [institution("S01")],
    "major": [major("530302")],
    "employment": [row | {"institution_code": "S01"} for _, row in placed(y2025=20)],
}
OLDER = "older code"


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    """A release whose code missed a card, and one of the same deliveries by today's code."""
    folder = tmp_path_factory.mktemp("code")
    old, new = (release(folder, name, ROWS) for name in ("old", "new"))
    with duckdb.connect(old.warehouse) as con:
        con.execute("update marts.verdict set card = 'none', decided_card = 'none' where year = 2025")
    return replace(old, code=OLDER), new


def told(changes: Changes) -> list[tuple[str, str, str, str]]:
    return [(row["card_before"], row["card"], row["cause"], row["nature"]) for row in changes.verdicts]


def test_what_other_code_judged_otherwise_is_a_change_of_method(sides: tuple[Side, Side]) -> None:
    changes = changes_between(*sides, CODE)
    assert told(changes) == [("none", "yellow", "method_change", "correction")]
    assert changes.unexplained == []
    assert [(row["feed"], OLDER in row["differences"]) for row in changes.evidence] == [("code", True)]


def test_it_is_unexplained_where_the_same_code_is_said_to_have_made_both(sides: tuple[Side, Side]) -> None:
    old, new = sides
    changes = changes_between(replace(old, code=CODE), new, CODE)
    assert [row["is_explained"] for row in changes.verdicts] == [False]
    assert changes.unexplained == changes.verdicts


def test_the_same_release_has_no_changes(sides: tuple[Side, Side]) -> None:
    _, new = sides
    assert changes_between(new, replace(new, warehouse=Path(new.warehouse)), CODE).verdicts == []
