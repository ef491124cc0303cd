"""What is new, what happened, what is it about: the first statements of the articles on it, word for word."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice

from qa.answer.excerpts import Retrieved
from qa.answer.quotes import quote_of
from qa.answer.retrieval import Sought
from qa.answers import Quote
from qa.library.cutting.seen import Seen
from qa.library.documents import article_of, listed
from qa.library.quotable import statements
from qa.library.sentences import words
from qa.question.query import QueryKind
from qa.values import Article, Days, Span, Where
from vectorstore.order import DocumentOrder
from vectorstore.store import Snapshot

OVERVIEWS = frozenset({QueryKind.NEW, QueryKind.HAPPENED_ON, QueryKind.ABOUT_IT, QueryKind.TELL_ME, QueryKind.LIST})
"""Kinds of question that no single sentence answers."""

ON_IT = 0.75
"""The share of a subject's telling words, by weight, that an article on it has in its title and best passage."""

NAMED = 0.5
"""The share of those words that a statement has which names what is asked of."""

SURE = 0.8
"""How sure it is that an article on what is asked says something of it."""

LISTED = 50
"""Articles of one author that are looked at."""

LEAST_WORDS = 6
"""Words of a sentence that begins an article: fewer are a heading or a name."""


def articles_on(subject: Sought, shown: Sequence[Retrieved], terms: Callable[[str], Sequence[str]]) -> list[Article]:
    """The articles on a subject among the passages found, best first; all of them where it has no telling word."""
    found = {
        one.article.id: one.article for one in shown if covers(subject, one.article.title, one.excerpt.text, terms)
    }
    return list(found.values())


def covers(subject: Sought, title: str, text: str, terms: Callable[[str], Sequence[str]]) -> bool:
    """Whether a title and a text have the telling words of a subject, or that has none."""
    return not subject.terms or subject.coverage(terms(f"{title}\n{text}")) >= ON_IT


def written_by(snapshot: Snapshot, author: str, where: Where) -> list[Article]:
    """The newest articles of `where` that somebody wrote, the newest first; at most `LISTED`."""
    days = Days(since=where.since, until=where.until)
    keys = (
        one.key
        for one in listed(snapshot, where.collections, author, DocumentOrder.DAY)
        if where.article in (None, one.key) and (days == Days() or one.published in days)
    )
    newest = list(islice(keys, LISTED))
    found = snapshot.documents(newest)
    return [article_of(found[key]) for key in newest]


def of_days(articles: list[Article], days: Days | None) -> tuple[list[Article], Days | None]:
    """Those of the articles that are of some days, and these; all of them, and None, if none are."""
    found = [one for one in articles if days is not None and one.published in days]
    return (found, days) if found else (articles, None)


def overview(kind: QueryKind, articles: Sequence[Article], limit: int, named: Callable[[str], float]) -> list[Quote]:
    """At most `limit` quotes: the first statement of each article, or the first ones of a single article.

    `named` is the share that a text has of the words of what is asked of, 0..1: only statements that name it are
    quoted, if any does. Articles come newest first where the kind asks for time; else in the order given.
    """

    def is_on(text: str) -> bool:
        return named(text) >= NAMED

    if kind in (QueryKind.NEW, QueryKind.HAPPENED_ON):
        articles = sorted(articles, key=lambda one: one.published or date.min, reverse=True)
    stated = _on_it if len(articles) == 1 else _first_on_it
    spans = [(one, span) for one in articles for span in stated(one, is_on)]
    return [quote_of(one, span, SURE) for one, span in spans[:limit]]


def first_statement(article: Article) -> Quote | None:
    """What an article states first; None if it states nothing."""
    return next((quote_of(article, span, SURE) for span in _statements(article)), None)


def _on_it(article: Article, is_on: Callable[[str], bool]) -> list[Span]:
    """What an article states of what is asked of, in order; of an article that never names that, all that it states."""
    every, seen = _statements(article), Seen(article)
    return [span for span in every if is_on(f"{article.title}\n{seen.words(span)}")] or every


def _first_on_it(article: Article, is_on: Callable[[str], bool]) -> list[Span]:
    """The first statement that names what is asked of by itself: a title may list several stories; else the first."""
    found, seen = _on_it(article, is_on), Seen(article)
    return [next((span for span in found if is_on(seen.words(span))), found[0])] if found else []


def _statements(article: Article) -> list[Span]:
    """What an article states, in order."""
    found: list[Span] = []
    for unit in statements(article):
        is_new = not found or unit.span.start >= found[-1].end  # a sentence may be quoted with the one before it
        if is_new and words(article.text[slice(*unit.sentence)]) >= LEAST_WORDS:
            found.append(unit.span)
    return found
