"""Forecasts of what industries ask for, made again from every year that could have made one (rolling origin).

Five rivals on the logarithm of yearly series: the newest value (naive), its mean growth, half of that (Theta without
smoothing; Hyndman & Billah 2003), a damped trend (Gardner & McKenzie 1985), and share × total. A rival takes the
place of the naive only where trials whose outcome was known by then favour it, and intervals are made of the errors
known by then: every back-tested number is what a reader of that year would have been given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, product
from math import ceil
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[np.float64]
NAIVE = "naive"
METHODS = (NAIVE, "damped", "drift", "half_drift", "share_total")
# smoothing of level and of trend, damping: with some ten points a coarse grid says as much as an optimiser, the
# same on every machine
GRID = np.array(list(product((0.2, 0.4, 0.6, 0.8, 1.0), (0.0, 0.1, 0.3, 0.6), (0.8, 0.9, 0.98))))
GROUP = ("region_code", "level", "industry_classification", "granularity", "demand_basis")
PANEL = (*GROUP, "first_year", "last_year")
# of a row: the series it is of, and the panel it is forecast in
_key, _panel = itemgetter(*GROUP, "industry_code"), itemgetter(*PANEL)
COVERAGES = (0.80, 0.95)
FEWEST_ERRORS = 10  # for an interval of 80 %; one of 95 % needs the 39 of a conformal quantile

SCHEMA = pa.schema(
    [(name, pa.string()) for name in (*GROUP, "industry_code")]
    + [("origin_year", pa.int32()), ("horizon_years", pa.int32()), ("forecast_method", pa.string())]
    + [("is_chosen", pa.bool_())]
    + [
        (name, pa.float64())
        for name in ("last_demand", "forecast_demand", "low_80", "high_80", "low_95", "high_95", "mean_step")
    ]
)


@dataclass(frozen=True)
class Terms:
    """The policy's numbers: years before the first trial, origins known before a rival may be chosen, its lead, and
    the power of the years ahead with which errors grow."""

    first_trial_years: int
    known_origins: int
    lead: float
    longest: int
    growth: float


@dataclass(frozen=True)
class Trials:
    """All forecasts of one panel from one origin: by method, series × horizon, in logarithms."""

    origin: int
    made: dict[str, Numbers]
    errors: dict[str, Numbers]  # absolute, nan where the outcome is not known


def computed_table(tables: Mapping[str, pa.Table]) -> pa.Table:
    """rules.forecast_trial: one row per series that can be forecast, origin, horizon and method."""
    terms = _terms(tables["rules.parameter_in_force"])
    series = [row for row in tables["rules.forecast_series"].to_pylist() if row["no_forecast_reason"] is None]
    values = _values(tables["core.stated_demand"])
    rows = []
    for panel, members in groupby(sorted(series, key=itemgetter(*PANEL, "industry_code")), key=_panel):
        own = list(members)
        first, last = panel[-2], panel[-1]
        demand = np.array([[values[_key(row), year] for year in range(first, last + 1)] for row in own])
        rows += _panel_rows(own, demand, terms)
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _panel_rows(series: list[dict[str, Any]], demand: Numbers, terms: Terms) -> list[dict[str, Any]]:
    logs = np.log(demand)
    first = series[0]["first_year"]
    trials = [
        _trials(logs, years, terms.longest) for years in range(terms.first_trial_years, logs.shape[1] + 1)
    ]
    rows = []
    for trial in trials:
        past = demand[:, : trial.origin]
        step = np.abs(np.diff(past, axis=1)).mean(axis=1)
        for horizon in range(1, terms.longest + 1):
            chosen = choose(trials, trial.origin, horizon, terms)
            for method in METHODS:
                widths = half_widths(trials, trial.origin, horizon, method, terms.growth)
                rows += [
                    {name: row[name] for name in (*GROUP, "industry_code")}
                    | {
                        "origin_year": first + trial.origin - 1,
                        "horizon_years": horizon,
                        "forecast_method": method,
                        "is_chosen": chosen[at] == method,
                        "last_demand": float(past[at, -1]),
                        "mean_step": float(step[at]),
                    }
                    | _interval(float(trial.made[method][at, horizon - 1]), widths)
                    for at, row in enumerate(series)
                ]
    return rows


def _trials(logs: Numbers, years: int, longest: int) -> Trials:
    made = extrapolated(logs[:, :years], longest)
    known = np.full((logs.shape[0], longest), np.nan)
    ahead = logs[:, years : years + longest]
    known[:, : ahead.shape[1]] = ahead
    return Trials(years, made, {method: np.abs(forecast - known) for method, forecast in made.items()})


def extrapolated(logs: Numbers, longest: int) -> dict[str, Numbers]:
    """Every method's forecasts for 1 to `longest` years ahead. logs: at least two years of each series."""
    ahead = np.arange(1, longest + 1)
    newest = logs[:, -1:]
    drift = (newest - logs[:, :1]) / (logs.shape[1] - 1)
    totals = np.log(np.exp(logs).sum(axis=0))
    total_drift = (totals[-1] - totals[0]) / (len(totals) - 1)
    return {
        NAIVE: np.repeat(newest, longest, axis=1),
        "damped": damped_trend(logs, longest),
        "drift": newest + drift * ahead,
        "half_drift": newest + drift * ahead / 2,
        # the share stays, the total grows as it did
        "share_total": newest + total_drift * ahead,
    }


