"""A question as it is asked and shown."""

import pytest
from hypothesis import given

from bot.outgoing.asked import LONGEST_QUESTION, clean_question, left_out, question_line, repeated_question, without
from tests.bot.markup import shown
from tests.bot.texts import hostile

STORY = "I read this on Sunday, and could not believe it. " * 8


@given(hostile.map(clean_question))
def test_a_question_is_read_from_the_line_that_repeats_it(question: str) -> None:
    line = question_line(question)
    assert repeated_question(f"{line}\n> It is.") == question
    assert len(shown(line)) == 1


def test_what_repeats_no_question_has_none() -> None:
    for text in ("", "Question: Why?", "> -# Question: Why?"):
        assert repeated_question(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{STORY}Why was the old\nbridge closed? {STORY}", "Why was the old bridge closed?"),
        (f"{STORY}Why? And until when?", "Why? And until when?"),
        (f"{STORY}He asked: “Who pays?” {STORY}", "He asked: “Who pays?”"),
        ("why " * 200, " ".join(["why"] * 75)),
        (f"{'very ' * 80}long? Who pays?", "Who pays?"),
    ],
)
def test_of_a_text_that_is_too_long_what_asks_is_asked(text: str, asked: str) -> None:
    assert clean_question(text) == asked


def test_a_word_that_is_too_long_is_cut_between_graphemes() -> None:
    assert len(clean_question("x" * 1000)) == LONGEST_QUESTION - 1


def test_words_that_were_left_out_are_found_and_can_be_left_out_again() -> None:
    for question, words, understood in (
        ("Who fell ill this week? And where?", "this week", "Who fell ill? And where?"),
        ("Jets recently shot it down. Whose was it?", "recently", "Jets shot it down. Whose was it?"),
        ("Yesterday who won?", "Yesterday", "who won?"),
        ("They sang this week to mark the day.", "this week", "They sang to mark the day."),
        ("Did we sing on Friday on the hill?", "on Friday", "Did we sing on the hill?"),
    ):
        assert left_out(question, understood) == words
        assert without(question, words) == understood
    assert left_out("Who won?", "Who won the race?") == ""
    assert left_out("Who won in 2020?", "who won?") == ""
    assert left_out("Who won?", "Who won?") == ""
