"""The facts beside the sample: complete, consistent, and no real institution among the invented ones."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from transforms.sample.facts import load_facts
from transforms.sample.schools.programs import PLACES, make_institutions

SHARED = Path(__file__).parents[3] / "shared" / "data" / "codes"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data here")


def shared(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_current_class_has_weights_that_sum_to_one_with_an_unmapped_share():
    facts = load_facts()
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for entry in facts.crosswalk:
        weights[entry.catalogue_version, entry.major_class_code] += entry.weight
    unmapped = {(w.catalogue_version, w.major_class_code) for w in facts.crosswalk if not w.industry_code}
    current = {
        (major.catalogue_version, major.major_class_code)
        for majors in facts.current_by_level.values()
        for major in majors
    }
    assert current == set(weights) == unmapped
    assert all(abs(total - 1) < 1e-9 for total in weights.values())


def test_lineage_joins_entries_that_exist_and_leads_each_old_entry_to_one_new():
    facts = load_facts()
    for step in facts.lineage:
        assert step.target in facts.by_key
        assert step.kind == "new" or step.origin in facts.by_key
    origins = [step.origin for step in facts.lineage if step.kind != "new"]
    assert len(origins) == len(set(origins))
    kept = [step for step in facts.lineage if step.kind == "retain"]
    assert all(facts.by_key[s.origin].major_name == facts.by_key[s.target].major_name for s in kept)
    renamed = [step for step in facts.lineage if step.kind == "rename"]
    assert all(facts.by_key[s.origin].major_name != facts.by_key[s.target].major_name for s in renamed)


def test_six_digits_recur_across_catalogues_with_other_meanings():
    names = defaultdict(set)
    for major in load_facts().majors:
        names[major.major_code].add(major.major_name)
    assert any(len(meanings) > 1 for meanings in names.values())


def test_invented_schools_have_names_and_codes_of_their_own():
    schools = make_institutions(load_facts(), 3, np.random.default_rng(0))
    for column in ("institution_code", "short_code", "institution_name"):
        assert len({getattr(school, column) for school in schools}) == 120
    assert all(len(s.institution_code) == 10 and s.institution_code.startswith("99500") for s in schools)


@needs_shared
def test_no_real_institution_bears_an_invented_name_or_code():
    real = shared("schools_moe_20260617.csv")
    assert not [row["name"] for row in real for place in PLACES if place in row["name"]]
    assert not [row["officialCode"] for row in real if row["officialCode"].startswith("99500")]


@needs_shared
def test_current_majors_are_those_of_the_ministrys_catalogue():
    real = {
        (row["code"], row["name"], row["level3Name"], row["level2Name"]) for row in shared("majors_1848.csv")
    }
    for major in load_facts().majors:
        if major.catalogue_version not in ("bachelor-2020", "vocational-2021") or major.level == "secondary":
            continue
        assert (major.major_code, major.major_name, major.major_class_name, major.major_division_name) in real


@needs_shared
def test_districts_and_sections_are_the_standards():
    facts = load_facts()
    assert set(facts.districts) <= {(row["code"], row["name"]) for row in shared("chongqing_areas.csv")}
    sections = {(row["code"], row["name"]) for row in shared("gbt4754_2017.csv") if row["level"] == "1"}
    assert set(facts.industries) == sections
