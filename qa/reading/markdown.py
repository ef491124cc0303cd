"""Markdown: YAML front matter, a heading that may be the title, the rest, and perhaps a line for the source."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.reading.composing import compose, one_line
from qa.reading.dates import parse_date
from qa.reading.decoding import decode
from qa.reading.fields import told
from qa.reading.files import SourceFile
from qa.reading.front_matter import front_matter
from qa.reading.text import LONGEST_TITLE, source_line
from qa.values import Article, Notice, Span

MARKUP = re.compile(
    rf"^ {{0,3}}(?:(?P<fence>`{{3,}}|~{{3,}})|#[ \t]+(?P<title>[^\r\n]{{1,{LONGEST_TITLE}}})(?:\r?\n|\Z))", re.MULTILINE
)
"""A fence of a block of code, or a heading of the first level short enough to be a title."""


class Heading(NamedTuple):
    """A heading's text, and the span of its line."""

    text: str
    span: Span


def read_markdown(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """The article of a Markdown file; its text is the whole file. Raises Unreadable."""
    text, notice = decode(data)
    front = front_matter(text)
    fields = told(front.told)
    last = source_line(text, front.end)
    end = last.start if last else len(text)
    heading = _heading(text, front.end, end)
    title = fields.get("title")
    body = [Span(front.end, end)]
    if heading is not None and (title is None or one_line(title) == one_line(heading.text)):
        title = title or heading.text
        body = [Span(front.end, heading.span.start), Span(heading.span.end, end)]
    yield compose(
        file,
        text,
        body,
        title=title,
        source=fields.get("source") or (last.source if last else None),
        url=fields.get("url"),
        published=parse_date(fields.get("published")),
        author=fields.get("author"),
        verbatim=True,
        line=1,
    )
    for reason in (front.fault, notice):
        if reason is not None:
            yield Notice(path=file.origin, reason=reason)


def _heading(text: str, start: int, end: int) -> Heading | None:
    """The first heading of the first level in `text[start:end]`, blocks of code aside."""
    fence = ""
    for found in MARKUP.finditer(text, start, end):
        if found["fence"] is None and not fence:
            return Heading(_without_closing(found["title"]), Span(*found.span()))
        if found["fence"] is not None and not fence:
            fence = found["fence"]
        elif (found["fence"] or "").startswith(fence):
            fence = ""
    return None


def _without_closing(title: str) -> str:
    """A heading's text without the signs that may close it."""
    title = title.strip()
    core = title.rstrip("#")
    return core.rstrip() if core != title and (not core or core[-1] in " \t") else title
