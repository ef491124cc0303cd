"""Judge whether a pasted text is in the articles: word for word, nearly so, pieced together, or nowhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest

from qa.library.cutting.seen import Seen
from qa.library.cutting.segments import sentences
from qa.models.embedder import Embedder
from qa.values import Article, ArticleInfo, Span, Value, Where, without_marks
from qa.verification.align import Alarm, Alignment, Codes, Difference, DifferenceKind, align, likeness, omitting
from qa.verification.pieces import blocks, parts
from qa.verification.regions import Current, Region, regions_of
from qa.verification.words import Words, words
from vectorstore.store import Snapshot

LOOKED_AT = 5
"""Parts of articles, those most like the text, that are searched for it word by word."""

LONGEST = 1_000
"""Most words that can be checked at once."""


class Standing(StrEnum):
    """How far the articles hold a text."""

    WORD_FOR_WORD = "word for word"
    NEARLY = "nearly"
    PIECED = "pieced together"
    NOWHERE = "nowhere"


class Change(Value):
    """Words that differ, in the article and as pasted; either may be empty.

    `alarm` says why a difference weighs heavily: a denial, a number, or an editor's brackets. `start` and `end` are its
    place in the pasted text.
    """

    kind: DifferenceKind
    article: str
    pasted: str
    alarm: Alarm | None
    start: int
    end: int


class Place(Value):
    """Where words are: `text` is the slice `start:end` of the article, on this line or page of its file.

    `marks` are slices of `text` that say how words look, and are not shown. `pasted` is the slice of the pasted text
    found there, `changes` how it differs, those with an alarm first.
    """

    article: ArticleInfo
    text: str
    start: int
    end: int
    line: int | None
    page: int | None = None
    marks: tuple[Span, ...] = ()
    pasted: Span
    changes: tuple[Change, ...] = ()

    @property
    def shown(self) -> str:
        """What people see of the words, without their marks."""
        return without_marks(self.text, Span(0, len(self.text)), self.marks)


class Verdict(Value):
    """Whether a text is in the articles. `places` has one place; several if the text is pieced together; if it is
    nowhere, that of the nearest sentence, if any. `others` are further articles that also have it.
    """

    text: str
    standing: Standing
    places: tuple[Place, ...]
    others: tuple[ArticleInfo, ...] = ()
    generation: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of the pasted text, and where they are."""

    region: Region
    pasted: Words
    alignment: Alignment


def verdict(snapshot: Snapshot, embedder: Embedder, text: str, where: Where, current: Current) -> Verdict:
    """Compare a text with the articles, word by word."""
    pasted = words(text)
    regions = regions_of(snapshot, embedder, pasted, where, current)
    codes = Codes()
    found = _ranked(pasted, regions, codes)
    one = _omitting(pasted, found, codes) or found[:1]
    several = _pieces(pasted, regions, codes) if not one or one[0].alignment.differences else []
    if one and one[0].alignment.is_near and _is_of_one_place(one[0], several, len(pasted)):
        standing, places = _standing(one[0]), [_place(one[0])]
    elif several:
        standing, places = Standing.PIECED, [_place(piece) for piece in several]
    else:
        standing, places = Standing.NOWHERE, [_sentence(nearest) for nearest in found[:1]]
    return Verdict(
        text=text,
        standing=standing,
        places=tuple(places),
        others=tuple(_others(found)) if standing is Standing.WORD_FOR_WORD else (),
        generation=snapshot.generation,
    )


def _is_of_one_place(whole: _Found, pieces: Sequence[_Found], most: int) -> bool:
    """Whether a text is from one place, with changes, rather than from those of its pieces.

    It is if no more words differ, or if all pieces are in that place: then only words between them are left out.
    """
    if not pieces:
        return _changed([whole]) <= most
    there = _place(whole)
    return _changed([whole]) <= _changed(pieces) or all(
        place.article.id == there.article.id and there.start <= place.start and place.end <= there.end
        for place in map(_place, pieces)
    )


def _standing(found: _Found) -> Standing:
    return Standing.NEARLY if found.alignment.differences else Standing.WORD_FOR_WORD


