"""What an industry's brief is written from, beside the directory and the forecasts: majors and clusters.

And what is related to a major (the industries it supplies, majors of its class, others that supply the same industry)
and to an industry (the majors it gets most from, and where else their graduates go).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from reports.data.directory import (
    BasisForecast,
    DirectoryContext,
    ForecastRow,
    IndustryYear,
    Program,
    World,
    load_worlds,
    major_key,
)
from reports.data.published import Published, Supply
from reports.data.query import Warehouse
from reports.data.release import Shared
from reports.document.blocks import Block, Span, Spans, WayOn
from reports.document.document import link
from reports.document.fields import Field, table_of
from reports.document.wording import Wording


@dataclass(frozen=True)
class IndustryMajor:
    """A major that supplies the industry: persons, its share of the industry's supply, positions that fall to it."""

    industry_code: str
    catalogue_version: str
    major_code: str
    major_name: str | None
    major_level: str | None
    supply: Supply
    major_supply_share: float | None
    allocated_demand: float | None


@dataclass(frozen=True)
class IndustryCluster:
    """A cluster that draws on majors of the industry, with its own supply and demand."""

    industry_code: str
    cluster_name: str | None
    majors: int
    shared_supply_share: float | None
    supply: Supply
    demand: float | None
    supply_demand_ratio: Published
    structural_deviation: Published


@dataclass(frozen=True)
class IndustryContext:
    """The briefs of all industries of the world the policy names first; none where nothing can be compared."""

    directory: DirectoryContext
    world: World | None
    forecasts: tuple[BasisForecast, ...]
    suppliers: Suppliers
    programs: Mapping[str, tuple[Program, ...]]

    def industries(self) -> Mapping[str, tuple[IndustryYear, ...]]:
        return self.directory.industries

    def sites(self, major: IndustryMajor) -> tuple[Program, ...]:
        """The programs of the major that have a verdict in the newest year."""
        return self.programs.get(f"{major.catalogue_version}.{major.major_code}", ())

    def forecast(self, code: str) -> tuple[str, tuple[ForecastRow, ...]] | None:
        """Basis and horizons of the industry's forecast, on the world's own basis where it has one."""
        for forecast in self.forecasts:
            rows = tuple(row for row in forecast.rows if row.industry_code == code)
            if rows:
                return forecast.basis, rows
        return None


@dataclass(frozen=True)
class Suppliers:
    """Majors and clusters by the code of the industry, in the world that the policy names first."""

    majors: Mapping[str, tuple[IndustryMajor, ...]]
    clusters: Mapping[str, tuple[IndustryCluster, ...]]


def load_suppliers(warehouse: Warehouse, _: Shared) -> Suppliers:
    worlds = load_worlds(warehouse)
    if not worlds:
        return Suppliers({}, {})
    return Suppliers(
        warehouse.grouped("industry/major", IndustryMajor, "industry_code", worlds[0].key),
        warehouse.grouped("industry/cluster", IndustryCluster, "industry_code", worlds[0].key),
    )


WAYS = 3


def related_table(wording: Wording, related: Iterable[Related]) -> list[Block]:
    """A table of related majors and industries with the reason for each; no block where there are none."""
    items = tuple(related)
    fields: tuple[Field[Related], ...] = (
        Field("related.kind", lambda item: wording.text(f"directory.{item.kind}.name")),
        Field("related.name", _named, width="part"),
        Field("related.reason", lambda item: reason_of(wording, item), width="fill"),
    )
    return [table_of(wording, "related.caption", fields, items, "related", layout="records")] if items else []


def ways_on(wording: Wording, related: Sequence[Related]) -> tuple[WayOn, ...]:
    """Title, reason and address of the first three, for the entry of a page in the search."""
    return tuple(
        WayOn(item.name, reason_of(wording, item), link(item.name, item.kind, item.code).name)
        for item in related[:WAYS]
    )


def related_line(wording: Wording, related: Iterable[Related]) -> Spans:
    """The names of related majors and industries as links in one line, for the page of a program."""
    spans: list[Span] = []
    for item in related:
        spans += [Span(wording.text("related.separator")) if spans else Span(""), *_named(item)]
    return tuple(span for span in spans if span.text)


def reason_of(wording: Wording, item: Related) -> str:
    """The reason why it is related, as a sentence; a share is rounded to whole percent."""
    weight = wording.words.percent(item.weight, 0) if item.weight is not None else ""
    return wording.text(f"related.{item.because}_{item.kind}", by=item.by, weight=weight)


def _named(item: Related) -> Spans:
    return (link(item.name, item.kind, item.code),)


SHOWN = 6
SUPPLIERS, ELSEWHERE = 2, 1  # the search shows no more than three
Because = Literal["same_class", "same_industry", "supplies", "supplied_by", "same_majors"]


@dataclass(frozen=True)
class Weight:
    """What a major supplies to an industry. supply: persons; weight: their share of all it supplies, a fraction."""

    catalogue_version: str
    major_code: str
    industry_code: str
    weight: float
    supply: float


@dataclass(frozen=True)
class Related:
    """A related major or industry, and why it is related.

    by: the name of the class or industry that two majors share, else empty. weight: a fraction, which depends on
    `because`: of the major's supply that goes to the industry (supplies, same_industry), of the industry's supply that
    comes from the major (supplied_by), of the supply of those majors that goes to the other industry (same_majors).
    """

    kind: Literal["major", "industry"]
    code: str
    name: str
    because: Because
    by: str = ""
    weight: float | None = None


