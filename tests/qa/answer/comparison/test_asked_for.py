"""What a question asks for."""

import pytest

from qa.answer.comparison.asked_for import (
    AskedFor,
    asked_for,
    asks_why_or_how,
    grows,
    is_of_now,
    lasts,
    recurs,
    subject,
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did the senator vote for the bill?", AskedFor.YES_OR_NO),
        ("  “Is the bridge open?”", AskedFor.YES_OR_NO),
        ("How many people died in the flood?", AskedFor.COUNT),
        ("how old is the mayor", AskedFor.COUNT),
        ("What was the death toll of the quake?", AskedFor.COUNT),
        ("At what age did she retire?", AskedFor.COUNT),
        ("When does the tunnel open?", AskedFor.DAY),
        ("In which year was the mill built?", AskedFor.DAY),
        ("What caused the fire at the depot?", AskedFor.CAUSE),
        ("What is the reason for the strike?", AskedFor.CAUSE),
        ("Who bought the brewery?", AskedFor.ONE),
        ("Where did the storm make landfall?", AskedFor.ONE),
        ("Which firm owns the ferry?", AskedFor.ONE),
    ],
)
def test_a_question_asks_for_one_thing_by_its_words(question: str, expected: AskedFor) -> None:
    assert asked_for(question) is expected


@pytest.mark.parametrize(
    "question",
    [
        "Who was killed in the crash?",
        "Who spoke at the funeral?",
        "Which countries were at the summit?",
        "What did the minister say about it, and who opposed it?",
        "Why was the school closed?",
        "How did the thieves get in?",
        "tell me about the strike",
    ],
)
def test_a_question_may_have_several_right_answers(question: str) -> None:
    assert asked_for(question) is AskedFor.SEVERAL


def test_words_are_asked_by_only_where_they_are_whole() -> None:
    assert asked_for("Isabel Dahl bought which mill?") is AskedFor.ONE
    assert asked_for("Somehow muchness is praised") is AskedFor.SEVERAL
    assert asked_for("Whenever they met, they argued") is AskedFor.SEVERAL


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How many people died in Odde?", "people died in Odde?"),
        ("What was the price of the mill?", "What was the of the mill?"),
        ("Who bought the mill?", "Who bought the mill?"),
    ],
)
def test_the_subject_is_a_question_without_the_words_that_count(question: str, left: str) -> None:
    assert " ".join(subject(question).split()) == left


@pytest.mark.parametrize(
    ("question", "is_now"),
    [
        ("Who is the mayor of Odde?", True),
        ("How much does a ticket cost?", True),
        ("Which firm owns the ferry?", True),
        ("Who was the mayor of Odde?", False),
        ("Who owned the ferry?", False),
    ],
)
def test_a_question_of_now_is_told_by_its_verb(question: str, is_now: bool) -> None:
    assert is_of_now(question) is is_now


@pytest.mark.parametrize(
    ("question", "is_again"),
    [
        ("Who won the river cup?", True),
        ("How many visitors came to the fair?", True),
        ("Who wrote the anthem?", False),
        ("Who owns the wine bar?", False),
    ],
)
def test_a_race_takes_place_again(question: str, is_again: bool) -> None:
    assert recurs(question) is is_again


@pytest.mark.parametrize(
    ("question", "is_lasting"),
    [
        ("Who wrote the anthem?", True),
        ("When did the ferry sink? It sank near Kallo.", True),
        ("Who leads the party?", False),
        ("Is the rebuilt mill open?", False),
    ],
)
def test_what_was_once_and_for_all_lasts(question: str, is_lasting: bool) -> None:
    assert lasts(question) is is_lasting


@pytest.mark.parametrize(
    ("text", "is_growing"),
    [
        ("How many people died in the flood?", True),
        ("The appeal raised two million crowns.", True),
        ("Donations came to 900 crowns, donated by 40 people.", True),
        ("The tower is 300 metres high.", False),
        ("The deadline is Friday.", False),
    ],
)
def test_a_count_of_the_dead_only_grows(text: str, is_growing: bool) -> None:
    assert grows(text) is is_growing


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("Why was the school closed?", True),
        ("school closed why", True),
        ("How did the thieves get in?", True),
        ("How many thieves were there, and how did they get in?", True),
        ("How many thieves were there?", False),
        ("How long is the tunnel?", False),
        ("What did the show cost?", False),
    ],
)
def test_why_and_how_ask_for_a_reason_or_a_way(question: str, is_so: bool) -> None:
    assert asks_why_or_how(question) is is_so
