"""Match 1.39 million rows of real graduates with the openings of occupations: python -m tests.bench.us_matching.

Completions 2020–2024 of every institution of the United States (IPEDS) through the ingest, the official crosswalk of
fields and occupations at equal weights, yearly openings 2024–34 of the Bureau of Labor Statistics as demand. The data
lie in ../shared/data or where MAJORWATCH_SHARED_DATA says. Only the tables of matching are made, no reports. Prints
what was read, what was matched and what is left over; ends with an error where anything is not conserved.
"""

from __future__ import annotations

import csv
import datetime
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from transforms.deliveries import CATALOGUE_FEEDS, Catalogues, Landed, discover, land, load_contracts
from transforms.warehouse import Build, load_policy
from transforms.warehouse.build import run_all
from transforms.warehouse.making import models_for
from transforms.warehouse.models import find_models

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MAJORWATCH_SHARED_DATA", ROOT.parent / "shared" / "data"))
REAL = ROOT / "tests" / "real"
AWARDS = ("01", "02", "03", "04", "05", "06", "07", "08", "17", "18", "19", "20", "21")
SOC = "soc-2018"
AS_OF = datetime.date(2026, 11, 23)
WANTED = ("marts.industry_match", "marts.major_match", "marts.structure_match")
FIGURES = {
    "graduates by year, as matched": """
        select year, sum(supply) from core.supply where level = 'all' and region_code = 'US' group by 1 order by 1
    """,
    "rows of completions, and their graduates": """
        select row_status, reason_code, count(*), sum(graduates) from staging.employment group by 1, 2 order by 1, 2
    """,
    "2024: supply mapped, unmapped, openings, openings nobody supplies, ratio, matching degree": """
        select total_supply, unmapped_supply, total_demand, unmatched_demand, supply_demand_ratio, matching_degree
        from marts.structure_match where year = 2024 and level = 'all' and demand_basis = 'openings'
    """,
    "openings allocated to fields, left over, published": """
        select
            sum(allocated_demand) filter (where not is_residual), sum(allocated_demand) filter (where is_residual),
            (select sum(demand) from core.stated_demand where demand_basis = 'openings')
        from marts.major_match
        where year = 2024 and level = 'all' and demand_basis = 'openings' and major_scope = 'major'
    """,
    "occupation groups: openings per graduate": """
        select left(industry_code, 2) as occupations, sum(demand), sum(supply), sum(demand) / nullif(sum(supply), 0)
        from marts.industry_match
        where year = 2024 and level = 'all' and demand_basis = 'openings' and not is_residual
        group by 1 order by 1
    """,
    "fields: openings per graduate": """
        select left(major_scope_code, 2) as fields, sum(supply), sum(allocated_demand),
            sum(allocated_demand) / nullif(sum(supply), 0)
        from marts.major_match
        where year = 2024 and level = 'all' and demand_basis = 'openings' and major_scope = 'major' and not is_residual
        group by 1 order by sum(supply) desc
    """,
}


def main() -> None:
    """Land, build, print."""
    with tempfile.TemporaryDirectory() as folder:
        _, build = country(Path(folder))
        for title, sql in FIGURES.items():
            print(f"\n{title}")
            for row in build.con.execute(sql).fetchall():
                print("  " + " | ".join(_shown(cell) for cell in row))
        refuse_loss(build)


def country(folder: Path) -> tuple[list[Landed], Build]:
    """Land everything and make the tables of matching, telling how long it takes; the warehouse is open."""
    raw, out = folder / "raw", folder / "out"
    write_catalogues(raw, SHARED / "us-labour")
    own = [root / name for name in ("us-ipeds-completions", "us-labour") for root in (REAL, SHARED)]
    started = time.perf_counter()
    landed = _land([raw, *own], out)
    rows = sum(item.rows_read for item in landed)
    print(f"landed {rows:,} rows in {time.perf_counter() - started:.0f} s")
    started = time.perf_counter()
    build = _built(landed, out)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"matched in {time.perf_counter() - started:.0f} s, {most:.1f} GiB at most")
    return landed, build


def _built(landed: list[Landed], out: Path) -> Build:
    """The tables of matching and what they are made from, open."""
    policy = load_policy("chongqing").model_copy(
        update={"region_code": "US", "crosswalk_source": "equal", "demand_basis": "openings"}
    )
    own = models_for(WANTED, find_models())
    build = Build(out / "us.duckdb", out, policy, AS_OF, landed, "bench", models=own)
    run_all(build)
    return build


def _shown(cell: object) -> str:
    return f"{cell:,.2f}" if isinstance(cell, float) else str(cell)


def write_catalogues(raw: Path, labour: Path) -> None:
    """From the two workbooks: fields of each award as majors, their crosswalk, occupations as industries."""
    pairs = _sheet(labour / "cip_soc_crosswalk.xlsx", "CIP-SOC")
    pairs = [row for row in pairs[1:] if row[0] != "99.9999"]
    fields = {str(row[0]): str(row[1]) for row in pairs}
    table = _sheet(labour / "occupation_2024-2034.xlsx", "Table 1.10")
    occupations = {str(row[1]): str(row[0]).strip() for row in table[2:] if row[2] == "Line item"}
    occupations |= {
        str(row[2]): str(row[3]) for row in pairs if str(row[2]) not in occupations and row[2] != "99-9999"
    }
    versions = [f"cip2020-{award}" for award in AWARDS]
    _write(
        raw / "major" / "fields.csv",
        ("catalogue_version", "major_code", "major_name", "level"),
        [(version, code, name, "all") for version in versions for code, name in fields.items()],
    )
    _write(
        raw / "industry" / "occupations.csv",
        ("industry_classification", "industry_code", "industry_name", "granularity"),
        [(SOC, code, name, "class") for code, name in sorted(occupations.items())],
    )
    _write(
        raw / "crosswalk" / "pairs.csv",
        (
            "crosswalk_source",
            "catalogue_version",
            "major_scope",
            "major_scope_code",
            "industry_classification",
            "industry_code",
            "weight",
        ),
        [
            ("equal", version, "major", str(row[0]), SOC, "" if row[2] == "99-9999" else str(row[2]), 1)
            for version in versions
            for row in pairs
        ],
    )


def refuse_loss(build: Build) -> None:
    """Errors: SystemExit where supply or demand is not conserved to 1e-9."""
    [(supplied, matched, demanded, allocated)] = build.con.execute(
        """
        with world as (
            select total_supply + unmapped_supply as supply, total_demand as demand
            from marts.structure_match where year = 2024 and level = 'all' and demand_basis = 'openings'
        )
        select
            (select sum(supply) from core.supply where year = 2024 and level = 'all' and region_code = 'US'),
            (select supply from world), (select demand from world),
            (select sum(allocated_demand) from marts.major_match
             where year = 2024 and level = 'all' and demand_basis = 'openings' and major_scope = 'major')
        """
    ).fetchall()
    for name, whole, parts in (("supply", supplied, matched), ("demand", demanded, allocated)):
        off = abs(whole - parts) / whole
        print(f"\n{name}: {whole:,.3f} in all, {parts:,.3f} in parts, {off:.1e} apart")
        if off > 1e-9:
            raise SystemExit(f"{name} is not conserved")


def _land(folders: list[Path], out: Path) -> list[Landed]:
    found = discover(folders).deliveries
    ordered = sorted(found, key=lambda item: not set(item.feeds) & set(CATALOGUE_FEEDS))
    return [item for one in ordered for item in land(one, load_contracts(), Catalogues(), out)]


def _sheet(workbook: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name(name).to_python()


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])


if __name__ == "__main__":
    main()
