"""(Question, passages) -> the sentences that answer, best first.

The one place where sentences are chosen. It weighs how much of the question a sentence says, how near
it is in meaning, and how well its passage matches; the network that reads will take its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.embedder import Vectors
from qa.retrieval import Asked, Found
from qa.sentences import within
from qa.types import Match, Span

COVERAGE_WEIGHT = 0.75
PASSAGE_WEIGHT = 2.0
"""Beside 1 for the cosine. Chosen on news-dev; see benchmarks/README.md."""

EMBEDDED = 16
"""Sentences whose meaning is looked at: those best by words and passage. 48 find no more on news-dev."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer (or two, where one leans on the other), with a score that orders candidates.

    `span` is a slice of its article. `coverage` is the share of the question's words, by weight, that it
    has, 0..1; `meaning` its cosine with the question, None if it was not looked at.
    """

    match: Match
    span: Span
    score: float
    coverage: float
    meaning: float | None = None


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
        replace(candidate, score=candidate.score + float(cosine), meaning=float(cosine))
        for candidate, cosine in zip(near, vectors @ question.vector, strict=True)
    ]
    return sorted(read_closely, key=lambda candidate: -candidate.score) + rest


def _by_words(question: Asked, found: Found, terms: Callable[[str], Sequence[str]]) -> list[Candidate]:
    candidates: list[Candidate] = []
    for match in found.matches:
        article = found.articles[match.article.id]
        for unit in within(found.quotable[article.id], match.passage.start, match.passage.end):
            coverage = question.coverage(terms(article.text[unit.span.start : unit.span.end]))
            score = COVERAGE_WEIGHT * coverage + PASSAGE_WEIGHT * match.score
            candidates.append(Candidate(match, unit.span, score, coverage))
    return candidates


def _text(found: Found, candidate: Candidate) -> str:
    return found.articles[candidate.match.article.id].text[candidate.span.start : candidate.span.end]
