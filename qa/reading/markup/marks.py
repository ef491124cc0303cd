"""The marks within a line of Markdown: what each is, and what a tag of HTML among them does."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from qa.values import Cover, Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w-]*)")
FORMATTING = _words("""
    a abbr acronym b bdi bdo big br cite code data dfn em font i ins kbd mark nobr q samp small span strong time
    tt u var wbr
""")
"""Tags that only say how words look."""

CHANGING = frozenset(["sup", "sub", "del", "s", "strike"])
"""Tags without which the words would say something else."""

ORDINAL = re.compile(r"<sup\b[^<>]*>\s*(?:st|nd|rd|th)\s*</sup\s*>", re.IGNORECASE)
STOPS = tuple('.,;:!?…)"”’')
"""Signs before a note's raised number."""


UNNAMED = re.compile(
    r"(?P<note>\[\^[^\[\]\s]{1,200}\]|(?<!\d)\^\[[^\[\]]{1,500}\])"
    r"|(?P<highlight>(?<![=\w])==(?=[^\s=])[^\n]{1,300}?(?<=[^\s=])==(?![=\w]))"
    r"|(?P<smile>(?<!\S):[a-z][a-z0-9_+-]{1,40}:(?=[\s.,!?)]|\Z))"
    r"|(?P<name>(?<=\s)\^[A-Za-z0-9-]{1,40}(?=\s*\Z))"
    r"|(?P<formula>(?<![\w$\\])\$(?=[^\s$])[^$\n]*[\\^_{][^$\n]*(?<=[^\s$])\$(?![\w$])|\$\$[^$]{1,2000}\$\$"
    r"|(?<=[\w)])\^[\w+-]{1,8}\^|(?<=[A-Za-z)])~\d{1,3}~)"
)
"""Marks unknown to CommonMark: of notes, even if the file lacks the note; highlights, emoji codes and names of
blocks; formulas, raised and lowered signs."""

SIGNS = re.compile(r"[\[=^~$:]")


class MarkKind(StrEnum):
    """What a mark is: markup, code, which is not cut, something not shown as words, or what changes the words."""

    MARKUP = "mark"
    CODE = "code"
    UNSEEN = "unseen"
    CHANGE = "change"


class Mark(NamedTuple):
    """What the half-open slice `start:end` of the file is."""

    start: int
    end: int
    kind: MarkKind


class Tags:
    """The tags of one block, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._changing: dict[str, int] = {}

    def mark(self, tag: str, start: int, end: int) -> Mark:
        """Return what an HTML tag marks; one that changes words marks everything since it was opened."""
        found = TAG.match(tag)
        name = found["name"].lower() if found else ""
        if found is None or name not in CHANGING:
            return Mark(start, end, MarkKind.MARKUP if name in FORMATTING else MarkKind.UNSEEN)
        if not found["slash"]:
            self._changing[name] = start
            return Mark(start, end, MarkKind.MARKUP)
        first = self._changing.pop(name, start)
        if ORDINAL.fullmatch(self._text, first, end):
            return Mark(start, end, MarkKind.MARKUP)
        is_note = name == "sup" and self._text[first - 1 : first] in STOPS
        return Mark(first, end, MarkKind.UNSEEN if is_note else MarkKind.CHANGE)


def unnamed(text: str, block: Span, known: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks in a block that CommonMark does not know, given those that it does."""
    if SIGNS.search(text, *block) is None:
        return
    cover = Cover(Span(*mark[:2]) for mark in known if mark.kind is not MarkKind.UNSEEN)
    for found in UNNAMED.finditer(text, *block):
        start, end = found.span()
        if cover.holds(start):
            continue
        match found.lastgroup:
            case "highlight":
                yield from (Mark(start, start + 2, MarkKind.MARKUP), Mark(end - 2, end, MarkKind.MARKUP))
            case "note" | "smile":
                yield Mark(start, end, MarkKind.MARKUP)
            case "name":
                yield Mark(start, end, MarkKind.UNSEEN)
            case _:
                yield Mark(start, end, MarkKind.CHANGE)
