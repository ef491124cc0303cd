"""What is said about the quotes of an answer together."""

from datetime import date

import pytest

from qa.answer.comparison.further import Marked, marked
from qa.answer.quotes import quote_of
from qa.answers import Quote
from qa.values import Span
from tests.qa.making import article

TODAY = date(2026, 3, 1)


def quote(key: str, told: str, confidence: float, published: date | None = None) -> Quote:
    """A quote whose answering words are between stars."""
    before, answer, after = told.split("*")
    one = article(before + answer + after, key=key).model_copy(update={"published": published})
    said = Span(len(before), len(before) + len(answer))
    return quote_of(one, Span(0, len(one.text)), confidence, answer=said)


def of(question: str, *quotes: Quote, is_present: bool = False) -> Marked:
    return marked(question, quotes, TODAY, is_present=is_present)


DEAD = "How many people died in the sinking of the Aurora?"
FOURTEEN = quote("a", "*Fourteen people* died in the sinking of the Aurora.", 0.45, date(2024, 1, 1))
NINETEEN = quote("b", "*Nineteen people* died in the sinking of the Aurora.", 0.4, date(2024, 1, 1))


def test_two_that_cannot_both_be_right_disagree_though_neither_is_sure_alone() -> None:
    told = of(DEAD, FOURTEEN, NINETEEN)
    assert told.disagreement == (0, 1)
    assert [one.stands for one in told.quotes] == [True, True]


def test_a_rival_that_is_unlikely_is_no_disagreement() -> None:
    unlikely = NINETEEN.model_copy(update={"confidence": 0.1})
    told = of(DEAD, FOURTEEN, unlikely)
    assert told.disagreement == ()
    assert [one.stands for one in told.quotes] == [True, False]


def test_one_article_does_not_disagree_with_itself() -> None:
    same = NINETEEN.model_copy(update={"article": FOURTEEN.article})
    assert of(DEAD, FOURTEEN, same).disagreement == ()


def test_a_repetition_waits_and_what_adds_to_the_answer_stands() -> None:
    first = quote("a", "The bridge was closed by *Petra Holm*.", 0.8)
    same = quote("b", "It was *Petra Holm* who closed the bridge.", 0.5)
    more = quote("c", "*Petra Holm* closed the bridge for eleven months on 3 May 2025.", 0.5)
    told = of("Who closed the bridge?", first, same, more)
    assert [one.stands for one in told.quotes] == [True, False, True]


@pytest.mark.parametrize(("published", "is_present", "is_dated"), [
    (date(2019, 9, 26), True, True),
    (date(2019, 9, 26), False, False),
    (date(2026, 1, 2), True, False),
    (None, True, False),
])  # fmt: skip
def test_what_is_asked_of_now_and_answered_long_ago_is_dated(
    published: date | None, is_present: bool, is_dated: bool
) -> None:
    told = of("Who is the mayor of Vellmar?", quote("a", "*Ada Quill* is the mayor of Vellmar.", 0.9, published),
              is_present=is_present)  # fmt: skip
    assert [one.is_dated for one in told.quotes] == [is_dated]
