"""Files -> articles: one module a format, picked by kind here."""

from collections.abc import Iterator

from qa.reading.decoding import LARGEST, TOO_LARGE, Decoded, Unreadable, decode
from qa.reading.files import SourceFile, digest, find, why
from qa.reading.html import read_html
from qa.reading.markdown import read_markdown
from qa.reading.pdf import read_pdf
from qa.reading.records import read_csv, read_jsonl
from qa.reading.text import read_text
from qa.types import Article, Notice, Skipped

__all__ = ["SourceFile", "digest", "find", "read"]


def read(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """The articles of a file, what is skipped, and what has to be said, as a stream. Never raises."""
    try:
        yield from _READERS[file.kind](file)
    except Unreadable as reason:
        yield Skipped(path=file.origin, reason=str(reason))
    except OSError as error:
        yield Skipped(path=file.origin, reason=why(error))
    except Exception as error:  # noqa: BLE001  parsers of hostile files raise anything; one file must not end a run
        yield Skipped(path=file.origin, reason=f"it cannot be understood ({type(error).__name__})")


def _text(file: SourceFile) -> Iterator[Article | Notice]:
    decoded = decode(_data(file))
    yield read_text(file, decoded)
    yield from _notices(file, decoded)


def _markdown(file: SourceFile) -> Iterator[Article | Notice]:
    decoded = decode(_data(file))
    article, notices = read_markdown(file, decoded)
    yield article
    yield from (*notices, *_notices(file, decoded))


def _html(file: SourceFile) -> Iterator[Article]:
    yield read_html(file, _data(file))


def _pdf(file: SourceFile) -> Iterator[Article]:
    yield read_pdf(file, _data(file))


def _data(file: SourceFile) -> bytes:
    """The bytes of a file that is one article. Raises Unreadable if they are too many, even while it grows."""
    with file.path.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    return data


def _notices(file: SourceFile, decoded: Decoded) -> Iterator[Notice]:
    if decoded.notice is not None:
        yield Notice(path=file.origin, reason=decoded.notice)


_READERS = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "jsonl": read_jsonl,
    "csv": read_csv,
}
