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

OVERVIEWS = frozenset({Kind.NEW, Kind.HAPPENED_ON, Kind.ABOUT_IT, Kind.TELL_ME, Kind.LIST})
"""Kinds of question that no single sentence answers."""

ON_IT = 0.75
"""The share of a subject's telling words, by weight, that an article on it has in its title and best passage."""

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
    wanted = author.casefold()
    return [one for one in articles if not wanted or any(wanted in name.casefold() for name in one.authors)]


def overview(kind: Kind, articles: Sequence[Article], limit: int) -> list[Quote]:
    """At most `limit` quotes: the first statement of each article, or the first ones of a single article.

    Newest first where the kind asks for time; else in the order given.
    """
    if len(articles) == 1:
        return [quote_of(articles[0], span, 1.0) for span in _statements(articles[0])[:limit]]
    if kind in (Kind.NEW, Kind.HAPPENED_ON):
        articles = sorted(articles, key=lambda one: one.published or date.min, reverse=True)
    return [quote_of(one, span, 1.0) for one in articles for span in _statements(one)[:1]][:limit]


def _statements(article: Article) -> list[Span]:
    """What an article states, in order."""
    found: list[Span] = []
    for unit in statements(article):
        is_new = not found or unit.span.start >= found[-1].end  # a sentence may be quoted with the one before it
        if is_new and words(article.text[slice(*unit.sentence)]) >= LEAST_WORDS:
            found.append(unit.span)
    return found
