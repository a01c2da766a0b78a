"""Withheld counts that an outsider has back by subtraction: from published sums, one unknown at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from transforms.disclosure.attack.told import Equation, Told


def recovered(told: Told) -> Told:
    """The same file with every count filled in that follows from its sums and from sums of pooled cohorts."""
    counts = told.counts.copy()
    waiting = [equation for equation in (*told.equations, *_pooled(told)) if equation.hidden]
    found = True
    while found and waiting:
        found, left = False, []
        for equation in waiting:
            column = counts[:, equation.measure]
            unknown = [cell for cell in equation.hidden if np.isnan(column[cell])]
            if len(unknown) == 1:
                known = np.nansum(column[list(equation.hidden)])
                column[unknown[0]] = equation.total - known
                found = True
            elif unknown:
                left.append(equation)
        waiting = left
    return told.with_counts(counts)


def _pooled(told: Told) -> Iterable[Equation]:
    """Sums that results tell of several cohorts: numerators and denominators, with what is told taken off."""
    claims, (claim, cell) = told.claims, told.members
    numerators = claims["numerator_measure"][claim].astype(np.int64)
    for less, name in ((0, "told_numerator"), (1, "told_denominator")):
        counts = told.counts[cell, numerators - less]
        is_summed = claims["is_pooled"] & ~np.isnan(claims[name])
        hidden: defaultdict[int, list[int]] = defaultdict(list)
        for member in np.flatnonzero(np.isnan(counts) & is_summed[claim]).tolist():
            hidden[int(claim[member])].append(int(cell[member]))
        known = np.bincount(claim, weights=np.nan_to_num(counts), minlength=len(claims["claim"]))
        for number, cells in hidden.items():
            measure = int(claims["numerator_measure"][number]) - less
            yield Equation(measure, float(claims[name][number] - known[number]), tuple(cells))
