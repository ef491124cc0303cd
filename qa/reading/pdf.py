"""A PDF: its text and title, by pypdf."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from qa.reading.composing import Content, after_title, compose, one_line
from qa.reading.dates import parse_date
from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable, mend
from qa.reading.fields import Told
from qa.reading.files import SourceFile
from qa.reading.people import people
from qa.values import Article

if TYPE_CHECKING:
    from pypdf import PdfReader

LONGEST_TITLE = 120
"""Characters of a first line that may be a title."""

NO_TITLE = re.compile(
    r"untitled\b.*|microsoft \w+ - .*|\S+\.(?:docx?|pdf|indd|tex|odt|qxd|rtf|pptx?)|\W*", re.IGNORECASE
)
"""Titles that programs give by themselves."""

SHORT = 0.75
"""A line shorter than this share of the page's long lines was not broken by the page's edge."""

ENDS = (".", "!", "?", ":", '"', "”", "’", ")", "»")
GOES_ON = ("-", "‐", "\xad", ",", ";")
HYPHENATED = re.compile(r"(?<=[^\W\d_])\xad\n(?=[^\W\d_])|(?<=[^\W\d_][-‐])\n(?=[^\W\d_])")
DAY = re.compile(r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?")


def read_pdf(file: SourceFile, data: bytes) -> Iterator[Article]:
    """The article of a PDF; its text is that of its pages, each paragraph in one line. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    from pypdf import PdfReader  # only for a PDF: it takes a while to load
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what this module tells by itself
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("needs a password")
        pages = list(_pages(reader))
        told: Mapping[str, object] = reader.metadata or {}
    except (DependencyError, NotImplementedError) as error:
        raise Unreadable(f"encrypted or packed in a way that is not read ({error})") from error
    except PyPdfError as error:
        raise Unreadable(f"not a PDF that can be read ({error})") from error
    paragraphs = [paragraph for page in pages for paragraph in _paragraphs(page)]
    if not paragraphs:
        raise Unreadable("no text in it; a scanned PDF needs OCR first")
    title = one_line(_said(told, "/Title"))
    if NO_TITLE.fullmatch(title):
        title = _first_line(pages, paragraphs)
    text = "\n\n".join(paragraphs)
    yield compose(
        file,
        Content(text, [after_title(text, title)]),
        Told(title=title, published=_day(_said(told, "/CreationDate")), authors=people(_said(told, "/Author"))),
    )


def _pages(reader: "PdfReader") -> Iterator[str]:
    """The text of each page. Raises Unreadable if a small file unpacks to too much of it."""
    size = 0
    for page in reader.pages:
        text = mend(page.extract_text() or "")
        size += len(text)
        if size > LARGEST:
            raise Unreadable(TOO_LARGE)
        yield text


def _paragraphs(page: str) -> Iterator[str]:
    """The paragraphs of a page, each in one line: a line break goes where the edge of the page made it."""
    lines = [line.strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[-1 - len(lengths) // 10] if lengths else 0
    paragraph: list[str] = []
    for line in lines:
        if paragraph and (not line or _is_last(paragraph[-1], line, width)):
            yield _joined(paragraph)
            paragraph = []
        if line:
            paragraph.append(line)
    if paragraph:
        yield _joined(paragraph)


def _first_line(pages: list[str], paragraphs: list[str]) -> str:
    """The first line, if it is short, a paragraph of its own and no sentence: it may be the title."""
    first = next(line.strip() for page in pages for line in page.splitlines() if line.strip())
    is_title = first == paragraphs[0] and len(first) <= LONGEST_TITLE and not first.endswith(".")
    return first if is_title and len(paragraphs) > 1 else ""


def _is_last(line: str, following: str, width: int) -> bool:
    """Whether a line ends its paragraph: it had room for more, and reads like an end."""
    if len(line) >= SHORT * width or line.endswith(GOES_ON):
        return False
    return line.endswith(ENDS) or not following[0].islower()


def _joined(lines: list[str]) -> str:
    return HYPHENATED.sub("", "\n".join(lines)).replace("\n", " ")


def _said(told: Mapping[str, object], name: str) -> str:
    value = told[name] if name in told else ""  # noqa: SIM401  get does not look up references
    return value if isinstance(value, str) else ""


def _day(written: str) -> date | None:
    """The day of a date as PDF writes it, D:YYYYMMDD and more."""
    found = DAY.match(written)
    return parse_date("-".join(part for part in found.groups() if part)) if found else None
