"""Asking back: which of two articles a question means that names nothing."""

from qa.types import Answer

CLOSE = 0.5
"""A second article is asked about if its quote is as likely as this share of the first's."""


def asked_back(answer: Answer) -> Answer:
    """The answer, or where quotes of two articles may be meant alike, the choice between these instead."""
    if not answer.answered:
        return answer
    first = answer.quotes[0]
    others = [one for one in answer.quotes[1:] if one.article.id != first.article.id]
    if not others or others[0].confidence < CLOSE * first.confidence:
        return answer
    choices = (first.article, others[0].article)
    return answer.model_copy(update={"answered": False, "quotes": (), "disagreement": (), "choices": choices})
