"""Days and authors that are taken back."""

from datetime import date

import pytest

from qa.answers import Turn
from qa.question.widening import widened

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("question", "line", "wider"),
    [
        ("articles about Trump before May 2023", "any time", "articles about Trump"),
        ("Who won the race in March 2024?", "and at any time?", "Who won the race?"),
        ("list articles about bridges by Jane Doe", "by anyone", "list articles about bridges"),
        ("Who spoke before last week?", "any time", "Who spoke?"),
        ("latest on the bridge last week", "no, from any date please", "latest on the bridge"),
        ("what did Jane Doe write about bridges", "any author", None),
    ],
)
def test_the_question_before_comes_without_its_days_and_its_author(question: str, line: str, wider: str | None) -> None:
    turns = (Turn(question="Who built it?"), Turn(question=question))
    assert widened(line, turns, TODAY) == wider


@pytest.mark.parametrize("line", ["any time soon?", "Who is anyone?", "any news", "", "at any time of the race"])
def test_a_question_with_such_words_in_it_is_a_question(line: str) -> None:
    assert widened(line, (Turn(question="Who won in 2024?"),), TODAY) is None


def test_there_is_nothing_to_take_back_from_a_question_that_names_neither_or_from_none() -> None:
    assert widened("any time", (Turn(question="Who won?"),), TODAY) is None
    assert widened("any time", (), TODAY) is None
