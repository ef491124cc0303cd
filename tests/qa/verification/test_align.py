"""Pasted words against those of an article, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.verification.align import Alarm, Codes, DifferenceKind, align, omitting
from qa.verification.words import words

ARTICLE = words(
    "The fair was a success. The council of Vellmar voted 7 to 2 on Tuesday to close the bridge for eleven months. "
    "Nobody was surprised."
)
SENTENCE = "The council of Vellmar voted 7 to 2 on Tuesday to close the bridge for eleven months"


@pytest.mark.parametrize(
    ("pasted", "kind", "article", "said", "alarm"),
    [
        (SENTENCE.replace("7", "8"), DifferenceKind.CHANGED, "7", "8", Alarm.NUMBER),
        (SENTENCE.replace("eleven", "twelve"), DifferenceKind.CHANGED, "eleven", "twelve", Alarm.NUMBER),
        (SENTENCE.replace("voted", "never voted"), DifferenceKind.ADDED, "", "never", Alarm.DENIAL),
        (SENTENCE.replace("voted", "did not vote"), DifferenceKind.CHANGED, "voted", "did not vote", Alarm.DENIAL),
        (SENTENCE.replace("council", "[city] council"), DifferenceKind.ADDED, "", "city", Alarm.BRACKETS),
        (SENTENCE.replace(" on Tuesday", ""), DifferenceKind.LEFT_OUT, "on Tuesday", "", None),
        (SENTENCE.replace("Vellmar", "Rome"), DifferenceKind.CHANGED, "Vellmar", "Rome", None),
        (SENTENCE.replace("eleven months", "eleven years"), DifferenceKind.CHANGED, "months", "years", None),
        (SENTENCE + " again", DifferenceKind.ADDED, "", "again", None),
    ],
)
def test_what_differs_is_named(pasted: str, kind: DifferenceKind, article: str, said: str, alarm: Alarm | None) -> None:
    found = align(words(pasted), ARTICLE, Codes())
    assert found is not None
    assert found.is_near
    (difference,) = found.differences
    assert (difference.kind, difference.article, difference.pasted, difference.alarm) == (kind, article, said, alarm)


@given(st.integers(0, len(ARTICLE) - 1), st.integers(1, len(ARTICLE)))
def test_a_slice_of_the_article_differs_in_nothing(first: int, count: int) -> None:
    part = ARTICLE.part(first, min(first + count, len(ARTICLE)))
    found = align(part, ARTICLE, Codes())
    assert found is not None
    assert (found.differences, found.share) == ((), 1.0)
    assert ARTICLE.forms[found.first : found.last] == part.forms


@given(st.lists(st.sampled_from(ARTICLE.forms), min_size=1, max_size=30))
def test_differences_turn_the_article_into_what_was_pasted(forms: list[str]) -> None:
    pasted = words(" ".join(forms))
    found = align(pasted, ARTICLE, Codes())
    assert found is not None
    made, at = [], found.first
    for one in found.differences:
        made += [*ARTICLE.forms[at : one.there.start], *pasted.forms[slice(*one.at)]]
        at = one.there.end
    assert (*made, *ARTICLE.forms[at : found.last]) == pasted.forms


def test_words_left_out_where_the_text_says_so_are_no_difference() -> None:
    found = omitting(words("The council … voted 7 to 2 [...] for eleven months"), ARTICLE, Codes())
    assert found is not None
    assert found.differences == ()
    assert ARTICLE.said(found.first, found.last) == SENTENCE
    assert omitting(words("voted 7 to 2 … the council"), ARTICLE, Codes()) is None


def test_a_denial_left_out_is_a_difference() -> None:
    article = words("The minister said that he would not resign over the affair.")
    found = omitting(words("he would … resign"), article, Codes())
    assert found is not None
    assert [one.alarm for one in found.differences] == [Alarm.DENIAL]


def test_without_words_there_is_no_place() -> None:
    assert align(words("…"), ARTICLE, Codes()) is None
