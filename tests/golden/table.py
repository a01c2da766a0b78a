"""The golden table read: cases of `histories.yaml` as facts, each in schools and under codes of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.golden.facts import City, Cohort, Decision, Entry, Exemption, Key, Life, Reading, Step, Verdict
from transforms.warehouse import Policy, load_policy

TABLE = Path(__file__).parent / "histories.yaml"
OWN_POLICIES = Path(__file__).parent / "policies"
FIRST_YEAR, LAST_YEAR = 2010, 2025
ALONE = "new/m"


@dataclass
class Case:
    """One case: what is delivered, and what is expected of each program and year; None where there is no verdict."""

    number: int
    policy: str
    says: str
    is_alone: bool
    city: City = field(default_factory=lambda: City([]))
    expected: dict[tuple[Key, int], Verdict | None] = field(default_factory=dict)


def policy_named(name: str) -> Policy:
    own = OWN_POLICIES / f"{name}.yaml"
    return load_policy(own if own.exists() else name)


@cache
def cases() -> tuple[Case, ...]:
    content = yaml.load(TABLE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    told = [(policy, case) for policy, own in content.items() for case in own]
    return tuple(_case(number, policy, case) for number, (policy, case) in enumerate(told))


def together(chosen: list[Case]) -> City:
    """One city of several cases, between the city's first and last year."""
    anchor = Life("ANCHOR", "new", "anchor", "postgraduate")
    anchor.intake = {FIRST_YEAR: 50}
    anchor.cohorts = {("year_end", LAST_YEAR): Cohort(50, 45)}
    city = City([anchor])
    for case in chosen:
        city.lives += case.city.lives
        city.lineage += case.city.lineage
    return city


def _case(number: int, policy: str, told: dict[str, Any]) -> Case:
    case = Case(number, policy, told["case"], told.get("alone") == "true")
    programs = told.get("programs") or {ALONE: told}
    verdicts = told["verdicts"] if "programs" in told else {ALONE: told["verdicts"]}
    for label, facts in programs.items():
        case.city.lives.append(_life(case, label, {"level": told.get("level", "associate"), **facts}))
    for step in told.get("lineage", []):
        kind, old, new, year = step.split()
        case.city.lineage.append(Step(kind, _entry(case, old), _entry(case, new), int(year)))
    case.city.lives += _others(case, told)
    levels = {_place(case, label): life.level for label, life in zip(programs, case.city.lives, strict=False)}
    for label, years in verdicts.items():
        place = _place(case, label)
        for year, verdict in _years(years).items():
            level = levels.get(place, told.get("level", "associate"))
            case.expected[(*place, level), year] = _verdict(verdict)
    return case


def _place(case: Case, label: str) -> tuple[str, str, str]:
    """School, catalogue and code of `B:new/530302` in a case."""
    school, _, entry = label.rpartition(":")
    catalogue, code = entry.split("/")
    return (f"{case.number:03}{school or 'A'}", catalogue, f"{case.number:03}{code}")


def _entry(case: Case, label: str) -> Entry | None:
    return None if label == "-" else _place(case, label)[1:]


def _life(case: Case, label: str, facts: dict[str, Any]) -> Life:
    life = Life(*_place(case, label), facts["level"])
    for feed, observation in (("cohorts", "year_end"), ("matched", "year_end"), ("initial", "initial")):
        for year, text in _years(facts.get(feed, {})).items():
            life.cohorts[observation, year] = _cohort(text, feed)
    life.intake = {year: None if n == "-" else int(n) for year, n in _years(facts.get("intake", {})).items()}
    for indicator, own in facts.get("readings", {}).items():
        life.readings |= {(indicator, year): _reading(text) for year, text in _years(own).items()}
    life.exemptions = [_exemption(text) for text in facts.get("exempt", [])]
    life.decisions = [_decision(text) for text in facts.get("decided", [])]
    return life


def _others(case: Case, told: dict[str, Any]) -> list[Life]:
    """Other programs that a case needs: of its school, of its major, or of other schools of its level."""
    level = told.get("level", "associate")
    school, catalogue, code = _place(case, ALONE)
    lives = []
    if own := told.get("others_take_in"):
        lives.append(Life(school, catalogue, f"{code}-other", level, intake={int(year): 40 for year in own}))
    for feed in ("other_sites", "other_schools"):
        for year, count in told.get(feed, {}).items():
            for n in range(int(count)):
                other = code if feed == "other_sites" else f"{code}-else"
                lives.append(Life(f"{school}{feed}{n}", catalogue, other, level, intake={int(year): 40}))
    return lives


def _years(told: dict[str, Any]) -> dict[int, Any]:
    """`2021-2024: x` is four years of x."""
    years = {}
    for span, value in told.items():
        first, _, last = span.partition("-")
        years |= dict.fromkeys(range(int(first), int(last or first) + 1), value)
    return years


def _cohort(text: str, feed: str) -> Cohort:
    counts, _, rate = text.rpartition("rate ") if "rate" in text else (text, "", "")
    counts, _, cohort = counts.strip().partition(" of ")
    above, _, below = counts.partition("/")
    part = None if above in ("", "?") else int(above)
    whole = int(below) if below else None
    if feed == "matched":
        placed, _, graduates = cohort.partition("/")
        return Cohort(int(graduates or whole), int(placed or whole), employed=whole, matched=part)
    return Cohort(whole, part, rate=float(rate) if rate else None)


def _reading(text: str) -> Reading:
    text, averaged = text.removesuffix(" averaged"), text.endswith(" averaged")
    if "/" in text:
        numerator, denominator = text.split("/")
        return Reading(None, int(numerator), int(denominator), averaged)
    value, _, size = text.partition(" of ")
    return Reading(float(value), None, int(size) if size else None, averaged)


def _exemption(text: str) -> Exemption:
    first, last, reason = re.fullmatch(r"(\S+) \.\. (\S+)(?: (\w+))?", text).groups()
    return Exemption(date.fromisoformat(first), date.fromisoformat(last), reason or "listed")


def _decision(text: str) -> Decision:
    found = re.fullmatch(
        r"(\d{4}) (\w+)(?: (yellow|orange|red|exit|none))?(?: on (\S+))?(?: until (\S+))?", text
    )
    year, decision, card, day, until = found.groups()
    more = {"decided_on": date.fromisoformat(day)} if day else {}
    return Decision(int(year), decision, card, until=date.fromisoformat(until) if until else None, **more)


def _verdict(told: list[str] | str) -> Verdict | None:
    if told == "nothing":
        return None
    decided = told[-1].removeprefix("decided ") if told[-1].startswith("decided ") else None
    card, reason, *counted = told if decided is None else told[:-1]
    return Verdict(card, reason, *(int(n) for n in counted), **{"decided": decided or card})
