"""What every reader does last: a text and what is told of it -> an Article."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from qa.reading.decoding import Unreadable
from qa.reading.files import SourceFile
from qa.types import Article, ArticleInfo, Span

LONGEST_TITLE = 300
LETTER = re.compile(r"[^\W_]")


def compose(
    file: SourceFile,
    text: str,
    body: Sequence[Span],
    *,
    title: str,
    key: str = "",
    source: str | None = None,
    url: str | None = None,
    published: date | None = None,
    author: str | None = None,
    verbatim: bool = False,
    line: int | None = None,
) -> Article:
    """An Article of a file. `key` tells its articles apart, and must not depend on their text.

    Raises Unreadable if there is no letter or digit in the body.
    """
    spans = tuple(span for span in body if LETTER.search(text, span.start, span.end))
    if not spans:
        raise Unreadable("no text")
    url = url.strip() if url and is_web_address(url) else None
    info = ArticleInfo(
        id=hashlib.sha256(f"{file.origin}\0{key}".encode()).hexdigest()[:16],
        title=one_line(title)[:LONGEST_TITLE] or stem_title(file),
        source=one_line(source or "") or (host(url) if url else None) or None,
        url=url,
        published=published,
        path=file.origin,
        collection=file.collection,
    )
    author = one_line(author or "") or None
    content = json.dumps([info.model_dump(mode="json"), author, spans, text])
    return Article(
        **info.model_dump(),
        author=author,
        text=text,
        body=spans,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        verbatim=verbatim,
        line=line,
    )


def one_line(text: str) -> str:
    """The text in one line, without control, bidirectional or invisible characters."""
    visible = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join(visible.split())


def stem_title(file: SourceFile) -> str:
    """A title from the file's name."""
    return one_line(re.sub(r"[_-]+", " ", file.path.stem)) or file.path.name


def is_web_address(text: str) -> bool:
    """Whether this is an http or https address with a host, and nothing else."""
    text = text.strip()
    if not re.fullmatch(r"https?://[^\s<>\"]+", text, re.IGNORECASE):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def host(url: str) -> str:
    """The host of a web address, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
