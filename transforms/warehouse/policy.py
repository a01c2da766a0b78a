"""The policy language: criteria, triggers and cards as dated, cited data.

A policy file is one rule set of one place. Everything a verdict rests on stands in it; the SQL in
`sql/rules/` only reads the tables made from it. Method: `docs/policy.md`.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

POLICY_DIR = Path(__file__).resolve().parents[2] / "policy"
METHOD_FILE = POLICY_DIR / "method.yaml"

Level = Literal["secondary", "associate", "vocational_bachelor", "bachelor", "postgraduate", "all"]
CardName = Literal["none", "yellow", "orange", "red", "exit"]
Unit = Literal["bp", "persons", "points", "yuan", "sites", "graduates", "years", "ratio"]


class PolicyError(Exception):
    """A policy that cannot be applied; the message names file, line and reason."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """The same words in Chinese and English."""

    zh: str
    en: str


class Clause(Strict):
    """Where a value comes from. `verified` is false where only a re-hosted copy was seen."""

    title: str
    number: str | None = None
    article: str | None = None
    issued_on: date | None = None
    last_checked_on: date
    kind: Literal["law", "declared_assumption"] = "law"
    verified: bool = True


class Dated(Strict):
    """One value of a series; null repeals the value before it."""

    valid_from: date
    value: float | None
    clause: str
    levels: tuple[Level, ...] | None = None


def _in_order(series: tuple[Dated, ...]) -> tuple[Dated, ...]:
    seen: set[tuple[date, Any]] = set()
    for entry in series:
        for level in entry.levels or (None,):
            if (entry.valid_from, level) in seen:
                raise ValueError(f"two values start on {entry.valid_from}")
            seen.add((entry.valid_from, level))
    if list(series) != sorted(series, key=lambda entry: entry.valid_from):
        raise ValueError("values must be appended in the order of valid_from")
    return series


class Criterion(Strict):
    """One test of one indicator in one year: does the program fail it?"""

    title: Text
    indicator: str
    observation: Literal["initial", "year_end"] | None = None
    fails_when: Literal["below", "at_or_below", "above", "at_or_above", "bottom_share"]
    unit: Unit
    levels: tuple[Level, ...] = Field(min_length=1)
    line: tuple[Dated, ...] = Field(min_length=1)
    minimum_cohort: tuple[Dated, ...] = ()
    windows: tuple[int, ...] = (1,)
    pooled: Literal["once", "rolling"] = "once"
    rank_within: Literal["institution", "region"] | None = None
    skips_averaged: bool = False
    is_required: bool = True

    _line = field_validator("line")(_in_order)
    _minimum = field_validator("minimum_cohort")(_in_order)

    @model_validator(mode="after")
    def _makes_sense(self) -> Criterion:
        if list(self.windows) != sorted(set(self.windows)) or self.windows[0] < 1:
            raise ValueError("windows must be rising whole years, for example [1, 2, 3]")
        if (self.fails_when == "bottom_share") != (self.rank_within is not None):
            raise ValueError("bottom_share goes with rank_within, and only with it")
        if self.fails_when == "bottom_share" and self.unit != "bp":
            raise ValueError("a bottom share is stated in bp (1/10000)")
        return self


class Trigger(Strict):
    """m failing results among n: of one criterion over years, or of several criteria in one year.

    `action` says what follows where it is more particular than the card's.
    """

    title: Text
    criteria: tuple[str, ...] = Field(min_length=1)
    m: int = Field(ge=1)
    n: int = Field(ge=1)
    over: Literal["calendar_years", "calculated_years", "criteria_of_one_year"]
    card: CardName
    action: Text | None = None
    clause: str

    @model_validator(mode="after")
    def _makes_sense(self) -> Trigger:
        if self.m > self.n:
            raise ValueError(f"m ({self.m}) cannot exceed n ({self.n})")
        if self.over == "criteria_of_one_year" and self.n != len(self.criteria):
            raise ValueError("n must be the number of criteria named")
        if self.over != "criteria_of_one_year" and len(self.criteria) != 1:
            raise ValueError("a trigger over years names one criterion")
        return self


class Card(Strict):
    """A rung of the ladder and what follows from it."""

    title: Text
    action: Text


class Reinstatement(Strict):
    """How a card that holds is lifted."""

    cards: tuple[CardName, ...]
    passes: int = Field(ge=1)
    clause: str


class CouplingLevel(Text):
    """One of the levels of the degree of coupling coordination, closed on the right."""

    up_to: float


class Policy(Strict):
    """A rule set. `digest` is the sha256 of the bytes it was read from, method parameters included."""

    policy: str
    title: Text
    city: Text
    region_code: str
    reference_region_code: str | None = None
    crosswalk_source: Literal["observed", "expert", "equal"] = "expert"
    demand_basis: Literal["vacancies", "openings", "employment", "value_added"] = "vacancies"
    supply_basis: Literal["graduates", "admitted"] = "graduates"
    demand_year: Literal["same", "latest_available"] = "same"
    clauses: dict[str, Clause]
    parameters: dict[str, tuple[Dated, ...]] = {}
    criteria: dict[str, Criterion]
    triggers: dict[str, Trigger]
    ladder: dict[CardName, Card]
    reinstatement: Reinstatement | None = None
    stale_after_years: int = 5
    coupling_levels: tuple[CouplingLevel, ...] = Field(min_length=1)
    digest: str = ""

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Policy:
        for name, trigger in self.triggers.items():
            unknown = set(trigger.criteria) - set(self.criteria)
            if unknown:
                raise ValueError(f"trigger {name} names unknown criteria: {sorted(unknown)}")
            if trigger.card not in self.ladder:
                raise ValueError(f"trigger {name} gives a card that the ladder lacks: {trigger.card}")
        cited = {entry.clause for entry in self._dated_values()}
        cited |= {trigger.clause for trigger in self.triggers.values()}
        if self.reinstatement:
            cited.add(self.reinstatement.clause)
        if cited - set(self.clauses):
            raise ValueError(f"clauses cited but not given: {sorted(cited - set(self.clauses))}")
        return self

    def _dated_values(self) -> list[Dated]:
        series = [criterion.line + criterion.minimum_cohort for criterion in self.criteria.values()]
        return [entry for entries in [*series, *self.parameters.values()] for entry in entries]


def json_schema() -> dict[str, Any]:
    """JSON Schema of a policy file, for editors; `policy/policy.schema.json` is kept equal to it by a test."""
    schema = Policy.model_json_schema()
    for derived in ("digest", "coupling_levels"):
        schema["properties"].pop(derived)
    schema["required"] = [name for name in schema["required"] if name != "coupling_levels"]
    return schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def policy_path(name_or_path: str | Path) -> Path:
    """The file of a preset name (`chongqing`) or of a path. Errors: PolicyError if there is none."""
    path = Path(name_or_path)
    for candidate in (path, POLICY_DIR / f"{name_or_path}.yaml"):
        if candidate.is_file():
            return candidate
    presets = ", ".join(sorted(p.stem for p in POLICY_DIR.glob("*.yaml") if p != METHOD_FILE))
    raise PolicyError(f"no policy file or preset {name_or_path!r}; presets: {presets}")


def load_policy(name_or_path: str | Path) -> Policy:
    """Read a policy and the method's parameters beside it. Errors: PolicyError with file, line, reason."""
    path = policy_path(name_or_path)
    method = _read(METHOD_FILE)
    content = _read(path)
    for section in ("clauses", "parameters"):
        if not isinstance(content.get(section) or {}, dict):
            line = _line_of(yaml.compose(path.read_text(encoding="utf-8")), (section,))
            raise PolicyError(f"{path}:{line}: {section}: a mapping of names to values is needed")
        content[section] = {**method.get(section, {}), **(content.get(section) or {})}
    content.setdefault("coupling_levels", method["coupling_levels"])
    content["digest"] = hashlib.sha256(METHOD_FILE.read_bytes() + path.read_bytes()).hexdigest()
    try:
        return Policy.model_validate(content)
    except ValidationError as error:
        raise PolicyError(_explained(path, error)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: not a readable YAML file: {error}") from None
    if not isinstance(content, dict):
        raise PolicyError(f"{path}: a policy file is a mapping of names to values")
    return content


def _explained(path: Path, error: ValidationError) -> str:
    root = yaml.compose(path.read_text(encoding="utf-8"))
    lines = []
    for problem in error.errors():
        where = ".".join(str(part) for part in problem["loc"]) or "policy"
        line = _line_of(root, problem["loc"]) if problem["loc"] else _line_naming(path, problem["msg"])
        lines.append(f"{path}:{line}: {where}: {problem['msg']}")
    return "\n".join(lines)


def _line_naming(path: Path, message: str) -> int:
    """Line (from 1) of the first value that a message quotes, for what is wrong between two places of a file."""
    quoted = re.findall(r"'([^']+)'", message)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if any(re.search(rf"[:\[,]\s*\"?{re.escape(name)}\b", line) for name in quoted):
            return number
    return 1


def _line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """Line (from 1) of the deepest part of a location that the file really has."""
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(part)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
