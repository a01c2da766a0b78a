"""What the commission reports of itself: progress towards the policy's targets, and what its disciplines carry."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from transforms.sample.programs import Program
from transforms.sample.tables import LEVEL_WORDS, Table, form
from transforms.yaml_text import read_yaml

TARGETS_FILE = Path(__file__).parent / "targets.yaml"
COMMISSION = "合成样例·市教育委员会"
# every third discipline carries a national task, every second a school–enterprise programme
CARRIED = {"national_strategic_task": 3, "school_enterprise_programme": 2}


def target_table(last: int) -> Table:
    """Values to reach, and those reached up to the newest year."""
    headers = form("target")
    rows: list[tuple[Any, ...]] = []
    for target in read_yaml(TARGETS_FILE)["targets"]:
        reached = {year: value for year, value in target["reached"].items() if year <= last}
        for year in sorted({*target["due"], *reached}):
            values = (target["due"].get(year), reached.get(year), target["unit"])
            rows.append((target["code"], target["name"], target["clause"], year, *values))
    path, title = "target/产教融合目标任务进展.xlsx", "产教融合目标任务进展"
    return Table("target", path, title, COMMISSION, date(last + 1, 1, 30), headers, rows)


def indicator_table(programs: list[Program], last: int) -> Table:
    """Postgraduate disciplines that carry a national strategic task or a school–enterprise programme."""
    headers = form("indicator")
    disciplines = [p for p in programs if p.level == "postgraduate" and p.first_intake is None]
    rows = [
        (
            program.institution.institution_code,
            program.institution.institution_name,
            program.major.catalogue_version,
            program.major.major_code,
            program.major.major_name,
            LEVEL_WORDS[program.level],
            last,
            indicator,
            1,
        )
        for indicator, every in CARRIED.items()
        for program in disciplines[::every]
    ]
    path, title = "indicator/研究生学科承担任务情况.xlsx", "研究生学科承担国家重大战略任务和校企协同育人情况"
    return Table("indicator", path, title, COMMISSION, date(last, 11, 30), headers, rows)
