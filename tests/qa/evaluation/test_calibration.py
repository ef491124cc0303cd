"""Confidences against the truth."""

import numpy as np

from qa.evaluation.calibration import auroc, calibration_error, risk_coverage


def test_calibration_is_the_gap_of_each_bin_by_its_size() -> None:
    confidences = np.array([0.1] * 10 + [0.8] * 10)
    labels = np.array([False] * 10 + [True] * 5 + [False] * 5)
    assert calibration_error(confidences, labels) >= (0.1 * 10 + 0.3 * 10) / 20 - 1e-9
    assert calibration_error(np.array([0.0, 1.0]), np.array([False, True])) == 0.0


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    confidences, labels = np.array([0.9, 0.4, 0.6, 0.7]), np.array([True, True, True, False])
    pairs = [(one, other) for one in confidences[labels] for other in confidences[~labels]]
    assert auroc(confidences, labels).value == sum(one > other for one, other in pairs) / len(pairs)


def test_risk_is_counted_from_the_surest_on() -> None:
    curve = risk_coverage([0.2, 0.9, 0.5], [True, False, True])
    assert [(point.count, point.y) for point in curve] == [(1, 0.0), (2, 0.5), (3, 2 / 3)]
