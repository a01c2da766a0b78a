"""The SQL and a plain judge written from the method agree on random histories, judged in one batch."""

from __future__ import annotations

import random

import pytest

from tests.sql.city import build_city, cohort, institution, intake, major, rows_of
from tests.sql.rules.plain_judge import History, judge
from transforms.warehouse import load_policy

HISTORIES = 1500
YEARS = range(2014, 2026)
LENGTH = {"associate": 3, "bachelor": 4, "secondary": 3}


def random_history(rng: random.Random) -> History:
    """Histories lean on what is hard: rates round the line, small cohorts, gaps, zero intakes, exemptions."""
    level = rng.choice(sorted(LENGTH))
    size = rng.choice([4, 7, 10, 14, 19, 20, 21, 60])
    quality = rng.choice([0.3, 0.55, 0.6, 0.65, 0.8])
    first = rng.choice([2014, 2014, 2018, 2022])
    history = History(level, first, YEARS[-1], length=LENGTH[level], first_enrolment_of_city=2010)
    for year in range(first, YEARS[-1] + 1):
        if rng.random() < 0.75:
            graduates = max(1, size + rng.randint(-2, 2))
            history.cohorts[year] = (min(graduates, round(graduates * rng.gauss(quality, 0.12))), graduates)
        if rng.random() < 0.8:
            history.intake[year] = rng.choice([0, 0, 5, 40])
        if rng.random() < 0.04:
            history.exempt.add(year)
    history.cohorts = {y: (max(0, k), n) for y, (k, n) in history.cohorts.items()}
    seen = [*history.cohorts, *history.intake]
    history.first_year = min(seen, default=first)
    history.exempt = {year for year in history.exempt if year >= history.first_year}
    return history


def rows_for(number: int, history: History) -> dict[str, list[dict]]:
    where = {"institution_code": f"C{number:05}", "level": history.level, "code": history.level}
    cohorts = []
    for year, (numerator, denominator) in history.cohorts.items():
        if history.level == "secondary":
            counts = {"employed": denominator, "matched": numerator}
            cohorts.append(cohort(year, denominator, denominator, **where, **counts))
        else:
            cohorts.append(cohort(year, denominator, numerator, **where))
    program = {"catalogue_version": "vocational-2021", "major_code": history.level, "level": history.level}
    exempt = [
        program
        | {"institution_code": where["institution_code"], "reason": "listed"}
        | {"valid_from": _day(year, 1), "valid_to": _day(year, 12)}
        for year in history.exempt
    ]
    return {
        "institution": [institution(where["institution_code"])],
        "employment": cohorts,
        "enrolment": [intake(year, persons, **where) for year, persons in history.intake.items()],
        "exemption": exempt,
    }


def _day(year: int, month: int):
    import datetime

    return datetime.date(year, month, 1 if month == 1 else 31)


@pytest.mark.parametrize("seed", [162])
def test_sql_and_plain_judge_agree_on_every_year_of_every_history(tmp_path, seed):
    rng = random.Random(seed)
    policy = load_policy("chongqing")
    histories = [random_history(rng) for _ in range(HISTORIES)]
    histories = [history for history in histories if history.cohorts or history.intake]
    rows: dict[str, list[dict]] = {"major": [major(level, level=level) for level in LENGTH]}
    # a program of 2010 and 2025 sets the years of the city
    anchors = {"institution_code": "A", "code": "bachelor", "level": "bachelor"}
    rows["institution"] = [institution("A")]
    rows["employment"] = [cohort(2025, 50, 45, **anchors)]
    rows["enrolment"] = [intake(2010, 50, **anchors)]
    rows["exemption"] = []
    for number, history in enumerate(histories):
        for feed, own in rows_for(number, history).items():
            rows[feed] += own
    city = build_city(tmp_path, rows, policy)
    found = rows_of(
        city,
        "select institution_code, year, card, reason_code, years_counted, since_year from marts.verdict",
    )
    by_sql = {(code, year): tuple(rest) for code, year, *rest in found if code != "A"}
    by_hand = {
        (f"C{number:05}", year): verdict
        for number, history in enumerate(histories)
        for year, verdict in judge(history, policy).items()
    }
    differing = {key: (by_sql.get(key), by_hand.get(key)) for key in by_sql.keys() | by_hand.keys()}
    differing = {key: pair for key, pair in differing.items() if pair[0] != pair[1]}
    shown = [(key, pair, histories[int(key[0][1:])]) for key, pair in sorted(differing.items())[:5]]
    assert not differing, f"{len(differing)} of {len(by_sql)} verdicts differ: {shown}"
