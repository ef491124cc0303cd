"""Query -> matches: passages by meaning and by words, fused."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from math import log

import numpy as np

from qa.language.english import telling
from qa.library.documents import article_of
from qa.models.embedder import Embedder, Vector, Vectors
from qa.question.topic import Understood
from qa.values import Article, Match, Passage, Place, Quote
from vectorstore.store import Filter, Hit, Snapshot

CANDIDATES = 100
"""Passages that each half proposes."""

DENSE_WEIGHT = 0.45
"""The share of the cosine in the fused score; BM25 has the rest.

Convex fusion (Bruch, Gai and Ingber 2023), each score divided by the question's best of its kind. On
news-dev 0.4 and 0.5 give the same within noise; see benchmarks/README.md.
"""


SETTLED = 500
"""Passages from which on word counts say more of how telling a word is than that it is no function word."""

CONTEXT_WEIGHT = 0.3
"""What the words of the talk weigh beside the question's own: on followups-dev the best of 0.1 to 0.5."""

NEAR = 2
"""Quotes of the talk, the last ones, that what is found should be near to."""

NEAR_WEIGHT = 0.2
"""What the cosine with the nearest of them weighs beside the fused score: on followups-dev the best of 0.1 to 0.3."""

QUOTED_WEIGHT = 0.3
"""What a passage loses that a quote of the talk is from: what is asked next is likelier beside it than in it again."""

