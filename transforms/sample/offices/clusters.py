"""The policy's industry clusters: a second classification with its vacancies, and the experts' mapping to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from transforms.sample.facts import CityFacts
from transforms.sample.forms.writing import LEVEL_WORDS, Table, form
from transforms.sample.offices.economy import (
    LABOUR,
    PROGRAMS_OF_THE_CITY,
    VACANCY_NOISE,
    Region,
    load_economy,
)
from transforms.yaml_text import read_yaml

CLUSTERS_FILE = Path(__file__).parent / "clusters.yaml"
COMMISSION = "合成样例·市教育委员会"
EXPERTS = "合成样例·专家组"
# the classification has no column of sections, and its files say so
OWN_WORDS = {"industry_code": "行业代码"}


class Cluster(BaseModel):
    """One cluster; units in `clusters.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    name: str
    vacancies: int
    growth: float
    levels: tuple[float, ...]
    classes: dict[str, float]


def cluster_tables(facts: CityFacts, years: range, programs: int, rng: np.random.Generator) -> list[Table]:
    """Clusters, their vacancies for a city of so many programs, and the experts' crosswalk of every class."""
    content = read_yaml(CLUSTERS_FILE)
    clusters = [Cluster.model_validate(cluster) for cluster in content["clusters"]]
    constants = {"industry_classification": str(content["classification"])}
    return [
        _cluster_table(clusters, years, constants),
        _vacancy_table(clusters, load_economy().region, years, programs, constants, rng),
        _crosswalk_table(facts, clusters, years, constants),
    ]


def _cluster_table(clusters: list[Cluster], years: range, constants: dict[str, str]) -> Table:
    rows = [(cluster.code, cluster.name, "产业集群") for cluster in clusters]
    path, title = "industry/产业集群.csv", "渝府办发〔2018〕162号任务四所列产业集群"
    day = date(years[0], 3, 1)
    return Table("industry", path, title, COMMISSION, day, form("industry"), rows, constants)


def _vacancy_table(
    clusters: list[Cluster],
    region: Region,
    years: range,
    programs: int,
    constants: dict[str, str],
    rng: np.random.Generator,
) -> Table:
    """Vacancies open to new graduates, by cluster and level."""
    rows: list[tuple[Any, ...]] = []
    for step, year in enumerate(years):
        for cluster in clusters:
            grown = cluster.vacancies * (1 + cluster.growth) ** step * programs / PROGRAMS_OF_THE_CITY
            for level, share in zip(LEVEL_WORDS.values(), cluster.levels, strict=True):
                wanted = round(float(grown * share * (1 + rng.normal(0, VACANCY_NOISE))))
                rows.append((region.code, region.name, cluster.code, cluster.name, year, level, wanted))
    path, title = "vacancy/产业集群岗位需求.xlsx", "人力资源市场分产业集群分学历岗位需求"
    day = date(years[-1] + 1, 2, 10)
    return Table("vacancy", path, title, LABOUR, day, form("vacancy") | OWN_WORDS, rows, constants)


def _crosswalk_table(
    facts: CityFacts, clusters: list[Cluster], years: range, constants: dict[str, str]
) -> Table:
    """Weights of every class; a class no cluster names maps nowhere, and its row says so."""
    classes = sorted({(w.catalogue_version, w.major_class_code, w.major_class_name) for w in facts.crosswalk})
    rows: list[tuple[Any, ...]] = []
    for version, code, name in classes:
        meant = [cluster for cluster in clusters if name in cluster.classes]
        rows += [(version, code, name, cluster.code, cluster.classes[name]) for cluster in meant]
        if not meant:
            rows.append((version, code, name, None, 1.0))
    path, title = "crosswalk/专业类与产业集群对照（专家）.csv", "专业类与产业集群对照（专家）"
    said = constants | {"crosswalk_source": "expert", "major_scope": "class"}
    return Table(
        "crosswalk", path, title, EXPERTS, date(years[-1], 6, 30), form("crosswalk") | OWN_WORDS, rows, said
    )
