"""Asking back which of two articles is meant."""

from qa.answer.clarification import asked_back
from qa.answers import Answer, Quote
from qa.values import ArticleInfo
from tests.qa.making import article

UNANSWERED = Answer(
    question="Who is its keeper?",
    standalone_question="Who is its keeper?",
    answered=False,
    confidence=0.1,
    quotes=(),
    nearest=(),
    generation=1,
    seconds={},
)


def answered(*quotes: tuple[str, float]) -> Answer:
    """Return an answer with a quote from each of these articles, each with its confidence."""
    made = tuple(
        Quote(text=key, start=0, end=len(key), line=1, confidence=confidence, article=article(key, key=key).info)
        for key, confidence in quotes
    )
    return UNANSWERED.model_copy(update={"answered": True, "quotes": made, "disagreement": (0, 1)})


def alone(one: ArticleInfo) -> Answer:
    """Return the answer of one article by itself."""
    return answered((one.id, 0.5))


def test_two_articles_that_are_nearly_as_likely_are_a_choice() -> None:
    told = asked_back(answered(("a", 0.8), ("b", 0.2)), alone)
    assert not told.answered
    assert [one.id for one in told.choices] == ["a", "b"]
    assert (told.quotes, told.disagreement) == ((), ())


def test_a_much_likelier_article_is_meant() -> None:
    answer = answered(("a", 0.8), ("b", 0.15))
    assert asked_back(answer, alone) is answer


def test_quotes_of_one_article_leave_no_choice() -> None:
    answer = answered(("a", 0.8), ("a", 0.7), ("a", 0.6), ("b", 0.6))
    assert asked_back(answer, alone) is answer  # the fourth is not looked at


def test_an_article_that_alone_does_not_answer_is_no_choice() -> None:
    answer = answered(("a", 0.8), ("b", 0.7))
    assert asked_back(answer, lambda one: UNANSWERED if one.id == "a" else alone(one)) == alone(
        article("b", key="b").info
    )
    assert asked_back(answer, lambda _: UNANSWERED) is answer


def test_what_is_not_answered_is_not_asked_back() -> None:
    assert asked_back(UNANSWERED, alone) is UNANSWERED
