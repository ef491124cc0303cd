"""A text as words for comparing quotes, without its quotation marks, dashes, spaces and capitals."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from qa.values import Span

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’ʼ\u00ad\u200b\u2060][^\W_]+)*|[%$€£¥°]")
"""A number with its points and commas, a word with its apostrophes, or a sign that is read aloud."""

UNSEEN = re.compile("[\u00ad\u200b\u2060]")
OMISSION = re.compile(r"[\[(]?(?:…|\.\s?\.\s?\.)[\])]?")
BRACKETS = re.compile(r"\[[^\[\]]*\]")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|$)|\n")


@dataclass(frozen=True)
class Words:
    """The words of some slices of a text, as compared, without the first `skipped` of them."""

    text: str
    slices: tuple[Span, ...]
    forms: tuple[str, ...]
    skipped: int = 0

    def __len__(self) -> int:
        return len(self.forms)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The place of each word in the text."""
        found = (Span(*match.span()) for one in self.slices for match in WORD.finditer(self.text, one.start, one.end))
        return tuple(islice(found, self.skipped, self.skipped + len(self.forms)))

    def part(self, first: int, last: int) -> "Words":
        """Return the words `first:last`, of the same text."""
        return Words(self.text, self.slices, self.forms[first:last], self.skipped + first)

    def said(self, first: int, last: int) -> str:
        """Return the words `first:last` as the text writes them."""
        return self.text[self.spans[first].start : self.spans[last - 1].end] if first < last else ""

    @cached_property
    def omissions(self) -> frozenset[int]:
        """The places, as numbers of the next word, where "…" says that something is left out."""
        return frozenset(self._before(found.end()) for found in OMISSION.finditer(self.text))

    @cached_property
    def bracketed(self) -> frozenset[int]:
        """The numbers of words in square brackets: an editor's, not the speaker's."""
        inside = [Span(*found.span()) for found in BRACKETS.finditer(self.text)]
        return frozenset(
            number
            for number, span in enumerate(self.spans)
            if any(one.start <= span.start and span.end <= one.end for one in inside)
        )

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The places, as numbers of the next word, where a sentence begins; and the end."""
        between = (
            number
            for number in range(1, len(self))
            if SENTENCE_END.search(self.text, self.spans[number - 1].end, self.spans[number].start)
        )
        return frozenset((0, *between, len(self)))

    def _before(self, offset: int) -> int:
        """How many words are before an offset."""
        return sum(span.start < offset for span in self.spans)


def words(text: str, slices: Iterable[Span] | None = None) -> Words:
    """Return the words of a text, or of some slices of it; their spans refer to the whole text."""
    within = (Span(0, len(text)),) if slices is None else tuple(slices)
    return Words(text, within, tuple(_form(word) for one in within for word in WORD.findall(text, one.start, one.end)))


def _form(word: str) -> str:
    """A word as compared."""
    if word.isascii():
        return word.lower()
    plain = UNSEEN.sub("", word).replace("’", "'").replace("ʼ", "'")
    return unicodedata.normalize("NFKC", plain).casefold()
