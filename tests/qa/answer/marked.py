"""A reader that finds given words to answer, and models that use its odds alone."""

from collections.abc import Mapping, Sequence

from qa.answer.confidence import AnswerFeatures, Fitted, Logistic, SentenceFeatures
from qa.models.reader import Part, Reading
from tests.qa.making import reading, silent


def of_odds(features: type[SentenceFeatures] | type[AnswerFeatures]) -> Logistic:
    """Return a model whose probability is that of the reader's odds alone."""
    return Logistic(intercept=0.0, weights={name: 10.0 * (name == "odds") for name in features.model_fields})


FITTED = Fitted(sentence=of_odds(SentenceFeatures), answer=of_odds(AnswerFeatures), threshold=0.5, fitted={})
EVEN, LIKELY, SURE = 0.0, 2.0, 4.0
"""Odds; the confidence is 0.50, 0.88 and 0.98."""


class MarkedReader:
    """A reader that finds these words to answer, at these odds, and nothing else; it remembers what it has read."""

    def __init__(self, odds: Mapping[str, float]) -> None:
        self._odds = odds
        self.read_of: list[tuple[str, list[Part]]] = []

    def read(self, question: str, parts: Sequence[Part]) -> list[Reading]:
        self.read_of.append((question, list(parts)))
        return [self._reading(part.text) for part in parts]

    def _reading(self, text: str) -> Reading:
        marked = [(odds, words) for words, odds in self._odds.items() if words in text]
        return reading(text, max(marked)[1], max(marked)[0]) if marked else silent(-9.0)
