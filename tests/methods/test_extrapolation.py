"""The rivals of a forecast: by hand, and the damped trend beside statsmodels' own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.holtwinters import Holt

from transforms.methods.forecast import GRID, damped_trend, extrapolated

SERIES = st.lists(st.floats(1, 1e6), min_size=4, max_size=10)


def test_growth_by_half_a_year_after_year_by_hand():
    made = extrapolated(np.log([[16.0, 24, 36], [1, 1, 1]]), 2)
    told = {method: np.exp(forecast[0]).tolist() for method, forecast in made.items()}
    assert told["naive"] == pytest.approx([36, 36], abs=1e-9)
    assert told["drift"] == pytest.approx([54, 81], abs=1e-9)
    assert told["half_drift"] == pytest.approx([36 * 1.5**0.5, 54], abs=1e-9)
    # the total goes from 17 to 37 in two years
    assert told["share_total"] == pytest.approx([36 * (37 / 17) ** 0.5, 36 * 37 / 17], abs=1e-9)


def test_a_trend_that_fades_is_followed_to_where_it_fades():
    # steps of 1, 0.8, 0.64, 0.512: damping 0.8 leaves no error
    made = damped_trend(np.array([[0.0, 1.0, 1.8, 2.44, 2.952]]), 2)
    assert made[0] == pytest.approx([2.952 + 0.4096, 2.952 + 0.4096 + 0.32768], abs=1e-9)


# its criteria take the logarithm of an error of nothing
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@settings(max_examples=5)
@given(SERIES)
def test_the_damped_trend_is_holts_with_the_best_parameters_of_the_grid(values):
    logs = np.log(np.array(values))
    known = {"initialization_method": "known", "initial_level": logs[1], "initial_trend": logs[1] - logs[0]}
    model = Holt(logs[2:], damped_trend=True, **known)
    fits = [
        model.fit(smoothing_level=alpha, smoothing_trend=beta, damping_trend=damping, optimized=False)
        for alpha, beta, damping in GRID
    ]
    best = min(fit.sse for fit in fits)
    # several points of the grid may fit equally well: ours is one of the best
    assert any(
        fit.sse == pytest.approx(best, abs=1e-9)
        and damped_trend(logs[None, :], 3)[0] == pytest.approx(fit.forecast(3), abs=1e-6)
        for fit in fits
    )
