"""Where the last cohorts found work: employed graduates of every major by their employers' section.

Those whose work matches their major go where its class is meant for, more or less; the others mostly where the city
hires anyone. Those who work for themselves have no employer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.methods.apportionment import proportional
from transforms.sample.facts import CityFacts, Major
from transforms.sample.forms.writing import LEVEL_WORDS, Table, table_of
from transforms.sample.offices.education import DATA_CENTRE
from transforms.sample.schools.cohorts import Cohort

COHORTS = 3
# where graduates work whose major does not matter: shares of them by section
ANYONE = {"F": 0.30, "H": 0.20, "L": 0.18, "O": 0.14, "G": 0.10, "C": 0.08}
# of those whose work does not match, who works beside those whose work does
OTHER_WORK_THERE = 0.25
# how far the industries of matched work lie from what the experts say, each way
OTHER_THAN_EXPECTED = 0.4
Persons = npt.NDArray[np.int64]


def employer_table(facts: CityFacts, cohorts: Iterable[Cohort], last: int, rng: np.random.Generator) -> Table:
    """One row per major, cohort of the last years and section where anyone works; one more for no employer."""
    own: defaultdict[tuple[Major, int], list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        if cohort.cohort_year > last - COHORTS:
            own[cohort.major, cohort.cohort_year].append(cohort)
    sections = [code for code, _ in facts.industries]
    # `meant`: what the class of each major is meant for; what maps nowhere goes where anyone goes
    anyone = np.array([ANYONE.get(code, 0.0) for code in sections])
    meant: defaultdict[tuple[str, str], npt.NDArray[np.float64]] = defaultdict(
        lambda: np.zeros(len(sections))
    )
    for w in facts.crosswalk:
        place = np.array([float(code == w.industry_code) for code in sections]) if w.industry_code else anyone
        meant[w.catalogue_version, w.major_class_code] += w.weight * place
    tilts = {
        key: rng.uniform(1 - OTHER_THAN_EXPECTED, 1 + OTHER_THAN_EXPECTED, len(sections))
        for key in sorted(meant)
    }
    rows: list[tuple[Any, ...]] = []
    for major, year in sorted(own, key=lambda key: (key[0].key, key[1])):
        today = own[major, year][0].program.major  # experts map the catalogues in force
        of_class = today.catalogue_version, today.major_class_code
        weights = meant[of_class] * tilts[of_class]
        entry = (major.catalogue_version, major.major_code, major.major_name, LEVEL_WORDS[major.level], year)
        rows += [
            (*entry, code, employed, matched)
            for code, employed, matched in _divided(own[major, year], sections, weights, anyone)
        ]
    path = f"employer_industry/{last - COHORTS + 1}—{last}届毕业生就业单位行业分布.csv"
    return table_of(path, DATA_CENTRE, date(last + 1, 1, 25), rows)


def _divided(
    cohorts: list[Cohort],
    sections: list[str],
    weights: npt.NDArray[np.float64],
    anyone: npt.NDArray[np.float64],
) -> Iterator[tuple[str | None, int, int]]:
    """Section (none: no employer), employed and matched graduates; they sum to those of the cohorts."""
    employed, matched = (sum(getattr(cohort, part) for cohort in cohorts) for part in ("employed", "matched"))
    alone = min(employed, sum(cohort.self_employed + cohort.freelance for cohort in cohorts))
    alone_matched = matched * alone // employed if employed else 0
    hired_matched = np.asarray(proportional(list(weights), matched - alone_matched))
    mixed = (1 - OTHER_WORK_THERE) * anyone + OTHER_WORK_THERE * weights / weights.sum()
    hired_other = np.asarray(proportional(list(mixed), employed - alone - matched + alone_matched))
    for code, own_matched, other in zip(sections, hired_matched.tolist(), hired_other.tolist(), strict=True):
        if own_matched + other:
            yield code, own_matched + other, own_matched
    if alone:
        yield None, alone, alone_matched
