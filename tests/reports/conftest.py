"""A warehouse file of 30 programs, written row by row in the shape of the marts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from transforms.warehouse.landing_tables import create_table
from transforms.warehouse.policy import load_policy
from transforms.warehouse.policy_tables import register_policy

YEARS = range(2018, 2026)
LATEST = YEARS[-1]
CLAUSES = {
    "yellow": "assumed-ladder",
    "orange": "moe-2011-60",
    "red": "assumed-ladder",
    "exit": "revoke-no-intake",
}
TRIGGERS = {
    "yellow": "low_one_year",
    "orange": "low_two_years",
    "red": "low_three_years",
    "exit": "no_intake_five_years",
}
COUNTED = {"yellow": 1, "orange": 2, "red": 3, "exit": 5}


@dataclass(frozen=True)
class Program:
    """A program with the share placed in its last years; None is a year without delivery."""

    institution: str
    level: str
    code: str
    name: str
    division: str
    rates: tuple[float | None, ...] = (0.82, 0.85, 0.84, 0.88, 0.86, 0.87, 0.9, 0.91)
    graduates: int = 86
    card: str = "none"
    reason_code: str = "passed"
    seats: int | None = 80
    decision: str | None = None
    decided_card: str | None = None

    @property
    def program_id(self) -> str:
        return f"{self.institution}.2021.{self.code}.{self.level}"

    @property
    def criterion(self) -> str:
        return "no_intake" if self.card == "exit" else "low_employment"


def falling(*last: float) -> tuple[float | None, ...]:
    """A good record that ends with the given rates."""
    return (0.82, 0.85, 0.84, 0.88, 0.86, 0.87, 0.9, 0.91)[: len(YEARS) - len(last)] + last


SCHOOLS = (
    "江北职业技术学院",
    "两江工程大学",
    "嘉陵师范学院",
    "巴渝医药高等专科学校",
    "缙云信息职业学院",
    "南山艺术学院",
)
GOOD = [
    ("associate", "530302", "大数据与会计", "财经商贸大类"),
    ("associate", "510201", "计算机应用技术", "电子与信息大类"),
    ("associate", "520201", "护理", "医药卫生大类"),
    ("bachelor", "080901", "计算机科学与技术", "工学"),
    ("bachelor", "120203K", "会计学", "管理学"),
    ("bachelor", "040106", "学前教育", "教育学"),
    ("vocational_bachelor", "260101", "机械设计制造及自动化", "装备制造大类"),
    ("bachelor", "020301K", "金融学", "经济学"),
]
PROGRAMS: tuple[Program, ...] = (
    *(Program(school, *major) for school in SCHOOLS[:3] for major in GOOD[:5]),
    Program(
        SCHOOLS[0],
        "associate",
        "530701",
        "电子商务",
        "财经商贸大类",
        falling(0.521, 0.55, 0.493),
        73,
        "red",
        "trigger_fired",
        60,
    ),
    Program(
        SCHOOLS[1],
        "bachelor",
        "130502",
        "视觉传达设计",
        "艺术学",
        falling(0.5938, 0.41, 0.38),
        128,
        "red",
        "trigger_fired",
        120,
    ),
    Program(
        SCHOOLS[2],
        "bachelor",
        "050201",
        "英语",
        "文学",
        falling(0.8, 0.58, 0.552),
        41,
        "orange",
        "trigger_fired",
        45,
    ),
    Program(
        SCHOOLS[3],
        "associate",
        "520501",
        "药学",
        "医药卫生大类",
        falling(0.52, 0.56),
        66,
        "orange",
        "trigger_fired",
        70,
        "deferred",
        "yellow",
    ),
    Program(
        SCHOOLS[4],
        "associate",
        "510203",
        "软件技术",
        "电子与信息大类",
        falling(0.571),
        95,
        "yellow",
        "trigger_fired",
        100,
    ),
    Program(
        SCHOOLS[5],
        "bachelor",
        "130310",
        "动画",
        "艺术学",
        falling(0.59, None),
        34,
        "yellow",
        "status_kept",
        30,
    ),
    Program(
        SCHOOLS[5],
        "bachelor",
        "130202",
        "音乐学",
        "艺术学",
        falling(0.5, 0.4, 0.42, 0.71),
        52,
        "red",
        "reinstatement_pending",
        0,
    ),
    Program(
        SCHOOLS[4],
        "associate",
        "440301",
        "建筑工程技术",
        "土木建筑大类",
        (None,) * 8,
        0,
        "exit",
        "trigger_fired",
        0,
    ),
    Program(
        SCHOOLS[3],
        "associate",
        "520804",
        "中医养生保健",
        "医药卫生大类",
        falling(0.4),
        12,
        "not_judged",
        "cohort_below_minimum",
        20,
    ),
    Program(
        SCHOOLS[3],
        "associate",
        "490216",
        "药品质量与安全",
        "食品药品与粮食大类",
        (None,) * 8,
        0,
        "not_judged",
        "no_cohort_yet",
        50,
    ),
    Program(
        SCHOOLS[4],
        "associate",
        "510209",
        "人工智能技术应用",
        "电子与信息大类",
        falling(None),
        60,
        "not_judged",
        "missing",
        90,
    ),
    Program(
        SCHOOLS[5], "bachelor", "130101", "艺术史论", "艺术学", falling(0.5), 40, "not_judged", "exempt", 25
    ),
)
HOSTILE = (
    replace(
        PROGRAMS[15], institution="<script>alert('x')</script>学院", name='=cmd|"/c calc"!A0', code="530799"
    ),
    replace(
        PROGRAMS[15],
        institution='#eval("1+1") $x$ *粗* _斜_ @ref',
        name="【测试】`a` \\ # & \u202e反转",
        code="530798",
    ),
    replace(PROGRAMS[15], institution="𠮷野家😀职业学院", name="烹饪与营养", code="540202"),
)


def wilson(placed: int, graduates: int, z: float = 1.959963984540054) -> tuple[float, float]:
    share, whole = placed / graduates, 1 + z * z / graduates
    middle = (share + z * z / (2 * graduates)) / whole
    half = z / whole * sqrt(share * (1 - share) / graduates + z * z / (4 * graduates * graduates))
    return middle - half, middle + half


def placed_of(program: Program, rate: float | None) -> int | None:
    return None if rate is None else round(rate * program.graduates)


def program_year_rows(programs: Iterable[Program]) -> Iterable[dict[str, Any]]:
    for program in programs:
        for year, rate in zip(YEARS, program.rates, strict=True):
            placed = placed_of(program, rate)
            yield {
                "program_id": program.program_id,
                "year": year,
                "institution_name": program.institution,
                "level": program.level,
                "graduates": program.graduates if placed is not None else None,
                "placed": placed,
                "employment_rate": placed / program.graduates if placed is not None else None,
                "is_series_break": year == 2021,
            }


def result_rows(programs: Iterable[Program]) -> Iterable[dict[str, Any]]:
    for program in programs:
        for year, rate in zip(YEARS, program.rates, strict=True):
            placed = placed_of(program, rate)
            value: float | None = placed / program.graduates if placed is not None else None
            result = "missing" if value is None else "fail" if value < 0.6 else "pass"
            row = {"numerator": placed, "denominator": program.graduates if placed is not None else None}
            if program.criterion == "no_intake":
                row, value, result = (
                    {"numerator": None, "denominator": None},
                    0.0,
                    "fail" if year > 2020 else "pass",
                )
            elif program.graduates < 20:
                value, result = None, "no_result"
            yield row | {
                "program_id": program.program_id,
                "year": year,
                "criterion_id": program.criterion,
                "result": result,
                "value": value,
                "line": 0.0 if program.criterion == "no_intake" else 6000.0,
                "line_unit": "persons" if program.criterion == "no_intake" else "bp",
                "covers_from": year,
            }


def verdict_rows(programs: Iterable[Program]) -> Iterable[dict[str, Any]]:
    for program in programs:
        for year in YEARS:
            is_latest = year == LATEST
            card = program.card if is_latest else "none"
            carded = card in COUNTED
            yield {
                "program_id": program.program_id,
                "year": year,
                "institution_code": program.institution,
                "institution_name": program.institution,
                "level": program.level,
                "major_code": program.code,
                "major_name": program.name,
                "major_division_name": program.division,
                "card": card,
                "criterion_id": program.criterion,
                "trigger_id": TRIGGERS.get(card),
                "reason_code": program.reason_code if is_latest else "passed",
                "seats_affected": program.seats,
                "is_latest_year": is_latest,
                "decided_card": program.decided_card if is_latest and program.decision else card,
                "decision": program.decision if is_latest else None,
                "decided_by": "市教委" if is_latest and program.decision else None,
                "decided_on": date(2026, 3, 2) if is_latest and program.decision else None,
                "decision_document": "渝教高函〔2026〕12号" if is_latest and program.decision else None,
                **(_carded(program, card) if carded else {}),
            }


def _carded(program: Program, card: str) -> dict[str, Any]:
    fired = {"status_kept": LATEST - 1, "reinstatement_pending": LATEST - 1}.get(program.reason_code, LATEST)
    known = [rate for rate in program.rates[-3:] if rate is not None]
    pooled = program.graduates * len(known)
    placed = sum(round(rate * program.graduates) for rate in known)
    low, high = wilson(placed, pooled) if pooled else (None, None)
    return {
        "years_counted": COUNTED[card],
        "since_year": fired - COUNTED[card] + 1,
        "fired_year": fired,
        "line": 0.0 if card == "exit" else 6000.0,
        "line_unit": "persons" if card == "exit" else "bp",
        "pooled_numerator": placed or None,
        "pooled_denominator": pooled or None,
        "pooled_low": low,
        "pooled_high": high,
        "evidence": None if high is None else "strong" if high < 0.6 else "weak",
        "clause_title": "声明的假定：一年提示、两年调减、三年停招",
        "clause_kind": "declared_assumption",
        "clause_is_verified": False,
    }


SECTIONS = {
    "A": ("农、林、牧、渔业", 210, 900),
    "C": ("制造业", 2300, 9800),
    "D": ("电力、热力、燃气及水生产和供应业", 330, 500),
    "E": ("建筑业", 1500, 2100),
    "F": ("批发和零售业", 2500, 4300),
    "G": ("交通运输、仓储和邮政业", 760, 2600),
    "I": ("信息传输、软件和信息技术服务业", 3100, 8200),
    "J": ("金融业", 1400, 1500),
    "K": ("房地产业", 260, 700),
    "L": ("租赁和商务服务业", 1800, 2900),
    "N": ("水利、环境和公共设施管理业", 12, 650),
    "P": ("教育", 2700, 2200),
    "Q": ("卫生和社会工作", 1600, 4700),
    "R": ("文化、体育和娱乐业", 1500, 900),
}
WORLD = {
    "region_code": "500000",
    "industry_classification": "gbt4754-2017",
    "granularity": "section",
    "crosswalk_source": "expert",
    "supply_basis": "graduates",
    "demand_basis": "vacancies",
}


def industry_rows() -> Iterable[dict[str, Any]]:
    for year in YEARS:
        drift = {
            code: (supply, demand * (1 + 0.03 * (year - 2018) * (code in "CIQ")))
            for code, (_, supply, demand) in SECTIONS.items()
        }
        supplied = sum(supply for supply, _ in drift.values())
        wanted = sum(demand for _, demand in drift.values())
        for code, (supply, demand) in drift.items():
            s, d = supply / supplied, demand / wanted
            yield WORLD | {
                "year": year,
                "level": "all",
                "industry_code": code,
                "industry_name": SECTIONS[code][0],
                "supply": float(supply),
                "demand": demand,
                "supply_share": s,
                "demand_share": d,
                "supply_demand_ratio": demand / supply,
                "share_gap": s - d,
                "structural_deviation": d / s - 1,
                "structural_deviation_formula": "demand_share / supply_share - 1",
                "is_residual": False,
            }
        yield WORLD | {
            "year": year,
            "level": "all",
            "industry_code": "unmapped",
            "supply": 640.0,
            "structural_deviation_formula": "demand_share / supply_share - 1",
            "is_residual": True,
        }


def structure_rows() -> Iterable[dict[str, Any]]:
    for level, shift in (("all", 0.0), ("associate", -0.04), ("bachelor", 0.02)):
        for place, year in enumerate(YEARS):
            yield WORLD | {
                "year": year,
                "level": level,
                "industries": len(SECTIONS),
                "total_supply": 19972.0,
                "total_demand": 40000.0 + 500 * place,
                "unmapped_supply": 640.0,
                "unmatched_demand": 0.0,
                "supply_demand_ratio": (40000.0 + 500 * place) / 19972,
                "matching_degree": 0.81 + 0.008 * place + shift,
                "dissimilarity": 0.19 - 0.008 * place - shift,
                "cosine_similarity": 0.9 + 0.004 * place,
                "coupling_coordination": 0.86 + 0.01 * place,
                "coupling_coordination_classic": 0.93,
                "coupling_level": 9,
                "grey_relational_degree": 0.61,
                "moore_angle_supply": None if place == 0 else 0.031,
                "moore_angle_demand": None if place == 0 else 0.052,
                "supply_hhi": 0.11,
                "demand_hhi": 0.13,
            }


def major_rows() -> Iterable[dict[str, Any]]:
    classes = {
        "5107": ("电子信息类", 900, 2600),
        "5303": ("财务会计类", 2100, 1500),
        "1305": ("设计学类", 1100, 500),
        "5202": ("护理类", 15, 700),
    }
    for code, (name, supply, demand) in classes.items():
        yield WORLD | {
            "year": LATEST,
            "level": "all",
            "major_scope": "class",
            "major_scope_code": code,
            "major_scope_name": name,
            "supply": float(supply),
            "allocated_demand": float(demand),
            "supply_demand_ratio": demand / supply,
            "is_residual": False,
        }


TEXT, WHOLE, REAL, DAY, FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(
        ("year", "years_counted", "since_year", "fired_year", "covers_from", "graduates", "placed"), WHOLE
    ),
    **dict.fromkeys(
        ("seats_affected", "pooled_numerator", "pooled_denominator", "numerator", "denominator"), WHOLE
    ),
    **dict.fromkeys(("industries", "coupling_level", "rows_read", "loaded", "refused", "duplicate"), WHOLE),
    **dict.fromkeys(("superseded", "total_rows", "failures", "problem"), WHOLE),
    **dict.fromkeys(
        ("is_latest_year", "is_series_break", "is_residual", "is_synthetic", "clause_is_verified"), FLAG
    ),
    **dict.fromkeys(("as_of", "decided_on", "accessed"), DAY),
    **dict.fromkeys(
        ("value", "line", "pooled_low", "pooled_high", "employment_rate", "supply", "demand"), REAL
    ),
    **dict.fromkeys(
        ("supply_share", "demand_share", "supply_demand_ratio", "share_gap", "structural_deviation"), REAL
    ),
    **dict.fromkeys(
        ("location_quotient", "total_supply", "total_demand", "unmapped_supply", "unmatched_demand"), REAL
    ),
    **dict.fromkeys(("matching_degree", "dissimilarity", "cosine_similarity", "coupling_coordination"), REAL),
    **dict.fromkeys(("coupling_coordination_classic", "grey_relational_degree", "moore_angle_supply"), REAL),
    **dict.fromkeys(("moore_angle_demand", "supply_hhi", "demand_hhi", "allocated_demand"), REAL),
}
COLUMNS = {
    "marts.program_year": "program_id year institution_name level graduates placed employment_rate is_series_break",
    "marts.criterion_result": "program_id year criterion_id result numerator denominator value line line_unit covers_from",
    "marts.verdict": "program_id year institution_code institution_name level major_code major_name"
    " major_division_name card criterion_id trigger_id years_counted since_year fired_year reason_code line line_unit"
    " pooled_numerator pooled_denominator pooled_low pooled_high evidence clause_title clause_number clause_article"
    " clause_kind clause_is_verified inherited_from decision decided_card decided_by decided_on decision_document"
    " decision_reason seats_affected is_latest_year",
    "marts.industry_match": "year level region_code industry_classification granularity crosswalk_source supply_basis"
    " demand_basis industry_code industry_name supply demand supply_share demand_share supply_demand_ratio share_gap"
    " structural_deviation structural_deviation_formula location_quotient is_residual",
    "marts.structure_match": "year level region_code industry_classification granularity crosswalk_source supply_basis"
    " demand_basis industries total_supply total_demand unmapped_supply unmatched_demand supply_demand_ratio"
    " matching_degree dissimilarity cosine_similarity coupling_coordination coupling_coordination_classic coupling_level"
    " grey_relational_degree moore_angle_supply moore_angle_demand supply_hhi demand_hhi",
    "marts.major_match": "year level region_code industry_classification granularity crosswalk_source supply_basis"
    " demand_basis major_scope major_scope_code major_scope_name supply allocated_demand supply_demand_ratio is_residual",
    "meta.run": "release_id as_of policy_id policy_title_zh policy_title_en city_name_zh city_name_en is_synthetic",
    "meta.accounting": "feed file rows_read loaded refused duplicate superseded total_rows",
    "meta.refused_row": "feed file reason_code mend_zh mend_en problem",
    "meta.source_file": "feed file status reason_code message publisher title url licence accessed is_synthetic",
    "meta.check_result": "check_name severity failures sample",
}


def meta_rows(is_synthetic: bool) -> dict[str, list[dict[str, Any]]]:
    feeds = {
        "employment": (240, 232, 3, 2, 1, 2),
        "enrolment": (260, 260, 0, 0, 0, 0),
        "vacancy": (160, 160, 0, 0, 0, 0),
    }
    feeds["crosswalk"] = (90, 90, 0, 0, 0, 0)
    names = ("rows_read", "loaded", "refused", "duplicate", "superseded", "total_rows")
    return {
        "meta.run": [
            {"release_id": "20260401-3f9a2c71", "as_of": date(2026, 4, 1), "policy_id": "chongqing"}
            | {
                "policy_title_zh": "重庆市专业预警与退出规则（默认）",
                "policy_title_en": "Chongqing warning and exit rules (default)",
            }
            | {"city_name_zh": "重庆市", "city_name_en": "Chongqing", "is_synthetic": is_synthetic}
        ],
        "meta.accounting": [
            {"feed": feed, "file": f"{feed}/{feed}.csv", **dict(zip(names, counts, strict=True))}
            for feed, counts in feeds.items()
        ],
        "meta.refused_row": [
            {"feed": "employment", "file": "employment/employment.csv", "reason_code": reason, "problem": 1}
            for reason in ("placed_exceeds_graduates", "placed_exceeds_graduates", "unknown_major")
        ],
        "meta.source_file": [
            {"feed": feed, "file": f"{feed}/{feed}.csv", "status": "landed", "publisher": "样例市教育委员会"}
            | {"title": f"样例数据 {feed}", "url": "https://example.org/data", "licence": "CC0-1.0"}
            | {"accessed": date(2026, 3, 1), "is_synthetic": is_synthetic}
            for feed in feeds
        ],
        "meta.check_result": [
            {"check_name": "no_duplicate_programs", "severity": "error", "failures": 0, "sample": "[]"},
            {"check_name": "shares_sum_to_one", "severity": "error", "failures": 0, "sample": "[]"},
        ],
    }


def write_warehouse(
    path: Path, programs: Iterable[Program] = PROGRAMS, is_synthetic: bool = True, matching: bool = True
) -> Path:
    """Write the file; `matching` False leaves the matching marts empty, as without vacancies."""
    programs = tuple(programs)
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "marts.program_year": program_year_rows(programs),
        "marts.criterion_result": result_rows(programs),
        "marts.verdict": verdict_rows(programs),
        "marts.industry_match": industry_rows() if matching else (),
        "marts.structure_match": structure_rows() if matching else (),
        "marts.major_match": major_rows() if matching else (),
        **meta_rows(is_synthetic),
    }
    if not matching:
        rows["meta.accounting"] = [
            row for row in rows["meta.accounting"] if row["feed"] not in ("vacancy", "crosswalk")
        ]
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as warehouse")
        con.execute("use warehouse")
        register_policy(con, load_policy("chongqing"))
        for schema in ("marts", "meta"):
            con.execute(f"create schema {schema}")
        for table, columns in COLUMNS.items():
            create_table(
                con,
                table,
                rows[table],
                pa.schema([(name, TYPES.get(name, TEXT)) for name in columns.split()]),
            )
        con.execute("use memory")
        con.execute("detach warehouse")
    return path


@pytest.fixture(scope="session")
def warehouse_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_warehouse(tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb")


@pytest.fixture
def make_warehouse(tmp_path: Path) -> Callable[..., Path]:
    return lambda **changes: write_warehouse(tmp_path / "warehouse.duckdb", **changes)
