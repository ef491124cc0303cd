"""What a talk is about, and what its pronouns stand for."""

from dataclasses import replace

import pytest

from qa.answers import Quote, Turn
from qa.question.names import NameKind, Texts
from qa.question.pronouns import Pronoun, Sort
from qa.question.topic import Topic
from tests.qa.question.conftest import QuotedTurn


def after(question: str, texts: Texts, *quotes: Quote, before: Topic | None = None, kept: bool = False) -> Topic:
    return (before or Topic()).after(question, texts.names(question), quotes, texts, kept)


def meant(topic: Topic, sort: Sort) -> str:
    return topic.referent(Pronoun(0, 2, sort))


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How many people at Google worked with Tom Lee?", "Google"),
        ("Did Google lay off people in Turkey?", "Google"),
        ("How many people died in Turkey?", "Turkey"),
        ("In Turkey, did Tom Lee speak?", "Tom Lee"),
        ("why was it closed", None),
    ],
)
def test_a_question_is_about_the_first_name_that_no_preposition_stands_before(
    texts: Texts, question: str, subject: str | None
) -> None:
    topic = after(question, texts)
    assert (topic.name.text if topic.name else None) == subject


def test_a_question_that_names_nothing_is_about_what_the_title_of_its_quote_names(
    texts: Texts, quoted: QuotedTurn
) -> None:
    def about(turn: Turn) -> str | None:
        topic = after(turn.question, texts, *turn.quotes)
        return topic.name.text if topic.name else None

    assert about(quoted("what is closed?", "bridge", "The Mill Bridge is closed for repairs")) == "Mill Bridge"
    assert about(quoted("how many hearts?", "octopus", "The octopus has three hearts.")) is None
    assert about(quoted("how many died?", "quake", "The earthquake of 2023 killed 40,000 people in Turkey")) is None


def test_a_talk_that_goes_on_keeps_its_topic(texts: Texts) -> None:
    first = after("When was the Hubble launched?", texts)
    assert after("And Google?", texts, before=first, kept=True).name == first.name
    other = after("What of Google?", texts, before=first, kept=False).name
    assert other is not None
    assert other.text == "Google"


@pytest.mark.parametrize("question", ["and Jo Beck?", "who is Jo Beck", "Jo Beck"])
def test_who_was_named_alone_is_meant_before_others(texts: Texts, question: str) -> None:
    named = (replace(texts.names("Tom Lee")[0], text="Jo Beck", kind=NameKind.UNKNOWN, start=question.index("Jo")),)
    named = (replace(named[0], end=named[0].start + len("Jo Beck")),)
    spoken = after("Did Tom Lee speak?", texts)
    assert meant(spoken.after(question, named, [], texts, False), Sort.PERSON) == "Jo Beck"


def test_he_is_the_one_person_who_was_named(texts: Texts) -> None:
    assert meant(after("Did Tom Lee speak?", texts), Sort.PERSON) == "Tom Lee"
    assert meant(after("How many died in Turkey?", texts), Sort.PERSON) == ""
    both = "Did Ann Poe and Tom Lee speak?"
    assert meant(after(both, texts), Sort.PERSON) == "Ann Poe"  # the topic
    assert (
        meant(after(f"In 2023, was it {both}", texts, before=after("The Hubble?", texts), kept=True), Sort.PERSON) == ""
    )


def test_he_is_the_person_who_answered_a_question_of_who(texts: Texts, quoted: QuotedTurn) -> None:
    words = "Prime Minister Tom Lee spoke to the nation"
    asked = quoted("who spoke to the nation?", "lee", words, "Tom Lee")
    assert meant(after(asked.question, texts, *asked.quotes), Sort.PERSON) == "Tom Lee"
    by_office = quoted("who spoke to the nation?", "lee", words, "Minister")
    assert meant(after(by_office.question, texts, *by_office.quotes), Sort.PERSON) == "Tom Lee"


def test_he_is_remembered_while_nobody_else_is_named(texts: Texts) -> None:
    first = after("Did Tom Lee speak?", texts)
    assert meant(after("Was the Hubble dear?", texts, before=first), Sort.PERSON) == "Tom Lee"
    assert meant(after("Did Ann Poe win?", texts, before=first), Sort.PERSON) == "Ann Poe"