def damped_trend(logs: Numbers, longest: int) -> Numbers:
    """Holt's damped trend, its parameters the best one-step errors of the grid; starts at the second year."""
    level, trend, squared = _states(logs)
    best = squared.argmin(axis=1)
    own = np.arange(len(logs))
    damping = GRID[best, 2]
    reach = np.cumsum(damping[:, None] ** np.arange(1, longest + 1), axis=1)
    return level[own, best][:, None] + trend[own, best][:, None] * reach


def _states(logs: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Level, trend and sum of squared one-step errors after the last year, of each series at each grid point."""
    alpha, beta, damping = (GRID[:, at][None, :] for at in range(3))
    level = np.repeat(logs[:, 1:2], len(GRID), axis=1)
    trend = np.repeat(logs[:, 1:2] - logs[:, :1], len(GRID), axis=1)
    squared = np.zeros_like(level)
    for year in range(2, logs.shape[1]):
        expected = level + damping * trend
        error = logs[:, year : year + 1] - expected
        squared += error * error
        level = expected + alpha * error
        trend = damping * trend + alpha * beta * error
    return level, trend, squared


def choose(trials: list[Trials], origin: int, horizon: int, terms: Terms) -> list[str]:
    """Per series, the method whose trials were best by `origin`; the naive unless one leads it clearly.

    A rival must lead by `terms.lead` on the series itself and not lose over the panel, both over at least
    `terms.known_origins` origins; else the naive one is chosen. Errors at different horizons weigh by 1/horizon^growth.
    """
    known = {method: _known(trials, origin, horizon, method, terms.growth) for method in METHODS}
    size = trials[0].made[NAIVE].shape[0]
    chosen = [NAIVE] * size
    origins = sum(trial.origin < origin for trial in trials)
    if origins < terms.known_origins:
        return chosen
    own = {method: errors.mean(axis=1) for method, errors in known.items()}
    fit = [method for method in METHODS if own[method].mean() < own[NAIVE].mean()]
    for at in range(size):
        leading = [method for method in fit if own[method][at] < (1 - terms.lead) * own[NAIVE][at]]
        if leading:
            chosen[at] = min(leading, key=lambda method: (own[method][at], method))
    return chosen


def half_widths(
    trials: list[Trials], origin: int, horizon: int, method: str, growth: float
) -> list[float | None]:
    """Half widths of the intervals of `COVERAGES`, in logarithms: conformal quantiles of the panel's known errors."""
    errors = np.sort(_known(trials, origin, horizon, method, growth).ravel())
    widths: list[float | None] = []
    for coverage in COVERAGES:
        rank = ceil(coverage * (len(errors) + 1))
        enough = len(errors) >= FEWEST_ERRORS and rank <= len(errors)
        widths.append(float(errors[rank - 1] * horizon**growth) if enough else None)
    return widths


def _known(trials: list[Trials], origin: int, horizon: int, method: str, growth: float) -> Numbers:
    """Errors, divided by horizon^growth, of trials up to `horizon` years whose outcome was known at `origin`."""
    columns = [
        trial.errors[method][:, ahead - 1] / ahead**growth
        for trial in trials
        for ahead in range(1, horizon + 1)
        if trial.origin + ahead <= origin
    ]
    return np.column_stack(columns) if columns else np.empty((trials[0].made[method].shape[0], 0))


def _interval(forecast: float, widths: list[float | None]) -> dict[str, float | None]:
    """The forecast and its intervals, back from logarithms."""
    row: dict[str, float | None] = {"forecast_demand": float(np.exp(forecast))}
    for coverage, width in zip(COVERAGES, widths, strict=True):
        for side, sign in (("low", -1), ("high", 1)):
            name = f"{side}_{coverage * 100:.0f}"
            row[name] = None if width is None else float(np.exp(forecast + sign * width))
    return row


def _terms(parameters: pa.Table) -> Terms:
    value = {row["parameter"]: row["value"] for row in parameters.to_pylist() if row["level"] is None}
    return Terms(
        first_trial_years=int(value["forecast_first_trial_years"]),
        known_origins=int(value["forecast_known_origins"]),
        lead=value["forecast_lead_bp"] / 10_000,
        longest=int(value["forecast_long_years"]),
        growth=value["forecast_error_growth_bp"] / 10_000,
    )


def _values(demand: pa.Table) -> dict[tuple[tuple[str, ...], int], float]:
    return {(_key(row), row["year"]): row["demand"] for row in demand.to_pylist()}
