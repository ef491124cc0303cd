"""The words that a quote is compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.values import Span
from qa.verification.words import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“It’s well-known,” he said.", "It's well — known, HE said"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("The  players' union\nwon", "the players union won"),
    ],
)
def test_marks_dashes_spaces_and_capitals_are_no_difference(one: str, other: str) -> None:
    assert words(one).forms == words(other).forms


def test_numbers_keep_their_points_and_signs_are_words() -> None:
    assert words("$1,200.50, up 3.5% at 10:45.").forms == ("$", "1,200.50", "up", "3.5", "%", "at", "10", "45")


@given(st.text())
def test_each_word_stands_where_it_says(text: str) -> None:
    found = words(text)
    assert len(found.spans) == len(found.forms)
    for span, form in zip(found.spans, found.forms, strict=True):
        assert words(text[span.start : span.end]).forms == (form,)


def test_slices_and_parts_keep_their_places() -> None:
    found = words("one two three four five", [Span(4, 13), Span(14, 18)])
    assert found.forms == ("two", "three", "four")
    assert found.part(1, 3).spans == (Span(8, 13), Span(14, 18))
    assert found.part(1, 3).said(0, 2) == "three four"


def test_omissions_brackets_and_the_ends_of_sentences() -> None:
    found = words("He … left. [She] came [...] back!")
    assert found.forms == ("he", "left", "she", "came", "back")
    assert found.omissions == {1, 4}
    assert found.bracketed == {2}
    assert found.breaks == {0, 1, 2, 4, 5}
