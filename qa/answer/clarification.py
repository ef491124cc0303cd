"""Asking back: which of two articles a question means that names nothing."""

from collections.abc import Callable

from qa.answers import Answer
from qa.values import ArticleInfo

CLOSE = 0.2
"""A second article is asked about if its quote is as likely as this share of the first's."""

LOOKED_AT = 3
"""Quotes that are looked at, however few are asked for."""


def asked_back(answer: Answer, of: Callable[[ArticleInfo], Answer]) -> Answer:
    """The answer, or where quotes of two articles may be meant alike, the choice between these instead.

    `of` gives the answer of an article alone: one that has none is no choice, and the other is what was meant.
    """
    if not answer.answered:
        return answer
    first = answer.quotes[0]
    others = [one for one in answer.quotes[1:LOOKED_AT] if one.article.id != first.article.id]
    if not others or others[0].confidence < CLOSE * first.confidence:
        return answer
    choices = (first.article, others[0].article)
    answers = [alone for article in choices if (alone := of(article)).answered]
    if len(answers) < len(choices):
        return answers[0] if answers else answer
    return answer.model_copy(update={"answered": False, "quotes": (), "disagreement": (), "choices": choices})
