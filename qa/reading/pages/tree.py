"""Turn a tree of HTML, or trafilatura's, into text, one paragraph per line, noting what each paragraph is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qa.reading.composing import Content, one_line
from qa.values import Part, PartKind, Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


UNREAD = _words("""
    script style noscript template svg math iframe object embed form button select textarea head title graphic
    img video audio canvas map meta link rt rp
""")
INLINE = _words("""
    a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label mark nobr q rb ref ruby s samp small
    span strike strong sub sup time tt u var wbr
""")
"""Tags within a line. All others end paragraphs."""

HEADINGS = _words("""
    h1 h2 h3 h4 h5 h6 dt caption figcaption
""")
CONTAINERS = frozenset({"body", "main", "quote", "list", "item", "pre"})
"""Tags of what holds paragraphs."""

QUOTES = frozenset({"quote", "blockquote"})
ITEMS = frozenset({"item", "li"})
ROWS = frozenset({"row", "tr"})
CELLS = frozenset({"cell", "td", "th"})

UNSEEN = re.compile("[\xad\u200b\u2060\ufeff]")
"""Where a word may be broken, or may not: seen by nobody, and in the way of a search for the word."""

SPACE = re.compile(r"[ \t\r\n\f]+")
SENTENCE = re.compile(r"[.!?…][\"'”’»)]*(?:\s|$)")

PROSE = 12
"""Fewest words of a cell that is not data, but a piece of a page laid out by a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in one line, and what it is, if not plain prose. A line of code is no part of the body."""

    text: str
    kind: PartKind | None = None
    is_item: bool = False
    is_code: bool = False


def content(root: Any, title: str = "") -> Content:
    """Return the text of a tree. A first line that is the title is not part of the body."""
    lines = list(_Lines(root).read())
    pieces: list[str] = []
    body: list[Span] = []
    parts: list[Part] = []
    end = 0
    for number, line in enumerate(lines):
        start, shown = end, f"- {line.text}" if line.is_item else line.text
        end += len(shown) + 1
        pieces.append(f"{shown}\n")
        is_title = number == 0 and len(lines) > 1 and one_line(line.text) == one_line(title)
        if is_title or line.is_code:
            continue
        body.append(Span(start, end))
        if line.kind is not None:
            parts.append(Part(start, end - 1, line.kind))
    text = "".join(pieces)[:-1]
    return Content(text, [Span(start, min(end, len(text))) for start, end in body], parts)


class _Lines:
    """The lines of a tree, in order."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._words: list[str] = []
        self._around: list[str] = []
        self._cells: list[str] = []

    def read(self) -> Iterator[Line]:
        from lxml import etree  # only for a page: it takes a while to load

        walk = etree.iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and tag in UNREAD and not self._is_heading(element):
                walk.skip_subtree()
            elif event == "start" and self._is_code(element):
                yield from self._code(element)
                walk.skip_subtree()
            elif event == "start":
                yield from self._begin(tag)
                self._words.append(element.text or "")
            elif (event == "end" and tag not in UNREAD) or self._is_heading(element):
                yield from self._finish(tag)
            if event != "start" and element is not self._root:
                self._words.append(element.tail or "")
        yield from self._line()
        yield from self._row()

    def _is_heading(self, element: Any) -> bool:
        """Whether this is trafilatura's tag for a heading, which in HTML means something else."""
        return element.tag == "head" and element.get("rend") is not None

    def _is_code(self, element: Any) -> bool:
        """Whether this is code in lines of its own: trafilatura has it in no paragraph, nothing stands beside it."""
        parent = element.getparent()
        if element.tag != "code" or parent is None or parent.tag not in CONTAINERS:
            return False
        if parent.tag in ITEMS and len(parent) > 1:
            return False
        before = element.getprevious()
        beside = (parent.text if before is None else before.tail, element.tail)
        return not any(text and text.strip() for text in beside)

    def _code(self, element: Any) -> Iterator[Line]:
        yield from self._line()
        for line in "".join(element.itertext()).splitlines():
            if words := UNSEEN.sub("", line).rstrip():
                yield Line(words, is_code=True)

    def _begin(self, tag: str) -> Iterator[Line]:
        if tag not in INLINE:
            yield from self._line()
            self._around.append(tag)

    def _finish(self, tag: str) -> Iterator[Line]:
        if tag in INLINE:
            return
        if tag in CELLS and self._is_in_row:
            self._cells.append(self._taken())
        else:
            yield from self._line()
        if tag in ROWS:
            yield from self._row()
        if self._around:
            self._around.pop()

    @property
    def _is_in_row(self) -> bool:
        """Whether a row is open: trafilatura leaves cells without one."""
        return not ROWS.isdisjoint(self._around)

    def _taken(self) -> str:
        words, self._words = UNSEEN.sub("", "".join(self._words)), []
        return SPACE.sub(" ", words).strip()

    def _line(self) -> Iterator[Line]:
        words = self._taken()
        if not words:
            return
        if self._is_in_row and not CELLS.isdisjoint(self._around) and not SENTENCE.search(words):
            self._cells.append(words)
        else:
            yield Line(words, self._kind(), self._around[-1:] != [] and self._around[-1] in ITEMS)

    def _kind(self) -> PartKind | None:
        around = set(self._around)
        if self._around[-1:] == ["head"] or around & HEADINGS or "pre" in around:
            return PartKind.ASIDE
        return PartKind.SAID if around & QUOTES else None

    def _row(self) -> Iterator[Line]:
        cells, self._cells = [cell for cell in self._cells if cell], []
        if any(len(cell.split()) >= PROSE and SENTENCE.search(cell) for cell in cells) or len(cells) == 1:
            yield from (Line(cell) for cell in cells)
        elif cells:
            yield Line(" | ".join(cells), PartKind.ASIDE)
