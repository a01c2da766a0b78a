"""The smallest part of a city on which two judges still differ, found by hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st

from tests.golden.facts import City, Key, Life

OF_A_LIFE = ("cohorts", "intake", "readings", "exemptions", "decisions")
MOST_TRIES = 2000
# Hypothesis shrinks towards the first choice, which leaves a fact out, and first draws cities that keep nearly all.
KEEPS = st.sampled_from([False] + [True] * 199)
QUIET = settings(
    max_examples=MOST_TRIES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
# (what, which life or step, key or place of the fact)
Fact = tuple[str, int, Any]


def smallest(city: City, key: Key, differs: Callable[[City], bool]) -> City:
    """The fewest facts of a city on which `differs` still holds. key: a program whose verdicts differ."""
    near = _near(city, key)
    if not differs(near):
        near = city
    facts = list(_facts(near))
    strategy = st.tuples(*(KEEPS for _ in facts))

    def is_enough(kept: tuple[bool, ...]) -> bool:
        part = _part(near, [fact for fact, keep in zip(facts, kept, strict=True) if keep])
        return bool(part.lives) and differs(part)

    kept = find(strategy, is_enough, settings=QUIET)
    return _part(near, [fact for fact, keep in zip(facts, kept, strict=True) if keep])


def shown(city: City) -> str:
    """A city as a person can read it."""
    lines = [str(step) for step in city.lineage]
    for life in city.lives:
        lines.append(f"{life.school}:{life.catalogue}/{life.code} {life.level}")
        lines += [f"    {name}: {getattr(life, name)}" for name in OF_A_LIFE if getattr(life, name)]
    return "\n".join(lines)


def _near(city: City, key: Key) -> City:
    """The school of a program, and the lineage of what it offers."""
    lives = [life for life in city.lives if life.school == key[0]]
    entries = {life.entry for life in lives}
    steps = [step for step in city.lineage if {step.old, step.new} & entries]
    return City(lives, steps, city.as_of)


def _facts(city: City) -> Iterator[Fact]:
    for number, _ in enumerate(city.lineage):
        yield ("lineage", number, None)
    for number, life in enumerate(city.lives):
        for name in OF_A_LIFE:
            own = getattr(life, name)
            yield from ((name, number, key) for key in (own if isinstance(own, dict) else range(len(own))))


def _part(city: City, facts: list[Fact]) -> City:
    steps = [city.lineage[number] for name, number, _ in facts if name == "lineage"]
    lives = []
    for number, life in enumerate(city.lives):
        own = [(name, key) for name, of, key in facts if name != "lineage" and of == number]
        if own:
            lives.append(_kept(life, own))
    return City(lives, steps, city.as_of)


def _kept(life: Life, facts: list[tuple[str, Any]]) -> Life:
    part = copy(life)
    for name in OF_A_LIFE:
        own, keys = getattr(life, name), [key for of, key in facts if of == name]
        setattr(
            part, name, {key: own[key] for key in keys} if isinstance(own, dict) else [own[k] for k in keys]
        )
    return part
