"""Sentences -> quotes: whole, short, no two the same, few from one article."""

import re
from collections.abc import Iterator, Sequence

from qa.reader import Candidate
from qa.retrieval import Found
from qa.types import Article, Quote, Span

LONGEST = 60
"""Words in a quote, unless a single sentence has more."""

PER_ARTICLE = 2
"""Quotes from one article, unless it is the only one."""

SAME = 0.8
"""Two quotes are nearly the same if the shorter shares so much of its words with the longer."""

LEAST_WORDS = 4
"""A sentence of fewer words is quoted together with its neighbour, or not at all."""

DEPENDENT = re.compile(
    r"[\"“‘'(]*(?:he|she|it|they|we|his|her|its|their|this|that|these|those|such|but|and|so|or|yet|however|"
    r"instead|meanwhile|moreover|also|then|both|neither)\b",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it."""

MARKER = re.compile(r"\s*(?:(?:[-*+•–]|>+|\d{1,3}[.)])\s+|#{1,6}\s+)*")
"""The mark of a list item, a heading or a quoted block, which is no part of what it says."""

NUMBER = re.compile(r"\d+")
WORD = re.compile(r"\w+")


def choose(candidates: Sequence[Candidate], found: Found, limit: int, confidence: float) -> Iterator[Quote]:
    """At most `limit` quotes, best first, each of one or two whole sentences.

    The first has the answer's `confidence`; the others as much less as their sentences score less.
    """
    per_article: dict[str, int] = {}
    most = PER_ARTICLE if len({candidate.match.article.id for candidate in candidates}) > 1 else limit
    chosen: list[str] = []
    best = candidates[0].score if candidates else 0.0
    for candidate in candidates:
        if len(chosen) == limit:
            return
        article = found.articles[candidate.match.article.id]
        span = _whole(article, candidate.span, found.sentences[article.id])
        if span is None or per_article.get(article.id, 0) >= most:
            continue
        text = article.text[span.start : span.end]
        if any(nearly_same(text, other) for other in chosen):
            continue
        per_article[article.id] = per_article.get(article.id, 0) + 1
        chosen.append(text)
        share = max(candidate.score, 0.0) / best if best > 0 else 0.0
        yield quote_of(article, span, min(1.0, confidence * share))


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


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts say the same with the same numbers; two numbers that differ are news."""
    if set(NUMBER.findall(one)) != set(NUMBER.findall(other)):
        return False
    words, others = ({word.casefold() for word in WORD.findall(text)} for text in (one, other))
    return len(words & others) > SAME * max(1, min(len(words), len(others)))


def _whole(article: Article, sentence: Span, others: Sequence[Span]) -> Span | None:
    """The sentence as a quote, with the one before it where it leans on that; None for a heading."""
    span = _trimmed(article.text, sentence)
    text = article.text[span.start : span.end]
    words = len(text.split())
    if article.text[sentence.start : span.start].lstrip().startswith("#") or not WORD.search(text):
        return None
    if words >= LEAST_WORDS and not DEPENDENT.match(text):
        return span
    before = _before(article, sentence, others)
    if before is not None and words + len(article.text[before.start : before.end].split()) <= LONGEST:
        return Span(before.start, span.end)
    return span if words >= LEAST_WORDS else None


def _before(article: Article, sentence: Span, others: Sequence[Span]) -> Span | None:
    """The sentence before, if it is one of the same part of the body and no heading."""
    previous = next((span for span in others if span.end == sentence.start), None)
    if previous is None:
        return None
    span = _trimmed(article.text, previous)
    text = article.text[span.start : span.end]
    is_sentence = len(text.split()) >= LEAST_WORDS and text[-1:] in ".!?…\"”’)"
    return span if is_sentence else None


def _trimmed(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    marker = MARKER.match(part)
    start = span.start + (marker.end() if marker else 0)
    return Span(min(start, span.end), max(start, span.start + len(part.rstrip())))
