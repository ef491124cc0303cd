"""An evaluation as a person sees it: a sentence, the figures, what went wrong."""

from qa.evaluation.figures import Evaluation, Outcome, Result
from qa.evaluation.intervals import Interval
from qa.terminal.render.evaluations import show_evaluation
from tests.qa.terminal.render.showing import shown

FIGURE = Interval(value=0.5, low=0.25, high=0.75)


def result(outcome: Outcome, number: int) -> Result:
    return Result(
        outcome=outcome, reason="not sure enough", question=f"Question\x07 {number}?", wanted=(), confidence=0.3,
        said="", source="",
    )  # fmt: skip


def evaluation(*results: Result) -> Evaluation:
    return Evaluation(
        questions=len(results), answerable=1, threshold=0.5, retrieval={"answer in the best 1": FIGURE}, quotes={},
        abstention={"unanswerable answered": FIGURE}, milliseconds={"median": Interval(value=120, low=100, high=150)},
        risk_coverage=(), reliability=(), results=results,
    )  # fmt: skip


def test_a_sentence_comes_first_then_the_figures_with_their_intervals() -> None:
    one = evaluation(result(Outcome.RIGHT, 1), result(Outcome.SILENT, 2))
    assert shown(show_evaluation, one, terminal=False, width=100).splitlines() == [
        "1 of 2 right, 1 silent.",
        "2 questions, 1 of them answerable; 95% intervals",
        "answer in the best 1                           0.500  (0.250 to 0.750)",
        "unanswerable answered (at 0.5)                 0.500  (0.250 to 0.750)",
        "milliseconds per question, median              120.0  (100.0 to 150.0)",
        "silent (not sure enough): Question 2?",
    ]


def test_a_narrow_terminal_has_each_figure_below_its_name() -> None:
    seen = shown(show_evaluation, evaluation(result(Outcome.RIGHT, 1)), terminal=True, width=40)
    assert "answer in the best 1\n   " in seen


def test_of_many_questions_that_went_wrong_ten_are_shown() -> None:
    lines = shown(show_evaluation, evaluation(*(result(Outcome.FALSE, one) for one in range(12)))).splitlines()
    assert sum(line.startswith("false answer (") for line in lines) == 10
    assert lines[-1] == "… and 2 more; --report FILE lists every question."
