"""The value a program is ranked by: its own where it is published, else its bound or its level's share.

The policy `ranked` of tests/golden pools one or two cohorts up to 30 graduates; the golden table has the verdicts.
"""

from __future__ import annotations

import pytest

from tests.golden.table import policy_named
from tests.sql.city import SmallCity, build_city, cohort, institution, major, remade, rows_of

# school → (placed, graduates) of 2024 and 2025
COHORTS = {
    "exact": (None, (27, 30)),
    "two-missing": (None, (38, 40)),
    "three-missing": (None, (37, 40)),
    "none-missing": (None, (40, 40)),
    "two-placed": (None, (2, 40)),
    "none-placed": (None, (0, 40)),
    "pool-of-published": ((17, 20), (15, 25)),
    "pool-with-a-part": ((19, 20), (15, 25)),
    "pool-with-19": ((10, 19), (15, 25)),
    "pool-of-20": ((10, 20), (15, 25)),
    "of-nobody-before": ((0, 0), (27, 30)),
}
# The published ones of 2025, of 360: 27 + (40 − 1.5) + 37 + 40 + 1.5 + 0 + 15 · 4 + 27 = 231.
SHARE = 231 / 360
BY = {
    "exact": (27 / 30, True),
    "two-missing": (38 / 40, False),
    "three-missing": (37 / 40, True),
    "none-missing": (40 / 40, True),
    "two-placed": (2 / 40, False),
    "none-placed": (0.0, True),
    "pool-of-published": (32 / 45, True),
    "pool-with-a-part": (33 / 45, False),  # 18 of 20 and 15 of 25
    "pool-with-19": (SHARE, False),
    "pool-of-20": (25 / 45, True),
    "of-nobody-before": (27 / 30, True),
}
# Where a part of nobody is withheld too it stands in sums at 1: 27 + 39 + 37 + 39 + 1 + 1 + 60 + 27 = 231, of 360.
BY_IF_ZERO_IS_SMALL = BY | {"none-missing": (38 / 40, False), "none-placed": (2 / 40, False)}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> SmallCity:
    rows = [
        cohort(year, counts[1], counts[0], institution_code=school)
        for school, both in COHORTS.items()
        for year, counts in zip((2024, 2025), both, strict=True)
        if counts
    ]
    landed = {
        "institution": [institution(school) for school in COHORTS],
        "major": [major("530302")],
        "employment": rows,
    }
    return build_city(tmp_path_factory.mktemp("ranked"), landed, policy_named("ranked"))


def ranked_by(city: SmallCity, zero_is_small: int) -> dict[str, tuple[float, bool]]:
    remade(city, "rules.ranked_value", disclosure_zero_is_small=zero_is_small)
    found = rows_of(
        city,
        "select institution_code, ranked_value, is_own_value from rules.ranked_value "
        "inner join core.program using (program_id) where year = 2025",
    )
    return {school: (value, is_own) for school, value, is_own in found}


@pytest.mark.parametrize("school", COHORTS)
@pytest.mark.parametrize(("zero_is_small", "expected"), [(0, BY), (1, BY_IF_ZERO_IS_SMALL)])
def test_a_program_is_ranked_by_what_is_published_of_it(
    zero_is_small: int, expected: dict[str, tuple[float, bool]], school: str, city: SmallCity
) -> None:
    assert ranked_by(city, zero_is_small)[school] == expected[school]


def test_no_place_in_a_rank_is_published(city: SmallCity) -> None:
    columns = rows_of(
        city,
        "select table_name, column_name from information_schema.columns where table_schema in ('marts', 'meta')",
    )
    assert not [row for row in columns if row[1] in ("rank_from_bottom", "ranked_programs", "ranked_value")]
