"""Supply under other weights of the crosswalk: each tilted at random, or all industries of a major alike.

What majors supply in all stays as it is, and so does what maps nowhere where weights are made equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

WORLD = ("year", "region_code", "industry_classification", "granularity", "crosswalk_source", "supply_basis")
UNMAPPED = "unmapped"
SEED = 20210312
Numbers = npt.NDArray[np.float64]

# of a row: the world it is in, and its major
_world, _major = itemgetter(*WORLD), itemgetter("catalogue_version", "major_code")

SCHEMA = pa.schema(
    [
        ("year", pa.int32()),
        *((name, pa.string()) for name in (*WORLD[1:], "weighting")),
        ("draw", pa.int32()),
        ("industry_code", pa.string()),
        ("supply", pa.float64()),
    ]
)


def computed_table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """rules.drawn_supply: per world and industry, one row `as_stated`, one `equal`, and one for each `tilted` draw."""
    value = {row["parameter"]: row["value"] for row in tables["rules.parameter_in_force"].to_pylist()}
    draws, tilt = int(value["match_draws"]), value["match_tilt_bp"] / 10_000
    rows = []
    supply = sorted(tables["rules.latest_supply"].to_pylist(), key=lambda row: (*_world(row), *_major(row)))
    for world, members in groupby(supply, key=_world):
        own = list(members)
        stated, industries = _matrix(own)
        classes = _classes(own)
        drawn = [("as_stated", 0, stated.sum(axis=0)), ("equal", 0, equal(stated, industries).sum(axis=0))]
        chance = np.random.default_rng(SEED)
        drawn += [
            ("tilted", draw, tilted(stated, classes, tilt, chance).sum(axis=0))
            for draw in range(1, draws + 1)
        ]
        rows += [
            dict(zip(WORLD, world, strict=True))
            | {"weighting": weighting, "draw": draw, "industry_code": code, "supply": float(supplied)}
            for weighting, draw, supplies in drawn
            for code, supplied in zip(industries, supplies, strict=True)
        ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def tilted(
    stated: Numbers, classes: npt.NDArray[np.int64], tilt: float, chance: np.random.Generator
) -> Numbers:
    """Every weight times a factor between 1 - tilt and 1 + tilt, then scaled so that each major keeps its total.

    classes: the number of each major's class. Majors of a class are tilted alike, as they are weighted alike:
    errors of a weight that many majors share do not cancel out.
    """
    factors = chance.uniform(1 - tilt, 1 + tilt, (classes.max() + 1, stated.shape[1]))
    drawn = stated * factors[classes]
    totals, meant = drawn.sum(axis=1, keepdims=True), stated.sum(axis=1, keepdims=True)
    return np.divide(drawn * meant, totals, out=np.zeros_like(drawn), where=totals > 0)


def equal(stated: Numbers, industries: list[str]) -> Numbers:
    """What a major supplies divided equally among the industries it is meant for; the unmapped part stays."""
    mapped = np.array([code != UNMAPPED for code in industries])
    meant = (stated > 0) & mapped
    count = meant.sum(axis=1, keepdims=True)
    share = np.divide(
        stated[:, mapped].sum(axis=1, keepdims=True), count, out=np.zeros((len(stated), 1)), where=count > 0
    )
    return np.where(mapped, meant * share, stated)


def _matrix(rows: list[dict[str, Any]]) -> tuple[Numbers, list[str]]:
    """Majors × industries, and the codes of the latter."""
    industries = sorted({row["industry_code"] for row in rows})
    column = {code: at for at, code in enumerate(industries)}
    majors = {major: at for at, major in enumerate(dict.fromkeys(_major(row) for row in rows))}
    stated = np.zeros((len(majors), len(industries)))
    for row in rows:
        stated[majors[_major(row)], column[row["industry_code"]]] += row["supply"]
    return stated, industries


def _classes(rows: list[dict[str, Any]]) -> npt.NDArray[np.int64]:
    """The number of the class of each major, in the order of the matrix."""
    of_major = {_major(row): (row["catalogue_version"], row["major_class_code"]) for row in rows}
    number = {name: at for at, name in enumerate(sorted(set(of_major.values())))}
    return np.array([number[name] for name in of_major.values()], dtype=np.int64)
