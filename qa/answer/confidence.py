"""How likely a sentence answers, and how sure the whole answer is: two calibrated probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from math import log10

from pydantic import BaseModel, ConfigDict

from qa.answer.agreement import agreement, sigmoid, support
from qa.answer.evidence import Candidate
from qa.values import Days

FITTED = "confidence.json"
"""The coefficients, as benchmarks/confidence.py wrote them beside how they were fitted."""

SURE = 10.0
"""Log-odds beyond which nothing is surer."""


SURE_FROM = 0.8
LIKELY_FROM = 0.55
"""The calibrated confidence from which an answer counts as sure, and as likely."""


class Sureness(StrEnum):
    """How sure an answer is, in a word for people."""

    SURE = "sure"
    LIKELY = "likely"
    LESS_SURE = "less sure"


def sureness(confidence: float) -> Sureness:
    """Return the word for a calibrated confidence."""
    if confidence >= SURE_FROM:
        return Sureness.SURE
    return Sureness.LIKELY if confidence >= LIKELY_FROM else Sureness.LESS_SURE


class Features(BaseModel):
    """Numbers that a probability is made of, each about -1..1."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SentenceFeatures(Features):
    """Of a sentence: the odds of its answering words (log-odds over `SURE`), how well its passage matched, 0..1, the
    shares of the question's words, by weight, in the sentence and in the passage, the `support` of its answer by
    other passages, and its `lead`, 0..1.
    """

    odds: float
    match: float
    coverage: float
    passage_coverage: float
    support: float
    lead: float


class AnswerFeatures(Features):
    """Of a question: the best of what its sentences have, and what they have together.

    `meaning` is the cosine of the likeliest sentence with the question, `passage_meaning` the greatest of a passage
    with its title, `agreement` the share of the passages whose likeliest answer is also that of the best sentence.
    `size` grows with the number of passages, since among many one is always somewhat near: log10 of it, over 6;
    `alone` is 1 over that number, since a passage that was not chosen among others tells less by being near.
    """

    odds: float
    relevance: float
    meaning: float
    passage_meaning: float
    passage_coverage: float
    coverage: float
    agreement: float
    size: float
    alone: float


class Logistic(BaseModel):
    """A logistic model: the probability is 1 / (1 + exp(-(intercept + weights . features)))."""

    model_config = ConfigDict(frozen=True)

    intercept: float
    weights: Mapping[str, float]

    def probability(self, values: Features, more: float = 0.0) -> float:
        """The probability, 0..1, that these features speak for, and `more` log-odds."""
        score = self.intercept + more + sum(self.weights[name] * value for name, value in values.model_dump().items())
        return sigmoid(score)


class Fitted(BaseModel):
    """The models of a sentence and of an answer, the threshold of the second, and how they came about.

    That of a sentence tells how likely it answers a question that is answered.
    """

    model_config = ConfigDict(frozen=True)

    sentence: Logistic
    answer: Logistic
    threshold: float
    fitted: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a question is answered: how sure that is, 0..1, the threshold it is held against, and on what evidence.

    `days` are those that the question names, where what answers is of those days.
    """

    confidence: float
    threshold: float
    evidence: AnswerFeatures
    days: Days | None = None

    @property
    def is_answered(self) -> bool:
        """Whether it is sure enough."""
        return self.confidence >= self.threshold


def fitted() -> Fitted:
    """The models that come with this program."""
    return Fitted.model_validate_json(resources.files("qa.answer").joinpath(FITTED).read_bytes())


def of_sentences(candidates: Sequence[Candidate]) -> list[SentenceFeatures]:
    """The features of each of the sentences that were found for a question."""
    return [
        SentenceFeatures(
            odds=_bounded(one.odds),
            match=one.match.score,
            coverage=one.coverage,
            passage_coverage=one.passage_coverage,
            support=supported,
            lead=one.lead,
        )
        for one, supported in zip(candidates, support(candidates), strict=True)
    ]


def of_answer(passages: int, candidates: Sequence[Candidate], meaning: float) -> AnswerFeatures:
    """The features of a question to so many passages: of each the best that any candidate has, likeliest first.

    `meaning` is that of the likeliest.
    """
    return AnswerFeatures(
        odds=max((_bounded(one.odds) for one in candidates), default=-1.0),
        relevance=max((_bounded(one.relevance) for one in candidates), default=-1.0),
        meaning=meaning,
        passage_meaning=max((one.match.dense or 0.0 for one in candidates), default=0.0),
        passage_coverage=max((one.passage_coverage for one in candidates), default=0.0),
        coverage=max((one.coverage for one in candidates), default=0.0),
        agreement=agreement(candidates),
        size=log10(max(1, passages)) / 6,
        alone=1 / max(1, passages),
    )


def _bounded(odds: float) -> float:
    """Log-odds as a share of the surest, -1..1."""
    return max(-SURE, min(SURE, odds)) / SURE
