"""Turn files into articles: one module per format, picked by kind."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable
from qa.reading.files import SourceFile, digest, shown, unknown, why
from qa.reading.finding import find
from qa.reports import Notice, Skipped
from qa.values import Article

__all__ = ["SourceFile", "digest", "find", "read"]

ONE_ARTICLE = {
    "text": "text.read_text",
    "markdown": "markdown.read_markdown",
    "html": "html.read_html",
    "pdf": "pdf.read_pdf",
    "docx": "docx.read_docx",
    "epub": "epub.read_epub",
    "mail": "mail.read_mail",
}
MANY_ARTICLES = {
    "json": "json_document.read_json",
    "jsonl": "jsonl.read_jsonl",
    "table": "tables.read_table",
    "mailbox": "mail.read_mailbox",
    "export": "wordpress.read_export",
}
"""The module and function that read each kind of file, loaded with the first such file: a question needs none."""


def read(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield a file's articles, what is skipped, and notices about it. Never raises."""
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
        yield from _reader(ONE_ARTICLE[kind])(file, _data(file.path))
    elif kind in MANY_ARTICLES:
        yield from _reader(MANY_ARTICLES[kind])(file)
    else:
        raise Unreadable(unknown(file.path))


def _reader(name: str) -> Callable[..., Iterable[Article | Skipped | Notice]]:
    module, _, function = name.partition(".")
    reader: Callable[..., Iterable[Article | Skipped | Notice]] = getattr(
        import_module(f"qa.reading.{module}"), function
    )
    return reader


def _data(path: Path) -> bytes:
    """The bytes of a file that holds one article. Raises Unreadable if there are too many, even as it grows."""
    if path.stat().st_size > LARGEST:
        raise Unreadable(TOO_LARGE)
    with path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    return data
