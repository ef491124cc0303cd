"""What every reader does last: make an Article from a text and its facts."""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from qa.reading.decoding import Unreadable
from qa.reading.facts.dates import parse_date
from qa.reading.facts.drafts import NEVER, is_among_drafts
from qa.reading.facts.fields import Facts
from qa.reading.files import SourceFile
from qa.reports import Notice
from qa.values import Article, Part, Span

LONGEST_LINE = 300
"""Most characters kept of a title, a source or an author."""

LONGEST_ADDRESS = 2048

LONGEST_BEGINNING = 80
"""Most characters of a title taken from the text."""

END_OF_LINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

LETTER = re.compile(r"[^\W_]")
ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)

NAME = "the file's name"
"""Where a title or a day comes from if not from the file's content."""

DATED = re.compile(
    r"([12]\d{3})(?:-(\d{1,2})-(\d{1,2})|([._]?)([01]\d)\4([0-3]\d)(?:T?[0-2]\d[0-5]\d(?:\d\d)?)?)(?:[-_ ]+|(?=\.)|$)"
)
"""The date in the name of a post, in Jekyll's form, or of a daily note."""

DATED_FOLDERS = re.compile(r"/([12]\d{3})/(\d{1,2})/(\d{1,2})/[^/]+(?:/_?index\.\w+)?\Z")

NO_TITLE = re.compile(
    r"untitled\b.*|(?:document|dokument|presentation) ?\d+|microsoft \w+ - .*"
    r"|\S+\.(?:docx?|pdf|indd|tex|odt|qxd|rtf|pptx?)|\W*",
    re.IGNORECASE,
)
"""Titles that programs give by default."""

PAGE_OF_FOLDER = ("index", "_index")
"""Names of a file that stands for its folder's page."""

UNSEEN = ("Cc", "Cs", "Co")
"""Categories of characters that do not belong in a line: control characters, surrogates, private use."""

JOINERS = "\u200c\u200d"
"""Format characters that are part of words and emoji. All others, such as those of direction, are taken out."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an article says: its text, as in Article."""

    text: str
    body: Sequence[Span]
    parts: Sequence[Part] = ()
    verbatim: bool = False
    line: int | None = None
    pages: Sequence[int] = ()


def compose(file: SourceFile, content: Content, facts: Facts, key: str = "") -> Article:
    """Return the Article that a file, or a record of it, holds.

    `key` distinguishes the articles of one file, and must not depend on their text. Without a title, the
    file's name is used. A source that is a web address is also the url, if there is no other.
    Raises Unreadable if the body has no letter or digit.
    """
    spans = tuple(span for span in content.body if LETTER.search(content.text, span.start, span.end))
    if not spans:
        raise Unreadable("no text")
    title = one_line(html.unescape(facts.title or ""))
    address = web_address(facts.url) or web_address(facts.source)
    article = Article(
        id=hashlib.sha256(f"{file.known_as or file.origin}\0{key}".encode()).hexdigest()[:16],
        title=title or file_title(file),
        source=_host(web_address(facts.source)) or one_line(html.unescape(facts.source or "")) or _host(address),
        url=address,
        published=facts.published,
        authors=tuple(filter(None, (one_line(html.unescape(author)) for author in facts.authors))),
        path=file.origin,
        known_as=file.known_as,
        collection=file.collection,
        text=content.text,
        body=spans,
        parts=tuple(sorted(content.parts)),
        public_from=NEVER if is_among_drafts(file.path) else facts.public_from,
        title_from=(facts.title_from or "its text") if title else NAME,
        published_from=(facts.published_from or "its text") if facts.published else "",
        digest="",
        verbatim=content.verbatim,
        line=content.line,
        pages=tuple(content.pages),
    )
    return with_digest(article)


def with_digest(article: Article) -> Article:
    """Return the article with the digest of its facts and text, wherever it lies."""
    told_and_said = article.model_dump_json(exclude={"id", "path", "known_as", "digest"})
    return article.model_copy(update={"digest": hashlib.sha256(told_and_said.encode()).hexdigest()})


def unsure_notice(file: SourceFile, dates: Sequence[str]) -> Iterator[Notice]:
    """Yield one notice for a file with dates that may mean two days."""
    if dates:
        of = f"{len(dates)} dates" if len(dates) > 1 else "its date"
        yield Notice(
            path=file.origin, reason=f"{of} could mean two different days ({one_line(dates[0])}): no date was taken"
        )


def file_title(file: SourceFile) -> str:
    """Return a title from the file's name, without the date that may stand before it."""
    path = file.path.parent if file.path.stem in PAGE_OF_FOLDER and file.path.parent.name else file.path
    stem = path.name if path is not file.path else path.stem
    name = DATED.sub("", stem)
    return one_line(re.sub(r"[_-]+", " ", name) or stem) or one_line(file.path.name) or "untitled"


def file_date(file: SourceFile) -> date | None:
    """Return the day with which the file's name begins, or its folder's name where the file is the folder's page.

    A path such as 2021/03/04/post.md names the day too.
    """
    names = [file.path.name, *([file.path.parent.name] if file.path.stem in PAGE_OF_FOLDER else [])]
    found = next(filter(None, map(DATED.match, names)), None) or DATED_FOLDERS.search(file.path.as_posix())
    if found is None:
        return None
    year, month, day = (int(one) for one in found.groups() if one and one.isdigit())
    return parse_date(f"{year}-{month:02}-{day:02}")


def after_title(text: str, title: str) -> Span:
    """The text without its first line, if that is the title and more follows; else all of it."""
    first, _, rest = text.partition("\n")
    is_title = bool(title and rest.strip()) and len(first) <= LONGEST_LINE and one_line(first) == one_line(title)
    return Span(len(text) - len(rest) if is_title else 0, len(text))


def one_line(text: str) -> str:
    """The text in one line of at most LONGEST_LINE characters, without control and direction characters.

    Empty if nothing is left to be seen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:LONGEST_LINE].rstrip()
    visible = "".join(
        " " if character.isspace() else character
        for character in text.lstrip()[: 4 * LONGEST_LINE]
        if character.isspace() or _is_seen(character)
    )
    line = " ".join(visible.split())[:LONGEST_LINE].rstrip()
    return line if line.strip(JOINERS) else ""


def beginning(text: str) -> str:
    """Return the first words of a text, in place of a title."""
    line = one_line(END_OF_LINE.split(text.strip(), 1)[0])
    if len(line) <= LONGEST_BEGINNING:
        return line
    return f"{line[: LONGEST_BEGINNING + 1].rpartition(' ')[0] or line[:LONGEST_BEGINNING]}…"


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


def _host(address: str | None) -> str | None:
    """The host of a web address, without "www."."""
    return (urlsplit(address or "").hostname or "").removeprefix("www.") or None
