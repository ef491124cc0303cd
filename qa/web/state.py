"""What a library remembers of the pages that it follows, in `web/.sources.json`."""

from pydantic import BaseModel

from qa.web.saved import Told


class Page(BaseModel):
    """What is remembered of a page, or of a list of pages: its HTTP validators, and its file.

    `looked` is the time of the last look, in seconds since 1970; `allow_private` is inherited from its source. An
    entry has no page of its own: a feed had all of it.
    """

    etag: str | None = None
    modified: str | None = None
    file: str | None = None
    looked: float = 0.0
    allow_private: bool = False
    is_entry: bool = False


class State(BaseModel):
    """What is followed: `sources` are the addresses given, with whether each may be private, `told` what lists told."""

    sources: dict[str, bool] = {}
    pages: dict[str, Page] = {}
    lists: dict[str, list[str]] = {}
    indexes: set[str] = set()
    told: dict[str, Told] = {}
