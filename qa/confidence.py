"""How sure an answer is: one calibrated probability that the articles answer the question."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import exp

from pydantic import BaseModel, ConfigDict

from qa.reader import Candidate
from qa.retrieval import Asked, Found

FITTED = "confidence.json"
"""The coefficients, as benchmarks/confidence.py wrote them beside how they were fitted."""


class Features(BaseModel):
    """What the probability is made of, each in 0..1.

    `meaning` is the greatest cosine of a passage; `words` the best BM25 score, as a share of what a
    passage that has every word of the question could have; `coverage` the share of the question's
    words, by rarity, in the best passage with its title; `sentence` the same in the best sentence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    meaning: float
    words: float
    coverage: float
    sentence: float


class Fitted(BaseModel):
    """A logistic model of the features, the threshold it was fitted for, and how both came about."""

    model_config = ConfigDict(frozen=True)

    intercept: float
    weights: Features
    threshold: float
    fitted: dict[str, str | int | float]


@cache
def fitted() -> Fitted:
    """The model that comes with this program."""
    return Fitted.model_validate_json(resources.files("qa").joinpath(FITTED).read_bytes())


def features(question: Asked, found: Found, candidates: Sequence[Candidate], coverages: Sequence[float]) -> Features:
    """The features of one question. `coverages` is of the matches, in their order."""
    # BM25 of one term is below rarity * (k1 + 1), k1 = 1.2, whatever its frequency.
    possible = 2.2 * sum(question.terms.values())
    words = max((match.lexical or 0.0 for match in found.matches), default=0.0)
    return Features(
        meaning=max((match.dense or 0.0 for match in found.matches), default=0.0),
        words=min(1.0, words / possible) if possible else 0.0,
        coverage=max(coverages, default=0.0),
        sentence=max((candidate.coverage for candidate in candidates), default=0.0),
    )


def confidence(model: Fitted, values: Features) -> float:
    """The probability, 0..1, that the question is answered."""
    pairs = zip(model.weights.model_dump().values(), values.model_dump().values(), strict=True)
    score = model.intercept + sum(weight * value for weight, value in pairs)
    return 1 / (1 + exp(-max(-500.0, min(500.0, score))))
