"""Questions with one thing exchanged."""

import random

import pytest

from benchmarks.reader.swaps import OPPOSITE, ROLE, Names, negated, renamed, renumbered, swaps, turned


@pytest.mark.parametrize(
    ("question", "swapped"),
    [
        ("Who won the cup?", "Who lost the cup?"),
        ("What is the largest lake in Peru?", "What is the smallest lake in Peru?"),
        ("How old is the bridge?", None),
        ("Where is Newland?", None),
    ],
)
def test_a_word_is_exchanged_for_its_opposite(question: str, swapped: str | None) -> None:
    made = turned("opposite", question, {**OPPOSITE, "won": "lost"})
    assert (made.question if made else None) == swapped


def test_who_acts_becomes_who_is_acted_on() -> None:
    made = turned("role", "Who defeated the Blues?", ROLE)
    assert made is not None
    assert made.question == "Who was defeated by the Blues?"


def test_a_passive_keeps_its_verb() -> None:
    assert turned("role", "Who was killed in the battle?", {"killed": "was killed by"}) is None


@pytest.mark.parametrize(
    ("question", "swapped"),
    [
        ("Who did the town elect?", "Who didn't the town elect?"),
        ("Which team didn't reach the final?", "Which team did reach the final?"),
        ("Name the winner.", None),
    ],
)
def test_a_question_gets_a_not_or_loses_it(question: str, swapped: str | None) -> None:
    made = negated(question)
    assert (made.question if made else None) == swapped


def test_a_year_becomes_one_that_the_passage_does_not_have() -> None:
    passage = "The bridge was opened in 1932, and closed in 1990."
    for seed in range(50):
        made = renumbered("What was opened in 1932?", passage, random.Random(seed))
        if made is not None:
            year = int(made.question[-5:-1])
            assert 1 <= abs(year - 1932) <= 15
            assert str(year) not in passage


def test_a_number_that_the_passage_does_not_have_is_left() -> None:
    assert renumbered("Who has 12 cats?", "She has a dozen cats.", random.Random(0)) is None


def test_a_name_is_exchanged_for_another_of_its_kind() -> None:
    names = Names(["Where did Anna Berg live?", "Who was born in Oslo?", "What did Petra Holm say?"])
    made = renamed("What did Petra Holm say?", "Petra Holm said no.", ["no"], names, random.Random(1))
    assert made is None or made.question == "What did Anna Berg say?"


def test_questions_that_no_would_answer_are_left() -> None:
    names = Names(["Where did Anna Berg live?"])
    assert not list(swaps("Did Anna Berg win?", "Anna Berg won.", ["won"], names, random.Random(0)))
