"""A line that asks when, where or why that was."""

import pytest

from qa.question.when_was_that import when_was_that

LAUNCHED = "who launched the Mill homepage?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (LAUNCHED, "when somebody launched the Mill homepage"),
        ("and how many old books were sold in it?", "when were those old books sold in it"),
        ("how many were sold", "when were some sold"),
        ("which ferry was sunk off Odde", "when was that ferry sunk off Odde"),
        ("who was elected in May last year", "when was somebody elected in May last year"),
        ("what did Ida Kern teach", "when did Ida Kern teach"),
        ("how many people died in the crash", "when people died in the crash"),
        ("Did Odde flood?", "when Did Odde flood"),
        ("why did they stop the ferry", "when did they stop the ferry"),
        ("In which town was the trial held?", "when was the trial held"),
    ],
)
def test_it_asks_of_what_the_last_question_told_of(question: str, expected: str) -> None:
    assert when_was_that("when was that", question) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("when?", "when"),
        ("And when exactly?", "when"),
        ("when was this", "when"),
        ("when was it", "when"),
        ("when did that happen?", "when"),
        ("ok, in what year was that", "in what year"),
        ("where did it take place", "where"),
        ("why was that?", "why"),
        ("how did this come about", "how"),
    ],
)
def test_a_line_may_be_worded_in_many_ways(line: str, expected: str) -> None:
    assert when_was_that(line, LAUNCHED) == f"{expected} somebody launched the Mill homepage"


@pytest.mark.parametrize("question", ["what about the Odde flood?", "tell me about the Odde flood", "the Odde flood"])
def test_what_was_only_named_can_have_happened(question: str) -> None:
    assert when_was_that("when did that happen?", question) == "when did the Odde flood happen"
    assert when_was_that("when was that?", question) == ""


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("when was the mill built", LAUNCHED),
        ("when was she born", LAUNCHED),
        ("why", LAUNCHED),
        ("how?", LAUNCHED),
        ("who was that", LAUNCHED),
        ("when was that", ""),
        ("when was that", "when did Odde flood"),
        ("when was that", "who is Ida Kern"),
        ("when was that", "who is the mayor of Odde"),
        ("when was that", "tell me about the ferry"),
        ("when was that", "Odde ferry"),
    ],
)
def test_other_lines_and_questions_that_tell_of_nothing_are_left_alone(line: str, question: str) -> None:
    assert when_was_that(line, question) == ""
