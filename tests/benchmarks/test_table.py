"""The table has a row for each set, and says which way a figure has gone only where that is beyond chance."""

from benchmarks.outcomes import FIRST, SILENT, Measured, Outcome
from benchmarks.table import changes, chosen, lines, verdict
from qa.evaluation.intervals import Interval


def run(first: float, confidence: float) -> dict[str, Measured]:
    outcomes = (Outcome(str(number), True, confidence, 1.0, {FIRST: first}) for number in range(8))
    return {"news": Measured(0.5, tuple(outcomes))}


def test_a_row_has_the_figures_that_a_set_can_give() -> None:
    assert lines(run(1.0, 0.9)) == [
        "| set | questions | first quote | one of three | silent | false answers | AUROC | calibration error | further "
        "| seconds |",
        "|---|---|---|---|---|---|---|---|---|---|",
        "| news | 8 | 1.000 (1.000 to 1.000) |  | 0.000 (0.000 to 0.000) |  |  |  |  | 8 |",
    ]


def test_a_change_shows_both_runs_and_the_difference() -> None:
    assert changes(run(0.0, 0.9), run(1.0, 0.1))[2:] == [
        "| news | first quote | 0.000 (0.000 to 0.000) | 1.000 (1.000 to 1.000) | +1.000 (+1.000 to +1.000) | better |",
        "| news | silent | 0.000 (0.000 to 0.000) | 1.000 (1.000 to 1.000) | +1.000 (+1.000 to +1.000) | worse |",
    ]


def test_a_change_within_chance_is_neither_better_nor_worse() -> None:
    assert verdict(FIRST, Interval(value=0.1, low=-0.01, high=0.2)) == ""
    assert verdict(SILENT, Interval(value=-0.1, low=-0.2, high=-0.05)) == "better"
    assert verdict("false at silence 0.1", Interval(value=0.1, low=0.05, high=0.2)) == "worse"


def test_without_a_library_the_sets_that_need_it_are_left_out() -> None:
    assert not any(name.startswith("news-dev") for name in chosen(None, None))
    assert "clapnq" in chosen(None, None)
