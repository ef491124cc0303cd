"""Confidence compared with the truth: calibration, AUROC, and the risk-coverage curve."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.intervals import Interval, resampled
from qa.values import Value

BINS = 10
"""Equally filled bins of confidence, for calibration (Naeini et al. 2015)."""


class Point(Value):
    """A point of a curve; `count` is the number of questions that it stands for."""

    x: float
    y: float
    count: int


def reliability(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[Point, ...]:
    """Return the mean confidence and the share of answerable questions in each of `BINS` equally filled bins."""
    parts = [part for part in np.array_split(np.argsort(confidences, kind="stable"), BINS) if len(part)]
    return tuple(
        Point(x=float(confidences[part].mean()), y=float(labels[part].mean()), count=len(part)) for part in parts
    )


def calibration_error(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Return the expected calibration error: how far confidence is from the truth, on average over the bins."""
    points = reliability(confidences, labels)
    return sum(abs(point.x - point.y) * point.count for point in points) / len(labels)


def auroc(confidences: NDArray[np.float64], labels: NDArray[np.bool_]) -> Interval:
    """Return how likely an answerable question is surer than an unanswerable one (area under the ROC curve)."""
    from sklearn.metrics import roc_auc_score  # takes a second to load, and is needed only here

    def area(places: NDArray[np.int64]) -> float:
        some = labels[places]
        return float(roc_auc_score(some, confidences[places])) if some.any() and not some.all() else 0.5

    return resampled(len(labels), area)


def risk_coverage(confidences: Sequence[float], wrong: Sequence[bool]) -> tuple[Point, ...]:
    """Return the share that is wrong among ever more of the surest answers (El-Yaniv and Wiener 2010)."""
    falling = sorted(zip((-one for one in confidences), wrong, strict=True))
    total = np.cumsum([is_wrong for _, is_wrong in falling])
    return tuple(
        Point(x=count / len(falling), y=float(total[count - 1]) / count, count=count)
        for count in range(1, len(falling) + 1)
    )
