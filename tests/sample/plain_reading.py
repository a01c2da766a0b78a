"""The tidy city read in the plainest way, and judged by a few lines written from method.md alone.

It shares nothing with the landing code, the SQL or the maker's story letters, so that truth and
deliveries are compared by a third party.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from transforms.yaml_text import read_yaml

CONTRACTS = Path(__file__).parents[2] / "transforms" / "deliveries" / "mapping" / "contracts"
LENGTH = {"secondary": 3, "associate": 3, "vocational_bachelor": 4, "bachelor": 4, "postgraduate": 3}
MINIMUM, WINDOWS = 20, (1, 2, 3)
CARDS = {0: "none", 1: "yellow", 2: "orange"}
Row = dict[str, Any]


def read(folder: Path, feed: str) -> list[Row]:
    """Rows of a feed, columns named as in the contract, later deliveries last."""
    names = {alias: column for column, facts in columns_of(feed).items() for alias in aliases_of(facts)}
    rows: list[Row] = []
    for path in sorted((folder / feed).glob("*[vx]"), key=lambda path: _source(path)["delivered_on"]):
        source = _source(path)
        header, *lines = _lines(path)
        columns = [names[word] for word in header]
        for line in lines:
            if line[0] != "合计" and not str(line[0]).startswith("注"):
                rows.append(dict(zip(columns, line, strict=True)) | source.get("constants", {}))
    return rows


@cache
def columns_of(feed: str) -> dict[str, dict[str, Any]]:
    """Columns of a contract, as its file states them."""
    return read_yaml(CONTRACTS / f"{feed}.yaml")["columns"]


def aliases_of(facts: dict[str, Any]) -> list[str]:
    return [facts["label"]["zh"], *facts.get("aliases", [])]


def _source(path: Path) -> dict[str, Any]:
    return read_yaml(path.with_name(path.name + ".source.yaml"))


def _lines(path: Path) -> list[list[Any]]:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    encoding = "gb18030" if "中等职业学校毕业生" in path.name else "utf-8-sig"
    return list(csv.reader(path.read_text(encoding=encoding).splitlines()))


def level_of(word: str) -> str:
    levels = columns_of("enrolment")["level"]["values"]
    return next(level for level, words in levels.items() if word in words)


class Catalogue:
    """Which entry a delivered code means, and which it carries on as."""

    def __init__(self, folder: Path):
        # the same six digits stand for other majors in another catalogue; the name tells them apart
        self.entries: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for row in read(folder, "major"):
            self.entries[row["major_code"], row["major_name"], level_of(row["level"])].append(
                row["catalogue_version"]
            )
        one_to_one = ("更名", "保留", "归属调整")
        self.steps = {
            (row["from_catalogue_version"], row["from_major_code"]): (
                row["to_catalogue_version"],
                row["to_major_code"],
            )
            for row in read(folder, "major_lineage")
            if row["kind"] in one_to_one
        }
        self.controlled = {
            (row["catalogue_version"], row["major_code"])
            for row in read(folder, "major")
            if row["is_controlled"] == "是"
        }

    def program(self, row: Row) -> tuple[str, str, str, str]:
        level = level_of(row["level"])
        versions = self.entries[row["major_code"], row["major_name"], level]
        assert len(versions) == 1, f"{row['major_code']} {row['major_name']} is ambiguous at {level}"
        entry = (row.get("catalogue_version") or versions[0], row["major_code"])
        return (row["institution_code"], *self.steps.get(entry, entry), level)


def judge(folder: Path, year: int) -> dict[tuple[str, str, str, str], tuple[str, str, int | None]]:
    """Card, result of the employment criterion and years counted, of every program."""
    catalogue = Catalogue(folder)
    intake: dict[Any, dict[int, int]] = defaultdict(dict)
    for row in read(folder, "enrolment"):
        intake[catalogue.program(row)][int(row["enrolment_year"])] = int(row["registered"])
    parts: dict[Any, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in read(folder, "employment"):
        if row["observation"] == "year_end" and int(row["placed"]) <= int(row["graduates"]):
            program = catalogue.program(row)
            measure = ("matched", "employed") if program[3] == "secondary" else ("placed", "graduates")
            parts[program][int(row["cohort_year"])] = (int(row[measure[0]]), int(row[measure[1]]))
    exempt: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for row in read(folder, "exemption"):
        entry = (row["catalogue_version"], row["major_code"], level_of(row["level"]))
        exempt[row["institution_code"] or None, *entry].append((str(row["valid_from"]), str(row["valid_to"])))
    return {
        program: _verdict(program, intake[program], parts[program], exempt, year)
        for program in set(intake) | set(parts)
    }


def _verdict(
    program: tuple[str, ...],
    intake: dict[int, int],
    parts: dict[int, tuple[int, int]],
    exempt: Any,
    year: int,
) -> tuple[str, str, int | None]:
    spans = exempt[program] + exempt[None, *program[1:]]

    def is_exempt(y: int) -> bool:
        return any(first[:10] <= f"{y}-12-31" <= last[:10] for first, last in spans)

    if is_exempt(year):
        return "not_judged", "exempt", None
    results = _results({y: part for y, part in parts.items() if not is_exempt(y)})
    result = _result_of(results, parts, intake, LENGTH[program[3]], year)
    if all(intake.get(y) == 0 for y in range(year - 4, year + 1)):
        return "exit", result, 5
    if not results:
        return "not_judged", result, None
    run = passes = red = 0
    previous = None
    for y, (fails, covers_from) in sorted(results.items()):
        if fails:
            run, passes = (run + 1 if previous == covers_from - 1 else 1), 0
            red = run if run >= 3 else red
        else:
            run, passes = 0, passes + 1
            red = 0 if passes >= 2 else red
        previous = y
    if red > run:
        return "red", result, red
    if run or max(results) == year:
        return CARDS.get(run, "red"), result, run or None
    return "not_judged", result, None


def _results(parts: dict[int, tuple[int, int]]) -> dict[int, tuple[bool, int]]:
    """Year → fails, and the first year its cohort covers; no cohort is used twice."""
    results: dict[int, tuple[bool, int]] = {}
    used = 0
    for y in sorted(parts):
        for window in WINDOWS:
            years = [z for z in range(y - window + 1, y + 1) if z in parts]
            over, under = (sum(parts[z][i] for z in years) for i in (0, 1))
            if under >= MINIMUM and y - window + 1 > used:
                results[y] = (100 * over < 60 * under, y - window + 1)
                used = y
                break
    return results


def _result_of(results: Any, parts: Any, intake: dict[int, int], length: int, year: int) -> str:
    if year in results:
        return "fail" if results[year][0] else "pass"
    if year in parts:
        return "no_result"
    return "missing" if intake.get(year - length) else "not_offered"
