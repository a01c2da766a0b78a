"""The region's industries: employment, value added and vacancies that move over the years, and the crosswalk."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from transforms.sample.facts import Facts
from transforms.sample.tables import LEVEL_WORDS, Table

REGION = ("500000", "重庆市")
# districts whose statistics offices deliver too, with their share of the region
DISTRICTS = {("500101", "万州区"): 0.045, ("500106", "沙坪坝区"): 0.06, ("500112", "渝北区"): 0.11}
STATISTICS = "合成样例·市统计局"
LABOUR = "合成样例·市人力资源市场"

# section: employed in the first year (10,000 persons), yearly growth, value added per person (10,000 yuan),
# vacancies per thousand employed, and how these split over the levels from secondary to postgraduate
SECTIONS: dict[str, tuple[float, float, float, float, tuple[float, ...]]] = {
    "A": (420.0, -0.030, 3.2, 3, (0.50, 0.30, 0.02, 0.15, 0.03)),
    "B": (11.0, -0.055, 22.0, 18, (0.55, 0.30, 0.02, 0.12, 0.01)),
    "C": (285.0, 0.012, 21.0, 74, (0.46, 0.34, 0.04, 0.14, 0.02)),
    "D": (12.0, 0.010, 46.0, 30, (0.20, 0.40, 0.05, 0.30, 0.05)),
    "E": (230.0, -0.040, 13.0, 40, (0.42, 0.36, 0.04, 0.17, 0.01)),
    "F": (215.0, 0.008, 9.5, 66, (0.44, 0.38, 0.03, 0.14, 0.01)),
    "G": (78.0, 0.018, 14.0, 62, (0.40, 0.42, 0.04, 0.13, 0.01)),
    "H": (96.0, 0.015, 5.0, 88, (0.62, 0.32, 0.02, 0.04, 0.00)),
    "I": (24.0, 0.085, 31.0, 150, (0.06, 0.32, 0.07, 0.48, 0.07)),
    "J": (17.0, 0.015, 88.0, 52, (0.02, 0.22, 0.05, 0.58, 0.13)),
    "K": (29.0, -0.025, 38.0, 45, (0.30, 0.46, 0.04, 0.19, 0.01)),
    "L": (52.0, 0.040, 14.0, 78, (0.24, 0.40, 0.05, 0.28, 0.03)),
    "M": (21.0, 0.050, 24.0, 82, (0.05, 0.26, 0.06, 0.45, 0.18)),
    "N": (15.0, 0.020, 11.0, 34, (0.32, 0.38, 0.04, 0.22, 0.04)),
    "O": (62.0, 0.030, 6.0, 60, (0.58, 0.34, 0.02, 0.06, 0.00)),
    "P": (53.0, 0.012, 13.0, 46, (0.04, 0.24, 0.03, 0.50, 0.19)),
    "Q": (34.0, 0.062, 15.0, 96, (0.20, 0.42, 0.05, 0.26, 0.07)),
    "R": (12.0, 0.035, 12.0, 70, (0.26, 0.40, 0.05, 0.27, 0.02)),
    "S": (56.0, 0.005, 12.0, 16, (0.02, 0.22, 0.04, 0.60, 0.12)),
}
VALUE_ADDED_GROWTH = 0.045  # per person and year, above the growth of employment
LEVELS = tuple(LEVEL_WORDS)


def _employment(years: range, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Persons employed by section, one number per year."""
    steps = np.arange(len(years))
    return {
        section: (first * 10_000 * (1 + growth) ** steps * (1 + rng.normal(0, 0.008, len(years)))).round()
        for section, (first, growth, *_) in SECTIONS.items()
    }


def economy_tables(facts: Facts, years: range, rng: np.random.Generator) -> list[Table]:
    """Activity of industries, vacancies, and the expert crosswalk."""
    employment = _employment(years, rng)
    return [
        industry_table(facts),
        _activity_table(facts, years, employment, rng),
        _vacancy_table(facts, years, employment, rng),
        crosswalk_table(facts, years[-1]),
    ]


