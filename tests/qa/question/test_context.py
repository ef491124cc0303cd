"""The telling words of a talk, beside a line that depends on it."""

import pytest

from qa.question.context import FADING, MOST, Context, telling_terms
from vectorstore.store import Snapshot


def talk(snapshot: Snapshot, *lines: str) -> Context:
    context = Context()
    for line in lines:
        context = context.after(line, snapshot, is_kept=True)
    return context


def test_the_later_and_the_rarer_word_comes_first(talked_of: Snapshot) -> None:
    assert talk(talked_of, "Which octopus?", "And the telescope?").beside("why", talked_of) == "telescope octopus"
    assert talk(talked_of, "The people of the octopus?").beside("why", talked_of) == "octopus people"


def test_each_turn_weighs_less_than_half_of_the_one_after_it(talked_of: Snapshot) -> None:
    (term,) = talked_of.terms("octopus")
    (rarity,) = talked_of.rarity([term])
    context = talk(talked_of, "Which octopus?", "The octopus?", "Why?")
    assert context.weights[term] == pytest.approx(rarity * (FADING + FADING**2))


def test_a_word_stands_as_it_was_said_and_not_where_the_line_has_it(talked_of: Snapshot) -> None:
    context = talk(talked_of, "How many Octopuses have blood?")
    assert set(context.beside("what colour", talked_of).split()) == {"Octopuses", "blood"}
    assert context.beside("an octopus?", talked_of) == "blood"
    assert context.beside("blood of the octopus", talked_of) == ""


def test_a_new_talk_forgets_what_was_said(talked_of: Snapshot) -> None:
    context = talk(talked_of, "Which octopus?").after("The telescope?", talked_of, is_kept=False)
    assert context.beside("why", talked_of) == "telescope"


def test_of_a_long_talk_only_the_most_telling_words_are_looked_for(talked_of: Snapshot) -> None:
    line = "octopus telescope bridge earthquake lawyer speech mirror brains"
    words = talk(talked_of, line).beside("why", talked_of).split()
    assert len(words) == MOST
    assert set(words) < set(line.split())


def test_only_telling_words_count_each_once(talked_of: Snapshot) -> None:
    assert telling_terms("what is the octopus of the octopuses?", talked_of) == 1
    assert telling_terms("what is it", talked_of) == 0
