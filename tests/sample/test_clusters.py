"""The mapping to the policy's clusters names classes that exist and gives out no more than the whole of any."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from transforms.sample.facts import load_facts
from transforms.sample.offices.economy import CLUSTERS_FILE, Cluster
from transforms.yaml_text import read_yaml

CLUSTERS = [Cluster.model_validate(cluster) for cluster in read_yaml(CLUSTERS_FILE)["clusters"]]


def test_every_class_a_cluster_names_is_in_the_catalogues():
    known = {weight.major_class_name for weight in load_facts().crosswalk}
    assert not {name for cluster in CLUSTERS for name in cluster.classes} - known


@pytest.mark.parametrize("cluster", CLUSTERS, ids=lambda cluster: cluster.name)
def test_vacancies_divide_over_the_levels_without_rest(cluster):
    assert sum(cluster.levels) == pytest.approx(1)


def test_every_class_is_mapped_and_none_beyond_its_whole(city):
    weights = defaultdict(float)
    path = city / "crosswalk" / "专业类与产业集群对照（专家）.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            weights[row["目录版本"], row["专业类代码"]] += float(row["权重"])
    assert set(weights) == {(w.catalogue_version, w.major_class_code) for w in load_facts().crosswalk}
    assert all(0 < weight <= 1 + 1e-9 for weight in weights.values())
