"""Answer what is new, what happened, what it is about: with articles' first statements, word for word."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from qa.answer.excerpts import Retrieved
from qa.answer.quotes import quote_of
from qa.answer.retrieval import Sought
from qa.answers import Quote
from qa.library.cutting.seen import Seen
from qa.library.documents import article_of, filter_of
from qa.library.quotable import statements
from qa.library.sentences import words
from qa.question.query import QueryKind
from qa.values import Article, Days, Span, Where
from vectorstore.order import DocumentOrder, ListOptions
from vectorstore.store import Snapshot

OVERVIEWS = frozenset({QueryKind.NEW, QueryKind.HAPPENED_ON, QueryKind.ABOUT_IT, QueryKind.TELL_ME, QueryKind.LIST})
"""Kinds of question that no single sentence answers."""

ON_IT = 0.75
"""The share of a subject's telling words, by weight, in the title and best passage of an article on it."""

NAMED = 0.5
"""The share of those words in a statement that names the subject."""

SURE = 0.8
"""The confidence that an article on a subject says something about it."""

LISTED = 50
"""Most articles by one author examined."""

LEAST_WORDS = 6
"""Fewest words of a statement: shorter ones are headings or names."""

_OF_THEM = re.compile(r"(?:[\w-]+ ){1,3}of (?:them|these|those)\b(?! who\b)|(?:ours|theirs)\b", re.IGNORECASE)
"""How a statement begins that is understood only after the one before it: "Two of them feed the gills."."""


def articles_on(subject: Sought, shown: Sequence[Retrieved], terms: Callable[[str], Sequence[str]]) -> list[Article]:
    """Return the articles on a subject among the passages found, best first; all if it has no telling word."""
    found = {
        one.article.id: one.article for one in shown if covers(subject, one.article.title, one.excerpt.text, terms)
    }
    return list(found.values())


def covers(subject: Sought, title: str, text: str, terms: Callable[[str], Sequence[str]]) -> bool:
    """Whether a title and a text have a subject's telling words, or it has none."""
    return not subject.terms or subject.coverage(terms(f"{title}\n{text}")) >= ON_IT


def written_by(snapshot: Snapshot, author: str, where: Where) -> list[Article]:
    """Return the newest articles of `where` by an author, newest first; at most `LISTED`."""
    wanted = filter_of(where.model_copy(update={"author": author}))
    newest = [one.key for one in snapshot.listing(wanted, ListOptions(DocumentOrder.DAY, limit=LISTED))]
    found = snapshot.documents(newest)
    return [article_of(found[key]) for key in newest]


def of_days(articles: list[Article], days: Days | None) -> tuple[list[Article], Days | None]:
    """Return the articles from some days, and these days; all articles, and None, if none are."""
    found = [one for one in articles if days is not None and one.published in days]
    return (found, days) if found else (articles, None)


def overview(kind: QueryKind, articles: Sequence[Article], limit: int, named: Callable[[str], float]) -> list[Quote]:
    """Return at most `limit` quotes: the first statement of each article, or the first ones of a single article.

    `named` gives the share of the subject's words in a text, 0..1: only statements that name it are quoted, if any
    does, and except in a list, only articles whose titles name it, if any does. Articles come newest first if the kind
    is about time, else in the order given.
    """

    def is_on(text: str) -> bool:
        return named(text) >= NAMED

    if kind in (QueryKind.NEW, QueryKind.HAPPENED_ON):
        articles = sorted(articles, key=lambda one: one.published or date.min, reverse=True)
    if kind is not QueryKind.LIST:
        articles = [one for one in articles if is_on(one.title)] or articles  # the rest only mention it
    stated = _on_it if len(articles) == 1 else _first_on_it
    spans = [(one, span) for one in articles for span in stated(one, is_on)]
    return [quote_of(one, span, SURE) for one, span in spans[:limit]]


def first_statement(article: Article) -> Quote | None:
    """What an article states first; None if it states nothing."""
    return next((quote_of(article, span, SURE) for span in _statements(article)), None)


def _on_it(article: Article, is_on: Callable[[str], bool]) -> list[Span]:
    """What an article states on the subject, in order; all that it states if it never names the subject."""
    every, seen = _statements(article), Seen(article)
    return [span for span in every if is_on(f"{article.title}\n{seen.words(span)}")] or every


def _first_on_it(article: Article, is_on: Callable[[str], bool]) -> list[Span]:
    """The first statement that itself names the subject, as a title may list several stories; else the first."""
    found, seen = _on_it(article, is_on), Seen(article)
    return [next((span for span in found if is_on(seen.words(span))), found[0])] if found else []


def _statements(article: Article) -> list[Span]:
    """What an article states, in order."""
    found: list[Span] = []
    for unit in statements(article):
        is_new = not found or unit.span.start >= found[-1].end  # a sentence may be quoted with the one before it
        is_clear = not _OF_THEM.match(article.text, *unit.span)
        if is_new and is_clear and words(article.text[slice(*unit.sentence)]) >= LEAST_WORDS:
            found.append(unit.span)
    return found
