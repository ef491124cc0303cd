"""Cut an article into passages: whole sentences, packed to fit the embedding model, at exact offsets."""

from collections.abc import Iterator, Sequence
from typing import Protocol
from unicodedata import combining

from qa.library.cutting.segments import sentences
from qa.values import Article, Passage, Span

PIECE = 2_000
"""Characters given to the tokenizer at once when a sentence is endless."""

NEAR = 5
"""Characters per token to try first, above the seeds' average of 3.8."""

ZERO_WIDTH_JOINER = "\u200d"
JOINERS = ZERO_WIDTH_JOINER + "\ufe0e\ufe0f"
"""Characters that belong to the one before: the joiner and the variation selectors."""

HEADING_SHARE = 4
"""The title may take one part in this many of the model's window."""


class Tokenizer(Protocol):
    """How the embedding model counts text."""

    @property
    def window(self) -> int:
        """The tokens a passage may have, title included, special ones not."""
        ...

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """The number of tokens of each text."""
        ...

    def token_ends(self, text: str) -> list[int]:
        """The offset in `text` at which each token ends, in code points, ascending."""
        ...


def passages(article: Article, tokenizer: Tokenizer) -> list[Passage]:
    """Cut an article's body into passages of whole sentences that fit the tokenizer's window.

    Each is `article.text[start:end]`; together they are the body. A sentence longer than the window
    becomes several passages, cut between words where it has any.
    """
    budget = tokenizer.window - len(tokenizer.token_ends(heading(article, tokenizer))) - 1
    fitting = list(_fitting(article.text, sentences(article), tokenizer, budget))
    lengths = tokenizer.lengths([article.text[span.start : span.end] for span in fitting])
    return [
        Passage(start=span.start, end=span.end, text=article.text[span.start : span.end])
        for span in _pack(fitting, lengths, budget)
        if not article.text[span.start : span.end].isspace()
    ]


def heading(article: Article, tokenizer: Tokenizer) -> str:
    """The part of the title that is embedded with each passage."""
    ends = tokenizer.token_ends(article.title)
    room = tokenizer.window // HEADING_SHARE
    return article.title if len(ends) <= room else article.title[: ends[room - 1]]


def _fitting(text: str, spans: Sequence[Span], tokenizer: Tokenizer, budget: int) -> Iterator[Span]:
    """The sentences, in pieces where longer than the budget."""
    for span in spans:
        start = span.start
        while start < span.end:
            end = min(start + PIECE, span.end)
            if end - start > budget:  # a token has at least one character, so a shorter text fits
                end = start + _fitting_end(text[start:end], tokenizer, budget)
            if end < span.end:
                end = _word_start(text, start, end)
            yield Span(start, end)
            start = end


def _fitting_end(piece: str, tokenizer: Tokenizer, budget: int) -> int:
    """The end of the last token of a piece that fits the budget."""
    near = piece[: NEAR * budget]
    ends = tokenizer.token_ends(near)
    if len(near) < len(piece) and not (len(ends) > budget and any(map(str.isspace, near[ends[budget - 1] :]))):
        ends = tokenizer.token_ends(piece)  # where a word is cut, its tokens may differ
    return ends[budget - 1] if len(ends) > budget else len(piece)


def _word_start(text: str, start: int, cut: int) -> int:
    """The last place at or before `cut` where a word begins, if it is in the last fifth.

    Else the last place that does not separate a character from its marks.
    """
    for end in range(cut, cut - (cut - start) // 5, -1):
        if text[end - 1].isspace():
            return end
    for end in range(cut, start, -1):
        if not (combining(text[end]) or text[end] in JOINERS or text[end - 1] == ZERO_WIDTH_JOINER):
            return end
    return max(cut, start + 1)


def _pack(spans: Sequence[Span], lengths: Sequence[int], budget: int) -> Iterator[Span]:
    """Neighbours joined while their tokens fit, never across a gap in the body."""
    current: Span | None = None
    size = 0
    for span, length in zip(spans, lengths, strict=True):
        if current is not None and current.end == span.start and size + length <= budget:
            current, size = Span(current.start, span.end), size + length
            continue
        if current is not None:
            yield current
        current, size = span, length
    if current is not None:
        yield current
