"""Random cities of a few schools in which much is withheld: small cohorts, small parts, intakes, industries of few."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from tests.reports.city import demand
from tests.sql.city import CATALOGUE, SmallCity, build_city, cohort, institution, intake, major
from transforms.disclosure.facts import Key

Rows = dict[str, list[dict[str, Any]]]
MAJORS = ("530302", "530701", "510201", "510203", "520201", "520301")
SCHOOLS = tuple(f"S{number}" for number in range(1, 9))
YEARS = range(2021, 2026)
SIZES = (0, 4, 7, 9, 11, 13, 18, 19, 20, 24, 31, 40, 66, 120)
INDUSTRIES = "CDFILQR"
LEVEL = "associate"


def random_rows(seed: int, schools: int = len(SCHOOLS)) -> Rows:
    """What was delivered of a city, the same for the same seed."""
    random = Random(seed)
    programs = [(school, code) for school in SCHOOLS[:schools] for code in MAJORS if random.random() < 0.8]
    cohorts = [
        row
        for school, code in programs
        for size, quality in [(random.choice(SIZES), random.choice((0.3, 0.55, 0.6, 0.7, 0.9, 0.98)))]
        for year in YEARS
        if random.random() < 0.95
        for row in [_cohort(random, school, code, year, size, quality)]
    ]
    return {
        "institution": [institution(code) for code in SCHOOLS[:schools]],
        "major": [major(code) for code in MAJORS],
        "employment": cohorts,
        "enrolment": [
            intake(year, random.choice((0, 3, 12, 19, 25, 40, 60)), code, school, planned=45)
            for school, code in programs
            for year in YEARS
        ],
        "employer_industry": _employers(random, cohorts),
        **demand(),
    }


def corrected(rows: Rows, seed: int) -> Rows:
    """The same city a delivery later: some cohorts of some schools, and some intakes, were restated."""
    random = Random(-seed)

    def restated(row: dict[str, Any], name: str) -> dict[str, Any]:
        if random.random() > 0.1:
            return row
        more = random.choice((1, 1, 2))
        return row | {name: row[name] + more, "_delivery": "second"}

    return rows | {
        "employment": [restated(row, "graduates") for row in rows["employment"]],
        "enrolment": [restated(row, "admitted") for row in rows["enrolment"]],
    }


def redrawn(rows: Rows, counts: dict[Key, int]) -> Rows:
    """Deliveries of a city in which withheld counts are other ones."""

    def drawn(row: dict[str, Any], cell: tuple[Any, ...], names: dict[str, str]) -> dict[str, Any]:
        found = {
            name: counts[(*cell, LEVEL, measure)]
            for measure, name in names.items()
            if (*cell, LEVEL, measure) in counts
        }
        return row | found

    def program(row: dict[str, Any]) -> str:
        return f"{row['institution_code']}.{CATALOGUE}.{row['major_code']}.{LEVEL}"

    parts = ("graduates", "placed", "employed", "matched", "contract", "freelance", "in_house")
    return rows | {
        "employment": [
            drawn(
                row,
                ("cohort", program(row), row["cohort_year"], row["observation"], ""),
                dict(zip(parts, parts, strict=True)),
            )
            for row in rows["employment"]
        ],
        "enrolment": [
            drawn(row, ("intake", program(row), row["enrolment_year"], "", ""), {"graduates": "admitted"})
            for row in rows["enrolment"]
        ],
        "employer_industry": [
            drawn(
                row,
                (
                    "employer",
                    f"{CATALOGUE}.{row['major_code']}",
                    row["cohort_year"],
                    row["industry_classification"],
                    row["industry_code"],
                ),
                {"graduates": "employed", "placed": "matched"},
            )
            for row in rows["employer_industry"]
        ],
    }


def built(folder: Path, rows: Rows, policy: str = "chongqing") -> Path:
    """The warehouse of a city, with its checks."""
    folder.mkdir(parents=True)
    city: SmallCity = build_city(folder, rows, policy)
    city.trace()
    city.checks()
    city.close()
    return (folder / "city.duckdb").rename(folder / "warehouse.duckdb")


def _cohort(random: Random, school: str, code: str, year: int, size: int, quality: float) -> dict[str, Any]:
    graduates = max(0, size + random.choice((-1, 0, 0, 1)))

    def part(whole: int, share: float) -> int:
        near = random.choice((whole, whole - 1, whole - 2, 1, 2)) if random.random() < 0.15 else None
        return min(max(round(random.gauss(share, 0.1) * whole) if near is None else near, 0), whole)

    placed = part(graduates, quality)
    employed = part(placed, 0.85)
    contract = part(employed, 0.7)
    return cohort(
        year,
        graduates,
        placed,
        code,
        school,
        employed=employed,
        matched=part(employed, 0.6),
        contract=contract,
        freelance=part(employed - contract, 0.5),
        in_house=part(contract, 0.1),
    )


def _employers(random: Random, cohorts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The employed of each major and year by industry: they add up to what its cohorts say."""
    rows = []
    for code in MAJORS:
        for year in YEARS:
            own = [row for row in cohorts if (row["major_code"], row["cohort_year"]) == (code, year)]
            employed, matched = (sum(row[name] for row in own) for name in ("employed", "matched"))
            at = [random.choice(INDUSTRIES[:4] * 4 + INDUSTRIES) for _ in range(employed)]
            for industry in sorted(set(at)):
                count = at.count(industry)
                share = min(count, round(matched * count / employed), matched)
                rows.append(
                    {"catalogue_version": CATALOGUE, "major_code": code, "level": LEVEL, "cohort_year": year}
                    | {"industry_classification": "gbt4754-2017", "industry_code": industry}
                    | {"employed": count, "matched": share}
                )
    return rows
