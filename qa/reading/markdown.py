"""Read Markdown: the facts in its head and the prose in the rest, each part of it an exact slice of the file."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.reading.composing import LETTER, NAME, Content, compose, file_date, one_line, unsure_notice
from qa.reading.decoding import Unreadable, decode
from qa.reading.facts.fields import facts_of
from qa.reading.files import SourceFile
from qa.reading.markup.blocks import MASKED, NO_LEVEL, Block, Role, parsed
from qa.reading.markup.front_matter import front_matter
from qa.reading.markup.hidden import masked, unfilled
from qa.reading.markup.marks import Mark, MarkKind
from qa.reading.pages.fragments import said
from qa.reading.text import LONGEST_TITLE, WEB_PAGE, source_line
from qa.reports import Notice
from qa.values import Article, Part, PartKind, Span

JOINT = re.compile(r"\s*(?:(?:[-*+>•:~]|\d{1,9}[.)]|\[[ xX]\])(?:\s+|$|(?=>)))*")
"""What may be between two blocks that are read as one: blanks, and marks of lists and quoted blocks."""

QUOTING = re.compile(r"(?:>[ \t]?)+")
"""What stands before a line of a quoted block."""

HTML_SHARE = 2
"""A post with this many times as much HTML as Markdown is read as HTML: other programs export such posts."""

GAPS = (MarkKind.UNSEEN, MarkKind.CHANGE)
END = r"[.!?…。！？]['\"”’»)\]*_]*"
KINDS = {MarkKind.MARKUP: PartKind.MARK, MarkKind.CODE: PartKind.CODE}

STOP = re.compile(rf"{END}(?=\s|$)")
LAST_STOP = re.compile(rf"{END}\s*$")
"""Where a sentence may end; and one at the end of a text."""


def read_markdown(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """Yield the article of a Markdown file. Its text is the whole file; for a post in HTML, that of the HTML.

    Raises Unreadable.
    """
    text, notice = decode(data)
    if WEB_PAGE.match(text):
        raise Unreadable("not Markdown but a web page, by another name")
    front = front_matter(text)
    facts = facts_of(front.told, place="front matter")
    last = source_line(text, front.end)
    visible = masked(text[: last.start] if last else text, is_mdx=file.path.suffix.lower() == ".mdx")
    found, html = parsed(visible, front.end)
    heading = _title(visible, found, facts.title)
    is_html = html > HTML_SHARE * _length(found)
    published = facts.published or file_date(file)
    yield compose(
        file,
        said(unfilled(visible[front.end :]), facts.title or "")
        if is_html
        else _content(text, visible, [block for block in found if block is not heading]),
        replace(
            facts,
            title=facts.title or (_words(visible, heading) if heading else None),
            source=facts.source or (last.source if last else None),
            published=published,
            public_from=facts.public_from or published,  # a site shows a post from its date onwards
            title_from=facts.title_from or "its first heading",
            published_from=facts.published_from or NAME,
        ),
    )
    for reason in (front.fault, notice):
        if reason is not None:
            yield Notice(path=file.origin, reason=reason)
    yield from unsure_notice(file, [facts.unsure] if facts.unsure and not file_date(file) else [])


def markdown_said(text: str) -> Content:
    """Return the content of a field in Markdown."""
    visible = masked(text)
    found, _ = parsed(visible, 0)
    return replace(_content(text, visible, found), verbatim=False, line=None)


def _length(found: Sequence[Block]) -> int:
    """Characters of the words in Markdown."""
    return sum(end - start for block in found for start, end in block.said)


def _title(text: str, found: Sequence[Block], title: str | None) -> Block | None:
    """The first heading, if of the first level and possibly the title."""
    first = next((block for block in found if block.role is Role.HEADING and block.level < NO_LEVEL), None)
    if first is None or first.level != 1 or first.end - first.start > LONGEST_TITLE:
        return None
    return first if title is None or one_line(title) == one_line(_words(text, first)) else None


def _words(text: str, block: Block) -> str:
    """What a block says in the masked text, without its marks."""
    code = {mark[:2] for mark in block.marks if mark.kind is MarkKind.CODE}
    places = sorted([*block.said, *code])
    words = "".join(
        text[slice(*place)].strip("`") if place in code else html.unescape(text[slice(*place)]) for place in places
    )
    return MASKED.sub("", words).strip()


def _content(text: str, visible: str, found: Sequence[Block]) -> Content:
    """The blocks of a text as an article's body. In `visible`, what is hidden is masked."""
    body: list[Span] = []
    parts: list[Part] = []
    for block in found:
        stretches = _stretches(visible, block)
        parts += _parts(block)
        parts += (Part(*span, PartKind.ASIDE) for stretch in stretches for span in _fragments(visible, stretch))
        spans = [Span(stretch.start, stretch.end) for stretch in stretches]
        if body and spans and spans[0].start == block.start:
            body[-1:] = joined = _joined(text, body[-1], spans.pop(0))
            quoting = QUOTING.finditer(text, joined[-1].start, block.start)
            parts += (Part(*mark.span(), PartKind.MARK) for mark in quoting)
        body += spans
    return Content(text, body, parts, verbatim=True, line=1)


