"""95 % intervals: Wilson's for a rate, by bootstrap for anything else."""

from math import sqrt

import numpy as np
import pytest

from qa.evaluation.intervals import interval, share

Z = 1.959964


@pytest.mark.parametrize(("hits", "count"), [(0, 3), (3, 3), (57, 60), (1, 2)])
def test_a_rate_has_wilsons_interval(hits: int, count: int) -> None:
    rate = hits / count
    middle = (rate + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z / (1 + Z**2 / count) * sqrt(rate * (1 - rate) / count + Z**2 / (4 * count**2))
    found = share([True] * hits + [False] * (count - hits))
    assert found.value == rate
    assert found.low == pytest.approx(middle - half, abs=1e-6)
    assert found.high == pytest.approx(middle + half, abs=1e-6)


def test_three_of_three_is_no_certainty() -> None:
    assert share([True] * 3).low < 0.5


def test_a_mean_has_the_interval_of_means_drawn_anew() -> None:
    values = np.random.default_rng(0).normal(10, 2, 400)
    found = interval(values)
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.low == pytest.approx(2 * Z * values.std() / 20, rel=0.15)
    assert share([0.25, 0.75]).value == 0.5
