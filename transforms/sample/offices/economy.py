"""The region's industries: employment, value added and vacancies that move, and the crosswalk; and the same of the
policy's industry clusters, a second classification."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from transforms.sample.facts import CityFacts
from transforms.sample.forms.writing import LEVEL_WORDS, Table, form, table_of
from transforms.yaml_model import Strict
from transforms.yaml_text import read_yaml

ECONOMY_FILE = Path(__file__).parent / "economy.yaml"
CLUSTERS_FILE = Path(__file__).parent / "clusters.yaml"
COMMISSION = "合成样例·市教育委员会"
EXPERTS = "合成样例·专家组"
STATISTICS = "合成样例·市统计局"
LABOUR = "合成样例·市人力资源市场"
STANDARD = "国家标准（门类代码与名称）"
# a classification of clusters has no column of sections, and its files say so
OWN_WORDS = {"industry_code": "行业代码"}
# economy.yaml states the vacancies of a city with so many programs; those of others are in proportion
PROGRAMS_OF_THE_CITY = 1200
EMPLOYMENT_NOISE, VACANCY_NOISE = 0.008, 0.03
DISTRICT_TILT = (0.5, 1.6)


class Region(Strict):
    code: str
    name: str
    share: float = 1.0


class Section(Strict):
    """One section (门类) of the industry classification GB/T 4754-2017; units are stated in `economy.yaml`."""

    employed: int
    growth: float
    value_per_person: int
    vacancies_per_thousand: float
    levels: tuple[float, ...]


class Economy(Strict):
    region: Region
    districts: tuple[Region, ...]
    value_added_growth: float
    vacancy_swing: float
    sections: dict[str, Section]


class Cluster(Strict):
    """One cluster; units in `clusters.yaml`."""

    code: str
    name: str
    vacancies: int
    growth: float
    levels: tuple[float, ...]
    classes: dict[str, float]


def load_economy() -> Economy:
    """Read `economy.yaml`."""
    return Economy.model_validate(read_yaml(ECONOMY_FILE))


def economy_tables(facts: CityFacts, years: range, programs: int, rng: np.random.Generator) -> list[Table]:
    """Four tables to deliver: sections, activity, vacancies, and the experts' crosswalk.

    years: those of activity and vacancies. programs: how many the city has, to which vacancies are scaled.
    """
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
    title = "国民经济行业分类 GB/T 4754-2017 门类"
    return table_of("industry/国民经济行业分类_门类.csv", STANDARD, date(2017, 10, 1), rows, title)


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
    return table_of(path, STATISTICS, day, rows, title)


def _vacancy_table(
    economy: Economy,
    names: dict[str, str],
    years: range,
    employed: dict[str, np.ndarray],
    programs: int,
    rng: np.random.Generator,
) -> Table:
    """Vacancies open to new graduates, by section and level."""

    def wanted(code: str, step: int, share: float) -> float:
        section = economy.sections[code]
        swing = (1 + economy.vacancy_swing * section.growth) ** step
        open_to_all = float(employed[code][step]) * section.vacancies_per_thousand / 1000 * swing
        return open_to_all * share * programs / PROGRAMS_OF_THE_CITY

    industries = [(code, names[code], section.levels) for code, section in economy.sections.items()]
    rows = _vacancies(economy.region, industries, years, wanted, rng)
    path, title = "vacancy/人力资源市场岗位需求.xlsx", "人力资源市场分行业分学历岗位需求"
    return table_of(path, LABOUR, date(years[-1] + 1, 2, 10), rows, title)


def _vacancies(
    region: Region,
    industries: Iterable[tuple[str, str, tuple[float, ...]]],
    years: range,
    wanted: Callable[[str, int, float], float],
    rng: np.random.Generator,
) -> list[tuple[Any, ...]]:
    """Vacancies by year, industry and level, with noise.

    industries: code, name and the shares of the levels. wanted(code, step, share): vacancies of a level of so large a
    share, so many years after the first.
    """
    rows: list[tuple[Any, ...]] = []
    for step, year in enumerate(years):
        for code, name, levels in industries:
            for level, share in zip(LEVEL_WORDS.values(), levels, strict=True):
                number = round(float(wanted(code, step, share) * (1 + rng.normal(0, VACANCY_NOISE))))
                rows.append((region.code, region.name, code, name, year, level, number))
    return rows


def _crosswalk_table(facts: CityFacts, last: int) -> Table:
    """Weights of the industries for each class of majors; a row without industry is the share that maps to none."""
    rows = [
        (w.catalogue_version, w.major_class_code, w.major_class_name, w.industry_code or None, w.weight)
        for w in facts.crosswalk
    ]
    constants = {"crosswalk_source": "expert", "major_scope": "class"}
    path = "crosswalk/专业类与行业门类对照（专家）.csv"
    return table_of(path, EXPERTS, date(last, 6, 30), rows, constants=constants)


def cluster_tables(facts: CityFacts, years: range, programs: int, rng: np.random.Generator) -> list[Table]:
    """Clusters, their vacancies for a city of so many programs, and the experts' crosswalk of every class."""
    content = read_yaml(CLUSTERS_FILE)
    clusters = {cluster["code"]: Cluster.model_validate(cluster) for cluster in content["clusters"]}
    constants = {"industry_classification": str(content["classification"])}

    def wanted(code: str, step: int, share: float) -> float:
        cluster = clusters[code]
        grown = cluster.vacancies * (1 + cluster.growth) ** step * programs / PROGRAMS_OF_THE_CITY
        return grown * share

    industries = [(cluster.code, cluster.name, cluster.levels) for cluster in clusters.values()]
    return [
        table_of(
            "industry/产业集群.csv",
            COMMISSION,
            date(years[0], 3, 1),
            [(cluster.code, cluster.name, "产业集群") for cluster in clusters.values()],
            "渝府办发〔2018〕162号任务四所列产业集群",
            constants=constants,
        ),
        table_of(
            "vacancy/产业集群岗位需求.xlsx",
            LABOUR,
            date(years[-1] + 1, 2, 10),
            _vacancies(load_economy().region, industries, years, wanted, rng),
            "人力资源市场分产业集群分学历岗位需求",
            form("vacancy") | OWN_WORDS,
            constants=constants,
        ),
        table_of(
            "crosswalk/专业类与产业集群对照（专家）.csv",
            EXPERTS,
            date(years[-1], 6, 30),
            _classes_to_clusters(facts, clusters.values()),
            headers=form("crosswalk") | OWN_WORDS,
            constants=constants | {"crosswalk_source": "expert", "major_scope": "class"},
        ),
    ]


def _classes_to_clusters(facts: CityFacts, clusters: Iterable[Cluster]) -> list[tuple[Any, ...]]:
    """Weights of every class; a class no cluster names maps nowhere, and its row says so."""
    classes = sorted({(w.catalogue_version, w.major_class_code, w.major_class_name) for w in facts.crosswalk})
    rows: list[tuple[Any, ...]] = []
    for version, code, name in classes:
        meant = [cluster for cluster in clusters if name in cluster.classes]
        rows += [(version, code, name, cluster.code, cluster.classes[name]) for cluster in meant]
        if not meant:
            rows.append((version, code, name, None, 1.0))
    return rows
