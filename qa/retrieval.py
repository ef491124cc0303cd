"""Question -> matches: passages by meaning and by words, fused."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.embedder import Vector
from qa.passages import sentences
from qa.shelf import article_of
from qa.types import Article, Match, Passage, Span
from vectorstore.store import Filter, Hit, Snapshot

CANDIDATES = 100
"""Passages that each half proposes."""

DENSE_WEIGHT = 0.45
"""The share of the cosine in the fused score; BM25 has the rest.

Convex fusion (Bruch, Gai and Ingber 2023), each score divided by the question's best of its kind. On
news-dev 0.4 and 0.5 give the same within noise; see benchmarks/README.md.
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what is looked for: its vector, and its terms with their rarity."""

    question: str
    vector: Vector
    terms: dict[str, float]

    def coverage(self, terms: Sequence[str]) -> float:
        """How much of the question is in these terms, 0..1, its rare words counting more."""
        total = sum(self.terms.values())
        if not total:
            return 0.0
        return sum(self.terms[term] for term in self.terms.keys() & set(terms)) / total


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of a question, best first, and their articles and the sentences of those, by id."""

    matches: list[Match]
    articles: dict[str, Article]
    sentences: dict[str, list[Span]]


def asked(snapshot: Snapshot, question: str, vector: Vector) -> Asked:
    """The question with its terms weighed by the library's own word counts."""
    terms = list(dict.fromkeys(snapshot.terms(question)))
    return Asked(question, vector, dict(zip(terms, snapshot.rarity(terms), strict=True)))


def retrieve(snapshot: Snapshot, question: Asked, where: Filter, limit: int) -> Found:
    """The `limit` passages that match a question best, by convex fusion of cosine and BM25.

    A passage that the vectors did not propose gets the least cosine that they did; one without the words, 0.
    """
    candidates = max(CANDIDATES, limit)
    dense = snapshot.dense(question.vector, candidates, where)
    lexical = snapshot.lexical(question.question, candidates, where)
    best = _fused(dense, lexical)[:limit]
    cosines = {hit.passage: hit.score for hit in dense}
    scores = {hit.passage: hit.score for hit in lexical}
    documents = snapshot.documents({hit.document for hit, _ in best})
    articles = {key: article_of(document) for key, document in documents.items()}
    matches = [
        Match(
            article=articles[hit.document].info,
            passage=Passage(
                start=hit.start, end=hit.end, text=articles[hit.document].text[hit.start : hit.end]
            ),
            score=score,
            dense=cosines.get(hit.passage),
            lexical=scores.get(hit.passage),
        )
        for hit, score in best
    ]
    return Found(matches, articles, {key: sentences(article) for key, article in articles.items()})


def _fused(dense: Sequence[Hit], lexical: Sequence[Hit]) -> list[tuple[Hit, float]]:
    hits = {hit.passage: hit for hit in (*lexical, *dense)}
    by_meaning, by_words = _shares(dense), _shares(lexical)
    least_meaning = min(by_meaning.values(), default=0.0)
    scored = [
        (
            hit,
            DENSE_WEIGHT * by_meaning.get(number, least_meaning)
            + (1 - DENSE_WEIGHT) * by_words.get(number, 0.0),
        )
        for number, hit in hits.items()
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].passage))


def _shares(hits: Sequence[Hit]) -> dict[int, float]:
    """Each score as a share of the best, 0..1."""
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.passage: max(hit.score, 0.0) / best if best > 0 else 0.0 for hit in hits}
