"""Questions without an answer, grouped, and verdicts by day."""

from collections.abc import Sequence
from datetime import date

from bot.operations.database import Verdict
from bot.operations.gaps import DayOfVerdicts, by_day, grouped
from qa.models.embedder import Vectors
from tests.fakes import WordEmbedder


def test_questions_that_say_the_same_are_one_group_the_largest_first() -> None:
    questions = ["who won", "when does the bridge open", "when does the bridge open again", "the bridge open when does"]
    assert grouped(questions, WordEmbedder().questions) == [questions[1:], ["who won"]]


def test_without_questions_no_model_is_loaded() -> None:
    def embed(_: Sequence[str]) -> Vectors:
        raise AssertionError

    assert grouped([], embed) == []


def test_verdicts_are_counted_by_day_with_the_questions_that_were_kept() -> None:
    monday, tuesday = date(2024, 3, 11), date(2024, 3, 12)
    assert by_day(
        [
            (monday, Verdict.GOOD, None),
            (monday, Verdict.BAD, "who won"),
            (monday, Verdict.GOOD, "when does it open"),
            (tuesday, Verdict.BAD, None),
        ]
    ) == [
        DayOfVerdicts(
            monday,
            {Verdict.GOOD: 2, Verdict.BAD: 1},
            {Verdict.GOOD: ["when does it open"], Verdict.BAD: ["who won"]},
        ),
        DayOfVerdicts(tuesday, {Verdict.GOOD: 0, Verdict.BAD: 1}, {Verdict.GOOD: [], Verdict.BAD: []}),
    ]