def industry_table(facts: Facts) -> Table:
    headers = {"industry_code": "代码", "industry_name": "行业名称", "granularity": "层级"}
    rows = [(code, name, "门类") for code, name in facts.industries]
    return Table("industry", "industry/国民经济行业分类_门类.csv", "国民经济行业分类 GB/T 4754-2017 门类",
                 "国家标准（门类代码与名称）", date(2017, 10, 1), headers, rows)  # fmt: skip


def _activity_table(facts: Facts, years: range, employment: dict[str, np.ndarray], rng: np.random.Generator) -> Table:
    headers = {
        "region_code": "行政区划代码",
        "region_name": "地区名称",
        "industry_code": "行业门类代码",
        "industry_name": "行业门类",
        "year": "年份",
        "measure": "统计指标",
        "value": "数值",
    }
    names = dict(facts.industries)
    rows: list[tuple[Any, ...]] = []
    for region, share in {REGION: 1.0, **DISTRICTS}.items():
        tilt = {section: share * (1.0 if share == 1.0 else float(rng.uniform(0.5, 1.6))) for section in SECTIONS}
        for section, (_, _, value_per_person, _, _) in SECTIONS.items():
            for step, year in enumerate(years):
                persons = round(float(employment[section][step]) * tilt[section])
                yuan = round(persons * value_per_person * (1 + VALUE_ADDED_GROWTH) ** step) * 10_000
                rows.append((*region, section, names[section], year, "就业人数", persons))
                rows.append((*region, section, names[section], year, "增加值", yuan))
    return Table("industry_activity", "industry_activity/分行业就业与增加值.xlsx", "分行业就业人数（人）与增加值（元）",
                 STATISTICS, date(years[-1] + 1, 3, 30), headers, rows, has_title_row=True)  # fmt: skip


def _vacancy_table(facts: Facts, years: range, employment: dict[str, np.ndarray], rng: np.random.Generator) -> Table:
    headers = {
        "region_code": "行政区划代码",
        "region_name": "地区",
        "industry_code": "门类代码",
        "industry_name": "行业名称",
        "year": "年度",
        "level": "学历层次",
        "vacancies": "招聘需求人数",
    }
    names = dict(facts.industries)
    rows: list[tuple[Any, ...]] = []
    for step, year in enumerate(years):
        for section, (_, growth, _, per_thousand, split) in SECTIONS.items():
            # vacancies swing wider than employment does
            wanted = employment[section][step] * per_thousand / 1000 * (1 + 1.5 * growth) ** step
            for level, share in zip(LEVELS, split, strict=True):
                vacancies = round(float(wanted * share * (1 + rng.normal(0, 0.03))))
                rows.append((*REGION, section, names[section], year, LEVEL_WORDS[level], vacancies))
    return Table("vacancy", "vacancy/人力资源市场岗位需求.xlsx", "人力资源市场分行业分学历岗位需求", LABOUR,
                 date(years[-1] + 1, 2, 10), headers, rows, has_title_row=True)  # fmt: skip


def crosswalk_table(facts: Facts, last: int) -> Table:
    headers = {
        "catalogue_version": "目录版本",
        "major_scope_code": "专业类代码",
        "major_scope_name": "专业类名称",
        "industry_code": "门类代码",
        "weight": "权重",
    }
    rows = [
        (w.catalogue_version, w.major_class_code, w.major_class_name, w.industry_code or None, w.weight)
        for w in facts.crosswalk
    ]
    return Table("crosswalk", "crosswalk/专业类与行业门类对照_专家.csv", "专业类与行业门类对照（专家）",
                 "合成样例·专家组", date(last, 6, 30), headers, rows,
                 constants={"crosswalk_source": "expert", "major_scope": "class"})  # fmt: skip
