"""The region's industries: employment, value added and vacancies that move, and the crosswalk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from transforms.sample.facts import CityFacts
from transforms.sample.forms.writing import LEVEL_WORDS, Table, form
from transforms.yaml_text import read_yaml

ECONOMY_FILE = Path(__file__).parent / "economy.yaml"
STATISTICS = "合成样例·市统计局"
LABOUR = "合成样例·市人力资源市场"
STANDARD = "国家标准（门类代码与名称）"
# the city whose vacancies economy.yaml states; a larger city has more of them
PROGRAMS_OF_THE_CITY = 1200
EMPLOYMENT_NOISE, VACANCY_NOISE = 0.008, 0.03
DISTRICT_TILT = (0.5, 1.6)


class Region(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: str
    share: float = 1.0


class Section(BaseModel):
    """One section of the classification; units in `economy.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    employed: int
    growth: float
    value_per_person: int
    vacancies_per_thousand: float
    levels: tuple[float, ...]


class Economy(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    region: Region
    districts: tuple[Region, ...]
    value_added_growth: float
    vacancy_swing: float
    sections: dict[str, Section]


def load_economy() -> Economy:
    """The region and its sections, as `economy.yaml` states them."""
    return Economy.model_validate(read_yaml(ECONOMY_FILE))


def economy_tables(facts: CityFacts, years: range, programs: int, rng: np.random.Generator) -> list[Table]:
    """Sections, their activity, their vacancies for a city of so many programs, and the expert crosswalk."""
    economy = load_economy()
    names = dict(facts.industries)
    steps = np.arange(len(years))
    employed = {
        code: section.employed
        * (1 + section.growth) ** steps
        * (1 + rng.normal(0, EMPLOYMENT_NOISE, len(years)))
        for code, section in economy.sections.items()
    }
    return [
        _industry_table(facts),
        _activity_table(economy, names, years, employed, rng),
        _vacancy_table(economy, names, years, employed, programs, rng),
        _crosswalk_table(facts, years[-1]),
    ]


def _industry_table(facts: CityFacts) -> Table:
    rows = [(code, name, "门类") for code, name in facts.industries]
    path, title = "industry/国民经济行业分类_门类.csv", "国民经济行业分类 GB/T 4754-2017 门类"
    return Table("industry", path, title, STANDARD, date(2017, 10, 1), form("industry"), rows)


def _activity_table(
    economy: Economy,
    names: dict[str, str],
    years: range,
    employed: dict[str, np.ndarray],
    rng: np.random.Generator,
) -> Table:
    """Employment in persons and value added in yuan, for the region and each district."""
    rows: list[tuple[Any, ...]] = []
    for region in (economy.region, *economy.districts):
        for code, section in economy.sections.items():
            tilt = float(rng.uniform(*DISTRICT_TILT)) if region in economy.districts else 1.0
            for step, year in enumerate(years):
                persons = round(float(employed[code][step]) * region.share * tilt)
                per_person = section.value_per_person * (1 + economy.value_added_growth) ** step
                key = (region.code, region.name, code, names[code], year)
                rows.append((*key, "就业人数", persons))
                rows.append((*key, "增加值", round(persons * per_person / 10_000) * 10_000))
    path, title = "industry_activity/分行业就业与增加值.xlsx", "分行业就业人数（人）与增加值（元）"
    day = date(years[-1] + 1, 3, 30)
    return Table("industry_activity", path, title, STATISTICS, day, form("industry_activity"), rows)


def _vacancy_table(
    economy: Economy,
    names: dict[str, str],
    years: range,
    employed: dict[str, np.ndarray],
    programs: int,
    rng: np.random.Generator,
) -> Table:
    """Vacancies open to new graduates, by section and level."""
    rows: list[tuple[Any, ...]] = []
    for step, year in enumerate(years):
        for code, section in economy.sections.items():
            swing = (1 + economy.vacancy_swing * section.growth) ** step
            open_to_all = float(employed[code][step]) * section.vacancies_per_thousand / 1000 * swing
            for level, share in zip(LEVEL_WORDS.values(), section.levels, strict=True):
                wanted = (
                    open_to_all * share * programs / PROGRAMS_OF_THE_CITY * (1 + rng.normal(0, VACANCY_NOISE))
                )
                key = (economy.region.code, economy.region.name, code, names[code], year, level)
                rows.append((*key, round(float(wanted))))
    path, title = "vacancy/人力资源市场岗位需求.xlsx", "人力资源市场分行业分学历岗位需求"
    return Table("vacancy", path, title, LABOUR, date(years[-1] + 1, 2, 10), form("vacancy"), rows)


def _crosswalk_table(facts: CityFacts, last: int) -> Table:
    """Weights of classes; those of an empty industry are the share that maps nowhere."""
    rows = [
        (w.catalogue_version, w.major_class_code, w.major_class_name, w.industry_code or None, w.weight)
        for w in facts.crosswalk
    ]
    path, title = "crosswalk/专业类与行业门类对照（专家）.csv", "专业类与行业门类对照（专家）"
    constants = {"crosswalk_source": "expert", "major_scope": "class"}
    day = date(last, 6, 30)
    return Table("crosswalk", path, title, "合成样例·专家组", day, form("crosswalk"), rows, constants)
