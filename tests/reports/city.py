"""A city of thirty programs for the reports: stories told as rates, judged by the real models and policy."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.sql.city import SmallCity, institution, major
from transforms.disclosure import protect
from transforms.warehouse import load_policy

AS_OF = datetime.date(2026, 4, 1)
YEARS = range(2018, 2026)
BACHELOR = "bachelor-2020"
VOCATIONAL = "vocational-2021"
SOUND = (0.82, 0.85, 0.84, 0.88, 0.86, 0.87, 0.9, 0.91)


@dataclass(frozen=True)
class Program:
    """A program with the share placed in each year; None is a year without delivery."""

    school: str
    level: str
    code: str
    name: str
    rates: tuple[float | None, ...] = SOUND
    graduates: int = 86
    intake: int | None = 80

    @property
    def key(self) -> dict[str, Any]:
        catalogue = BACHELOR if self.level == "bachelor" else VOCATIONAL
        return {
            "institution_code": self.school,
            "catalogue_version": catalogue,
            "major_code": self.code,
            "level": self.level,
        }


def ending(*last: float | None) -> tuple[float | None, ...]:
    """A sound record that ends with the given rates."""
    return (*SOUND[: len(YEARS) - len(last)], *last)


SCHOOLS = {
    "I1": "江北职业技术学院",
    "I2": "两江工程大学",
    "I3": "嘉陵师范学院",
    "I4": "巴渝医药高等专科学校",
    "I5": "缙云信息职业学院",
    "I6": "南山艺术学院",
}
SOUND_MAJORS = [
    ("associate", "530302", "大数据与会计"),
    ("associate", "510201", "计算机应用技术"),
    ("associate", "520201", "护理"),
    ("bachelor", "080901", "计算机科学与技术"),
    ("bachelor", "120203K", "会计学"),
]
RED = Program("I1", "associate", "530701", "电子商务", ending(0.521, 0.55, 0.493), 73, 60)
STORIES = (
    RED,
    Program("I2", "bachelor", "130502", "视觉传达设计", ending(0.59, 0.41, 0.38), 128, 120),
    Program("I3", "bachelor", "050201", "英语", ending(0.8, 0.58, 0.552), 41, 45),
    Program("I4", "associate", "520301", "药学", ending(0.52, 0.56), 66, 70),
    Program("I5", "associate", "510203", "软件技术", ending(0.571), 95, 100),
    Program("I6", "bachelor", "130310", "动画", ending(0.59, None), 34, 30),
    Program("I6", "bachelor", "130202", "音乐学", ending(0.5, 0.4, 0.42, 0.71), 52, 40),
    Program("I5", "associate", "440301", "建筑工程技术", (None,) * len(YEARS), 0, 0),
    Program("I4", "associate", "520417", "中医养生保健", ending(0.4), 4, 20),
    Program("I5", "associate", "510209", "人工智能技术应用", ending(None), 60, 90),
    Program("I6", "bachelor", "130101", "艺术史论", ending(0.5), 40, 25),
)
PROGRAMS = (*(Program(school, *sound) for school in ("I1", "I2", "I3") for sound in SOUND_MAJORS), *STORIES)
HOSTILE = {
    "H1": ("<script>alert('x')</script>学院", '=cmd|"/c calc"!A0'),
    "H2": ('#eval("1+1") $x$ *粗* _斜_ @ref //注', "`a` \\ # & \u202e反转\u0007"),
    "H3": ("𠮷野家😀职业学院", "烹饪与营养"),
}
HOSTILE_PROGRAMS = tuple(
    replace(RED, school=school, code=f"54020{place}", name=name)
    for place, (school, (_, name)) in enumerate(HOSTILE.items())
)
GBT = {"industry_classification": "gbt4754-2017"}
INDUSTRIES = {
    "C": ("制造业", 900),
    "D": ("电力、热力、燃气及水生产和供应业", 40),
    "F": ("批发和零售业", 420),
    "I": ("信息传输、软件和信息技术服务业", 700),
    "L": ("租赁和商务服务业", 500),
    "Q": ("卫生和社会工作", 600),
    "R": ("文化、体育和娱乐业", 90),
}
WEIGHTS = {"53": {"F": 0.5, "L": 0.5}, "51": {"I": 0.9, "C": 0.1}, "52": {"Q": 1.0}}


@dataclass
class ReportCity(SmallCity):
    is_synthetic: bool = True

    def _comment(self) -> None:
        """Comments on columns are no matter of the reports, and take longer than the rest."""

    def run_row(self) -> dict[str, Any]:
        return super().run_row() | {"is_synthetic": self.is_synthetic}


def employment(programs: Iterable[Program]) -> list[dict[str, Any]]:
    return [
        program.key
        | {"cohort_year": year, "observation": "year_end", "graduates": program.graduates}
        | {"placed": round(rate * program.graduates)}
        for program in programs
        for year, rate in zip(YEARS, program.rates, strict=True)
        if rate is not None
    ]


def enrolment(programs: Iterable[Program]) -> list[dict[str, Any]]:
    return [
        program.key | {"enrolment_year": year, "planned": program.intake, "admitted": program.intake}
        for program in programs
        for year in YEARS
    ]


def demand() -> dict[str, list[dict[str, Any]]]:
    """Industries, vacancies that shift to software year by year, and an expert crosswalk."""
    region = {"region_code": "500000"}
    return {
        "industry": [
            GBT | {"industry_code": code, "industry_name": name, "granularity": "section"}
            for code, (name, _) in INDUSTRIES.items()
        ],
        "vacancy": [
            GBT
            | region
            | {"industry_code": code, "year": year, "vacancies": number + 30 * place * (code == "I")}
            for place, year in enumerate(YEARS)
            for code, (_, number) in INDUSTRIES.items()
        ],
        "crosswalk": [
            GBT
            | {"crosswalk_source": "expert", "catalogue_version": VOCATIONAL, "major_scope": "division"}
            | {"major_scope_code": division, "industry_code": code, "weight": weight}
            for division, weights in WEIGHTS.items()
            for code, weight in weights.items()
        ],
    }


def rows_of(programs: tuple[Program, ...], matching: bool) -> dict[str, list[dict[str, Any]]]:
    names = SCHOOLS | {code: school for code, (school, _) in HOSTILE.items()}
    schools = dict.fromkeys(program.school for program in programs)
    majors = {
        (program.key["catalogue_version"], program.code): major(
            program.code, program.name, program.key["catalogue_version"], program.level
        )
        for program in programs
    }
    decided = {"decision": "deferred", "decided_card": "yellow", "decided_by": "市教委", "year": YEARS[-1]}
    return {
        "institution": [institution(code, names[code]) for code in schools],
        "major": list(majors.values()),
        "employment": employment(programs),
        "enrolment": enrolment(programs),
        "decision": [
            program.key
            | decided
            | {"decided_on": datetime.date(2026, 3, 2), "document_number": "渝教高函〔2026〕12号"}
            for program in programs
            if program.name == "药学"
        ],
        "exemption": [
            program.key
            | {
                "reason": "state_controlled",
                "valid_from": datetime.date(2018, 1, 1),
                "valid_to": datetime.date(2030, 1, 1),
            }
            for program in programs
            if program.name == "艺术史论"
        ],
        **(demand() if matching else {}),
    }


def write_city(
    folder: Path,
    programs: tuple[Program, ...] = PROGRAMS + HOSTILE_PROGRAMS,
    is_synthetic: bool = True,
    matching: bool = True,
    policy: str | Path = "chongqing",
) -> Path:
    """Build a warehouse and return its public file; without `matching` neither demand nor a crosswalk came."""
    path = folder / "warehouse.duckdb"
    rows = rows_of(programs, matching)
    city = ReportCity(
        path,
        folder,
        load_policy(policy),
        AS_OF,
        [],
        "20260401-3f9a2c71",
        rows=rows,
        is_synthetic=is_synthetic,
    )
    city.open()
    for model in city.models:
        city.run(model)
    city.trace()
    city.checks()
    city.close()
    protect(path, folder / "public.duckdb")
    return folder / "public.duckdb"
