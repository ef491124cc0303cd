"""Sentences that visibly cannot answer."""

from datetime import date

import pytest

from qa.answer.comparison.mismatch import (
    can_answer,
    is_of_other_number,
    is_of_other_year,
    is_opposite,
    is_turned_round,
    lacks_amount,
)
from tests.qa.making import article, candidate


def words(text: str) -> list[str]:
    """Return the words of a text, folded, without verb endings."""
    return [word.casefold().removesuffix("d") for word in text.split()]


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("How many moons has Odde?", "Runa, one of its moons, is grey.", False),
        ("How many moons has Odde?", "Its moons are grey.", True),
        ("how much did the bridge cost", "The council paid 4 million for it.", False),
        ("how much did the bridge cost", "The council paid for it.", True),
        ("How long will it be closed?", "It stays closed for eleven months.", False),
        ("How old is the mill?", "It has stood there for centuries.", False),
        ("How many survived?", "The lone survivor was an engineer.", False),
        ("How often does the ferry go?", "The ferry goes daily.", False),
        ("How did the bridge fall?", "Its pillars gave way.", False),
    ],
)
def test_who_asks_how_many_is_told_an_amount(question: str, text: str, lacks: bool) -> None:
    assert lacks_amount(question, text) is lacks


@pytest.mark.parametrize(
    ("question", "text", "is_other"),
    [
        ("When did Comet 2 land?", "Comet 1 landed in May.", True),
        ("When did Comet 2 land?", "Comet 1 landed in May, Comet 2 in June.", False),
        ("When did Comet 2 land?", "The probe landed in May.", False),
        ("When did Comet land?", "Comet 1 landed in May.", False),
        ("What fell on May 3?", "On May 4 a comet fell.", False),
    ],
)
def test_a_name_with_another_number_is_another_name(question: str, text: str, is_other: bool) -> None:
    assert is_of_other_number(question, text) is is_other


@pytest.mark.parametrize(
    ("question", "text", "title", "published", "is_other"),
    [
        ("Who won the race in 2008?", "Holm won the race of 1996.", "A race", None, True),
        ("Who won the race in 2008?", "Holm won the race.", "A race", None, False),
        ("Who won the race in 2008?", "Holm won the race of 2008, as he had in 1996.", "A race", None, False),
        ("Who was mayor in 2008?", "Holm was mayor from 1996 to 2012.", "A mayor", None, False),
        ("Who won the race in 2008?", "Holm won, and broke the record of 1996.", "The race of 2008", None, False),
        ("Who won the race in 2008?", "Holm won, and broke the record of 1996.", "A race", date(2008, 5, 1), False),
        ("Who won the race?", "Holm won the race of 1996.", "A race", None, False),
    ],
)
def test_a_sentence_of_another_year_cannot_answer(
    question: str, text: str, title: str, published: date | None, is_other: bool
) -> None:
    of = article(text, title=title)
    assert is_of_other_year(question, text, of.model_copy(update={"published": published})) is is_other


@pytest.mark.parametrize(
    ("question", "text", "is_turned"),
    [
        ("When did Holm endorse Berg?", "On Monday Berg endorsed Holm.", True),
        ("When did Berg endorse Holm?", "On Monday Berg endorsed Holm.", False),
        ("When did Holm endorse Berg?", "On Monday Holm was endorsed by Berg.", False),
        ("When did Holm meet Berg?", "On Monday Berg meet Holm.", False),
        ("When did Holm endorse Berg?", "On Monday Berg endorsed Holm, and Holm endorsed Berg.", False),
        ("Who endorsed Holm?", "On Monday Berg endorsed Holm.", False),
    ],
)
def test_who_did_it_to_whom_is_not_turned_round(question: str, text: str, is_turned: bool) -> None:
    assert is_turned_round(question, text, words) is is_turned


@pytest.mark.parametrize(
    ("question", "text", "is_contrary"),
    [
        ("When did the senate accept the plan?", "The senate turned down the plan in May.", True),
        ("Who pleaded guilty?", "Holm pleaded not guilty.", True),
        ("Did the senate accept the plan?", "The senate turned down the plan in May.", False),
        ("Who did not accept the plan?", "The senate turned down the plan.", False),
        ("How many survived?", "All but one of the sixteen died.", False),
        ("Who lost the final?", "Berg won the final against Holm.", False),
    ],
)
def test_an_open_question_is_not_answered_by_the_opposite(question: str, text: str, is_contrary: bool) -> None:
    assert is_opposite(question, text) is is_contrary


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many visitors did the fair draw?", "The fair drew visitors."),
        ("When did Comet 2 land?", "Comet 1 landed in May."),
        ("How many visitors did the fair draw in 1998?", "It drew 7 in 2004."),
        ("When did Holm endorse Berg?", "On Monday Berg endorsed Holm."),
        ("When did the senate accept the plan?", "The senate turned down the plan in May."),
    ],
)
def test_each_of_these_cannot_answer(question: str, text: str) -> None:
    assert not can_answer(question, candidate("a", "", text=text), words)


def test_what_has_none_of_this_can_answer() -> None:
    assert can_answer("How many visitors did the fair draw?", candidate("a", "", text="It drew seven visitors."), words)
