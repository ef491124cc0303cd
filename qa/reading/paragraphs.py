"""Find the paragraphs, headings and quotations of plain text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.values import Part, PartKind, Span

WRAPPED_LINE = range(40, 101)
"""Characters in a line of prose that was wrapped by hand; a shorter line ends its paragraph."""

MOST_WORDS = 12
"""Most words of a heading with blank lines around it."""

FEW_WORDS = 6
"""Most words of any other heading."""

CLOSED = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*\s*$")
BULLETS = "#|-*+>•"
MARKER = re.compile(r"\s*(?:[-*+•–>|]|\d{1,3}[.)](?=\s)|\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\)\s)")
QUOTING = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
SET_IN = re.compile(r" {2}|\t")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*$")
LETTER = re.compile(r"[^\W\d_]")


def paragraphs(text: str, span: Span) -> list[Span]:
    """Return the paragraphs, headings and list items in a slice of a text; blanks go with what is before them."""
    return list(_paragraphs(text, span))


def headings(text: str, found: Sequence[Span]) -> list[Part]:
    """Return the headings among a text's paragraphs: short lines that end no sentence, before ones that do."""
    return [
        Part(span.start, span.start + len(text[slice(*span)].rstrip()), PartKind.ASIDE)
        for number, (span, following) in enumerate(pairwise(found))
        if CLOSED.search(text[slice(*following)]) and _may_head(text, span, found[number - 1] if number else None)
    ]


def quotations(text: str, found: Sequence[Span]) -> list[Part]:
    """Return the paragraphs of another's words, with the marks at their lines: set in, or marked as in mail."""
    said = [*_set_in(text, found), *(span for span in found if QUOTING.match(text, span.start))]
    marks = (mark.span() for span in said for mark in QUOTING.finditer(text, *span))
    return [*(Part(*span, PartKind.SAID) for span in said), *(Part(*mark, PartKind.MARK) for mark in marks)]


def _set_in(text: str, found: Sequence[Span]) -> list[Span]:
    """The paragraphs that are set in below one that is not; none in a text most of which is set in."""
    set_in = [_is_set_in(text[slice(*span)]) for span in found]
    if 2 * sum(set_in) > len(found):
        return []
    said: list[Span] = []
    for span, is_in, was_in in zip(found[1:], set_in[1:], set_in, strict=False):
        if is_in and (not was_in or (said[-1:] and said[-1].end == span.start)):
            said.append(span)
    return said


def _is_set_in(paragraph: str) -> bool:
    lines = [line for line in paragraph.splitlines() if line.strip()]
    return bool(lines) and all(SET_IN.match(line) and not MARKER.match(line) for line in lines)


def _may_head(text: str, span: Span, before: Span | None) -> bool:
    line = text[slice(*span)]
    first = LETTER.search(line)
    if "\n" in line.strip() or CLOSED.search(line) or MARKER.match(line) or first is None or first[0].islower():
        return False
    is_apart = BLANK_LINE.search(line) and (before is None or BLANK_LINE.search(text[slice(*before)]))
    return len(line.split()) <= (MOST_WORDS if is_apart or line.isupper() else FEW_WORDS)


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    start = end = span.start
    lines = text[span.start : span.end].splitlines(keepends=True)
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        end += len(line)
        if following.strip() and text[start:end].strip() and not _runs_on(line, following):
            yield Span(start, end)
            start = end
    if start < end:
        yield Span(start, end)


def _runs_on(line: str, following: str) -> bool:
    """Whether a line of wrapped prose continues in the next one."""
    line, following = line.strip(), following.strip()
    if line[:1] == following[:1] == ">":
        line, following = line.strip("> \t"), following.strip("> \t")
    return (
        len(line) in WRAPPED_LINE
        and 0 < len(following) < WRAPPED_LINE.stop
        and line[-1] not in ".!?:|"
        and line[0] not in "#|"
        and following[0] not in BULLETS
        and not (MARKER.match(line) and MARKER.match(following))
    )
