"""Divide found passages into what may now be read and shown, and sentences that are no longer there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from qa.library.cutting.seen import Seen
from qa.library.quotable import statements
from qa.library.sentences import Quotable
from qa.values import Article, Match, Span

JOINT = " "
"""Joins two slices of an article that are read as one text."""

WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Excerpt:
    """Slices of an article, in order and disjoint, read as one text."""

    article: Article
    slices: tuple[Span, ...]

    @cached_property
    def text(self) -> str:
        """The slices, joined by blanks, with blanks in place of marks: nobody reads a link's address."""
        seen = Seen(self.article)
        return JOINT.join(seen.blanked(span) for span in self.slices)

    def locate(self, span: Span) -> Span | None:
        """Return a slice's place in the text; None if it is not wholly in it."""
        offset = 0
        for start, end in self.slices:
            if start <= span.start and span.end <= end:
                first = offset + span.start - start
                return Span(first, first + span.end - span.start)
            offset += end - start + len(JOINT)
        return None


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was found, what is read of it, and the quotable sentences in that, in order."""

    match: Match
    excerpt: Excerpt
    units: tuple[Quotable, ...]

    @property
    def article(self) -> Article:
        """The article as quoted."""
        return self.excerpt.article


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What may be shown of the passages found, and what is withheld, each in the order found."""

    shown: list[Retrieved]
    withheld: list[Retrieved]


def excerpts(
    matches: Sequence[Match], articles: Mapping[str, Article], current: Mapping[str, Article | None]
) -> Excerpts:
    """Divide the passages found into what is in the articles as they are now, and what is not.

    `articles` are as they were indexed, `current` as their files have them now, by id; None if one is gone.
    """
    found = Excerpts([], [])
    for match in matches:
        article, now = articles[match.article.id], current[match.article.id]
        passage = Span(match.passage.start, match.passage.end)
        indexed = Retrieved(match, Excerpt(article, (passage,)), statements(article, passage))
        if now is article:
            found.shown.append(indexed)
            continue
        standing = _standing(indexed, now) if now is not None else {}
        fallen = tuple(unit for unit in indexed.units if unit not in standing)
        if now is not None and standing:
            found.shown.append(_left(indexed, now, sorted(set(standing.values()))))
        if fallen:
            found.withheld.append(replace(indexed, units=fallen))
    return found


def place_now(words: str, near: int, article: Article) -> Span | None:
    """Return the place of words in an article's quotable text, nearest to an offset; None if nowhere."""
    starts = [
        found.start()
        for found in re.finditer(re.escape(words), article.text)
        if _is_quotable(article, Span(*found.span()))
    ]
    if not starts:
        return None
    start = min(starts, key=lambda one: abs(one - near))
    return Span(start, start + len(words))


def _is_quotable(article: Article, place: Span) -> bool:
    """Whether a slice of an article may be quoted: none of its words is between the spans of the body."""
    end = place.start
    for span in article.body:
        if span.end > place.start and span.start < place.end:
            if WORD.search(article.text, end, max(end, span.start)):
                return False
            end = span.end
    return not WORD.search(article.text, end, max(end, place.end))


def _standing(indexed: Retrieved, now: Article) -> dict[Quotable, Quotable]:
    """The sentences that are still there, each with what may be quoted at its place now."""
    text = indexed.article.text
    units = {unit.sentence: unit for unit in statements(now)}
    places = {unit: place_now(text[slice(*unit.sentence)], unit.sentence.start, now) for unit in indexed.units}
    return {unit: units.get(place, Quotable(place, place)) for unit, place in places.items() if place is not None}


def _left(indexed: Retrieved, now: Article, units: Sequence[Quotable]) -> Retrieved:
    """What is left of a passage. If a sentence is gone, the passage's vector, which includes it, takes no part."""
    is_whole = len(units) == len(indexed.units)
    match = indexed.match if is_whole else indexed.match.model_copy(update={"dense": None})
    return Retrieved(match, Excerpt(now, _slices(now, units)), tuple(units))


def _slices(article: Article, units: Sequence[Quotable]) -> tuple[Span, ...]:
    """The sentences in few slices: those with no word between them are joined."""
    slices: list[Span] = []
    for unit in units:
        start, end = unit.sentence
        if slices and not WORD.search(article.text, slices[-1].end, start):
            slices[-1] = Span(slices[-1].start, max(end, slices[-1].end))
        else:
            slices.append(Span(start, end))
    return tuple(slices)
