"""Plain text: a title line, paragraphs, and perhaps a last line that names the source."""

import re
from collections.abc import Iterator

from qa.reading.composing import compose, host, is_web_address, stem_title
from qa.reading.decoding import Decoded
from qa.reading.files import SourceFile
from qa.types import Article, Span

LONGEST_TITLE_LINE = 200
SOURCE = re.compile(r"(?:original\s+)?source:[ \t]*(?P<source>\S.{0,198})", re.IGNORECASE)


def read_text(file: SourceFile, decoded: Decoded) -> Article:
    """The article of a text file; its text is the whole file. Raises Unreadable."""
    text = decoded.text
    lines = [line for line in _lines(text) if text[line.start : line.end].strip()]
    source = SOURCE.fullmatch(_said(text, lines[-1])) if len(lines) > 1 else None
    end = lines[-1].start if source else len(text)
    has_title = len(lines) - bool(source) > 1 and len(_said(text, lines[0])) <= LONGEST_TITLE_LINE
    start = lines[0].end if has_title else 0
    named = source["source"].strip() if source else None
    is_address = named is not None and is_web_address(named)
    return compose(
        file,
        text,
        [Span(start, end)],
        title=_said(text, lines[0]) if has_title else stem_title(file),
        source=host(named) if named and is_address else named,
        url=named if is_address else None,
        verbatim=True,
        line=1,
    )


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line))
        start += len(line)


def _said(text: str, line: Span) -> str:
    return text[line.start : line.end].strip()
