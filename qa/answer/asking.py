"""A query as put to a generation: what is searched for, where, and what comes near."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qa.answer.excerpts import Retrieved
from qa.answer.retrieval import Found, Sought, covered, retrieve, weighed
from qa.answers import Quote
from qa.errors import QuestionError
from qa.library.documents import filter_of
from qa.question.query import Query, QueryKind
from qa.values import Article, ArticleInfo, Match, Where, whole
from vectorstore.store import Snapshot

FOUND = 12
"""Fewest passages retrieved; their articles may be named as the nearest."""

READ = 6
"""Passages from any days read at once: ten take longer, and answer no more questions of news-dev."""

READ_OF_DAYS = 4
"""Passages from the days that the question names, read besides."""

NEAREST = 3
"""Most articles named as the nearest."""

NEAR_MEANING, NEAR_WORDS = 0.45, 0.6
"""An article comes near if a passage in it has this cosine with the question, or this share of its telling words.

On news-dev the best passage of a question had a cosine of 0.50 or more for each of 40 answerable questions, and one of
0.36 or less for nonsense (2026-11-26).
"""


ON_TALK = 0.4
"""An article is on a talk without a named topic if it has this share of the talk's words, by weight."""


def askable(question: str, limit: int) -> tuple[str, int]:
    """Check a question, and how many quotes it asks for. Raises QuestionError."""
    if not question.strip():
        raise QuestionError("The question is empty: ask something.")
    if limit < 1:
        raise QuestionError(f"At least one quote must be asked for, not {limit}.")
    return whole(question), limit


@dataclass(frozen=True, slots=True)
class Request:
    """How a question is put: to which articles, on which day, for how many quotes, and how sure answers must be."""

    where: Where
    today: date
    limit: int
    threshold: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A query put to a generation. Articles from its days need not name them: they are asked `timeless`."""

    snapshot: Snapshot
    query: Query
    request: Request
    timeless: Sought
    whole: Sought

    def of(self, article: ArticleInfo) -> Sought:
        """Return the question as put to an article."""
        days = self.query.days
        return self.timeless if days is not None and article.published in days else self.whole

    @property
    def is_narrow(self) -> bool:
        """Whether only articles from the query's days are asked."""
        return self.query.kind is QueryKind.HAPPENED_ON


def standalone(query: Query, *, is_of_days: bool) -> str:
    """Return the question as understood, without the words for its days if what answers is from them."""
    return query.timeless if is_of_days else query.standalone


def about(query: Query, best: Quote, found: Found) -> str:
    """Return the topic searched for, unless the best answer is from an article that never names it."""
    if not query.topic:
        return ""
    return query.topic if _is_named(query.topic, found.articles.get(best.article.id)) else ""


def _of_talk(asked: Asked, found: Found) -> Found:
    """What is found; for a line bound to its talk, only in articles that are on it."""
    if not asked.query.is_bound:
        return found
    words = weighed(asked.snapshot, asked.query.context)
    strays = {key for key, article in found.articles.items() if not _is_on_talk(asked, words, article)}
    return found.without({match.place for match in found.matches if match.article.id in strays})


def _is_on_talk(asked: Asked, words: Mapping[str, float], article: Article) -> bool:
    """Whether an article names the talk's topic; without a topic, was quoted last, or has enough of its words."""
    query, terms = asked.query, asked.snapshot.terms
    if query.topic:
        return _is_named(query.topic, article)
    return article.id == query.article or covered(words, terms(f"{article.title} {article.text}")) >= ON_TALK


def _is_named(topic: str, article: Article | None) -> bool:
    """Whether an article names a talk's topic, with any capitals it has: "Guy" does not match "guys"."""
    if article is None:
        return False
    name = re.compile(rf"\b{re.escape(topic)}(?!\w)", re.IGNORECASE if topic.islower() else 0)
    return any(name.search(text) for text in (article.title, article.text))


def heading(query: Query, article: ArticleInfo) -> str:
    """Return the title that a passage is read with, preceded by the talk's topic if it does not name that."""
    is_told = query.topic.casefold() in article.title.casefold()
    return article.title if is_told else f"{query.topic}: {article.title}"


def retrieved(asked: Asked) -> tuple[Found, Found]:
    """Return what matches from the named days, if any; and what matches from all days."""
    within, anywhere = _retrieved(asked)
    return _of_talk(asked, within), _of_talk(asked, anywhere)


def _retrieved(asked: Asked) -> tuple[Found, Found]:
    where, days = asked.request.where, asked.query.days
    limit = -(-max(FOUND, asked.request.limit) // READ) * READ
    nothing = Found([], {})
    if days is None:
        return nothing, retrieve(asked.snapshot, asked.whole, filter_of(where), limit)
    there = where.model_copy(update={"since": days.since, "until": days.until})
    if asked.is_narrow:
        return retrieve(asked.snapshot, asked.timeless, filter_of(there), limit), nothing
    within = retrieve(asked.snapshot, asked.timeless, filter_of(there), READ_OF_DAYS)
    return within, retrieve(asked.snapshot, asked.whole, filter_of(where), limit)


def nearest(asked: Asked, found: Found) -> tuple[ArticleInfo, ...]:
    """Return the best matching articles that come near: from the named days, then from any."""
    terms = asked.snapshot.terms

    def is_near(match: Match) -> bool:
        words = asked.of(match.article).coverage(terms(f"{match.article.title}\n{match.passage.text}"))
        return (match.dense or 0.0) >= NEAR_MEANING or words >= NEAR_WORDS

    articles = {match.article.id: match.article for match in found.matches if is_near(match)}
    return tuple(articles.values())[:NEAREST]


def groups(shown: Sequence[Retrieved], within: Found, limit: int) -> list[list[Retrieved]]:
    """Return the passages to read: first those from the named days with the best from any, then as many at a time as
    one answer reads, so that more quotes do not change earlier ones.
    """
    named = {match.place for match in within.matches}
    of_days = [one for one in shown if one.match.place in named]
    of_any = [one for one in shown if one.match.place not in named]
    starts = range(READ, min(limit, len(of_any)), READ)
    return [[*of_days, *of_any[:READ]], *(of_any[start : start + READ] for start in starts)]
