"""The marks within a line of Markdown: what each is, and what a tag of HTML among them does."""

import re
from enum import StrEnum
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w-]*)")
FORMATTING = _words("""
    a abbr acronym b bdi bdo big br cite code data dfn em font i ins kbd mark nobr q samp small span strong time
    tt u var wbr
""")
"""Tags that say how words look, and nothing else."""

CHANGING = frozenset(["sup", "sub", "del", "s", "strike"])
"""Tags without which the words would say something else."""

ORDINAL = re.compile(r"<sup\b[^<>]*>\s*(?:st|nd|rd|th)\s*</sup\s*>", re.IGNORECASE)
STOPS = tuple('.,;:!?…)"”’')
"""After which a raised number is a note's."""


class MarkKind(StrEnum):
    """What a mark is: markup, code that is not cut, nothing that is seen as words, or what changes the words."""

    MARKUP = "mark"
    CODE = "code"
    UNSEEN = "unseen"
    CHANGE = "change"


class Mark(NamedTuple):
    """The half-open slice `start:end` of the file, and what it is."""

    start: int
    end: int
    kind: MarkKind


class Tags:
    """The tags of one block, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._changing: dict[str, int] = {}

    def mark(self, tag: str, start: int, end: int) -> Mark:
        """Return what a tag of HTML does; one that changes words does it from where it was opened."""
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
