"""What the probabilities are made of."""

import pytest

from qa.answer.confidence import fitted, of_answer, of_sentences
from qa.answer.evidence import SHORT, lead
from qa.values import Span
from tests.qa.making import article, candidate

LONG = "The bridge is closed. " + "It is old. " * (SHORT // 10)


@pytest.mark.parametrize(("start", "worth"), [(0, 1.0), (200, 0.5), (600, 0.25), (1_400, 0.125)])
def test_a_sentence_leads_the_less_the_later_it_stands(start: int, worth: float) -> None:
    """Half as much after 200 characters."""
    assert lead(article(LONG), Span(start, start + 10)) == worth


def test_an_article_begins_where_it_may_be_quoted() -> None:
    """Not in what stands above."""
    one = article("HEADING\n" + LONG)
    below = one.model_copy(update={"body": (Span(8, len(one.text)),)})
    assert lead(below, Span(8, 29)) == 1.0


def test_a_short_article_may_be_an_extract_and_has_no_lead() -> None:
    assert lead(article("The bridge is closed. It is old."), Span(0, 21)) == 0.0


@pytest.mark.parametrize(("passages", "size", "alone"), [(0, 0.0, 1.0), (1, 0.0, 1.0), (100, 1 / 3, 0.01)])
def test_how_many_passages_there_are_is_told_twice(passages: int, size: float, alone: float) -> None:
    """By their order of magnitude, and whether there is a choice at all."""
    features = of_answer(passages, [candidate("a", "Tuesday", odds=5.0)], 0.25)
    assert (features.size, features.alone) == pytest.approx((size, alone))
    assert (features.odds, features.meaning) == (0.5, 0.25)


def test_the_models_have_a_weight_for_each_feature_and_no_other() -> None:
    """A new feature without a fit would fail at the first question."""
    sentence = of_sentences([candidate("a", "Tuesday")])[0]
    assert fitted().sentence.weights.keys() == sentence.model_dump().keys()
    assert fitted().answer.weights.keys() == of_answer(1, [], 0.0).model_dump().keys()
