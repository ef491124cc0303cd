"""Find an article's quotable sentences: whole, and with the one before if not understood alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qa.library.cutting.segments import sentences
from qa.values import Article, Part, PartKind, Span

LONGEST = 60
"""Most words in a quote, unless a single sentence has more."""

LEAST_WORDS = 4
"""A sentence of fewer words is quoted with the one before it, or not at all."""

LEANING = re.compile(
    r"[\"“‘'(*_]*(?:he|she|it|they|we|his|her|its|their|this|that|these|those|such|but|and|so|or|yet|however|"
    r"instead|meanwhile|moreover|also|then|both|neither)\b",
    re.IGNORECASE,
)
"""How a sentence begins if it leans on the one before it."""

SPEAKER = re.compile(
    r"\b(?:(?:he|she|they) (?:said|says|added|wrote|told|asked)|(?:said|added) (?:he|she))\b", re.IGNORECASE
)
"""A speaker who was named earlier."""

_ITEM = r"[-*+•–]|\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\)"
ITEM = re.compile(rf"\n[ \t>]*(?:{_ITEM})\s")
"""The start of a list item."""

MARKER = re.compile(rf"\s*(?:(?:{_ITEM}|:|>+|\[[ xX]\])\s+)*")
"""The mark of a list item or a quoted block, which is not part of what it says."""

BREAK_AT_END = re.compile(r"<br\b[^<>]*>$", re.IGNORECASE)
LONGEST_BREAK = 20
"""Most characters of a Markdown line break, which is not part of the sentence before it."""

INTRODUCING = re.compile(r":['\"”’)\]*_]*$")
"""How a sentence ends if it introduces another's words."""

OWN_MARKS = re.compile(r"[\"“‘«„']")
"""How words begin if they are plainly another's."""

FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|us|our|ours)\b|\bI['’]", re.IGNORECASE)
WORD = re.compile(r"[^\W_]")
CLOSED = re.compile(r"[.!?…](?:['\"”’)\]*_]|\[\^[^\[\]]*\]|\[\w{1,4}\]|[¹²³⁰⁴-⁹])*$")

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese characters."""

COUNTED = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")

KEPT = 64
"""Articles whose quotable sentences are remembered: finding them takes a tenth of a second per megabyte."""


class Quotable(NamedTuple):
    """What may be quoted: a sentence, and the span that makes it understood (the same, or two sentences).

    Introduced words are another's: they are not quoted without what is before them in the span.
    """

    sentence: Span
    span: Span
    is_introduced: bool = False


@lru_cache(KEPT)
def quotable(article: Article) -> tuple[Quotable, ...]:
    """What may be quoted from an article, in order: no headings, nothing without words, no list marks."""
    text = article.text
    found: list[Quotable] = []
    before: _Sentence | None = None
    introduction: Span | None = None
    said: Span | None = None
    for sentence in _sentences(article):
        if not WORD.search(text, *sentence.span) or sentence.is_aside:
            before = None
            continue
        if sentence.is_said:
            if before is not None and not before.is_said:
                introduction = _taken_as_introduction(text, before.span, sentence.span, found)
            elif said is not None and not _is_one_body(text, said, sentence.span):
                introduction = None  # a heading or something hidden is between
            said = sentence.span
            whole = _with_introduction(text, sentence.span, introduction)
        else:
            introduction = None
            whole = _whole(text, sentence, before)
        if whole is not None:
            found.append(Quotable(sentence.span, whole, sentence.is_said and whole != sentence.span))
        before = sentence
    return tuple(found)


class _Sentence(NamedTuple):
    """A sentence without its blanks and list marks, the number of its paragraph, and what kind of part it is."""

    span: Span
    paragraph: int
    is_aside: bool
    is_said: bool


def _sentences(article: Article) -> Iterator[_Sentence]:
    """The sentences of an article, in order."""
    starts = [span.start for span in article.body]
    asides = [part for part in article.parts if part.kind is PartKind.ASIDE]
    said = [part for part in article.parts if part.kind is PartKind.SAID]
    for sentence in sentences(article):
        span = _trimmed(article.text, sentence)
        paragraph = bisect_right(starts, sentence.start)
        yield _Sentence(span, paragraph, _overlaps(asides, span), _overlaps(said, span))


def _overlaps(parts: Sequence[Part], span: Span) -> bool:
    """Whether a span overlaps any of these parts, which are sorted and disjoint."""
    number = bisect_left(parts, span.end, key=lambda part: part.start) - 1
    return number >= 0 and parts[number].end > span.start


def _taken_as_introduction(text: str, before: Span, span: Span, found: list[Quotable]) -> Span | None:
    """The sentence before another's words, if it introduces them; it is then not quoted by itself."""
    if not INTRODUCING.search(text[slice(*before)]) or not _is_one_body(text, before, span):
        return None
    if found and found[-1].sentence == before:
        found.pop()
    return before


def _with_introduction(text: str, span: Span, introduction: Span | None) -> Span | None:
    """Another's words with what introduces them; alone, if they cannot be taken for the article's; or None."""
    said = text[slice(*span)]
    if introduction is not None:
        both = Span(introduction.start, span.end)
        return both if words(text[slice(*both)]) <= LONGEST else None
    is_understood = OWN_MARKS.match(said) or not FIRST_PERSON.search(said)
    return span if is_understood and words(said) >= LEAST_WORDS else None


def words(text: str) -> int:
    """The number of words in a text, as people count; in scripts without spaces, each character is one."""
    return len(COUNTED.findall(text))


def _whole(text: str, sentence: _Sentence, before: _Sentence | None) -> Span | None:
    """The sentence alone, or with the one before, or None if it is too short to stand alone."""
    span = sentence.span
    said = text[slice(*span)]
    is_short = words(said) < LEAST_WORDS
    if not is_short and not LEANING.match(said) and not SPEAKER.search(said):
        return span
    if before is not None and not before.is_said and CLOSED.search(text[slice(*before.span)]):
        both = Span(before.span.start, span.end)
        is_apart = is_short and before.paragraph != sentence.paragraph and not CLOSED.search(said)
        is_item = ITEM.search(text, before.span.end, span.start)
        if (
            not is_apart
            and not is_item
            and words(text[slice(*both)]) <= LONGEST
            and _is_one_body(text, before.span, span)
        ):
            return both
    return None if is_short else span


def _is_one_body(text: str, before: Span, span: Span) -> bool:
    """Whether only blanks and marks are between two sentences."""
    return not WORD.search(text, before.end, span.start)


def _trimmed(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    marker = MARKER.match(part)
    start = span.start + (marker.end() if marker else 0)
    end = span.start + len(_without_breaks(part))
    return Span(min(start, span.end), max(min(start, span.end), end))


def _without_breaks(part: str) -> str:
    """A text without the blanks and line breaks at its end."""
    part = part.rstrip()
    while (found := BREAK_AT_END.search(part, max(0, len(part) - LONGEST_BREAK))) is not None:
        part = part[: found.start()].rstrip()
    return part


def within(units: Iterable[Quotable], start: int, end: int) -> list[Quotable]:
    """The units whose sentence is in a passage; for one that crosses its edges, the part inside."""
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
