"""A million program-years judged under every preset, beside a bare scan of the tables they are judged from.

Deliveries are landed and made into programs before the clock starts: what is measured is the rules, the intervals
beside them, and the table of verdicts that readers open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import duckdb
import pyarrow as pa

from tests.bench.frame import Bench, Measured, measure
from transforms.connecting import create_table
from transforms.deliveries import REFUSED, feed_schema, load_contracts
from transforms.policy.policy import METHOD_FILE, POLICY_DIR
from transforms.policy.tables import register_policy
from transforms.warehouse import Policy, load_policy
from transforms.warehouse.landing_tables import REASON, SOURCE_FILE
from transforms.warehouse.making import make_table, models_for
from transforms.warehouse.models import LAYERS, Model, find_models

PROGRAM_YEARS, YEARS, TIMES = 1_000_000, 10, 3
LAST_YEAR = 2025
PRESETS = sorted(path.stem for path in POLICY_DIR.glob("*.yaml") if path != METHOD_FILE)
FEEDS = ("institution", "major", "employment", "enrolment", "indicator")
# programs, 200 majors a school, at the levels that the policy judges; hash() stands in for chance
PROGRAMS = """
create table program as
select
    p,
    lpad(cast(p // 200 as varchar), 10, '4') as institution_code,
    'c' || (p % len($levels)) as catalogue_version,
    lpad(cast(p % 200 as varchar), 6, '5') as major_code,
    $levels[1 + p % len($levels)] as level,
    [8, 15, 30, 30, 60, 100][1 + cast(hash(p, 'size') % 6 as bigint)] as size,
    [40, 55, 60, 70, 85, 95][1 + cast(hash(p, 'quality') % 6 as bigint)] as quality
from range($programs) as programs (p)
"""
PROGRAM_YEAR = """
create table program_year as
select
    program.*,
    year,
    greatest(1, size + cast(hash(p, year, 'graduates') % 11 as integer) - 5) as graduates,
    greatest(0, least(100, quality + cast(hash(p, year, 'placed') % 31 as integer) - 15)) as percent,
    cast([0, 30, 48, 49, 50, 51, 60][1 + cast(hash(p, year, 'intake') % 7 as bigint)] as integer) as intake,
    hash(p, year, 'missing') % 20 > 0 as is_delivered,
    '_' as _delivery_id, 'f' as _file, p as _row
from program
cross join range($first_year, $last_year + 1) as years (year)
"""
LANDED = {
    "institution": "select distinct institution_code, institution_code as institution_name, '_' as _delivery_id, "
    "'f' as _file, 1 as _row, institution_code as _row_id from program",
    "major": "select distinct catalogue_version, major_code, major_code as major_name, level, '_' as _delivery_id, "
    "'f' as _file, 1 as _row, catalogue_version || major_code as _row_id from program",
    "employment": "select institution_code, catalogue_version, major_code, level, year as cohort_year, "
    "seen as observation, graduates, graduates * percent // 100 as placed, graduates as employed, "
    "graduates * percent // 100 as matched, _delivery_id, _file, _row, concat_ws('e', seen, p, year) as _row_id "
    "from program_year cross join unnest($observations) as observations (seen) where is_delivered",
    "enrolment": "select institution_code, catalogue_version, major_code, level, year as enrolment_year, "
    "intake as planned, intake as admitted, _delivery_id, _file, _row, concat_ws('n', p, year) as _row_id "
    "from program_year",
}
READINGS = """
insert into landing.indicator by name
select
    institution_code, catalogue_version, major_code, level, year, $indicator as indicator,
    case when $is_share then cast(40 * percent // 100 as double) end as numerator,
    case when $is_share then 40.0 else 35.0 end as denominator,
    case when not $is_share then $line * (0.5 + percent / 100.0) end as value,
    _delivery_id, _file, _row, concat_ws('i', $indicator, p, year) as _row_id
from program_year where is_delivered
"""
SCANS = ("select max(columns(*)) from core.program_spine", "select max(columns(*)) from core.record")


def rows() -> Iterator[Measured]:
    """One row per preset."""
    for preset in PRESETS:
        policy = load_policy(preset)
        with duckdb.connect() as con:
            bare, ours = partial(_scan, con), partial(_judge, con, _prepared(con, policy))
            [(judged,)] = con.execute("select count(*) from core.program_spine").fetchall()
            yield measure(f"{preset}: {judged:,} program-years", bare, ours, times=TIMES)


def _scan(con: duckdb.DuckDBPyConnection) -> None:
    for sql in SCANS:
        con.execute(sql).fetchall()


def _judge(con: duckdb.DuckDBPyConnection, models: list[Model]) -> None:
    for model in models:
        con.execute(f"create or replace table {model.table} as {model.sql}")


def _prepared(con: duckdb.DuckDBPyConnection, policy: Policy) -> list[Model]:
    """Land a city, make its programs, and return the models that judge them, in order."""
    for schema in ("landing", *LAYERS):
        con.execute(f"create schema {schema}")
    register_policy(con, policy)
    create_table(con, "meta.run", [{"as_of": date(2026, 11, 23)}], pa.schema([("as_of", pa.date32())]))
    _land(con, policy)
    needed = models_for(["marts.verdict"], find_models())
    judging = [model for model in needed if _is_judging(model)]
    for model in needed:
        if model not in judging:
            make_table(con, model)
    return judging


def _is_judging(model: Model) -> bool:
    return model.schema in ("rules", "marts") or any(name.startswith("policy.") for name in model.reads)


def _land(con: duckdb.DuckDBPyConnection, policy: Policy) -> None:
    for feed, contract in load_contracts().items():
        create_table(
            con, f"landing.{feed}", [], feed_schema(contract).append(pa.field("_row_id", pa.string()))
        )
    create_table(con, "landing.refused_row", [], REFUSED)
    create_table(con, "landing.reason", [], REASON)
    sources = [{"delivery_id": "_", "feed": feed, "received_on": date(2026, 1, 1)} for feed in FEEDS]
    create_table(con, "landing.source_file", sources, SOURCE_FILE)
    criteria = policy.criteria.values()
    levels = sorted({level for criterion in criteria for level in criterion.levels})
    con.execute(PROGRAMS, {"levels": levels, "programs": PROGRAM_YEARS // YEARS})
    con.execute(PROGRAM_YEAR, {"first_year": LAST_YEAR - YEARS + 1, "last_year": LAST_YEAR})
    seen = sorted({criterion.observation or "year_end" for criterion in criteria})
    for feed, sql in LANDED.items():
        parameters = {"observations": seen} if "$observations" in sql else {}
        con.execute(f"insert into landing.{feed} by name {sql}", parameters)
    for criterion in criteria:
        if criterion.indicator in policy.indicators and criterion.line[-1].value is not None:
            reading = {"indicator": criterion.indicator, "line": criterion.line[-1].value}
            con.execute(READINGS, reading | {"is_share": criterion.unit == "bp"})


BENCH = Bench(
    "verdicts",
    "A million program-years judged, beside a bare scan of core.program_spine and core.record.",
    rows,
)
