"""How likely a sentence answers, and how sure the answer as a whole is: two calibrated probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from pydantic import BaseModel, ConfigDict

from qa.answer.comparison.agreement import sigmoid, support
from qa.answer.evidence import Candidate
from qa.answer.understanding import fits, names_met
from qa.values import Days

FITTED = "confidence.json"
"""The coefficients, written by benchmarks/confidence.py along with how they were fitted."""

SURE = 10.0
"""Log-odds beyond which nothing is surer."""


SURE_FROM = 0.9
LIKELY_FROM = 0.7
"""The calibrated confidence from which an answer counts as sure, or as likely."""


class Sureness(StrEnum):
    """How sure an answer is, in words for people."""

    SURE = "sure"
    LIKELY = "likely"
    LESS_SURE = "less sure"


def sureness(confidence: float) -> Sureness:
    """Return the word for a calibrated confidence."""
    if confidence >= SURE_FROM:
        return Sureness.SURE
    return Sureness.LIKELY if confidence >= LIKELY_FROM else Sureness.LESS_SURE


class Features(BaseModel):
    """The inputs to a probability, each about -1..1."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SentenceFeatures(Features):
    """The odds of a sentence's answering words (log-odds over `SURE`), how well its passage matched, 0..1, the shares
    of the question's words, by weight, in the sentence and in the passage, the `support` for its answer from other
    passages, and its `lead`, 0..1.
    """

    odds: float
    match: float
    coverage: float
    passage_coverage: float
    support: float
    lead: float


class AnswerFeatures(Features):
    """What the reader found in the likeliest sentence, and how that meets the question.

    `odds` are those of its answering words and `relevance` those of the passage that answers best, in log-odds over
    `SURE`; `names` is the share of the question's names and numbers in its passage, 0..1; `fits` whether its
    answering words are of the kind asked for, 0..1; `meaning` its cosine with the question.
    """

    odds: float
    relevance: float
    names: float
    fits: float
    meaning: float


class Logistic(BaseModel):
    """A logistic model: the probability is 1 / (1 + exp(-(intercept + weights . features)))."""

    model_config = ConfigDict(frozen=True)

    intercept: float
    weights: Mapping[str, float]

    def probability(self, values: Features, more: float = 0.0) -> float:
        """Return the probability, 0..1, from these features and `more` log-odds."""
        score = self.intercept + more + sum(self.weights[name] * value for name, value in values.model_dump().items())
        return sigmoid(score)


class Fitted(BaseModel):
    """The models of a sentence and of an answer, the threshold of the second, and how they came about.

    A sentence's model gives how likely it answers a question that is answered.
    """

    model_config = ConfigDict(frozen=True)

    sentence: Logistic
    answer: Logistic
    threshold: float
    fitted: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a question is answered: the `confidence`, 0..1, the threshold that it must reach, and the evidence.

    `days` are those that the question names, if what answers is from those days.
    """

    confidence: float
    threshold: float
    evidence: AnswerFeatures
    days: Days | None = None

    @property
    def is_answered(self) -> bool:
        """Whether that is sure enough."""
        return self.confidence >= self.threshold


def fitted() -> Fitted:
    """The models that come with this program."""
    return Fitted.model_validate_json(resources.files("qa.answer").joinpath(FITTED).read_bytes())


def of_sentences(candidates: Sequence[Candidate]) -> list[SentenceFeatures]:
    """Return the features of each sentence found for a question."""
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


def of_answer(question: str, candidates: Sequence[Candidate], meaning: float) -> AnswerFeatures:
    """Return the features of an answer by sentences, the likeliest first; `meaning` is the likeliest's."""
    if not candidates:
        return AnswerFeatures(odds=-1.0, relevance=-1.0, names=0.0, fits=0.0, meaning=meaning)
    best = candidates[0]
    return AnswerFeatures(
        odds=_bounded(best.odds),
        relevance=max(_bounded(one.relevance) for one in candidates),
        names=names_met(question, f"{best.article.title}\n{best.source.excerpt.text}"),
        fits=fits(question, best.says),
        meaning=meaning,
    )


def _bounded(odds: float) -> float:
    """Log-odds as a share of `SURE`, -1..1."""
    return max(-SURE, min(SURE, odds)) / SURE
