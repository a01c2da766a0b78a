"""Each dated value, the day before it starts, on the day, and the day after it ends."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest
import yaml

from tests.sql.city import build_city, cohort, institution, major, rows_of
from transforms.policy.policy import METHOD_FILE, POLICY_DIR, Dated, Policy
from transforms.policy.tables import dated_rows, register_policy
from transforms.warehouse import load_policy
from transforms.yaml_text import read_yaml

PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
DAY = timedelta(days=1)
IN_FORCE = """
select value
from series
where level is not distinct from $level and valid_from <= $day and (valid_before is null or $day < valid_before)
"""


def series_of(policy: Policy) -> list[tuple[str, str, tuple[Dated, ...]]]:
    """(table, name, values) of every dated series of a policy."""
    criteria = policy.criteria.items()
    return [
        *(("criterion_line", name, criterion.line) for name, criterion in criteria),
        *(("criterion_minimum", name, criterion.minimum_cohort) for name, criterion in criteria),
        *(("parameter", name, series) for name, series in policy.parameters.items()),
    ]


def read_plainly(series: tuple[Dated, ...], level: str | None, day: date) -> float | None:
    """The last value that has started by a day, read as a person would; null once it is repealed."""
    started = [
        entry
        for entry in series
        if (entry.levels is None or level is None or level in entry.levels) and entry.valid_from <= day
    ]
    return started[-1].value if started else None


@pytest.mark.parametrize("preset", PRESETS)
def test_every_value_of_every_preset_before_on_and_after_its_day(preset: str) -> None:
    policy = load_policy(preset)
    with duckdb.connect() as con:
        register_policy(con, policy)
        key = {
            "criterion_line": "criterion_id",
            "criterion_minimum": "criterion_id",
            "parameter": "parameter",
        }
        for table, name, series in series_of(policy):
            con.execute(
                f"create or replace temp view series as from policy.{table} where {key[table]} = '{name}'"
            )
            levels = [level for (level,) in con.execute("select distinct level from series").fetchall()]
            days = {entry.valid_from + step * DAY for entry in series for step in (-1, 0, 1)}
            for level in levels:
                for day in days:
                    found = con.execute(IN_FORCE, {"level": level, "day": day}).fetchall()
                    assert len(found) <= 1
                    value = found[0][0] if found else None
                    assert value == read_plainly(series, level, day), (table, name, level, day)


def test_a_value_ends_the_day_before_the_next_of_its_level_starts() -> None:
    series = (
        Dated(valid_from=date(2010, 1, 1), value=50, clause="a"),
        Dated(valid_from=date(2015, 7, 1), value=60, clause="b", levels=("bachelor",)),
        Dated(valid_from=date(2020, 1, 1), value=None, clause="c"),
    )
    ends = {
        (row["level"], row["value"]): row["valid_before"]
        for row in dated_rows(series, ["bachelor", "associate"])
    }
    assert ends == {
        ("bachelor", 50): date(2015, 7, 1),
        ("bachelor", 60): date(2020, 1, 1),
        ("bachelor", None): None,
        ("associate", 50): date(2020, 1, 1),
        ("associate", None): None,
    }


# The cohort of 2024 is observed on 31 December 2024: 33 of 60 is 55 %. (line from its day on, result, reason, line)
CASES: list[tuple[dict[str, float | None], str, str | None, float | None]] = [
    ({"2024-12-30": 6000}, "fail", None, 6000),
    ({"2024-12-31": 6000}, "fail", None, 6000),
    ({"2025-01-01": 6000}, "no_result", "no_line_in_force", None),
    ({"2000-01-01": 6000, "2024-12-30": 5000}, "pass", None, 5000),
    ({"2000-01-01": 6000, "2024-12-31": 5000}, "pass", None, 5000),
    ({"2000-01-01": 6000, "2025-01-01": 5000}, "fail", None, 6000),
    ({"2000-01-01": 6000, "2024-12-31": None}, "no_result", "no_line_in_force", None),
    ({"2000-01-01": 6000, "2025-01-01": None}, "fail", None, 6000),
    ({"2000-01-01": 5499}, "pass", None, 5499),
    ({"2000-01-01": 5500}, "pass", None, 5500),
    ({"2000-01-01": 5501}, "fail", None, 5501),
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str | None, float | None]]:
    """What one cohort gets by the line of each case, each in a criterion of its own."""
    folder = tmp_path_factory.mktemp("dated")
    content = read_yaml(POLICY_DIR / "chongqing.yaml")
    model = content["criteria"]["low_employment"]
    for number, (values, *_) in enumerate(CASES):
        line = [{"valid_from": day, "value": value, "clause": "moe-2011-60"} for day, value in values.items()]
        content["criteria"][f"case_{number}"] = {**model, "line": line}
    (folder / "dated.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    rows = {"institution": [institution()], "major": [major("530302")], "employment": [cohort(2024, 60, 33)]}
    city = build_city(folder, rows, load_policy(folder / "dated.yaml"))
    sql = "select criterion_id, result, reason_code, line from marts.criterion_result where year = 2024"
    return {criterion: tuple(found) for criterion, *found in rows_of(city, sql)}


@pytest.mark.parametrize("case", range(len(CASES)), ids=[str(case[0]) for case in CASES])
def test_a_cohort_meets_the_line_of_the_day_it_is_observed(case: int, results: dict[str, tuple]) -> None:
    assert results[f"case_{case}"] == CASES[case][1:]


@pytest.mark.parametrize(
    ("published_on", "until"),
    [
        (date(1999, 12, 31), None),
        (date(2000, 1, 1), date(2000, 1, 16)),
        (date(2026, 11, 23), date(2026, 12, 8)),
    ],
)
def test_a_school_may_object_for_as_many_days_as_the_policy_gives(published_on, until):
    assert load_policy("chongqing").objections_until(published_on) == until
