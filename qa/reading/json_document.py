"""Read a JSON document: an article, a list of articles, or a site's export or response that holds such a list."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from qa.reading.decoding import LARGEST, TOO_LARGE, Unreadable, decode
from qa.reading.facts.fields import facts_of, simplified, text_of, unwrapped
from qa.reading.files import SourceFile
from qa.reading.jsonl import parsed, read_jsonl
from qa.reading.rows.records import Record, articles
from qa.reports import Notice, Skipped
from qa.values import Article

DEPTH = 8
"""Levels of nesting that are searched for articles."""

FIRST = 20
"""First items of a list, which show whether it lists articles."""


def read_json(file: SourceFile) -> Iterator[Article | Skipped | Notice]:
    """Yield the articles of a JSON document, even one that is JSON Lines. Raises OSError and Unreadable."""
    if file.path.stat().st_size > LARGEST:
        raise Unreadable(TOO_LARGE)
    text, notice = decode(file.path.read_bytes())
    try:
        document = parsed(text)
    except Unreadable as reason:
        if "Extra data" not in str(reason):
            raise
        yield from read_jsonl(file)
        return
    records = [Record(0, one) for one in _listed(document, DEPTH)]
    yield from articles(file, lambda: iter(records))
    if notice is not None:
        yield Notice(path=file.origin, reason=notice)


def _listed(value: object, depth: int) -> Sequence[Mapping[str, Any]]:
    """The first article, or list of articles, in a value."""
    if not depth:
        return []
    if isinstance(value, Mapping):
        return [value] if _is_article(value) else _first(value.values(), depth)
    if not isinstance(value, list):
        return []
    listed = [one for one in value if isinstance(one, Mapping)]
    return listed if any(map(_is_article, listed[:FIRST])) else _first(islice(value, FIRST), depth)


def _first(values: Any, depth: int) -> Sequence[Mapping[str, Any]]:
    return next(filter(None, (_listed(one, depth - 1) for one in values)), [])


def _is_article(value: Mapping[str, Any]) -> bool:
    fields = unwrapped(value)
    facts = facts_of(fields)
    return isinstance(text_of(simplified(fields)), str) and bool(facts.title or facts.published)
