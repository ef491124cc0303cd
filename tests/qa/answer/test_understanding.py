"""How far a sentence meets what a question asks."""

import pytest

from qa.answer.understanding import fits, names_met


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("How many people died?", "fourteen people", 1.0),
        ("How many people died?", "the captain", 0.0),
        ("When was it built?", "in 1871", 1.0),
        ("When was it built?", "on Friday", 1.0),
        ("When was it built?", "by Holm", 0.0),
        ("Who closed the bridge?", "Petra Holm", 1.0),
        ("Who closed the bridge?", "eleven months", 0.0),
        ("Why was it closed?", "cracks", 0.5),
        ("Who closed the bridge?", "", 0.5),
    ],
)
def test_answering_words_are_of_the_kind_that_is_asked_for(question: str, answer: str, expected: float) -> None:
    assert fits(question, answer) == expected


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("When did Holm close the bridge of Vellmar?", "Petra Holm closed the bridge of Vellmar.", 1.0),
        ("When did Holm close the bridge of Vellmar?", "Petra Holm closed the mill.", 0.5),
        ("What happened in Vellmar in 1998?", "In Vellmar it rained.", 0.5),
        ("when was it closed?", "Nothing of the kind.", 1.0),
    ],
)
def test_the_names_and_numbers_of_a_question_are_looked_for(question: str, text: str, share: float) -> None:
    assert names_met(question, text) == share
