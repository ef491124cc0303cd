"""A line in the light of the turns before it."""

from dataclasses import replace

import pytest

from qa.answers import Turn
from qa.question.talk import Heard, hear, is_open
from tests.qa.question.conftest import QuotedTurn
from vectorstore.store import Filter, Snapshot

WEBB = "The James Webb Space Telescope was launched on Saturday from the coast."

KERN = ("The Mill Bridge is closed for repairs, mayor Ida Kern said.", "Ida Kern")


@pytest.fixture
def launched(quoted: QuotedTurn) -> Turn:
    return quoted("when was the james webb space telescope launched", "telescope", WEBB, "Saturday")


def heard(line: str, snapshot: Snapshot, *turns: Turn) -> Heard:
    return hear(line, turns, snapshot, Filter())


def test_a_pronoun_is_filled_with_what_it_stands_for(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("who built it?", talked_of, launched)
    assert told == Heard("who built the James Webb Space Telescope?", True, "James Webb Space Telescope", "")


def test_when_was_that_asks_of_what_was_told_and_of_no_other_topic(talked_of: Snapshot, launched: Turn) -> None:
    built = Turn(question="who built the Hubble")
    told = Heard("when somebody built the Hubble", True, "", "")
    assert heard("when was that?", talked_of, launched, built) == told
    assert heard("where was that?", talked_of, built, Turn(question="when was that?")) == replace(
        told, text="where somebody built the Hubble"
    )


def test_what_is_added_to_a_question_leaves_its_pronoun_to_be_filled(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("and in winter?", talked_of, launched, Turn(question="who watches it"))
    assert told.text == "who watches the James Webb Space Telescope in winter"


def test_what_about_something_and_a_question_of_it_begins_a_new_talk(talked_of: Snapshot, launched: Turn) -> None:
    assert heard("what about octopuses, can they think", talked_of, launched) == Heard(
        "can octopuses think", True, "", ""
    )


def test_another_name_is_put_into_the_last_question(talked_of: Snapshot, launched: Turn) -> None:
    assert heard("and the Hubble?", talked_of, launched) == Heard("when was the Hubble launched", True, "", "")


def test_a_short_line_that_names_nothing_goes_on_with_the_topic(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("how many mirrors?", talked_of, launched)
    assert (told.text, told.is_filled, told.topic) == ("how many mirrors?", False, "James Webb Space Telescope")
    assert set(told.context.split()) >= {"james", "webb", "telescope"}


@pytest.mark.parametrize(
    "line", ["which nation paid for that launch", "did that launch cost many more golden dollars than planned?"]
)
def test_a_line_that_points_back_leans_on_the_talk(talked_of: Snapshot, launched: Turn, line: str) -> None:
    told = heard(line, talked_of, launched)
    assert (told.text, told.topic, told.leans) == (line, "James Webb Space Telescope", True)


def test_who_is_put_in_for_a_pronoun_is_the_topic_of_the_line(talked_of: Snapshot, quoted: QuotedTurn) -> None:
    asked = quoted("who is the mayor of the bridge?", "bridge", *KERN)
    told = heard("what did she say?", talked_of, asked)
    assert (told.text, told.topic) == ("what did Ida Kern say?", "Ida Kern")


def test_a_longer_line_has_the_topic_among_the_words_of_the_talk_only(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("which nation paid most of the golden dollars", talked_of, launched)
    assert (told.text, told.topic) == ("which nation paid most of the golden dollars", "")
    assert told.context.startswith("James Webb Space Telescope ")


def test_a_line_that_names_its_own_is_heard_beside_the_words_of_the_talk(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("Did Google pay?", talked_of, launched)
    assert (told.text, told.topic) == ("Did Google pay?", "")
    assert "webb" in told.context.split()
    assert "James Webb" not in told.context


@pytest.mark.parametrize(
    "line",
    [
        "what about octopuses?",
        "how many people died after the second attack on the bridge of the lawyer’s firm?",
    ],
)
def test_a_line_that_begins_a_new_talk_is_heard_alone(talked_of: Snapshot, launched: Turn, line: str) -> None:
    assert heard(line, talked_of, launched) == Heard(line, False, "", "")


def test_words_that_were_left_behind_are_not_looked_for(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("why three?", talked_of, launched, Turn(question="what about octopuses?"))
    assert "octopuses" in told.context.split()
    assert "webb" not in told.context.split()


def test_of_a_question_with_another_name_in_it_all_words_are_remembered(talked_of: Snapshot, launched: Turn) -> None:
    told = heard("why three?", talked_of, launched, Turn(question="and the Hubble?"))
    assert set(told.context.split()) == {"Hubble", "launched"}


@pytest.mark.parametrize(
    ("line", "leaves_open"),
    [
        ("When was it signed?", True),
        ("why did she", True),
        ("When was the treaty of the mill signed by it?", False),
        ("When was the treaty signed?", False),
    ],
)
def test_a_pronoun_and_little_else_leaves_open_what_is_meant(talked_of: Snapshot, line: str, leaves_open: bool) -> None:
    assert is_open(line, talked_of) is leaves_open