def test_she_is_whom_she_was_and_he_is_then_another(texts: Texts, quoted: QuotedTurn) -> None:
    words = "Prime Minister Tom Lee spoke to the nation"
    husband = quoted("where is her husband?", "lee", words, "Tom Lee")
    (poe,) = texts.names("Ann Poe")
    topic = after("where is Ann Poe’s husband?", texts, *husband.quotes).spoken_of(replace(poe, is_she=True))
    assert topic.referent(Pronoun(0, 3, Sort.PERSON, is_she=True)) == "Ann Poe"
    assert topic.referent(Pronoun(0, 2, Sort.PERSON)) == "Tom Lee"


def test_who_answers_is_meant_before_who_is_asked_of(texts: Texts, quoted: QuotedTurn) -> None:
    answered = quoted("Who is against Ann Poe?", "court", "Justice Sam Ray, 73, is on the other side.", "Sam Ray")
    assert meant(after(answered.question, texts, *answered.quotes), Sort.PERSON) == "Sam Ray"
    told = quoted("Who is Ann Poe?", "court", "Justice Sam Ray, 73, is on the other side.", "Sam Ray")
    assert meant(after(told.question, texts, *told.quotes), Sort.PERSON) == "Ann Poe"


def test_what_owns_somebody_is_not_meant(texts: Texts) -> None:
    """After a question about Peru's minister, "he" is not Peru."""
    (lee,) = texts.names("Tom Lee")
    topic = Topic(question="What did Tom Lee's minister say?", named=(replace(lee, start=9, end=16),))
    assert meant(topic, Sort.PERSON) == ""


def test_a_place_where_something_happened_is_not_it(texts: Texts) -> None:
    assert meant(after("How many firms are there at Google?", texts), Sort.THING) == ""
    assert meant(after("How many firms has Google?", texts), Sort.THING) == "Google"


def test_it_is_nobody_who_was_spoken_of_as_he(texts: Texts) -> None:
    (hubble,) = texts.names("Hubble")
    assert meant(after("When was the Hubble launched?", texts).spoken_of(hubble), Sort.THING) == ""


def test_it_is_the_topic_unless_that_is_a_person_or_another_thing_was_sought(texts: Texts) -> None:
    assert meant(after("When was the Hubble launched?", texts), Sort.THING) == "the Hubble"
    assert meant(after("Did Tom Lee speak?", texts), Sort.THING) == ""
    assert meant(after("Which rocket launched the Hubble?", texts), Sort.THING) == ""
    assert meant(Topic(), Sort.THING) == ""


def test_they_are_the_topic_where_the_question_was_of_its_doings(texts: Texts) -> None:
    assert meant(after("What did Google build?", texts), Sort.SEVERAL) == "Google"
    assert meant(after("How many people did Google lay off?", texts), Sort.SEVERAL) == ""
    assert meant(after("What happened at Google?", texts), Sort.SEVERAL) == ""


def test_there_is_the_one_place_that_was_named(texts: Texts) -> None:
    assert meant(after("How many died in Turkey?", texts), Sort.PLACE) == "Turkey"
    assert meant(after("How many died in Turkey and in Syria?", texts), Sort.PLACE) == ""
    assert meant(after("Did Tom Lee speak?", texts), Sort.PLACE) == ""
    assert (
        meant(after("Why?", texts, before=after("How many died in Turkey?", texts), kept=True), Sort.PLACE) == "Turkey"
    )


def test_that_year_is_the_only_one_of_question_and_answer(texts: Texts, quoted: QuotedTurn) -> None:
    words = "The earthquake of 2023 killed 40,000 people in Turkey."
    answered = quoted("When was the earthquake?", "quake", words, "2023")
    assert meant(after(answered.question, texts, *answered.quotes), Sort.YEAR) == "2023"
    assert meant(after("Who won in 2020?", texts), Sort.YEAR) == "2020"
    assert meant(after("Who won in 2020?", texts, *answered.quotes), Sort.YEAR) == ""
    assert meant(after("Who won?", texts), Sort.YEAR) == ""


def test_what_is_open_stands_for_nothing(texts: Texts) -> None:
    assert meant(after("When was the Hubble launched?", texts), Sort.OPEN) == ""
