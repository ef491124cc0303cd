"""Question -> matches: passages by meaning and by words, fused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from qa.embedder import Vector
from qa.sentences import Quotable, quotable
from qa.shelf import article_of
from qa.types import Article, Match, Passage
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

FUNCTION_WORDS = """
a about after again all also although am an and any anybody anyone anything are as at be because been before
being both but by can cannot could did do does doing done during each either else ever every everybody everyone
few for from get gets give given got had has have having he hello help her here hers hi him his how i if in into
is it its just know let like lot make many may me might mine more most much must my name named neither no nor not
now of off on one only or other our ours out over own please said same say says shall she should show so some
somebody someone something such tell than that the their theirs them then there these they thing things this
those through to too under until up upon us very was way we were what whatever when where whether which while who
whom whose why will with within without would yes yet you your yours
began become becomes became begin begins begun bring brought came call called calls come comes find finds found
gave go goes going gone happen happened happens keep keeps kept look looked looks mean means meant need needed
needs put puts seem seemed seems start started starts take taken takes think thinks thought took turn turned use
used uses want wanted wants went work worked working works
b c d e f g h j k l m n o p q r s t u v w x y z
"""
"""English words that ask or join, and verbs that any other may stand for; and letters left of "it's" or "U.S."."""


KIND = re.compile(r"\b(?:which|what)\s+(?:(?:kind|sort|type)s?\s+of\s+)?(\w+)", re.IGNORECASE)
KIND_WEIGHT = 0.3
"""The word that names the kind of the answer ("which country") often does not stand beside it ("France")."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what is looked for: its vector, and its telling terms, each with its weight in 0..1."""

    question: str
    vector: Vector
    terms: dict[str, float]

    def coverage(self, terms: Sequence[str]) -> float:
        """How much of the question is in these terms, by weight, 0..1."""
        total = sum(self.terms.values())
        if not total:
            return 0.0
        return sum(self.terms[term] for term in self.terms.keys() & set(terms)) / total


@dataclass(frozen=True, slots=True)
class Found:
    """The matches of a question, best first; their articles, and what may be quoted of those, by id."""

    matches: list[Match]
    articles: dict[str, Article]
    quotable: dict[str, tuple[Quotable, ...]]


def asked(snapshot: Snapshot, question: str, vector: Vector) -> Asked:
    """The question with its terms weighed: the rarer in the library, the more, where that has enough passages."""
    silent = set(snapshot.terms(FUNCTION_WORDS))
    terms = [term for term in dict.fromkeys(snapshot.terms(question)) if term not in silent]
    passages = len(snapshot)
    trust = passages / (passages + SETTLED)
    rarest = log(1 + (passages + 0.5) / 0.5)
    kinds = set(snapshot.terms(" ".join(KIND.findall(question))))
    weights = [
        (KIND_WEIGHT if term in kinds else 1.0) * (1 - trust + trust * rarity / rarest)
        for term, rarity in zip(terms, snapshot.rarity(terms), strict=True)
    ]
    return Asked(question, vector, dict(zip(terms, weights, strict=True)))


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
            passage=Passage(start=hit.start, end=hit.end, text=articles[hit.document].text[hit.start : hit.end]),
            score=score,
            dense=cosines.get(hit.passage),
            lexical=scores.get(hit.passage),
        )
        for hit, score in best
    ]
    return Found(matches, articles, {key: quotable(article) for key, article in articles.items()})


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
