"""How recent an article is: of two sentences that answer alike, the newer is likelier meant."""

import re
from datetime import date
from math import exp

WEIGHT = 0.1
"""Log-odds that an article of today has over one of long ago.

On news-dev, each question on its day, 0.2 and more, fading over 30 days, made questions that name no days worse; see
benchmarks/README.md.
"""

WEIGHT_OF_LATEST = 3.0
"""The same where the question asks for the latest."""

FADING = 30.0
"""Days after which that is down to 1/e."""

AHEAD = 3
"""Days that an article may be dated ahead and still be of today: clocks and time zones differ."""

_LATEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|right now|nowadays|at the moment)\b", re.IGNORECASE)


def asks_for_latest(question: str) -> bool:
    """Whether a question asks for the latest of what there is."""
    return _LATEST.search(question) is not None


def recency(published: date | None, today: date) -> float:
    """How recent, 0..1: 1 for an article of today, 0 for one without a date, or from after today."""
    if published is None or (age := (today - published).days) < -AHEAD:
        return 0.0
    return exp(-max(0, age) / FADING)
