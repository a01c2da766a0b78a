"""Facts put where deliveries land, judged by the real models: the SQL's side of the comparison."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from tests.golden.facts import City, Key, Life, Verdict
from transforms.connecting import create_table
from transforms.deliveries import REFUSED, feed_schema, load_contracts
from transforms.policy.policy import Policy
from transforms.policy.tables import register_policy
from transforms.warehouse.landing_tables import REASON, SOURCE_FILE
from transforms.warehouse.making import make_table, models_for
from transforms.warehouse.models import LAYERS, Model, find_models

FEEDS = (
    "institution",
    "major",
    "major_lineage",
    "employment",
    "enrolment",
    "indicator",
    "exemption",
    "decision",
)
PROGRAM = ("institution_code", "catalogue_version", "major_code", "level")
OF_LIVES = {
    "employment": (
        "cohort_year",
        "observation",
        "graduates",
        "placed",
        "employed",
        "matched",
        "employment_rate",
    ),
    "enrolment": ("enrolment_year", "planned", "admitted"),
    "indicator": ("year", "indicator", "value", "numerator", "denominator", "is_averaged"),
    "exemption": ("reason", "valid_from", "valid_to"),
    "decision": (
        "year",
        "decision",
        "decided_card",
        "decided_on",
        "until_date",
        "decided_by",
        "document_number",
    ),
}
LINEAGE = (
    "kind",
    "from_catalogue_version",
    "from_major_code",
    "to_catalogue_version",
    "to_major_code",
    "effective_year",
)
VERDICTS = """
select
    institution_code, catalogue_version, major_code, level, year,
    card, reason_code, years_counted, since_year, decided_card
from marts.verdict
"""


def judged_by_sql(city: City, policy: Policy, until: str = "marts.verdict") -> duckdb.DuckDBPyConnection:
    """A connection to the warehouse of a city, in memory, with a table and everything it is made from."""
    con = duckdb.connect()
    con.execute("set preserve_insertion_order = false")
    for schema in ("landing", *LAYERS):
        con.execute(f"create schema {schema}")
    land(con, city)
    register_policy(con, policy)
    create_table(con, "meta.run", [{"as_of": city.as_of}], pa.schema([("as_of", pa.date32())]))
    for model in _needed(until):
        make_table(con, model)
    return con


def verdicts_by_sql(city: City, policy: Policy) -> dict[tuple[Key, int], Verdict]:
    """(program, year) → verdict."""
    with judged_by_sql(city, policy) as con:
        rows = con.execute(VERDICTS).fetchall()
    return {
        ((school, catalogue, code, level), year): Verdict(*v)
        for school, catalogue, code, level, year, *v in rows
    }


@cache
def _needed(table: str) -> tuple[Model, ...]:
    """A table and what it is made from, in order."""
    return tuple(models_for([table], find_models()))


def land(con: duckdb.DuckDBPyConnection, city: City) -> None:
    columns = {feed: _columns(feed, city) for feed in FEEDS}
    for feed, contract in load_contracts().items():
        schema = feed_schema(contract).append(pa.field("_row_id", pa.string()))
        create_table(con, f"landing.{feed}", [], schema)
        rows = columns.get(feed)
        if rows:
            _insert(con, feed, schema, rows, city.deliveries)
    create_table(con, "landing.refused_row", [], REFUSED)
    create_table(con, "landing.reason", [], REASON)
    sources = [
        {"delivery_id": f"d{number}", "feed": feed, "file": feed, "received_on": city.as_of}
        for feed in FEEDS
        for number in range(city.deliveries)
    ]
    create_table(con, "landing.source_file", sources, SOURCE_FILE)


def _insert(
    con: duckdb.DuckDBPyConnection, feed: str, schema: pa.Schema, columns: dict[str, list], deliveries: int
) -> None:
    count = len(next(iter(columns.values())))
    columns |= {
        "_row_id": [f"{feed}{n}" for n in range(count)],
        "_row": list(range(1, count + 1)),
        "_delivery_id": [f"d{n % deliveries}" for n in range(count)],
        "_file": [feed] * count,
    }
    table = pa.table({name: pa.array(values, schema.field(name).type) for name, values in columns.items()})
    con.register("rows", table)
    con.execute(f"insert into landing.{feed} by name select * from rows")
    con.unregister("rows")


def _columns(feed: str, city: City) -> dict[str, list]:
    if feed == "institution":
        schools = sorted({life.school for life in city.lives})
        return {"institution_code": schools, "institution_name": [f"学校{code}" for code in schools]}
    if feed == "major":
        return _catalogue(city)
    if feed == "major_lineage":
        rows = [(s.kind, *(s.old or (None, None)), *(s.new or (None, None)), s.year) for s in city.lineage]
        return _turned(LINEAGE, rows)
    rows = [
        (life.school, life.catalogue, life.code, life.level, *row)
        for life in city.lives
        for row in _rows(feed, life)
    ]
    return _turned(PROGRAM + OF_LIVES[feed], rows)


def _catalogue(city: City) -> dict[str, list]:
    """Every entry that a life or a step of the lineage names; one that stands at several levels states none."""
    levels: dict[tuple[str, str], set[str]] = {}
    for life in city.lives:
        levels.setdefault(life.entry, set()).add(life.level)
    for step in city.lineage:
        for entry in (step.old, step.new):
            if entry:
                levels.setdefault(entry, set())
    rows = [
        (catalogue, code, f"专业{catalogue}{code}", next(iter(of)) if len(of) == 1 else None)
        for (catalogue, code), of in levels.items()
    ]
    return _turned(("catalogue_version", "major_code", "major_name", "level"), rows)


def _rows(feed: str, life: Life) -> Iterable[tuple[Any, ...]]:
    if feed == "employment":
        return (
            (year, seen, c.graduates, c.placed, c.employed, c.matched, c.rate)
            for (seen, year), c in life.cohorts.items()
        )
    if feed == "enrolment":
        return ((year, persons, persons) for year, persons in life.intake.items())
    if feed == "indicator":
        return (
            (year, name, r.value, r.numerator, r.denominator, r.averaged)
            for (name, year), r in life.readings.items()
        )
    if feed == "exemption":
        return ((e.reason, e.first, e.last) for e in life.exemptions)
    return (
        (d.year, d.decision, d.card, d.decided_on, d.until, "市教委", f"渝教〔2026〕{n}号")
        for n, d in enumerate(life.decisions)
    )


def _turned(names: tuple[str, ...], rows: list[tuple]) -> dict[str, list]:
    if not rows:
        return {}
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
