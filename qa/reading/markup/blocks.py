"""The blocks of a Markdown file and the marks in them, each at its place in the file, from pulldown-cmark's events."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, NamedTuple

from qa.reading.markup.hidden import FILLED, LOOKS, NOT_AN_END, UNSEEN
from qa.reading.markup.marks import Mark, MarkKind, Tags, unnamed
from qa.reading.markup.narrowing import narrowed
from qa.values import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_LEVEL = 9
"""In place of a heading's level: for what heads a note or a definition."""

BLOCKS = _words("""
    Paragraph Heading BlockQuote CodeBlock HtmlBlock List Item FootnoteDefinition DefinitionList
    DefinitionListTitle DefinitionListDefinition Table TableHead TableRow MetadataBlock ContainerBlock
""")
ROWS = ("TableHead", "TableRow")
UNREAD = ("CodeBlock", "HtmlBlock", "MetadataBlock")
BREAKS = ("SoftBreak", "HardBreak")
UNSAID = ("Rule", "TaskListMarker", "TableCell")

HTML_PARAGRAPH = re.compile(r"\s*<(?:p|ul|ol|blockquote|h[1-6])\b", re.IGNORECASE)
TAGS = re.compile(r"<[^<>]{0,2000}>|\s")

ENTITY = re.compile(r"&[#\w]+;")
MASKED = re.compile(f"{UNSEEN}+|{FILLED}+|{LOOKS}+")
KINDS = {UNSEEN: MarkKind.UNSEEN, FILLED: MarkKind.CHANGE, LOOKS: MarkKind.MARKUP}
"""What is masked, and what each mask is."""

CALLOUT = re.compile(r"\[!(?P<kind>\w+)\][+-]?")
"""How an Obsidian callout begins, a block quote: no quotation, unless its kind is one of these."""

QUOTATIONS = frozenset(["quote", "cite"])

COMPONENT = re.compile(r"</?[A-Z][\w.]*(?:[\s/>]|$)")
DIRECTIVE = re.compile(
    r"(?:import|export)\s[^\n]*(?:\bfrom\s*[\"']|[\"'];?\s*$|[{=(])|\[\[?_?(?:toc|TOC)_?\]\]?\s*$", re.MULTILINE
)
"""Paragraphs that are not prose: MDX's imports, exports and components, and a table of contents."""


class Role(Enum):
    """What a block is."""

    PROSE = auto()
    QUOTED = auto()
    HEADING = auto()
    ROW = auto()


MARKS = {"Image": MarkKind.UNSEEN, "Strikethrough": MarkKind.CHANGE, "Code": MarkKind.CODE}


@dataclass(slots=True)
class Block:
    """A block at `start:end` of the file, its marks, and where its words stand."""

    start: int
    end: int
    role: Role = Role.PROSE
    level: int = NO_LEVEL
    marks: list[Mark] = field(default_factory=list)
    said: list[tuple[int, int]] = field(default_factory=list)


class Document(NamedTuple):
    """The blocks of prose, headings and table rows, in order, and the characters of the paragraphs in HTML."""

    blocks: list[Block]
    html: int


def parsed(text: str, start: int = 0) -> Document:
    """Return the blocks of `text[start:]`."""
    import pyromark  # only for Markdown

    options = pyromark.Options
    extensions = (
        options.ENABLE_TABLES
        | options.ENABLE_FOOTNOTES
        | options.ENABLE_DEFINITION_LIST
        | options.ENABLE_TASKLISTS
        | options.ENABLE_STRIKETHROUGH
        | options.ENABLE_WIKILINKS
        | options.ENABLE_HEADING_ATTRIBUTES
        | options.ENABLE_GFM
    )
    reader = _Reader(text)
    # Events give places in UTF-8; in ASCII these are places in the text.
    source = NOT_AN_END.sub(" ", text[:start]) + narrowed(text[start:])
    for event, place in pyromark.events_with_range(source, options=extensions):
        reader.take(event, place["start"], place["end"])
    return Document(reader.blocks, reader.html)