@dataclass(frozen=True)
class Relations:
    """Related majors and industries, by the key of a major (catalogue.code) and by the code of an industry."""

    majors: Mapping[str, tuple[Related, ...]]
    industries: Mapping[str, tuple[Related, ...]]


def relations_in(context: IndustryContext) -> Relations:
    """The relations between the majors that some school offers and the industries that have a brief."""
    majors = {key: programs[0] for key, programs in context.directory.majors().items()}
    names = {code: years[-1].name for code, years in context.industries().items()}
    supplies = [
        item for code in names for item in context.suppliers.majors.get(code, ()) if item.supply.value
    ]
    totals: defaultdict[tuple[str, str], float] = defaultdict(float)
    for item in supplies:
        totals[item.catalogue_version, item.major_code] += item.supply.value or 0
    weights = [
        Weight(
            item.catalogue_version,
            item.major_code,
            item.industry_code,
            (item.supply.value or 0) / totals[item.catalogue_version, item.major_code],
            item.supply.value or 0,
        )
        for item in supplies
        if f"{item.catalogue_version}.{item.major_code}" in majors
    ]
    weights.sort(key=lambda item: (-item.weight, item.industry_code, item.catalogue_version, item.major_code))
    return relations_of(majors, names, weights)


def relations_of(
    majors: Mapping[str, Program], industries: Mapping[str, str], weights: Iterable[Weight]
) -> Relations:
    """The relations that follow from the weights, which must be sorted by weight, the largest first."""
    supplied: defaultdict[str, list[Weight]] = defaultdict(list)
    suppliers: defaultdict[str, list[Weight]] = defaultdict(list)
    for weight in weights:
        supplied[f"{weight.catalogue_version}.{weight.major_code}"].append(weight)
        suppliers[weight.industry_code].append(weight)
    classes: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, major in majors.items():
        if major.major_class_code:
            classes[major.catalogue_version, major.major_class_code].append(key)
    return Relations(
        majors={
            key: (
                *_industries_of(supplied[key], industries),
                *_same_class(major, majors, classes[major.catalogue_version, major.major_class_code or ""]),
                *_same_industry(major, majors, industries, supplied[key], suppliers),
            )
            for key, major in majors.items()
        },
        industries={
            code: (
                *_majors_of(majors, suppliers[code]),
                *_same_majors(code, industries, supplied, suppliers[code]),
            )
            for code in industries
        },
    )


def _majors_of(majors: Mapping[str, Program], weights: Iterable[Weight]) -> list[Related]:
    """The majors that supply most to an industry, each with its share of the industry's supply."""
    most = sorted(weights, key=lambda item: -item.supply)
    total = sum(item.supply for item in most)
    return [
        replace(_major(majors, item, "supplied_by", ""), weight=item.supply / total)
        for item in most[:SUPPLIERS]
    ]


def _same_majors(
    code: str, industries: Mapping[str, str], supplied: Mapping[str, list[Weight]], weights: Iterable[Weight]
) -> list[Related]:
    """The other industry that the majors supplying an industry supply most, with its share of all they supply."""
    elsewhere: defaultdict[str, float] = defaultdict(float)
    for weight in weights:
        for item in supplied[f"{weight.catalogue_version}.{weight.major_code}"]:
            elsewhere[item.industry_code] += item.supply
    total = sum(elsewhere.values())
    others = sorted(
        (other for other in elsewhere if other != code), key=lambda other: (-elsewhere[other], other)
    )
    return [
        Related("industry", other, industries[other], "same_majors", weight=elsewhere[other] / total)
        for other in others[:ELSEWHERE]
    ]


def _industries_of(weights: Iterable[Weight], industries: Mapping[str, str]) -> list[Related]:
    return [
        Related(
            "industry", item.industry_code, industries[item.industry_code], "supplies", weight=item.weight
        )
        for item in list(weights)[:SHOWN]
    ]


def _same_class(major: Program, majors: Mapping[str, Program], keys: Iterable[str]) -> list[Related]:
    others = [key for key in keys if key != major_key(major)]
    by = major.major_class_name or major.major_class_code or ""
    return [Related("major", key, majors[key].major_name, "same_class", by) for key in others[:SHOWN]]


def _same_industry(
    major: Program,
    majors: Mapping[str, Program],
    industries: Mapping[str, str],
    supplied: list[Weight],
    suppliers: Mapping[str, list[Weight]],
) -> list[Related]:
    """Majors of other classes that supply the industry this one supplies most."""
    if not supplied:
        return []
    first = supplied[0].industry_code
    others = (
        weight
        for weight in suppliers[first]
        if majors[f"{weight.catalogue_version}.{weight.major_code}"].major_class_code
        != major.major_class_code
    )
    return [_major(majors, weight, "same_industry", industries[first]) for weight in islice(others, SHOWN)]


def _major(majors: Mapping[str, Program], weight: Weight, because: Because, by: str) -> Related:
    key = f"{weight.catalogue_version}.{weight.major_code}"
    return Related("major", key, majors[key].major_name, because, by, weight.weight)