def _others(found: Sequence[_Found]) -> Iterator[ArticleInfo]:
    """The articles after the first that also have the text word for word."""
    told = {found[0].region.article.id}
    for one in found[1:]:
        article = one.region.article
        if one.alignment.share == 1.0 and not one.alignment.differences and article.id not in told:
            told.add(article.id)
            yield article.info


def _changed(found: Iterable[_Found]) -> int:
    """How many words differ, counted on the longer side."""
    return sum(
        max(one.at.end - one.at.start, one.there.end - one.there.start)
        for piece in found
        for one in piece.alignment.differences
    )


def _omitting(pasted: Words, found: Sequence[_Found], codes: Codes) -> list[_Found]:
    """The text in the first region with its parts in order, and words left out where "…" says so."""
    if not pasted.omissions - {0, len(pasted)}:
        return []
    for region in (one.region for one in found):
        if (alignment := omitting(pasted, region.words, codes)) is not None:
            return [_Found(region, pasted, alignment)]
    return []


def _pieces(pasted: Words, regions: Sequence[Region], codes: Codes) -> list[_Found]:
    """The text in pieces, each in its place: by sentences, or by word-for-word runs; empty if a piece is nowhere."""
    for some in (parts(pasted), blocks(pasted, [region.words for region in regions])):
        found = [_ranked(part, regions, codes)[:1] for part in some]
        if len(found) > 1 and all(one and one[0].alignment.is_near for one in found):
            return [one for (one,) in found]
    return []


def _ranked(pasted: Words, regions: Iterable[Region], codes: Codes) -> list[_Found]:
    """Where words are in the regions most like them, the best first."""
    likest = nlargest(LOOKED_AT, regions, key=lambda region: likeness(pasted, region.words, codes))
    aligned = ((region, align(pasted, region.words, codes)) for region in likest)
    found = [_Found(region, pasted, alignment) for region, alignment in aligned if alignment is not None]
    return sorted(found, key=lambda one: (-one.alignment.share, len(one.alignment.differences)))


def _place(found: _Found) -> Place:
    """The place of words, first to last, with the marks that close a sentence."""
    there, alignment, pasted = found.region.words, found.alignment, found.pasted
    start, end = there.spans[alignment.first].start, _closed(there, alignment.last)
    changes = [_change(pasted, one) for one in alignment.differences]
    changes.sort(key=lambda one: one.alarm is None)
    return _at(found.region.article, start, end, Span(pasted.spans[0].start, _closed(pasted, len(pasted))), changes)


def _change(pasted: Words, found: Difference) -> Change:
    """A difference with its place in the pasted text, an editor's brackets included."""
    text, start = pasted.text, _start(pasted, found.at.start)
    end = pasted.spans[found.at.end - 1].end if found.pasted else start
    if found.alarm is Alarm.BRACKETS:
        start -= text[start - 1 : start] == "["
        end += text[end : end + 1] == "]"
    return Change(
        kind=found.kind, article=found.article, pasted=text[start:end], alarm=found.alarm, start=start, end=end
    )


def _start(pasted: Words, number: int) -> int:
    """Where a word begins; after the last, where that one ends."""
    return pasted.spans[number].start if number < len(pasted) else pasted.spans[-1].end


def _sentence(found: _Found) -> Place:
    """The sentence around the middle of where words fit best."""
    there, alignment = found.region.words, found.alignment
    middle = there.spans[(alignment.first + alignment.last - 1) // 2].start
    article = found.region.article
    span = next(one for one in sentences(article) if one.start <= middle < one.end)
    end = span.start + len(article.text[span.start : span.end].rstrip())
    return _at(article, span.start, end, Span(0, 0), [])


def _at(article: Article, start: int, end: int, pasted: Span, changes: Sequence[Change]) -> Place:
    return Place(
        article=article.info,
        text=article.text[start:end],
        start=start,
        end=end,
        line=article.line_at(start),
        page=article.page_at(start),
        marks=tuple(Span(one.start - start, one.end - start) for one in Seen(article).marks(Span(start, end))),
        pasted=pasted,
        changes=tuple(changes),
    )


CLOSING = ".!?…\"'”’»)]"


def _closed(there: Words, last: int) -> int:
    """Where the word before `last` ends, with the marks right after it."""
    end = there.spans[last - 1].end
    while end < len(there.text) and there.text[end] in CLOSING:
        end += 1
    return end
