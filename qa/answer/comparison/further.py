"""Judge an answer's quotes together: which disagree, which are older, and which stand by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa.answer.comparison.comparing import Saying
from qa.answer.comparison.contradiction import Relation, older, relation
from qa.answer.comparison.standing import Addition, addition
from qa.answers import Quote

RIVAL = 0.3
"""A quote is compared if it has this share of the first's likelihood."""

TOGETHER = 0.5
"""Two quotes disagree only if together they are this likely: rival answers share the probability."""

YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Marked:
    """The quotes of an answer in order, and the places of two that cannot both be right, if any."""

    quotes: tuple[Quote, ...]
    disagreement: tuple[int, ...] = ()


def marked(question: str, quotes: Sequence[Quote], today: date, *, is_present: bool = False) -> Marked:
    """Order quotes so that newer ones come before what they have overtaken, and mark what each is.

    `is_present` if the question asks how something is now.
    """
    rivals = [one for one in quotes if one.confidence >= RIVAL * quotes[0].confidence]
    outdated = {rivals[place].address for place in older(question, [_saying(one) for one in rivals])}
    newer_first = sorted(rivals, key=lambda one: one.address in outdated)
    ordered = newer_first + [one for one in quotes if one not in rivals]
    disagreement = _disagreement(question, newer_first)

    def mark(place: int, one: Quote) -> Quote:
        told = {
            "stands": place == 0 or place in disagreement or _adds(ordered[0], one),
            "is_older": one.address in outdated,
            "is_dated": is_present and _is_long_ago(one, today),
        }
        return one.model_copy(update=told)

    return Marked(tuple(mark(place, one) for place, one in enumerate(ordered)), disagreement)


def _is_long_ago(quote: Quote, today: date) -> bool:
    published = quote.article.published
    return published is not None and today - published > YEAR


def _disagreement(question: str, rivals: Sequence[Quote]) -> tuple[int, ...]:
    """The places of the first and one from another article, if likely together and not both right."""
    first = rivals[0]
    for place, other in enumerate(rivals):
        is_rival = other.article.id != first.article.id and first.confidence + other.confidence >= TOGETHER
        if is_rival and relation(question, _saying(first), _saying(other)) is Relation.CONTRADICT:
            return 0, place
    return ()


def _adds(first: Quote, further: Quote) -> bool:
    """Whether a quote adds to the first's answer what that lacks."""
    return addition(_saying(first), _saying(further)) is Addition.MORE


def _saying(quote: Quote) -> Saying:
    return Saying(quote.text, quote.answer, quote.article.published, quote.article.title)
