"""What every reader does last: a text and what is told of it -> an Article."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from qa.reading.decoding import Unreadable
from qa.reading.files import SourceFile
from qa.values import Article, Span

LONGEST_LINE = 300
"""Characters of a title, a source or an author that are kept."""

LONGEST_ADDRESS = 2048

LETTER = re.compile(r"[^\W_]")
ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)

UNSEEN = ("Cc", "Cs", "Co")
"""Categories of characters that are no part of a line: control characters, surrogates, private use."""

JOINERS = "\u200c\u200d"
"""Format characters that are part of words and emoji. All others, those of direction first, are taken out."""


def compose(
    file: SourceFile,
    text: str,
    body: Sequence[Span],
    *,
    title: str | None,
    key: str = "",
    source: str | None = None,
    url: str | None = None,
    published: date | None = None,
    author: str | None = None,
    verbatim: bool = False,
    line: int | None = None,
) -> Article:
    """An Article of a file.

    `key` tells the articles of one file apart, and must not depend on their text. The title is that of
    the file where there is none. A source that is a web address is the url too, if there is no other.
    Raises Unreadable if there is no letter or digit in the body.
    """
    spans = tuple(span for span in body if LETTER.search(text, span.start, span.end))
    if not spans:
        raise Unreadable("no text")
    address = web_address(url) or web_address(source)
    article = Article(
        id=hashlib.sha256(f"{file.origin}\0{key}".encode()).hexdigest()[:16],
        title=one_line(title or "") or _stem(file),
        source=_host(web_address(source)) or one_line(source or "") or _host(address),
        url=address,
        published=published,
        author=one_line(author or "") or None,
        path=file.origin,
        collection=file.collection,
        text=text,
        body=spans,
        digest="",
        verbatim=verbatim,
        line=line,
    )
    content = article.model_dump_json(exclude={"id", "path", "digest"})
    return article.model_copy(update={"digest": hashlib.sha256(content.encode()).hexdigest()})


def after_title(text: str, title: str) -> Span:
    """The text without its first line, if that is the title and more follows; else all of it."""
    first, _, rest = text.partition("\n")
    is_title = bool(title and rest.strip()) and len(first) <= LONGEST_LINE and one_line(first) == one_line(title)
    return Span(len(text) - len(rest) if is_title else 0, len(text))


def one_line(text: str) -> str:
    """The text in one line of at most LONGEST_LINE characters, without control and direction characters.

    Empty if nothing is left to be seen.
    """
    visible = "".join(
        " " if character.isspace() else character
        for character in text.lstrip()[: 4 * LONGEST_LINE]
        if character.isspace() or _is_seen(character)
    )
    line = " ".join(visible.split())[:LONGEST_LINE].rstrip()
    return line if line.strip(JOINERS) else ""


def web_address(text: str | None) -> str | None:
    """The text, if it is an http or https address with a host and nothing else."""
    address = (text or "").strip()
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or not all(map(_is_seen, address)):
        return None
    try:
        return address if urlsplit(address).hostname else None
    except ValueError:
        return None


def _is_seen(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in UNSEEN and (category != "Cf" or character in JOINERS)


def _stem(file: SourceFile) -> str:
    """A title from the file's name."""
    return one_line(re.sub(r"[_-]+", " ", file.path.stem)) or one_line(file.path.name) or "untitled"


def _host(address: str | None) -> str | None:
    """The host of a web address, without "www."."""
    return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
