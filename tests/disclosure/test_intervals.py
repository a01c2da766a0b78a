"""The pooled interval beside a card: of exact counts where each is published, else withheld with its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.test_counts import published_of, rows_of
from tests.sql.city import cohort, institution, major

# graduates and placed of three cohorts running, all below the line → why the interval beside the card is withheld
HISTORIES = {
    "all published": ([(60, 30), (60, 28), (60, 31)], None),
    "one of too few": ([(60, 30), (12, 5), (60, 31)], "low"),
    "one with a small part": ([(60, 30), (60, 2), (60, 31)], "c"),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    codes = [f"{530000 + place}" for place in range(len(HISTORIES))]
    cohorts = [
        cohort(year, *counts, code)
        for code, (history, _) in zip(codes, HISTORIES.values(), strict=True)
        for year, counts in enumerate(history, start=2023)
    ]
    rows = {"institution": [institution()], "major": [major(code) for code in codes], "employment": cohorts}
    return published_of(tmp_path_factory.mktemp("intervals"), rows)


@pytest.mark.parametrize("says", HISTORIES)
def test_an_interval_is_published_with_all_its_counts_or_not_at_all(public: Path, says: str) -> None:
    history, status = HISTORIES[says]
    [found] = rows_of(
        public,
        "select pooled_status, pooled_denominator, pooled_numerator, pooled_low is not null, evidence is not null "
        f"from marts.verdict where is_latest_year and major_code = '{530000 + list(HISTORIES).index(says)}'",
    )
    graduates, placed = (sum(column) for column in zip(*history, strict=True))
    expected = (graduates, placed, True, True) if status is None else (None, None, False, False)
    assert found == (status, *expected)
