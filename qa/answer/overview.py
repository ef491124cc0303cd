"""What is new, what happened, what is it about: the first statements of the articles on it, word for word."""

from collections.abc import Callable, Sequence
from datetime import date

from qa.answer.excerpts import Retrieved
from qa.answer.quotes import quote_of
from qa.answer.retrieval import Sought
from qa.library.quotable import statements
from qa.library.sentences import words
from qa.question.query import Kind
from qa.values import Article, Quote, Span
from vectorstore.authors import is_among

OVERVIEWS = frozenset({Kind.NEW, Kind.HAPPENED_ON, Kind.ABOUT_IT, Kind.TELL_ME, Kind.LIST})
"""Kinds of question that no single sentence answers."""

ON_IT = 0.75
"""The share of a subject's telling words, by weight, that an article on it has in its title and best passage."""

SURE = 0.8
"""How sure it is that an article on what is asked says something of it."""

LEAST_WORDS = 6
"""Words of a sentence that begins an article: fewer are a heading or a name."""


def articles_on(subject: Sought, shown: Sequence[Retrieved], terms: Callable[[str], Sequence[str]]) -> list[Article]:
    """The articles on a subject among the passages found, best first; all of them where it has no telling word."""
    found = {
        one.article.id: one.article
        for one in shown
        if not subject.terms or subject.coverage(terms(f"{one.article.title}\n{one.excerpt.text}")) >= ON_IT
    }
    return list(found.values())


def by_author(articles: Sequence[Article], author: str) -> list[Article]:
    """Those of the articles that somebody wrote; all of them if nobody is named."""
    return [one for one in articles if not author or is_among(author, one.authors)]


def overview(kind: Kind, articles: Sequence[Article], limit: int, is_on: Callable[[str], bool]) -> list[Quote]:
    """At most `limit` quotes: the first statement of each article, or the first ones of a single article.

    `is_on` says whether a text names what is asked of: statements that do come first. Articles come newest first where
    the kind asks for time; else in the order given.
    """
    if kind in (Kind.NEW, Kind.HAPPENED_ON):
        articles = sorted(articles, key=lambda one: one.published or date.min, reverse=True)
    each = limit if len(articles) == 1 else 1
    spans = [(one, span) for one in articles for span in _named_first(one, is_on)[:each]]
    return [quote_of(one, span, SURE) for one, span in spans[:limit]]


def _named_first(article: Article, is_on: Callable[[str], bool]) -> list[Span]:
    """What an article states, in order; what names what is asked of before the rest."""
    return sorted(_statements(article), key=lambda span: not is_on(f"{article.title}\n{article.text[slice(*span)]}"))


def _statements(article: Article) -> list[Span]:
    """What an article states, in order."""
    found: list[Span] = []
    for unit in statements(article):
        is_new = not found or unit.span.start >= found[-1].end  # a sentence may be quoted with the one before it
        if is_new and words(article.text[slice(*unit.sentence)]) >= LEAST_WORDS:
            found.append(unit.span)
    return found
