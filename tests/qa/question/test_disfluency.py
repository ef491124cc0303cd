"""Slips of the tongue in questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.disfluency import repaired


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("in what country, no wait, city is the harbour?", "in what city is the harbour?"),
        ("How many days in July, no, in August are below freezing?", "How many days in August are below freezing?"),
        ("Who built um what is the name of the bridge?", "what is the name of the bridge?"),
        ("What was the population in 1909 oops 1901?", "What was the population in 1901?"),
        ("When did Newcastle no um England declare war?", "When did England declare war?"),
        ("Who led New York, sorry, Los Angeles?", "Who led Los Angeles?"),
        ("um, who opposed it?", "who opposed it?"),
    ],
)
def test_what_was_meant_is_what_is_asked(said: str, meant: str) -> None:
    """A question after a slip stands alone; anything else replaces what it corrects."""
    assert repaired(said) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Is there no ceasefire in Gaza?",
        "Who says no to the deal?",
        "Is no news good news?",
        "How much did he make, actually?",
        "Why is the minister sorry?",
        "What did the company say, sorry to ask?",
        "How long must patients wait?",
        "Um?",
        "",
    ],
)
def test_a_question_without_a_slip_is_left_alone(question: str) -> None:
    """The same words are no slip everywhere."""
    assert repaired(question) == question


@given(st.text(max_size=300))
def test_nothing_is_added(text: str) -> None:
    """A repair only leaves words out."""
    assert set(repaired(text).split()) <= set(text.split()) | {repaired(text)}
    assert len(repaired(text)) <= len(text)
