"""Where the sentences of an article begin and end."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from qa.library.cutting.boundaries import sentence_ends
from qa.values import Article, Cover, Part, PartKind, Span

MARKS = (PartKind.MARK, PartKind.CODE)

LONGEST_PHRASE = 150
"""Most characters of a title or a few words that are marked."""

STOPPED = re.compile(r"[.!?…]['\"”’»)]*\s*$")
EMPHASIS = re.compile(r"[*_]+")
LINK_START = re.compile(r"[*_]*\[[*_]*")
LINK_END = re.compile(r"[*_]*\]")

BREAK = "\n"
"""Stands for a mark that breaks a line."""


def sentences(article: Article) -> list[Span]:
    """Return the sentences of the article's body, in order; together they are the body, blanks included."""
    marks = [part for part in article.parts if part.kind in MARKS]
    starts = [mark.start for mark in marks]
    found: list[Span] = []
    for span in article.body:
        within = marks[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
        found += _segments(article.text, span, within)
    return found


def around(article: Article, span: Span, most: int) -> Span:
    """Return a slice of an article extended by `most` characters, to whole sentences, but over nothing hidden."""
    start, end = span
    found = [one for one in sentences(article) if one.end > start - most and one.start < end + most]
    for one in reversed(found):
        start = one.start if one.start < start <= one.end else start
    for one in found:
        end = one.end if one.start <= end < one.end else end
    return Span(start, end)


def _segments(text: str, span: Span, marks: Sequence[Part]) -> Iterator[Span]:
    plain, phrases = _Plain(text, span, marks), Cover(_phrases(text, marks))
    start = span.start
    for end in plain.ends():
        if text[start:end].strip() and not phrases.holds(end):
            yield Span(start, end)
            start = end
    yield Span(start, span.end)


def _phrases(text: str, marks: Sequence[Part]) -> Iterator[Span]:
    """Where within links and emphasis that are part of a sentence, as a title is, no sentence ends."""
    opened: dict[str, int] = {}
    for start, end, _ in marks:
        mark = text[start:end]
        sign = "[" if LINK_END.match(mark) else mark
        if LINK_START.fullmatch(mark):
            opened["["] = end
        elif sign in opened:
            begin = opened.pop(sign)
            is_short = start - begin <= LONGEST_PHRASE
            if is_short and not (STOPPED.search(text[begin:start]) or STOPPED.match(text[end : end + 1])):
                yield Span(begin + 1, start)
        elif EMPHASIS.fullmatch(mark):
            opened[sign] = end


class _Plain:
    """A slice of a text without its marks, which knows each character's place in the text."""

    def __init__(self, text: str, span: Span, marks: Sequence[Part]) -> None:
        self._starts: list[int] = []
        self._places: list[int] = []
        self._breaks: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        pieces: list[str] = []
        length, end = 0, span.start
        for start, stop, kind in [*marks, Part(span.end, span.end, PartKind.MARK)]:
            stand_in = _in_place_of(text[start:stop], kind)
            for piece, place in ((text[end:start], end), (stand_in, start)):
                if piece:
                    self._starts.append(length)
                    self._places.append(place)
                    pieces.append(piece)
                    length += len(piece)
            if stand_in == BREAK:
                self._breaks[length - 1] = stop
            end = max(end, stop)
        self._text = "".join(pieces)

    def ends(self) -> Iterator[int]:
        """Where in the whole text each sentence ends, except the last; closing marks go with it."""
        yield from map(self._end, sentence_ends(self._text.rstrip()))

    def _end(self, end: int) -> int:
        blank = len(self._text[:end].rstrip())
        if not self._text[blank : blank + 1].isspace():
            return self._place(end)
        if blank not in self._ends:  # many may end in the same blanks
            self._ends[blank] = self._end_of_break(blank)
        return self._ends[blank]

    def _end_of_break(self, blank: int) -> int:
        """Where in the whole text a blank ends, with the breaks that follow it at once."""
        place = self._after(blank)
        while self._text[blank + 1 : blank + 2].isspace() and self._place(blank + 1) == place:
            blank += 1
            place = self._after(blank)
        return place

    def _after(self, blank: int) -> int:
        """Where in the whole text a blank ends: after the mark that it stands for, if any."""
        return self._breaks.get(blank, self._place(blank) + 1)

    def _place(self, offset: int) -> int:
        piece = bisect_right(self._starts, offset) - 1
        return self._places[piece] + offset - self._starts[piece]


def _in_place_of(mark: str, kind: PartKind) -> str:
    """What stands for a mark while sentences are found: a word for code, a blank for a line break."""
    if kind is PartKind.CODE:
        return "X" * len(mark)
    return BREAK if mark[:3].lower() == "<br" else ""
