"""Ways to carry yearly series on: each takes series × years and gives series × horizons, all in logarithms."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

NAIVE = "naive"
METHODS = (NAIVE, "damped", "drift", "half_drift", "share_total")
# smoothing of level and of trend, damping: with some ten points a coarse grid says as much as an optimiser, the
# same on every machine
GRID = np.array(list(product((0.2, 0.4, 0.6, 0.8, 1.0), (0.0, 0.1, 0.3, 0.6), (0.8, 0.9, 0.98))))


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
