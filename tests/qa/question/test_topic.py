"""How a question is understood in the light of the turns before it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question.topic import LONGEST, LOOKED_BACK, Understood, understand
from qa.values import ArticleInfo, Quote, Span, Turn
from vectorstore.indexes.lexical import _analyzer

ARTICLE = ArticleInfo(id="1", title="Leaders Call for a 21-Day Ceasefire", path="a.md", collection="")
ANALYZER = _analyzer()


class Words:
    """Words as the library has them; the longer, the more telling."""

    def terms(self, text: str) -> list[str]:
        """As the index cuts and stems them."""
        return ANALYZER.analyze(text)

    def rarity(self, terms: Sequence[str]) -> list[float]:
        """By length, so that a test can tell which is which."""
        return [float(len(term)) for term in terms]


def turn(question: str, quote: str = "", answer: str = "") -> Turn:
    """A turn with the quote that it got, if it got one."""
    if not quote:
        return Turn(question=question)
    start = quote.index(answer)
    highlight = Span(start, start + len(answer)) if answer else None
    one = Quote(text=quote, start=0, end=len(quote), line=None, highlight=highlight, confidence=0.9, article=ARTICLE)
    return Turn(question=question, quotes=(one,))


CEASEFIRE = turn("When was the 21-day ceasefire proposed?", "The 21-day ceasefire was proposed on Wednesday.")
LEADER = turn("Who leads the delegation?", "Petra Holm leads the delegation of Norway.", "Petra Holm")
HEARTS = turn("How many hearts does an octopus have?", "An octopus has three hearts.", "three")
DEAD = turn("How many people died in Turkey in 2023?")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (CEASEFIRE, "When was it signed?", "When was the 21-day ceasefire signed?"),
        (CEASEFIRE, "Who opposed it?", "Who opposed the 21-day ceasefire?"),
        (CEASEFIRE, "who was against this?", "who was against the 21-day ceasefire?"),
        (CEASEFIRE, "And what were its terms?", "And what were the 21-day ceasefire’s terms?"),
        (CEASEFIRE, "And in Lebanon?", "When was the 21-day ceasefire proposed in Lebanon?"),
        (CEASEFIRE, "Since when?", "Since when? (When was the 21-day ceasefire proposed?)"),
        (CEASEFIRE, "What about Hezbollah?", "When was the 21-day ceasefire proposed? (Hezbollah)"),
        (CEASEFIRE, "in what country, no wait, city was it signed?", "in what city was the 21-day ceasefire signed?"),
        (CEASEFIRE, "Did Israel accept it?", "Did Israel accept the 21-day ceasefire?"),
        (HEARTS, "And arms?", "How many arms does an octopus have?"),
        (HEARTS, "what colour is its blood?", "what colour is the octopus’ blood?"),
        (LEADER, "When did she arrive?", "When did Petra Holm arrive?"),
        (LEADER, "What is her job?", "What is Petra Holm’s job?"),
        (LEADER, "and in Gaza?", "Who leads the delegation in Gaza?"),
        (DEAD, "And in Syria?", "How many people died in Syria in 2023?"),
        (DEAD, "What about Syria?", "How many people died in Syria in 2023?"),
        (DEAD, "Syria?", "How many people died in Syria in 2023?"),
        (DEAD, "and in 2022?", "How many people died in Turkey in 2022?"),
        (DEAD, "And last week?", "How many people died in Turkey last week?"),
    ],
)
def test_what_a_question_leans_on_is_put_in(before: Turn, question: str, understood: str) -> None:
    """By name, where there is one; the last question goes on, where only a part of it is said."""
    assert understand(question, [before], Words()).question == understood
    assert understand(question, [before], Words()).is_sure


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("How many were injured?", "How many were injured? (Turkey)"),
        ("Who won the football World Cup in 2018?", "Who won the football World Cup in 2018? (Turkey)"),
    ],
)
def test_a_short_question_may_lean_on_the_talk(question: str, understood: str) -> None:
    """It is not sure, so its own words are what is read for; brackets say what else was looked for."""
    told = understand(question, [DEAD], Words())
    assert (told.question, told.read, told.is_sure) == (understood, question, False)
    assert told.context == "Turkey people 2023 died"


@pytest.mark.parametrize(
    "question",
    [
        "Which company did the European Commission fine for breaking the rules of the digital market this week?",
        "The president of which country said he would not attend the summit of the Arab League in Riyadh?",
        "Which river flows through the capital of Hungary before it reaches the border of Croatia?",
    ],
)
def test_a_question_that_names_what_it_asks_of_stands_alone(question: str) -> None:
    """Whatever was talked of before, and whatever pronouns it has for its own names."""
    assert understand(question, [CEASEFIRE, LEADER], Words()) == Understood.alone(question)


@pytest.mark.parametrize(
    ("before", "question", "focus"),
    [
        (CEASEFIRE, "And in Lebanon?", "Lebanon"),
        (CEASEFIRE, "and in lebanon?", "lebanon"),
        (CEASEFIRE, "What about the Ottomans?", "Ottomans"),
        (DEAD, "And with aftershocks?", "aftershocks"),
        (DEAD, "Syria?", ""),
        (DEAD, "Price?", ""),
        (DEAD, "And in total?", ""),
        (DEAD, "And the injured?", ""),
        (DEAD, "what about 300?", "300"),
        (DEAD, "And in 2022?", ""),
        (DEAD, "And last week?", ""),
        (HEARTS, "And arms?", ""),
        (CEASEFIRE, "Did Israel accept it?", ""),
        (turn(""), "Syria?", ""),
    ],
)
def test_what_stands_for_something_in_the_last_question_is_what_it_is_about(
    before: Turn, question: str, focus: str
) -> None:
    assert understand(question, [before], Words()).focus == focus


def test_a_person_is_not_what_a_thing_was() -> None:
    """No name of a person is known: nothing is put in that may be wrong."""
    told = understand("When did she arrive?", [CEASEFIRE], Words())
    assert told.question == "When did she arrive? (21-day ceasefire)"


def test_a_talk_goes_on_through_what_was_understood() -> None:
    """The third question leans on the second, which leaned on the first."""
    told = understand("And in Lebanon?", [CEASEFIRE, turn("Who opposed it?")], Words())
    assert told.question == "Who opposed the 21-day ceasefire in Lebanon?"


def test_a_new_topic_ends_the_old_one() -> None:
    """A question that stands alone is what the next leans on, and nothing before it."""
    other = turn("Which river flows through the capital of Hungary before it reaches the border of Croatia?")
    told = understand("How long is it?", [CEASEFIRE, other], Words())
    assert "ceasefire" not in told.context + told.question
    assert {"river", "Hungary"} & set(told.context.split())


def test_without_a_talk_a_pronoun_leaves_open_what_is_meant() -> None:
    """Nothing is made up; whoever answers may ask back."""
    assert understand("When was it signed?", [], Words()) == Understood(
        "When was it signed?", "When was it signed?", is_open=True
    )
    assert not understand("When was the treaty of Vellmar signed?", [], Words()).is_open
    assert not understand("Syria", [], Words()).is_open


def test_a_follow_up_to_an_unanswered_question_leans_on_that_question() -> None:
    """It has no quotes, and its own words are the talk."""
    told = understand("Who designed it?", [turn("When was the lighthouse of Brennick built?")], Words())
    assert told.question == "Who designed the lighthouse of Brennick?"


@given(st.text(max_size=400), st.lists(st.text(max_size=400), max_size=LOOKED_BACK + 2))
def test_any_text_is_understood_somehow(question: str, before: list[str]) -> None:
    """Within bounds; alone and without a talk, as it is said."""
    told = understand(question, [turn(text) for text in before], Words())
    assert len(told.question) <= max(LONGEST, len(question))
    assert understand(told.said, [], Words()).question == told.said


def test_a_name_that_is_a_pronoun_too_is_put_in_once() -> None:
    """And what ends the question is put in as well."""
    before = turn("Who discovered the comet?", "He Jiankui discovered the comet.", "He Jiankui")
    assert understand("When did he see it?", [before], Words()).question == "When did He Jiankui see the comet?"
