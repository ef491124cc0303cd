"""Files -> articles: one module a format, picked by kind here."""

from collections.abc import Iterator
from pathlib import Path

from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable
from qa.reading.docx import read_docx
from qa.reading.epub import read_epub
from qa.reading.files import SourceFile, digest, find, shown, unknown, why
from qa.reading.html import read_html
from qa.reading.jsonl import read_jsonl
from qa.reading.mail import read_mail, read_mailbox
from qa.reading.markdown import read_markdown
from qa.reading.pdf import read_pdf
from qa.reading.tables import read_table
from qa.reading.text import read_text
from qa.reading.wordpress import read_export
from qa.reports import Notice, Skipped
from qa.values import Article

__all__ = ["SourceFile", "digest", "find", "read"]

ONE_ARTICLE = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "docx": read_docx,
    "epub": read_epub,
    "mail": read_mail,
}
MANY_ARTICLES = {"jsonl": read_jsonl, "table": read_table, "mailbox": read_mailbox, "export": read_export}


def read(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a file, what is skipped, and what has to be said, as a stream. Never raises."""
    try:
        yield from _read(file)
    except Unreadable as reason:
        yield Skipped(path=shown(file.path), reason=str(reason))
    except OSError as error:
        yield Skipped(path=shown(file.path), reason=why(error))
    except Exception as error:  # noqa: BLE001  parsers of hostile files raise anything; one file must not end a run
        yield Skipped(path=shown(file.path), reason=f"it cannot be understood ({type(error).__name__})")


def _read(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    kind = file.kind
    if kind in ONE_ARTICLE:
        yield from ONE_ARTICLE[kind](file, _data(file.path))
    elif kind in MANY_ARTICLES:
        yield from MANY_ARTICLES[kind](file)
    else:
        raise Unreadable(unknown(file.path))


def _data(path: Path) -> bytes:
    """The bytes of a file that is one article. Raises Unreadable if they are too many, even while it grows."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(TOO_LARGE)
    with path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    return data
