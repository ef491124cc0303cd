"""Rank the sentences that may answer by their evidence, and by the days asked for or the latest."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from math import exp
from typing import NamedTuple

from qa.answer.confidence import Logistic, of_sentences
from qa.answer.evidence import Candidate
from qa.values import Days

WEIGHT = 0.1
"""Log-odds by which an article from today outranks one from long ago.

On news-dev, each question asked on its day, 0.2 and more, fading over 30 days, worsened those that name no days;
see docs/benchmarks/tried.md.
"""

WEIGHT_OF_LATEST = 3.0
"""The same if the question asks for the latest."""

FADING = 30.0
"""Days after which it is down to 1/e."""

AHEAD = 3
"""Days that an article may be dated ahead and still be today's: clocks and time zones differ."""

DAYS_WEIGHT = 2.0
"""Log-odds by which a sentence from the days asked for outranks others.

On news-dev 1, 2 and 3 gave the same; see docs/benchmarks/tried.md.
"""

_LATEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|right now|nowadays|at the moment)\b", re.IGNORECASE)


def asks_for_latest(question: str) -> bool:
    """Whether a question asks for the latest."""
    return _LATEST.search(question) is not None


def recency(published: date | None, today: date) -> float:
    """Return how recent, 0..1: 1 for an article from today, 0 for one undated, or from after today."""
    if published is None or (age := (today - published).days) < -AHEAD:
        return 0.0
    return exp(-max(0, age) / FADING)


class Ranked(NamedTuple):
    """A candidate and how likely it answers, 0..1, if the question is answered at all."""

    candidate: Candidate
    confidence: float


Preference = Callable[[Candidate], float]
"""Gives log-odds that favour a candidate besides its evidence."""


def indifferent(_: Candidate) -> float:
    """Prefer none."""
    return 0.0


def preferring(question: str, published: Sequence[date | None], today: date, days: Days | None = None) -> Preference:
    """Prefer the newer of two sentences, and those from the days asked for.

    `published` are the dates of all articles found. If the question asks for the latest, dates are compared with the
    newest of them; else with today.
    """
    is_latest = asks_for_latest(question)
    newest = max((day for day in published if day), default=today)
    day, weight = (min(newest, today), WEIGHT_OF_LATEST) if is_latest else (today, WEIGHT)

    def preference(candidate: Candidate) -> float:
        own = candidate.article.published
        return weight * recency(own, day) + DAYS_WEIGHT * (days is not None and own in days)

    return preference


def rank(candidates: Sequence[Candidate], model: Logistic, preference: Preference = indifferent) -> list[Ranked]:
    """Return candidates with how likely each answers, likeliest first."""
    ranked = [
        Ranked(candidate, model.probability(features, preference(candidate)))
        for candidate, features in zip(candidates, of_sentences(candidates), strict=True)
    ]
    return sorted(ranked, key=lambda one: -one.confidence)
