"""Ask back which of two articles is meant by a question that names nothing."""

from collections.abc import Callable

from qa.answers import Answer
from qa.values import ArticleInfo

CLOSE = 0.2
"""A second article is asked about if its quote is as likely as this share of the first's."""

LOOKED_AT = 3
"""Quotes considered, however few are asked for."""


def asked_back(answer: Answer, of: Callable[[ArticleInfo], Answer]) -> Answer:
    """Return the answer, or, if quotes from two articles may equally be meant, a choice between these.

    `of` gives the answer from an article alone: one without an answer is no choice, so the other is meant.
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
