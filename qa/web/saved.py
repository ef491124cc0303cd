"""A page as the library keeps it: its address and what a list said about it are comments in its first lines."""

import html
import json

from pydantic import BaseModel

from qa.web.listing import Entry

HIDDEN = str.maketrans({"-": "\\u002d", "<": "\\u003c", ">": "\\u003e"})
"""JSON escapes for what would end an HTML comment."""

LONGEST = 500
"""Most characters kept of what a list says."""


class ListedFacts(BaseModel):
    """What a list said about a page."""

    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()


def listed_facts(entry: Entry) -> ListedFacts:
    """Return what is kept from a list's entry."""
    authors = tuple(author[:LONGEST] for author in entry.authors[:10])
    return ListedFacts(title=entry.title[:LONGEST], date=entry.published[:LONGEST], authors=authors)


def saved(url: str, listed: ListedFacts | None, body: bytes) -> bytes:
    """Return the bytes of a page's file, with the address as browsers write it."""
    lines = f"<!-- saved from url=({len(url):04}){url} -->\n"
    if listed is not None and listed != ListedFacts():
        lines += f"<!-- listed as {json.dumps(listed.model_dump()).translate(HIDDEN)} -->\n"
    return lines.encode() + body


def page_of(entry: Entry) -> bytes:
    """Return an entry that has no page of its own as a page."""
    title = html.escape(entry.title)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article><h1>{title}</h1>\n{entry.content}\n</article></body></html>\n"
    ).encode()