class Stretch(NamedTuple):
    """What is visible between two gaps in a block, and whether each gap may lie within a sentence."""

    start: int
    end: int
    is_cut_before: bool = False
    is_cut_after: bool = False


def _stretches(text: str, block: Block) -> list[Stretch]:
    """The visible stretches of a block that hold words, not only marks."""
    gaps = sorted(mark for mark in block.marks if mark.kind in GAPS)
    if not gaps:
        return [Stretch(block.start, block.end)]
    words = _without_markup(text, block)
    closing = {mark.start: mark.end for mark in block.marks if _closes(text, mark)}
    found: list[Stretch] = []
    is_change = False
    edge = block.start
    for start, end, kind in [*gaps, Mark(block.end, block.end, MarkKind.UNSEEN)]:
        if LETTER.search(words, edge - block.start, max(edge, start) - block.start):
            is_cut = is_change or (bool(found) and not _is_whole(text, found[-1]))
            found[-1:] = [one._replace(is_cut_after=is_change or is_cut) for one in found[-1:]]
            found.append(Stretch(edge, start, is_cut))
            is_change = False
        is_change |= kind is MarkKind.CHANGE
        edge = max(edge, end, closing.get(end, end))
    return [*found[:-1], *(one._replace(is_cut_after=is_change) for one in found[-1:])]


def _closes(text: str, mark: Mark) -> bool:
    """Whether a mark closes a link that shows only an image."""
    return mark.kind is MarkKind.MARKUP and text.startswith("](", mark.start)


def _is_whole(text: str, stretch: Stretch) -> bool:
    """Whether a stretch ends where a sentence ends."""
    return LAST_STOP.search(text, max(stretch.start, stretch.end - 20), stretch.end) is not None


def _without_markup(text: str, block: Block) -> str:
    """The text of a block with its markup blanked."""
    pieces, end = [], block.start
    for start, stop in sorted(mark[:2] for mark in block.marks if mark.kind is MarkKind.MARKUP):
        pieces += [text[end:start], " " * (stop - max(start, end))]
        end = max(end, stop)
    return "".join(pieces) + text[end : block.end]


def _joined(text: str, before: Span, span: Span) -> list[Span]:
    """Two spans, made to touch if only blanks and list marks are between; marks go with what they mark."""
    between = text[before.end : span.start]
    if not JOINT.fullmatch(between):
        return [before, span]
    start = before.end + len(between) - len(between.lstrip())
    return [Span(before.start, start), Span(start, span.end)]


def _fragments(text: str, stretch: Stretch) -> Iterator[Span]:
    """What a stretch has left of sentences that lack a piece."""
    if stretch.is_cut_before:
        stop = STOP.search(text, stretch.start, stretch.end)
        yield Span(stretch.start, stop.end() if stop else stretch.end)
    if stretch.is_cut_after and not _is_whole(text, stretch):
        stops = (stop.end() for stop in STOP.finditer(text, stretch.start, stretch.end))
        yield Span(max(stops, default=stretch.start), stretch.end)


def _parts(block: Block) -> Iterator[Part]:
    """A block's parts other than plain prose."""
    if block.role in (Role.HEADING, Role.ROW):
        yield Part(block.start, block.end, PartKind.ASIDE)
    if block.role is Role.QUOTED:
        yield Part(block.start, block.end, PartKind.SAID)
    for mark in block.marks:
        if mark.kind in KINDS:
            yield Part(mark.start, mark.end, KINDS[mark.kind])
