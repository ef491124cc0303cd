"""What readers see of a slice of an article: its words, without the marks that say how they look."""

from bisect import bisect_right
from collections.abc import Iterator

from qa.values import Article, PartKind, Span, instead, without_marks


class Seen:
    """The marks of one article."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._marks = [part for part in article.parts if part.kind is PartKind.MARK]
        self._ends = [mark.end for mark in self._marks]

    def marks(self, span: Span) -> Iterator[Span]:
        """Yield the marks in a slice of the text, in order, cut off at its edges."""
        for number in range(bisect_right(self._ends, span.start), len(self._marks)):
            mark = self._marks[number]
            if mark.start >= span.end:
                return
            yield Span(max(mark.start, span.start), min(mark.end, span.end))

    def words(self, span: Span) -> str:
        """Return a slice of the text without its marks."""
        return without_marks(self._text, span, self.marks(span))

    def blanked(self, span: Span) -> str:
        """Return a slice of the text, its length kept, with what readers see in place of its marks, and blanks."""
        pieces, end = [], span.start
        for start, stop in self.marks(span):
            pieces += [self._text[end:start], instead(self._text[start:stop]).ljust(stop - start)]
            end = stop
        return "".join([*pieces, self._text[end : span.end]])
