"""Retrieve passages by meaning and by words, fused."""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import log

import numpy as np

from qa.language.english import telling
from qa.library.documents import article_of
from qa.models.embedder import Embedder, Vector
from qa.values import Article, Match, Passage, Place
from vectorstore.store import Filter, Hit, Snapshot

CANDIDATES = 100
"""Passages that each search proposes."""

DENSE_WEIGHT = 0.45
"""The weight of the cosine in the fused score; BM25 has the rest.

Convex fusion (Bruch, Gai and Ingber 2023), each score divided by the question's best of its kind. On
news-dev 0.4 and 0.5 give the same within noise; see docs/benchmarks/tried.md.
"""


SETTLED = 500
"""Passages from which word counts say more about how telling a word is than its not being a function word."""

CONTEXT_WEIGHT = 0.3
"""The weight of the talk's words beside the question's own: on followups-dev the best of 0.1 to 0.5."""

KIND = re.compile(r"\b(?:which|what)\s+(?:(?:kind|sort|type)s?\s+of\s+)?(\w+)", re.IGNORECASE)
KIND_WEIGHT = 0.3
"""The weight of a word for the answer's kind ("which country"), often not near the answer ("France")."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for: a question's text, words from the talk beside it, and a unit vector of both, shape
    (dimension,).

    `terms` are the telling terms of the text, each with its weight in 0..1.
    """

    text: str
    context: str
    vector: Vector
    terms: dict[str, float]

    def coverage(self, terms: Sequence[str]) -> float:
        """How much of the question is in these terms, by weight, 0..1."""
        return covered(self.terms, terms)


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of a question, best first, and their articles as they were indexed, by id."""

    matches: list[Match]
    articles: dict[str, Article]

    def without(self, places: Set[Place]) -> "Found":
        """The same without the passages at these places."""
        return replace(self, matches=[match for match in self.matches if match.place not in places])


def joined(one: Found, other: Found) -> Found:
    """Return the matches of both, each once, the first's before the rest of the second's."""
    rest = other.without({match.place for match in one.matches})
    return Found([*one.matches, *rest.matches], {**other.articles, **one.articles})


def sought(snapshot: Snapshot, embedder: Embedder, text: str, context: str = "") -> Sought:
    """Return a question with its terms weighed: the rarer, the heavier, if the library has enough passages."""
    return Sought(text, context, _vector(embedder, text, context), weighed(snapshot, text))


def weighed(snapshot: Snapshot, text: str) -> dict[str, float]:
    """The telling terms of a text, each with its weight, 0..1."""
    terms = list(dict.fromkeys(snapshot.terms(telling(text))))
    passages = len(snapshot)
    trust = passages / (passages + SETTLED)
    rarest = log(1 + (passages + 0.5) / 0.5)
    kinds = set(snapshot.terms(" ".join(KIND.findall(text))))
    weights = [
        (KIND_WEIGHT if term in kinds else 1.0) * (1 - trust + trust * rarity / rarest)
        for term, rarity in zip(terms, snapshot.rarity(terms), strict=True)
    ]
    return dict(zip(terms, weights, strict=True))


def covered(weights: Mapping[str, float], terms: Iterable[str]) -> float:
    """The share, by weight, of weighed terms among others, 0..1."""
    total = sum(weights.values())
    return sum(weights[term] for term in weights.keys() & set(terms)) / total if total else 0.0


def retrieve(snapshot: Snapshot, question: Sought, where: Filter, limit: int) -> Found:
    """Return the `limit` passages that match a question best, by convex fusion of cosine and BM25.

    A passage not proposed by vectors gets the least cosine proposed; one not proposed by words gets 0.
    """
    candidates = max(CANDIDATES, limit)
    with ThreadPoolExecutor(1, "search") as beside:  # among a million passages each takes a core for some milliseconds
        by_meaning = beside.submit(snapshot.dense, question.vector, candidates, where)
        lexical = snapshot.lexical(question.text, candidates, where)
        if question.context:
            lexical = _with_talk(lexical, snapshot.lexical(question.context, candidates, where))
        dense = by_meaning.result()
    best = _fused(dense, lexical)[:limit]
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
    """The hits of a question and of the talk around it, merged, best first."""
    scores: dict[int, float] = {}
    for weight, some in ((1.0, hits), (CONTEXT_WEIGHT, context)):
        for hit in some:
            scores[hit.passage] = scores.get(hit.passage, 0.0) + weight * hit.score
    every = {hit.passage: hit for hit in (*context, *hits)}
    joined = [replace(hit, score=scores[hit.passage]) for hit in every.values()]
    return sorted(joined, key=lambda hit: (-hit.score, hit.passage))


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
