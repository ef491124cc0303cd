"""Read a PDF's text and title, by pypdf."""

import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from qa.reading.composing import NO_TITLE, Content, compose, one_line
from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable, mend
from qa.reading.facts.dates import parse_date
from qa.reading.facts.fields import Facts
from qa.reading.facts.people import people
from qa.reading.files import SourceFile
from qa.reading.paragraphs import headings
from qa.reading.pdf_page import Pieces
from qa.reading.pdf_text import Paragraph, paragraphs
from qa.reports import Notice
from qa.values import Article, Span

if TYPE_CHECKING:
    from pypdf import PdfReader

LONGEST_TITLE = 120
"""Longest first line that may be a title."""

DAY = re.compile(r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?")


def read_pdf(file: SourceFile, data: bytes) -> Iterator[Article | Notice]:
    """Yield the article of a PDF; its text is its pages', one paragraph per line. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    from pypdf import PdfReader  # only for a PDF: it takes a while to load
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what this module reports itself
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
    found = paragraphs(pages)
    if not found:
        raise Unreadable("no text in it; a scanned PDF needs OCR first")
    title, title_from = one_line(_said(told, "/Title")), "properties: Title"
    if NO_TITLE.fullmatch(title):
        title, title_from = _first_line(pages, found[0].text, len(found)), "its first line"
    yield compose(
        file,
        _content(found, title, len(pages)),
        Facts(
            title=title,
            published=_day(_said(told, "/CreationDate")),
            authors=people(_said(told, "/Author")),
            title_from=title_from,
            published_from="properties: CreationDate",
        ),
    )
    if empty := sum(not page.strip() for page in pages):
        of = f"{empty} of its {len(pages)} pages have" if empty > 1 else f"1 of its {len(pages)} pages has"
        yield Notice(path=file.origin, reason=f"{of} no text: what is scanned needs OCR first")


def _content(found: Sequence[Paragraph], title: str, count: int) -> Content:
    """The text of a PDF of `count` pages: one paragraph per line, blank lines between."""
    body: list[Span] = []
    pieces: list[str] = []
    pages: list[int] = []
    end = 0
    for number, paragraph in enumerate(found):
        start, end = end, end + len(paragraph.text) + 2
        pieces.append(paragraph.text)
        for place, page in paragraph.pages:
            pages += [start + place] * (page + 1 - len(pages))
        if number or len(found) == 1 or one_line(paragraph.text) != one_line(title):
            body.append(Span(start, end))
    text = "\n\n".join(pieces)
    spans = [Span(start, min(end, len(text))) for start, end in body]
    return Content(text, spans, headings(text, spans), pages=[*pages, *[len(text)] * (count - len(pages))])


def _pages(reader: "PdfReader") -> Iterator[str]:
    """The text of each page. Raises Unreadable if a small file unpacks to too much text."""
    size = 0
    for page in reader.pages:
        pieces = Pieces()
        page.extract_text(visitor_text=pieces.add)
        text = mend(pieces.text())
        size += len(text)
        if size > LARGEST:
            raise Unreadable(TOO_LARGE)
        yield text


def _first_line(pages: Sequence[str], paragraph: str, count: int) -> str:
    """The first line, if it may be the title: short, a paragraph of its own and not a sentence."""
    first = next(line.strip() for page in pages for line in page.splitlines() if line.strip())
    is_title = first == paragraph and len(first) <= LONGEST_TITLE and not first.endswith(".")
    return first if is_title and count > 1 else ""


def _said(told: Mapping[str, object], name: str) -> str:
    value = told[name] if name in told else ""  # noqa: SIM401  get does not look up references
    return value if isinstance(value, str) else ""


def _day(written: str) -> date | None:
    """The day of a PDF date, D:YYYYMMDD and more."""
    found = DAY.match(written)
    return parse_date("-".join(part for part in found.groups() if part)) if found else None
