"""Sentences -> quotes: short, no two the same, few from one article."""

import re
from collections.abc import Callable, Sequence

from qa.reader import Candidate
from qa.retrieval import Found
from qa.sentences import LONGEST, words
from qa.types import Article, Quote, Span

PER_ARTICLE = 2
"""Quotes from one article, unless it is the only one."""

SAME = 0.8
"""Two quotes are nearly the same if the shorter shares so much of its words with the longer."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def choose(
    candidates: Sequence[Candidate], found: Found, limit: int, confidence: Callable[[Candidate], float]
) -> list[Quote]:
    """At most `limit` quotes, best first, each of one or two whole sentences.

    A sentence that overlaps a quote already chosen is joined to it, if the quote stays short.
    `confidence` tells how sure one is that a sentence answers, 0..1.
    """
    is_alone = len({candidate.match.article.id for candidate in candidates}) == 1
    quotes: list[Quote] = []
    for candidate in candidates:
        article = found.articles[candidate.match.article.id]
        text = article.text[candidate.span.start : candidate.span.end]
        beside = next((place for place, quote in enumerate(quotes) if _overlap(quote, article, candidate.span)), None)
        if beside is not None:
            quotes[beside] = _joined(quotes[beside], article, candidate.span)
        elif len(quotes) == limit:
            break
        elif not any(nearly_same(text, quote.text) for quote in quotes) and (
            is_alone or sum(quote.article.id == article.id for quote in quotes) < PER_ARTICLE
        ):
            quotes.append(quote_of(article, candidate.span, confidence(candidate)))
    return quotes


def quote_of(article: Article, span: Span, confidence: float) -> Quote:
    """The quote of a slice of an article."""
    line = article.line
    if line is not None and article.verbatim:
        line += article.text.count("\n", 0, span.start)
    return Quote(
        text=article.text[span.start : span.end],
        start=span.start,
        end=span.end,
        line=line,
        confidence=confidence,
        article=article.info,
    )


def placed(quote: Quote, article: Article) -> Quote | None:
    """The quote where its words stand in an article as it is now, nearest to where they stood; None if nowhere."""
    starts = [
        found.start()
        for found in re.finditer(re.escape(quote.text), article.text)
        if any(span.start <= found.start() and found.end() <= span.end for span in article.body)
    ]
    if not starts:
        return None
    start = min(starts, key=lambda one: abs(one - quote.start))
    moved = quote_of(article, Span(start, start + len(quote.text)), quote.confidence)
    return moved.model_copy(update={"highlight": quote.highlight})


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts say the same with the same numbers; two numbers that differ are news."""
    if set(NUMBER.findall(one)) != set(NUMBER.findall(other)):
        return False
    some, others = ({word.casefold() for word in WORD.findall(text)} for text in (one, other))
    return len(some & others) > SAME * max(1, min(len(some), len(others)))


def _overlap(quote: Quote, article: Article, span: Span) -> bool:
    return quote.article.id == article.id and quote.start < span.end and span.start < quote.end


def _joined(quote: Quote, article: Article, span: Span) -> Quote:
    """The quote with an overlapping sentence, if both together are short enough; else the quote."""
    both = Span(min(quote.start, span.start), max(quote.end, span.end))
    if words(article.text[both.start : both.end]) > LONGEST:
        return quote
    return quote_of(article, both, quote.confidence)