KIND = re.compile(r"\b(?:which|what)\s+(?:(?:kind|sort|type)s?\s+of\s+)?(\w+)", re.IGNORECASE)
KIND_WEIGHT = 0.3
"""The word that names the kind of the answer ("which country") often does not stand beside it ("France")."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words, more of them from the talk, a vector of both, shape (dimension,), of unit length.

    `terms` are the telling terms of the question as it is understood, each with its weight in 0..1. `quoted` are the
    quotes that the talk got, and `near` the vectors of the last of them, shape (n, dimension).
    """

    words: str
    context: str
    vector: Vector
    terms: dict[str, float]
    quoted: tuple[Quote, ...]
    near: Vectors

    def coverage(self, terms: Sequence[str]) -> float:
        """How much of the question is in these terms, by weight, 0..1."""
        total = sum(self.terms.values())
        if not total:
            return 0.0
        return sum(self.terms[term] for term in self.terms.keys() & set(terms)) / total


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of a question, best first, and their articles as they were indexed, by id."""

    matches: list[Match]
    articles: dict[str, Article]

    def without(self, places: Set[Place]) -> "Found":
        """The same without the passages at these places."""
        return replace(self, matches=[match for match in self.matches if match.place not in places])


def joined(one: Found, other: Found) -> Found:
    """The matches of both, each once, those of the first before the rest of the second."""
    rest = other.without({match.place for match in one.matches})
    return Found([*one.matches, *rest.matches], {**other.articles, **one.articles})


def sought(snapshot: Snapshot, understood: Understood, embedder: Embedder) -> Sought:
    """The question with its terms weighed: the rarer in the library, the more, where that has enough passages."""
    question = understood.read
    terms = list(dict.fromkeys(snapshot.terms(telling(question))))
    passages = len(snapshot)
    trust = passages / (passages + SETTLED)
    rarest = log(1 + (passages + 0.5) / 0.5)
    kinds = set(snapshot.terms(" ".join(KIND.findall(question))))
    weights = [
        (KIND_WEIGHT if term in kinds else 1.0) * (1 - trust + trust * rarity / rarest)
        for term, rarity in zip(terms, snapshot.rarity(terms), strict=True)
    ]
    return Sought(
        words=understood.said,
        context=understood.context,
        vector=_vector(embedder, understood.said, understood.context),
        terms=dict(zip(terms, weights, strict=True)),
        quoted=understood.quoted,
        near=embedder.questions([quote.text for quote in understood.quoted[-NEAR:]]),
    )


def retrieve(snapshot: Snapshot, question: Sought, where: Filter, limit: int) -> Found:
    """The `limit` passages that match a question best, by convex fusion of cosine and BM25.

    A passage that the vectors did not propose gets the least cosine that they did; one without the words, 0. In a
    talk those near to what it quoted come first, but not those that it quoted; their scores stay those of the fusion.
    """
    candidates = max(CANDIDATES, limit)
    dense = snapshot.dense(question.vector, candidates, where)
    lexical = snapshot.lexical(question.words, candidates, where)
    if question.context:
        lexical = _with_talk(lexical, snapshot.lexical(question.context, candidates, where))
    fused = _fused(dense, lexical)
    if question.quoted:
        near = [snapshot.dense(vector, candidates, where) for vector in question.near]
        fused = _in_talk(fused, near, question.quoted)
    best = fused[:limit]
    cosines = {hit.passage: hit.score for hit in dense}
    scores = {hit.passage: hit.score for hit in lexical}
    documents = snapshot.documents({hit.document for hit, _ in best})
    articles = {key: article_of(document) for key, document in documents.items()}
    matches = [
        Match(
            article=articles[hit.document].info,
            passage=Passage(start=hit.start, end=hit.end, text=articles[hit.document].text[hit.start : hit.end]),
            score=score,
            dense=cosines.get(hit.passage),
            lexical=scores.get(hit.passage),
        )
        for hit, score in best
    ]
    return Found(matches, articles)


def _vector(embedder: Embedder, words: str, context: str) -> Vector:
    if not context:
        vector: Vector = embedder.questions([words])[0]
        return vector
    own, other = embedder.questions([words, context])
    mixed: Vector = own + CONTEXT_WEIGHT * other
    return mixed / np.float32(np.linalg.norm(mixed))


def _with_talk(hits: Sequence[Hit], context: Sequence[Hit]) -> list[Hit]:
    """The hits of a question and of the talk around it as one, best first."""
    scores: dict[int, float] = {}
    for weight, some in ((1.0, hits), (CONTEXT_WEIGHT, context)):
        for hit in some:
            scores[hit.passage] = scores.get(hit.passage, 0.0) + weight * hit.score
    every = {hit.passage: hit for hit in (*context, *hits)}
    joined = [replace(hit, score=scores[hit.passage]) for hit in every.values()]
    return sorted(joined, key=lambda hit: (-hit.score, hit.passage))


def _in_talk(
    fused: Sequence[tuple[Hit, float]], near: Sequence[Sequence[Hit]], quoted: Sequence[Quote]
) -> list[tuple[Hit, float]]:
    """The same in another order: near to what was quoted, and not from there again."""
    cosines: dict[int, float] = {}
    for hits in near:
        for hit in hits:
            cosines[hit.passage] = max(hit.score, cosines.get(hit.passage, 0.0))
    least = min(cosines.values(), default=0.0)

    def order(one: tuple[Hit, float]) -> float:
        hit, score = one
        is_quoted = any(
            quote.article.id == hit.document and quote.start < hit.end and hit.start < quote.end for quote in quoted
        )
        return score + NEAR_WEIGHT * cosines.get(hit.passage, least) - QUOTED_WEIGHT * is_quoted

    return sorted(fused, key=order, reverse=True)


def _fused(dense: Sequence[Hit], lexical: Sequence[Hit]) -> list[tuple[Hit, float]]:
    hits = {hit.passage: hit for hit in (*lexical, *dense)}
    by_meaning, by_words = _shares(dense), _shares(lexical)
    least_meaning = min(by_meaning.values(), default=0.0)
    scored = [
        (
            hit,
            DENSE_WEIGHT * by_meaning.get(number, least_meaning) + (1 - DENSE_WEIGHT) * by_words.get(number, 0.0),
        )
        for number, hit in hits.items()
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].passage))


def _shares(hits: Sequence[Hit]) -> dict[int, float]:
    """Each score as a share of the best, 0..1."""
    best = max((hit.score for hit in hits), default=0.0)
    return {hit.passage: max(hit.score, 0.0) / best if best > 0 else 0.0 for hit in hits}
