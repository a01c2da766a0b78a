"""Integer unknowns under linear constraints: which values can each of them take?"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

ENUMERATED = 3000  # combinations of a block tried one by one
ROUNDS = 6  # random directions tried before each unknown is pushed by itself


@dataclass(frozen=True)
class Expression:
    """Sum of factor × unknown, and a constant."""

    terms: Mapping[Hashable, float]
    constant: float

    def __sub__(self, other: Expression) -> Expression:
        terms = dict(self.terms)
        for name, factor in other.terms.items():
            terms[name] = terms.get(name, 0) - factor
        return Expression(terms, self.constant - other.constant)

    def __mul__(self, factor: float) -> Expression:
        return Expression(
            {name: value * factor for name, value in self.terms.items()}, self.constant * factor
        )


@dataclass
class Problem:
    """Domains of the unknowns, and constraints least ≤ Σ factor × unknown ≤ most."""

    domains: dict[Hashable, set[int]] = field(default_factory=dict)
    constraints: list[tuple[dict[Hashable, float], float, float]] = field(default_factory=list)
    choices: set[Hashable] = field(default_factory=set)
    alternatives: list[list[tuple[Expression, float]]] = field(default_factory=list)

    def variable(self, name: Hashable, domain: Iterable[int]) -> None:
        values = set(domain)
        self.domains[name] = self.domains[name] & values if name in self.domains else values

    def at_least(self, expression: Expression, least: float) -> None:
        self._add(expression, least, np.inf)

    def equal(self, expression: Expression, value: float) -> None:
        self._add(expression, value, value)

    def _add(self, expression: Expression, least: float, most: float) -> None:
        terms = {name: factor for name, factor in expression.terms.items() if factor}
        if terms:
            self.constraints.append((terms, least - expression.constant, most - expression.constant))

    def unknowns(self) -> list[Hashable]:
        return [name for name in self.domains if name not in self.choices]

    def broken_by(self, values: Mapping[Hashable, int]) -> list[object]:
        """Domains and constraints that these values do not fulfil; a choice is fulfilled by one of its alternatives."""
        wrong: list[object] = [name for name, value in values.items() if value not in self.domains[name]]
        for terms, least, most in self.constraints:
            if not terms.keys() & self.choices:
                total = sum(values[name] * factor for name, factor in terms.items())
                if not least - 1e-9 <= total <= most + 1e-9:
                    wrong.append((terms, least, most, total))
        for alternatives in self.alternatives:
            reached = [
                sum(values[name] * factor for name, factor in expression.terms.items()) + expression.constant
                >= least
                for expression, least in alternatives
            ]
            if not any(reached):
                wrong.append(alternatives)
        return wrong

    def one_of(self, alternatives: list[tuple[Expression, float]]) -> None:
        """At least one of the expressions is at least its number."""
        self.alternatives.append(alternatives)
        names = []
        for expression, least in alternatives:
            if not expression.terms:
                if expression.constant >= least:
                    return
                continue
            name = ("choice", len(self.choices))
            self.choices.add(name)
            self.domains[name] = {0, 1}
            names.append(name)
            lowest = expression.constant + sum(
                min(factor * min(self.domains[key]), factor * max(self.domains[key]))
                for key, factor in expression.terms.items()
            )
            self.at_least(
                Expression({**expression.terms, name: -max(least - lowest, 0)}, expression.constant),
                min(lowest, least),
            )
        self.at_least(Expression(dict.fromkeys(names, 1), 0), 1)

    def blocks(self) -> Iterator[tuple[list[Hashable], list[tuple[dict[Hashable, float], float, float]]]]:
        """Unknowns that constraints tie together, with those constraints."""
        root: dict[Hashable, Hashable] = {name: name for name in self.domains}

        def find(name: Hashable) -> Hashable:
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        for terms, _, _ in self.constraints:
            first, *others = terms
            for other in others:
                root[find(other)] = find(first)
        members, rules = defaultdict(list), defaultdict(list)
        for name in self.domains:
            members[find(name)].append(name)
        for rule in self.constraints:
            rules[find(next(iter(rule[0])))].append(rule)
        for key, names in members.items():
            yield names, rules[key]


class Contradiction(Exception):
    """No values fulfil every constraint: what was read is not what was published."""


def values_of(problem: Problem, wanted: Mapping[Hashable, int]) -> dict[Hashable, set[int]]:
    """Unknown → values it can take: all of them, or at least as many as `wanted`. Errors: Contradiction."""
    found: dict[Hashable, set[int]] = {}
    for names, rules in problem.blocks():
        size = 1
        for name in names:
            size = min(size * len(problem.domains[name]), ENUMERATED + 1)
        if size <= ENUMERATED:
            values = enumerated(problem, names, rules)
        else:
            values = Solver(problem, names, rules, wanted).values()
        if not all(values[name] for name in names):
            raise Contradiction(f"nothing fulfils the {len(rules)} constraints of {names[:5]}")
        found |= {name: values[name] for name in names if name not in problem.choices}
    return found


def enumerated(problem: Problem, names: list[Hashable], rules: list) -> dict[Hashable, set[int]]:
    values: dict[Hashable, set[int]] = {name: set() for name in names}
    place = {name: number for number, name in enumerate(names)}
    indexed = [
        ([(place[name], factor) for name, factor in terms.items()], low, high) for terms, low, high in rules
    ]
    for point in product(*(sorted(problem.domains[name]) for name in names)):
        if all(
            low - 1e-9 <= sum(point[i] * factor for i, factor in terms) <= high + 1e-9
            for terms, low, high in indexed
        ):
            for name, value in zip(names, point, strict=True):
                values[name].add(value)
    return values


class Solver:
    """One block by mixed-integer programming; a domain with gaps is a choice of runs."""

    def __init__(
        self, problem: Problem, names: list[Hashable], rules: list, wanted: Mapping[Hashable, int]
    ) -> None:
        self.problem, self.names, self.wanted = problem, names, wanted
        self.place = {name: number for number, name in enumerate(names)}
        self.lower = [min(problem.domains[name]) for name in names]
        self.upper = [max(problem.domains[name]) for name in names]
        self.rows = [
            ({self.place[name]: factor for name, factor in terms.items()}, low, high)
            for terms, low, high in rules
        ]
        for name in names:
            self._runs(self.place[name], sorted(problem.domains[name]))
        self.matrix = np.zeros((len(self.rows), len(self.lower)))
        for number, (terms, _, _) in enumerate(self.rows):
            for column, factor in terms.items():
                self.matrix[number, column] = factor
        self.found: dict[Hashable, set[int]] = {name: set() for name in names}

    def _runs(self, column: int, domain: list[int]) -> None:
        runs = [[domain[0], domain[0]]]
        for value in domain[1:]:
            if value == runs[-1][1] + 1:
                runs[-1][1] = value
            else:
                runs.append([value, value])
        if len(runs) == 1:
            return
        first = len(self.lower)
        self.lower += [0] * len(runs)
        self.upper += [1] * len(runs)
        chosen = range(first, first + len(runs))
        self.rows.append((dict.fromkeys(chosen, 1.0), 1, 1))
        least = {place: -float(low) for place, (low, _) in zip(chosen, runs, strict=True)}
        most = {place: -float(high) for place, (_, high) in zip(chosen, runs, strict=True)}
        self.rows.append(({column: 1.0, **least}, 0, np.inf))
        self.rows.append(({column: 1.0, **most}, -np.inf, 0))

    def values(self) -> dict[Hashable, set[int]]:
        chance = random.Random(0)
        for _ in range(ROUNDS):
            self._solve(np.array([chance.choice((-1.0, 0.0, 1.0)) for _ in self.lower]))
        for name in self.names:
            for direction in (1.0, -1.0):
                if self._is_open(name):
                    objective = np.zeros(len(self.lower))
                    objective[self.place[name]] = direction
                    self._solve(objective)
            if self._is_open(name):
                self._between(name)
        return self.found

    def _is_open(self, name: Hashable) -> bool:
        return name not in self.problem.choices and len(self.found[name]) < self.wanted[name]

    def _between(self, name: Hashable) -> None:
        """Try the values between the ends found."""
        column = self.place[name]
        for value in range(min(self.found[name]) + 1, max(self.found[name])):
            if self._is_open(name) and value in self.problem.domains[name]:
                kept = self.lower[column], self.upper[column]
                self.lower[column] = self.upper[column] = value
                self._solve(np.zeros(len(self.lower)), must=False)
                self.lower[column], self.upper[column] = kept

    def _solve(self, objective: np.ndarray, must: bool = True) -> None:
        limits = LinearConstraint(
            self.matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows]
        )
        answer = milp(
            objective,
            integrality=np.ones(len(self.lower)),
            bounds=Bounds(self.lower, self.upper),
            constraints=[limits] if self.rows else [],
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            if must:
                raise Contradiction(f"nothing fulfils the constraints of {self.names[:5]}: {answer.message}")
            return
        for name in self.names:
            self.found[name].add(round(answer.x[self.place[name]]))
