"""Random cities whose counts crowd around the limits of disclosure: 0 to 3, 18 to 22, whole less 0 to 3."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.sql.city import build_city, cohort, institution, intake, major
from transforms.disclosure import protect

CATALOGUES = {
    "secondary": "vocational-2021",
    "associate": "vocational-2021",
    "bachelor": "bachelor-2020",
    "postgraduate": "postgraduate-2022",
}
DISTRICTS = ("500101", "500102", "500103")
YEARS = range(2020, 2026)
Rows = dict[str, list[dict[str, Any]]]


def random_city(seed: int, schools: int = 7, majors: int = 3, levels: int = 2) -> Rows:
    """Feeds of one city; the same seed gives the same city."""
    chance = random.Random(seed)
    rows: Rows = {"institution": [], "major": [], "employment": [], "enrolment": []}
    for number in range(schools):
        rows["institution"].append(institution(f"I{number}", district_code=chance.choice(DISTRICTS)))
    for place, level in enumerate(chance.sample(sorted(CATALOGUES), levels)):
        codes = [f"{50 + place}{chance.randint(1, 2):02d}{number:02d}" for number in range(1, majors + 1)]
        rows["major"] += [major(code, catalogue=CATALOGUES[level], level=level) for code in codes]
        shares = {year: chance.choice((0.05, 0.15, 0.3, 0.7)) for year in YEARS}
        for school in chance.sample(range(schools), chance.randint((schools + 1) // 2, schools)):
            for code in codes:
                if chance.random() < 0.7:
                    _program(chance, rows, shares, code=code, institution_code=f"I{school}", level=level)
    return rows


def published(folder: Path, rows: Rows, previous: Path | None = None) -> tuple[Path, Path]:
    """The warehouse and the public file of a city, side by side. previous: the public file of the release before."""
    city = build_city(folder, rows)
    city.trace()
    city.checks()
    city.close()
    warehouse, public = folder / "warehouse.duckdb", folder / "public.duckdb"
    city.out_file.rename(warehouse)
    protect(warehouse, public, previous)
    return warehouse, public


def corrected(rows: Rows, seed: int, schools: int = 2, share: float = 0.3) -> Rows:
    """The same city with a share of the cohorts and intakes of a few schools delivered anew."""
    chance = random.Random(seed)
    names = chance.sample(sorted({row["institution_code"] for row in rows["employment"]}), schools)
    again = {feed: [dict(row) for row in delivered] for feed, delivered in rows.items()}
    for row in again["employment"]:
        if row["institution_code"] in names and chance.random() < share:
            row |= _cohort(chance, _size(chance, 0.5))
    for row in again["enrolment"]:
        if row["institution_code"] in names and chance.random() < share:
            persons = _size(chance, 0.5)
            row |= {"admitted": persons, "registered": persons, "planned": persons}
    return again


def _program(chance: random.Random, rows: Rows, shares: dict[int, float], **names: str) -> None:
    names["catalogue"] = CATALOGUES[names["level"]]
    is_small = chance.random() < 0.3
    for year in YEARS:
        if chance.random() < 0.05:
            continue
        share = 0.9 if is_small else shares[year]
        delivered = _cohort(chance, _size(chance, share))
        observation = "initial" if names["institution_code"] == "I0" else "year_end"
        rows["employment"].append(cohort(year, **delivered, observation=observation, **names))
        if observation == "year_end" and year == max(YEARS) and chance.random() < 0.3:
            rows["employment"].append(
                cohort(year, **_cohort(chance, _size(chance, share)), observation="initial", **names)
            )
        persons = _size(chance, share)
        registered = persons and max(persons - chance.choice((0, 0, 1, 2, 5)), 0)
        rows["enrolment"].append(
            intake(year, persons, registered=registered, **names)
            | {"planned": persons + chance.choice((0, 1, 2, 10))}
        )


def _size(chance: random.Random, share_of_small: float) -> int:
    if chance.random() < share_of_small:
        return chance.choice((0, 1, 2, 3, 5, 8, 12, 17, 18, 19))
    return chance.choice((20, 20, 21, 22, 25, 30, 40, 40, 60, 90))


def _part(chance: random.Random, whole: int) -> int:
    """Near one of its ends, or anywhere."""
    near = (
        0,
        1,
        2,
        3,
        whole,
        whole - 1,
        whole - 2,
        whole - 3,
        chance.randint(0, whole),
        chance.randint(0, whole),
    )
    return min(max(chance.choice(near), 0), whole)


def _most(chance: random.Random, whole: int) -> int:
    """Most of the whole, as in life, or near an end."""
    return round(whole * chance.uniform(0.6, 0.95)) if chance.random() < 0.5 else _part(chance, whole)


def _cohort(chance: random.Random, graduates: int) -> dict[str, Any]:
    placed = _most(chance, graduates)
    employed = _most(chance, placed)
    contract = _most(chance, employed)
    freelance = _part(chance, employed - contract)
    counts: dict[str, Any] = {
        "graduates": graduates,
        "placed": placed,
        "employed": employed,
        "matched": _most(chance, employed),
        "contract": contract,
        "freelance": freelance,
        "self_employed": employed - contract - freelance,
        "in_house": _part(chance, contract),
        "further_study": placed - employed,
    }
    for missing in _missing(chance):
        counts[missing] = None
    return counts


def _missing(chance: random.Random) -> Iterator[str]:
    """What was not delivered: mostly nothing."""
    for part, share in (
        ("in_house", 0.2),
        ("freelance", 0.05),
        ("contract", 0.05),
        ("matched", 0.05),
        ("employed", 0.03),
    ):
        if chance.random() < share:
            yield part
