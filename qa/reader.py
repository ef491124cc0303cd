"""(Question, passages) -> the sentences that answer, best first.

The one place where sentences are chosen. It weighs how much of the question a sentence says, how near
it is in meaning, and how well its passage matches; the network that reads will take its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.embedder import Vectors
from qa.retrieval import Asked, Found
from qa.types import Article, Match, Span

COVERAGE_WEIGHT = 0.75
PASSAGE_WEIGHT = 2.0
"""Beside 1 for the cosine. Chosen on news-dev; see benchmarks/README.md."""

EMBEDDED = 16
"""Sentences whose meaning is looked at: those best by words and passage. 48 find no more on news-dev."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, as a slice of its article, with a score that orders candidates.

    `coverage` is the share of the question's words, by rarity, that the sentence has, 0..1.
    """

    match: Match
    span: Span
    score: float
    coverage: float


def read(
    question: Asked,
    found: Found,
    terms: Callable[[str], Sequence[str]],
    embed: Callable[[Sequence[str]], Vectors],
) -> list[Candidate]:
    """The sentences of the found passages, best first; those beyond the first `EMBEDDED` by words alone.

    `terms` gives the words of a text as the question's are, `embed` vectors of unit length.
    """
    first = sorted(_by_words(question, found, terms), key=lambda candidate: -candidate.score)
    near, rest = first[:EMBEDDED], first[EMBEDDED:]
    vectors = embed([_text(found, candidate) for candidate in near])
    read_closely = [
        Candidate(candidate.match, candidate.span, candidate.score + float(cosine), candidate.coverage)
        for candidate, cosine in zip(near, vectors @ question.vector, strict=True)
    ]
    return sorted(read_closely, key=lambda candidate: -candidate.score) + rest


def _by_words(
    question: Asked, found: Found, terms: Callable[[str], Sequence[str]]
) -> list[Candidate]:
    candidates: list[Candidate] = []
    for match in found.matches:
        article = found.articles[match.article.id]
        for span in _within(found.sentences[article.id], match):
            coverage = question.coverage(terms(article.text[span.start : span.end]))
            score = COVERAGE_WEIGHT * coverage + PASSAGE_WEIGHT * match.score
            candidates.append(Candidate(match, span, score, coverage))
    return candidates


def _within(spans: Sequence[Span], match: Match) -> list[Span]:
    """The sentences of a passage; a part of one, where the passage is a part of it."""
    passage = match.passage
    return [
        Span(max(span.start, passage.start), min(span.end, passage.end))
        for span in spans
        if span.start < passage.end and passage.start < span.end
    ]


def _text(found: Found, candidate: Candidate) -> str:
    article: Article = found.articles[candidate.match.article.id]
    return article.text[candidate.span.start : candidate.span.end].strip()
