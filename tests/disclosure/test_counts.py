"""Which counts of a cohort are published: exactly, or not at all (method.md §8)."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.sql.city import build_city, cohort, institution, intake, major
from transforms.disclosure import protect
from transforms.warehouse import Policy

NAMES = ("graduates", "placed", "employed", "matched", "contract", "freelance", "in_house")
ALL = ("exact",) * 7
LOW = ("low",) * 7
# what was delivered, in the order of NAMES → how each is published: exactly, `c` or `low`
COHORTS = {
    "a cohort of twenty is published": ((20, 10, 10, 5, 5, 5, 0), ALL),
    "of nineteen nothing is": ((19, 10, 10, 5, 5, 5, 0), LOW),
    "nobody is nobody": ((0, 0, 0, 0, 0, 0, 0), ALL),
    "three not placed are published": ((60, 57, 50, 30, 40, 5, 5), ALL),
    "two not placed are not, what is finer is": (
        (60, 58, 50, 30, 40, 5, 5),
        ("exact", "c", *("exact",) * 5),
    ),
    "one placed": ((60, 1, 0, 0, 0, 0, 0), ("exact", "c", *("exact",) * 5)),
    "all placed are published, as is none": ((60, 60, 50, 30, 40, 5, 5), ALL),
    "two further students withhold the employed, never the placed": (
        (60, 50, 48, 30, 40, 5, 5),
        ("exact", "exact", "c", *("exact",) * 4),
    ),
    "the employed of whom all are placed would give back one not placed": (
        (60, 59, 59, 30, 40, 5, 5),
        ("exact", "c", "c", *("exact",) * 4),
    ),
    "one matched": ((60, 50, 40, 1, 30, 5, 5), (*("exact",) * 3, "c", *("exact",) * 3)),
    "two not matched": ((60, 50, 40, 38, 30, 5, 5), (*("exact",) * 3, "c", *("exact",) * 3)),
    "what contracts and flexible work leave over": (
        (60, 50, 40, 20, 30, 9, 5),
        (*("exact",) * 5, "c", "exact"),
    ),
    "one in a flexible job": ((60, 50, 40, 20, 30, 1, 5), (*("exact",) * 5, "c", "exact")),
    "two posts elsewhere": ((60, 50, 40, 20, 30, 5, 28), (*("exact",) * 6, "c")),
}


def published_of(
    folder: Path,
    rows: dict,
    previous: Path | None = None,
    policy: Policy | str = "chongqing",
    **parameters: int,
) -> Path:
    """The public file of a city, beside its warehouse. parameters: numbers of disclosure that the policy states."""
    folder.mkdir(exist_ok=True)
    city = build_city(folder, rows, policy)
    for name, value in parameters.items():
        city.con.execute(
            "update policy.parameter set value = $value where parameter = $name",
            {"name": f"disclosure_{name}", "value": value},
        )
    city.checks()
    city.close()
    (folder / "city.duckdb").rename(folder / "warehouse.duckdb")
    protect(folder / "warehouse.duckdb", folder / "public.duckdb", previous)
    return folder / "public.duckdb"


def rows_of(public: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(public), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    codes = [f"{530000 + place}" for place in range(len(COHORTS))]
    cohorts = [
        cohort(2025, *counts[:2], code, **dict(zip(NAMES[2:], counts[2:], strict=True)))
        for code, (counts, _) in zip(codes, COHORTS.values(), strict=True)
    ]
    intakes = [
        intake(2025, number, code, planned=50)
        for number, code in zip((0, 1, 19, 20, 63), codes, strict=False)
    ]
    rows = {"institution": [institution()], "major": [major(code) for code in codes]}
    return published_of(
        tmp_path_factory.mktemp("counts"), rows | {"employment": cohorts, "enrolment": intakes}
    )


@pytest.mark.parametrize("says", COHORTS)
def test_a_count_is_exact_or_withheld(public: Path, says: str) -> None:
    place = list(COHORTS).index(says)
    counts, expected = COHORTS[says]
    withheld = dict(
        rows_of(
            public,
            "select count_name, withheld_as from meta.withheld "
            f"where cell_kind = 'cohort' and cell_owner like '%.{530000 + place}.%'",
        )
    )
    assert tuple(withheld.get(name, "exact") for name in NAMES) == expected
    [(graduates, placed)] = rows_of(
        public, f"select graduates, placed from marts.program_year where major_code = '{530000 + place}'"
    )
    assert graduates == (counts[0] if expected[0] == "exact" else None)
    assert placed == (counts[1] if expected[1] == "exact" else None)


def test_a_withheld_rate_has_a_bound_that_its_cohort_alone_says(public: Path) -> None:
    places = {name: list(COHORTS).index(name) for name in COHORTS}
    rows = rows_of(
        public,
        "select major_code, employment_rate_at_least, employment_rate_at_most, employment_rate "
        "from marts.program_year where year = 2025",
    )
    found = {int(code) - 530000: tuple(rest) for code, *rest in rows}
    assert found[places["two not placed are not, what is finer is"]] == (58 / 60, None, None)
    assert found[places["one placed"]] == (None, 2 / 60, None)
    assert found[places["of nineteen nothing is"]] == (None, None, None)
    assert found[places["three not placed are published"]] == (None, None, 57 / 60)


def test_an_intake_is_exact_from_twenty_on_and_none_is_shown(public: Path) -> None:
    found = rows_of(
        public,
        "select intake, intake_status, planned from marts.program_year "
        "where year = 2025 and planned is not null order by major_code",
    )
    assert found == [(0, None, 50), (None, "low", 50), (None, "low", 50), (20, None, 50), (63, None, 50)]


def test_the_intake_that_a_criterion_reads_is_withheld_with_it(public: Path) -> None:
    found = dict(
        rows_of(
            public,
            "select value, value_status from marts.criterion_result "
            "where criterion_id = 'no_intake' and year = 2025 and value is not null",
        )
    )
    assert set(found) == {0.0, 20.0, 63.0}


def test_a_policy_may_publish_intakes_and_withhold_nobody(tmp_path: Path) -> None:
    """And a rate that was delivered without those placed is withheld where they would be."""
    codes = ("530001", "530002", "530003", "530004")
    rates = [
        cohort(2025, size, None, code, employment_rate=rate)
        for size, rate, code in ((40, 0.975, codes[1]), (40, 0.9, codes[2]), (12, 0.5, codes[3]))
    ]
    rows = {
        "institution": [institution()],
        "major": [major(code) for code in codes],
        "employment": [cohort(2025, 60, 60, codes[0]), *rates],
        "enrolment": [intake(2025, 7, codes[0])],
    }
    public = published_of(tmp_path, rows, intake_protected=0, zero_is_small=1)
    found = rows_of(
        public,
        "select intake, placed_status, employment_rate_at_least from marts.program_year order by major_code",
    )
    assert found[0] == (7, "c", 58 / 60)
    [(placed,)] = rows_of(public, "select placed from marts.outcome where outcome_scope = 'city'")
    assert placed == 59
    rates = rows_of(
        public,
        "select employment_rate, employment_rate_status from marts.program_year "
        "where major_code <> '530001' order by major_code",
    )
    assert rates == [(None, "c"), (0.9, None), (None, "low")]
    judged = rows_of(
        public,
        "select value, value_status from marts.criterion_result "
        "where criterion_id = 'low_employment' and value_status = 'c'",
    )
    assert (None, "c") in judged
