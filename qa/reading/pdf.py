"""A PDF: its text and title, by pypdf."""

import io
import logging
import re

from qa.reading.composing import compose, one_line, stem_title
from qa.reading.dates import parse_date
from qa.reading.decoding import Unreadable
from qa.reading.files import SourceFile
from qa.types import Article, Span

LONGEST_TITLE_LINE = 120
NO_TITLE = re.compile(r"untitled|microsoft word|.*\.(?:docx?|pdf|indd|tex|odt|qxd)$|\W*$", re.IGNORECASE)
WRAP = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")
"""A line break inside a paragraph: the page's, not the author's."""


def read_pdf(file: SourceFile, data: bytes) -> Article:
    """The article of a PDF; its text is that of its pages, each paragraph in one line. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty")
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what this module tells by itself
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable("needs a password")
        pages = [page.extract_text() or "" for page in reader.pages]
        told = reader.metadata
    except DependencyError as error:
        raise Unreadable("needs a password, or is encrypted in a way that is not read") from error
    except PyPdfError as error:
        raise Unreadable(f"not a PDF that can be read ({error})") from error
    text = "\n\n".join(WRAP.sub(" ", page.strip().encode("utf-8", "replace").decode()) for page in pages).strip()
    if not text:
        raise Unreadable("no text in it; a scanned PDF needs text recognition first")
    title = one_line(str(told.title or "")) if told is not None else ""
    if NO_TITLE.match(title):
        first = next((line.strip() for page in pages for line in page.splitlines() if line.strip()), "")
        title = first if len(first) <= LONGEST_TITLE_LINE else stem_title(file)
    start = len(title) if text.startswith(f"{title} ") or text.startswith(f"{title}\n") else 0
    author = one_line(str(told.author or "")) if told is not None else ""
    published = parse_date(told.creation_date) if told is not None and told.creation_date_raw else None
    return compose(file, text, [Span(start, len(text))], title=title, author=author, published=published)
