"""What became of questions gives the figures that a person counts, and differences are those of the same questions."""

from pathlib import Path

import pytest

from benchmarks.outcomes import (
    AUROC,
    CALIBRATION,
    FALSE,
    FIRST,
    SILENT,
    Measured,
    Outcome,
    differences,
    figures,
    load,
    save,
)


def measured(*rows: tuple[bool, float, float | None], silence: float | None = None) -> Measured:
    """Outcomes of these: whether there is an answer, the confidence, and whether the first quote answers."""
    outcomes = (
        Outcome(str(number), answerable, confidence, 0.5, {} if first is None else {FIRST: first})
        for number, (answerable, confidence, first) in enumerate(rows)
    )
    return Measured(0.5, tuple(outcomes), silence)


FOUR = measured((True, 0.9, 1.0), (True, 0.4, 1.0), (True, 0.8, 0.0), (True, 0.6, 0.0))
MIXED = measured(
    *((True, 0.9, 1.0), (True, 0.7, 1.0), (True, 0.3, 0.0), (True, 0.2, 1.0)),
    *((False, 0.8, None), (False, 0.25, None)),
    silence=0.25,
)


def test_marks_are_means_over_the_questions_that_have_them() -> None:
    assert figures(FOUR)[FIRST].value == 0.5
    assert figures(MIXED)[FIRST].value == 0.75


def test_silence_and_false_answers_are_those_at_the_threshold() -> None:
    assert figures(FOUR)[SILENT].value == 0.25
    assert FALSE not in figures(FOUR)
    assert figures(MIXED)[SILENT].value == 0.5
    assert figures(MIXED)[FALSE].value == 0.5


def test_false_answers_at_a_share_of_silence_are_those_above_the_confidence_that_gives_it() -> None:
    assert figures(MIXED)["false at silence 0.25"].value == 0.5  # the threshold is 0.3: one of four is below


def test_auroc_is_the_share_of_pairs_in_their_order() -> None:
    assert figures(MIXED)[AUROC].value == pytest.approx((2 + 1 + 1 + 0) / 8)


def test_calibration_counts_answerable_and_unanswerable_alike() -> None:
    exact = measured(*[(True, 1.0, None)] * 30, *[(False, 0.0, None)] * 20)
    assert figures(exact)[CALIBRATION].value == pytest.approx(0.0)
    timid = measured(*[(True, 0.8, None)] * 30, *[(False, 0.0, None)] * 20)
    assert figures(timid)[CALIBRATION].value == pytest.approx(0.1)  # 0.2 off in the half that is answerable


def test_a_difference_is_of_the_questions_that_both_runs_have() -> None:
    after = measured((True, 0.9, 1.0), (True, 0.6, 1.0), (True, 0.8, 1.0))
    changed = differences(FOUR, after)
    assert changed[FIRST].value == pytest.approx(1 / 3)
    assert changed[SILENT].value == pytest.approx(-1 / 3)
    assert differences(FOUR, FOUR)[FIRST] == differences(FOUR, FOUR)[SILENT]
    assert differences(FOUR, FOUR)[FIRST].high == 0.0


def test_outcomes_are_kept_as_they_are(tmp_path: Path) -> None:
    save(tmp_path / "run.json", {"four": FOUR, "mixed": MIXED})
    assert load(tmp_path / "run.json") == {"four": FOUR, "mixed": MIXED}


def test_the_time_is_that_of_all_questions() -> None:
    assert FOUR.seconds == 2.0
