"""Which pronouns of a line stand for something outside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.pronouns import Sort, points_back, pronouns


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("how old was he", "he"),
        ("which awards has she won", "she"),
        ("what keeps it cold", "it"),
        ("how many people did it kill", "it"),
        ("who is against it?", "it"),
        ("Did Israel accept it?", "it"),
        ("When did the company buy it?", "it"),
        ("What does the council want from them?", "them"),
        ("why did they close it", "they it"),
        ("and his daughter?", "his"),
        ("who lives there?", "there"),
        ("who was president that year", "that year"),
        ("when did that happen", "that"),
        ("what did he say about his father", "he his"),
    ],
)
def test_what_an_inverted_verb_or_an_object_says_is_named_elsewhere(line: str, words: str) -> None:
    """The subject of a clause is not what its object stands for."""
    assert " ".join(line[one.start : one.end] for one in pronouns(line)) == words


@pytest.mark.parametrize(
    "line",
    [
        "Did Israel accept its terms?",
        "Did the mayor sell his house?",
        "what did the minister say when he resigned?",
        "What did Lee say he wanted?",
        "Who is the man who lost his job?",
        "how long does it take to build a bridge",
        "is it true that the bridge is closed",
        "what time is it in Paris",
        "who can do it",
        "how many checkpoints are there in Tel Rumeida",
        "Which bank failed?",
        "Which union ended a historic strike at the theme park?",
        "How do I hire a lawyer and does it pay?",
        "",
    ],
)
def test_what_its_line_names_or_nothing_names_is_left_alone(line: str) -> None:
    assert [line[one.start : one.end] for one in pronouns(line)] == []


@pytest.mark.parametrize(
    ("line", "name", "filled"),
    [
        ("how old was he", "Tom Lee", "how old was Tom Lee"),
        ("what is her job?", "Ann Poe", "what is Ann Poe’s job?"),
        ("who attacked her", "Ann Poe", "who attacked Ann Poe"),
        ("what are its hours", "the Reds", "what are the Reds’ hours"),
        ("what happened there?", "Syria", "what happened in Syria?"),
        ("who ruled that year", "1963", "who ruled in 1963"),
        ("who ruled in that year", "1963", "who ruled in 1963"),
    ],
)
def test_a_name_takes_its_place(line: str, name: str, filled: str) -> None:
    assert pronouns(line)[0].replaced(line, name) == filled


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ("how many people died in that crash", True),
        ("who ended those talks?", True),
        ("did that decision hold", True),
        ("is it true that people died", False),
        ("who said that prices rise", False),
        ("did he say that", False),
        ("what happened this week", False),
        ("how hot will it be in this summer", False),
        ("was that year cold", False),
        ("what is this", False),
    ],
)
def test_that_and_this_with_a_noun_point_back(line: str, is_so: bool) -> None:
    assert points_back(line) == is_so


def test_what_it_can_stand_for_is_known() -> None:
    line = "did he sell it to them there that year"
    sorts = {line[one.start : one.end]: one.sort for one in pronouns(line)}
    assert (sorts["he"], sorts["that year"]) == (Sort.PERSON, Sort.YEAR)


@given(st.text(max_size=200))
def test_any_line_can_be_filled(line: str) -> None:
    """What is around a pronoun stays as it was."""
    for one in pronouns(line):
        filled = one.replaced(line, "X")
        assert filled.startswith(line[: one.start])
        assert filled.endswith(line[one.end :])