class _Reader:
    """Takes events in order, and makes them into blocks."""

    def __init__(self, text: str) -> None:
        self.blocks: list[Block] = []
        self.html = 0
        self._text = text
        self._is_masked = any(mask in text for mask in KINDS)
        self._open: Block | None = None
        self._around: list[tuple[str, Any]] = []
        self._is_unread = False
        self._images = 0
        self._tags = Tags(text)

    def take(self, event: Any, start: int, end: int) -> None:
        """Take the next event, at `start:end` of the file."""
        if "Text" in event or event in BREAKS:
            if not self._images and not self._is_unread:
                is_escaped = event == "HardBreak" and self._text[start] == "\\"
                block = self._opened(start, end)
                block.said.append((start + is_escaped, end))
                if self._text[start] == "&" and ENTITY.fullmatch(self._text, start, end):
                    block.marks.append(Mark(start, end, MarkKind.MARKUP))
        elif "Start" in event:
            self._begin(*_named(event["Start"]), start, end)
        elif "End" in event:
            self._finish(*_named(event["End"]), start, end)
        elif not self._images and not self._is_unread:
            self._mark(*_named(event), start, end)

    def _begin(self, name: str, value: Any, start: int, end: int) -> None:
        if name in BLOCKS:
            self._close(start, end)
            self._around.append((name, value))
            self._is_unread = name in UNREAD
            if name == "HtmlBlock" and HTML_PARAGRAPH.match(self._text, start):
                self.html += len(TAGS.sub("", self._text[start:end]))
        elif name not in UNSAID:
            self._opened(start, start)
            self._images += name == "Image"

    def _finish(self, name: str, value: Any, start: int, end: int) -> None:
        if name in BLOCKS:
            self._close(start, end)
            self._around.pop()
            self._is_unread = False
            return
        if name == "Image":
            self._images -= 1
        if not self._images:
            self._mark(name, value, start, end)

    def _opened(self, start: int, end: int) -> Block:
        """The open block, extended to `end`."""
        if self._open is None:
            self._open = Block(start, end)
        self._open.end = end
        return self._open

    def _mark(self, name: str, value: Any, start: int, end: int) -> None:
        if name in UNSAID:
            return
        block = self._opened(start, end)
        if name == "InlineHtml":
            block.marks.append(self._tags.mark(value, start, end))
        elif name in MARKS:
            block.marks.append(Mark(start, end, MARKS[name]))

    def _close(self, start: int, end: int) -> None:
        """End the open block; `start:end` is the block that begins or ends here."""
        block, self._open = self._open, None
        if block is None:
            return
        self._tags = Tags(self._text)
        name, value = self._around[-1]
        if name == "Heading" or name in ROWS:
            block.start, block.end = self._trimmed(start, end)
        block.role = Role.ROW if self._text[block.start] == "|" else self._role(name)
        if block.role is Role.HEADING:
            block.level = int(value["level"][1]) if value else NO_LEVEL
        elif block.role is not Role.ROW:
            if COMPONENT.match(self._text, block.start) or DIRECTIVE.match(self._text, block.start):
                return
            block.marks = self._marks(block)
            self._without_callout(block)
        self.blocks.append(block)

    def _role(self, name: str) -> Role:
        if name in ROWS:
            return Role.ROW
        if name in ("Heading", "DefinitionListTitle"):
            return Role.HEADING
        return Role.QUOTED if ("BlockQuote", None) in self._around else Role.PROSE

    def _without_callout(self, block: Block) -> None:
        """If the block quote that begins with this block is a callout, make it one; its first line is not prose."""
        is_first = self._around[-1:] == [("Paragraph", None)] and self._around[-2:-1] == [("BlockQuote", None)]
        if is_first and (found := CALLOUT.match(self._text, block.start)):
            self._around[-2] = ("BlockQuote", found[0])
            line = self._text.find("\n", block.start, block.end)
            block.marks.append(Mark(block.start, line if line >= 0 else block.end, MarkKind.UNSEEN))
            block.role = Role.QUOTED if found["kind"].lower() in QUOTATIONS else Role.PROSE
            if block.role is Role.QUOTED:
                self._around[-2] = ("BlockQuote", None)

    def _marks(self, block: Block) -> list[Mark]:
        """The marks of a block: those that events name, those they do not, and what is between the words."""
        marks = block.marks
        end = block.start
        for start, stop in sorted([*block.said, *(mark[:2] for mark in marks)]) if marks else block.said:
            if end < start and not self._text[end:start].isspace():
                marks.append(Mark(end, start, MarkKind.MARKUP))
            end = max(end, stop)
        if end < block.end:
            marks.append(Mark(end, block.end, MarkKind.MARKUP))
        marks += unnamed(self._text, Span(block.start, block.end), list(marks))
        if self._is_masked:
            marks += self._masked(block)
        return marks

    def _masked(self, block: Block) -> Iterator[Mark]:
        for found in MASKED.finditer(self._text, block.start, block.end):
            yield Mark(*found.span(), KINDS[found[0][0]])

    def _trimmed(self, start: int, end: int) -> Span:
        part = self._text[start:end]
        return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _named(event: Any) -> tuple[str, Any]:
    """An event's name, and its value if it has one."""
    return (event, None) if event.__class__ is str else next(iter(event.items()))
