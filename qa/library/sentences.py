"""Article -> the sentences that can be quoted: whole, and with the one before where one alone is not understood."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.library.passages import sentences
from qa.values import Article, Span

LONGEST = 60
"""Words in a quote, unless a single sentence has more."""

LEAST_WORDS = 4
"""A sentence of fewer words is quoted together with the one before it, or not at all."""

LEANING = re.compile(
    r"[\"“‘'(]*(?:he|she|it|they|we|his|her|its|their|this|that|these|those|such|but|and|so|or|yet|however|"
    r"instead|meanwhile|moreover|also|then|both|neither)\b",
    re.IGNORECASE,
)
"""How a sentence begins that leans on the one before it."""

SPEAKER = re.compile(
    r"\b(?:(?:he|she|they) (?:said|says|added|wrote|told|asked)|(?:said|added) (?:he|she))\b", re.IGNORECASE
)
"""A speaker who was named before."""

MARKER = re.compile(r"\s*(?:(?:[-*+•–]|>+|\d{1,3}[.)])\s+)*")
"""The mark of a list item or a quoted block, which is no part of what it says."""

HEADING = re.compile(r"\s*#{1,6}\s")
WORD = re.compile(r"[^\W_]")
CLOSED = re.compile(r"[.!?…]['\"”’)\]]*$")


UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese characters."""

COUNTED = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")

KEPT = 64
"""Articles of which what may be quoted is remembered: a long one takes a tenth of a second a megabyte."""


class Quotable(NamedTuple):
    """What may be quoted: a sentence, and the span that makes it understood (the same, or two sentences)."""

    sentence: Span
    span: Span


@lru_cache(KEPT)
def quotable(article: Article) -> tuple[Quotable, ...]:
    """What may be quoted of an article, in order: no headings, nothing without words, no marks of lists."""
    spans = [_trimmed(article.text, span) for span in sentences(article)]
    found: list[Quotable] = []
    before: Span | None = None
    for span in spans:
        text = article.text[span.start : span.end]
        if not WORD.search(text) or HEADING.match(text):
            before = None
            continue
        whole = _whole(article.text, span, before)
        if whole is not None:
            found.append(Quotable(span, whole))
        before = span
    return tuple(found)


def words(text: str) -> int:
    """The number of words of a text, as a person counts; of scripts without spaces each character is one."""
    return len(COUNTED.findall(text))


def _whole(text: str, span: Span, before: Span | None) -> Span | None:
    """The sentence alone, or with the one before, or None if it says nothing by itself and has none."""
    said = text[span.start : span.end]
    is_short = words(said) < LEAST_WORDS
    if not is_short and not LEANING.match(said) and not SPEAKER.search(said):
        return span
    if before is not None and CLOSED.search(text[before.start : before.end]):
        both = Span(before.start, span.end)
        if words(text[both.start : both.end]) <= LONGEST and _is_one_body(text, before, span):
            return both
    return None if is_short else span


def _is_one_body(text: str, before: Span, span: Span) -> bool:
    """Whether only blanks and marks stand between two sentences."""
    return not WORD.search(text, before.end, span.start)


def _trimmed(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    marker = MARKER.match(part)
    start = span.start + (marker.end() if marker else 0)
    return Span(min(start, span.end), max(min(start, span.end), span.start + len(part.rstrip())))


def within(units: Sequence[Quotable], start: int, end: int) -> list[Quotable]:
    """Those whose sentence is in a passage; of one that is longer than the passage, the part in it."""
    found: list[Quotable] = []
    for unit in units:
        if unit.sentence.start >= end or unit.sentence.end <= start:
            continue
        if start <= unit.sentence.start and unit.sentence.end <= end:
            found.append(unit)
        else:
            part = Span(max(unit.sentence.start, start), min(unit.sentence.end, end))
            found.append(Quotable(part, part))
    return found
