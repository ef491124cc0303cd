"""95 % intervals of figures over questions: Wilson's for a rate, by bootstrap for anything else."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.values import Value

RESAMPLES = 1000


class Interval(Value):
    """A figure and its 95 % interval over questions."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        """The figure as it is printed: "0.680 (0.641 to 0.717)"."""
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def share(hits: Iterable[float]) -> Interval:
    """Return the share of hits with Wilson's interval; for figures between 0 and 1, their mean by bootstrap."""
    values = np.array(list(hits), dtype=float)
    if not np.isin(values, (0.0, 1.0)).all():
        return interval(values)
    from scipy.stats import binomtest  # takes a second to load, and is needed only here

    found = binomtest(int(values.sum()), len(values)).proportion_ci(method="wilson")
    return Interval(value=float(values.mean()), low=float(found.low), high=float(found.high))


def interval(values: NDArray[np.float64], figure: Callable[[NDArray[np.float64]], Any] = np.mean) -> Interval:
    """Return a figure of values, by default their mean, with its interval."""
    return resampled(len(values), lambda places: float(figure(values[places])))


def resampled(count: int, figure: Callable[[NDArray[np.int64]], float]) -> Interval:
    """Return a figure of all questions, with its interval over resampled questions (percentile bootstrap)."""
    from scipy.stats import bootstrap  # takes a second to load, and is needed only here

    places = np.arange(count)
    value = figure(places)
    if count < 2:
        return Interval(value=value, low=value, high=value)
    drawn = bootstrap(
        (places,), figure, vectorized=False, n_resamples=RESAMPLES, method="percentile", random_state=0
    ).confidence_interval
    return Interval(value=value, low=float(drawn.low), high=float(drawn.high))
