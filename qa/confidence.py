"""How sure an answer is: one calibrated probability that the articles answer the question."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from math import exp, log10

from pydantic import BaseModel, ConfigDict

from qa.reader import Candidate
from qa.types import Passage

FITTED = "confidence.json"
"""The coefficients, as benchmarks/confidence.py wrote them beside how they were fitted."""


class Features(BaseModel):
    """What the probability is made of, each about 0..1.

    `passage_meaning` and `sentence_meaning` are the greatest cosines with the question;
    `passage_coverage` and `sentence_coverage` the greatest shares of the question's words, by weight
    (a passage with its title). `size` grows with the number of passages, since among many one is
    always somewhat near: log10 of it, over 6.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    passage_meaning: float
    passage_coverage: float
    sentence_meaning: float
    sentence_coverage: float
    size: float


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


def features(passages: int, candidates: Sequence[Candidate], coverages: Mapping[Passage, float]) -> Features:
    """The features of one question to so many passages: of each the best that any candidate has.

    `coverages` is the share of the question's words in a passage with its title.
    """
    return Features(
        passage_meaning=max((candidate.match.dense or 0.0 for candidate in candidates), default=0.0),
        passage_coverage=max((coverages[candidate.match.passage] for candidate in candidates), default=0.0),
        sentence_meaning=max((candidate.meaning or 0.0 for candidate in candidates), default=0.0),
        sentence_coverage=max((candidate.coverage for candidate in candidates), default=0.0),
        size=log10(max(1, passages)) / 6,
    )


def confidence(model: Fitted, values: Features) -> float:
    """The probability, 0..1, that the question is answered."""
    pairs = zip(model.weights.model_dump().values(), values.model_dump().values(), strict=True)
    score = model.intercept + sum(weight * value for weight, value in pairs)
    return 1 / (1 + exp(-max(-500.0, min(500.0, score))))
