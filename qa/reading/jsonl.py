"""Read JSON Lines: one article's object per line."""

import json
from collections.abc import Iterator
from typing import Any

from qa.reading.decoding import TOO_LARGE, Unreadable
from qa.reading.files import SourceFile
from qa.reading.rows.lines import lines
from qa.reading.rows.records import Record, articles
from qa.reports import Notice, Skipped
from qa.values import Article


def read_jsonl(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield the articles of a file with one JSON object per line; a line that is not one is skipped.

    Raises OSError and Unreadable.
    """
    return articles(file, lambda: _records(file))


def _records(file: SourceFile) -> Iterator[Record | Skipped | Notice]:
    for line in lines(file, newline="\n"):
        if isinstance(line, Notice):
            yield line
        elif line.text is None or line.text.strip():
            try:
                record: Record | Skipped = Record(line.number, _parse(line.text))
            except Unreadable as reason:
                record = Skipped(path=file.origin, line=line.number, reason=str(reason))
            yield record


def parsed(text: str) -> Any:
    """Return the value in JSON. Raises Unreadable, with the reason."""
    try:
        return json.loads(text.strip().removeprefix("\ufeff"))
    except RecursionError as error:
        raise Unreadable("not JSON: nested too deeply") from error
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise Unreadable(f"not JSON: {error.msg} ({line}column {error.colno})") from error
    except ValueError as error:
        raise Unreadable("not JSON: a number with too many digits") from error


def _parse(line: str | None) -> dict[str, Any]:
    if line is None:
        raise Unreadable(TOO_LARGE)
    record = parsed(line)
    if not isinstance(record, dict):
        raise Unreadable("not a JSON object")
    return record
