"""A line that puts another name, year or day into the last question."""

import pytest

from qa.question.names import Texts
from qa.question.topic import Topic
from qa.question.what_about import asked_of, instead, is_introduced, placed_too

DIED = "How many people died in Turkey in 2023?"


def replaced(line: str, question: str, texts: Texts) -> str:
    return instead(line, Topic().after(question, texts.names(question), [], texts, False), texts)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("And in Syria?", "How many people died in Syria in 2023?"),
        ("what about syria", "How many people died in Syria in 2023?"),
        ("sorry I meant Syria", "How many people died in Syria in 2023?"),
        ("ok, and how about 2022?", "How many people died in Turkey in 2022?"),
        ("and in 2022", "How many people died in Turkey in 2022?"),
        ("and last week?", "How many people died in Turkey last week?"),
    ],
)
def test_a_name_a_year_or_a_day_takes_the_place_of_its_like(texts: Texts, line: str, expected: str) -> None:
    assert replaced(line, DIED, texts) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Syria",
        "How many died in Syria?",
        "and Turkey?",
        "and Atlantis?",
        "and from Syria?",
        "and the octopus?",
        "and Syria and Google?",
        "",
    ],
)
def test_what_has_no_like_in_the_last_question_is_put_nowhere(texts: Texts, line: str) -> None:
    assert replaced(line, DIED, texts) == ""


def test_of_two_that_may_be_meant_or_of_a_name_that_no_article_has_nothing_is_put_in(texts: Texts) -> None:
    assert replaced("and the Hubble?", "Did Tom Lee speak with Google and Amazon?", texts) == ""
    assert replaced("and Lemuria?", "Did Atlantis sink?", texts) == ""


def test_with_no_question_before_it_nothing_is_put_in(texts: Texts) -> None:
    assert instead("and Syria?", Topic(), texts) == ""


def test_a_year_is_put_in_only_where_there_is_one(texts: Texts) -> None:
    assert replaced("and 2022?", "Who died in 2019 and in 2020?", texts) == ""
    assert replaced("and 2022?", "Who died in Turkey?", texts) == ""


def test_days_are_put_after_a_question_that_has_none(texts: Texts) -> None:
    assert replaced("and last week?", "Who died in Turkey?", texts) == "Who died in Turkey last week?"


def test_the_article_before_a_name_stands_once(texts: Texts) -> None:
    assert replaced("and the Hubble?", "When was the James Webb Space Telescope launched?", texts) == (
        "When was the Hubble launched?"
    )
    assert replaced("and Google?", "What did Amazon do?", texts) == "What did Google do?"


@pytest.mark.parametrize(
    ("line", "is_it"),
    [
        ("What about octopuses?", True),
        ("ok, but how about the mill", True),
        ("and octopuses?", False),
        ("What is it about?", False),
        ("whatabout", False),
    ],
)
def test_what_about_goes_on_to_something_else(line: str, is_it: bool) -> None:
    assert is_introduced(line) is is_it


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("and in winter?", "How many ferries sail a day in winter"),
        ("and on market days", "How many ferries sail a day on market days"),
        ("and at what price?", "and at what price?"),
        ("and winter?", "and winter?"),
        ("but of course", "but of course"),
        ("and in the middle of the coldest winter?", "and in the middle of the coldest winter?"),
    ],
)
def test_what_a_preposition_begins_is_added_to_the_last_question(texts: Texts, line: str, expected: str) -> None:
    question = "How many ferries sail a day?"
    topic = Topic().after(question, texts.names(question), [], texts, False)
    assert placed_too(line, topic) == expected


def test_nothing_is_added_where_another_name_may_be_meant_or_nothing_was_asked(texts: Texts) -> None:
    topic = Topic().after(DIED, texts.names(DIED), [], texts, False)
    assert placed_too("and in Atlantis?", topic) == "and in Atlantis?"
    assert placed_too("and in winter?", Topic()) == "and in winter?"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("what about octopuses, can they think?", "can octopuses think?"),
        ("And what about the ferry: who steers it", "who steers the ferry"),
        ("as for Ida Kern, where is her office", "where is Ida Kern’s office"),
    ],
)
def test_what_a_line_begins_with_takes_its_pronouns_place(line: str, expected: str) -> None:
    found = asked_of(line)
    assert found is not None
    assert found.text == expected
    assert found.text[found.name.start : found.name.end] == found.name.text


@pytest.mark.parametrize(
    "line",
    ["what about octopuses?", "what about octopuses, can crabs think?", "can they think?", "what about it, is it"],
)
def test_a_line_that_asks_nothing_of_what_it_begins_with_is_left_alone(line: str) -> None:
    assert asked_of(line) is None
