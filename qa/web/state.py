"""What a library remembers of the pages that it follows, in `web/.sources.json`."""

from pathlib import Path

from pydantic import BaseModel, ValidationError

from qa.errors import IndexingError
from qa.web.saved import Told

FOLDER = "web"
"""The folder of a library that has its pages."""

STATE = ".sources.json"


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
    """What is followed: `sources` are the addresses given, with whether each may be private, `told` what lists told.

    `looked` is the time of the last look at each source, in seconds since 1970; `problems` are the reasons why what was
    looked at last could not be fetched.
    """

    sources: dict[str, bool] = {}
    pages: dict[str, Page] = {}
    lists: dict[str, list[str]] = {}
    indexes: set[str] = set()
    told: dict[str, Told] = {}
    looked: dict[str, float] = {}
    problems: dict[str, str] = {}

    def tidy(self) -> None:
        """Drop what is remembered of addresses that are neither followed nor listed any more."""
        known = {*self.sources, *self.pages, *(url for listed in self.lists.values() for url in listed)}
        self.looked = {url: at for url, at in self.looked.items() if url in self.sources}
        self.problems = {url: reason for url, reason in self.problems.items() if url in known}


def state_of(library: Path) -> State:
    """Return what a library remembers. Raises IndexingError if it cannot be read."""
    path = library / FOLDER / STATE
    try:
        return State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return State()
    except (OSError, ValidationError) as error:
        raise IndexingError(
            f"{path} cannot be read ({type(error).__name__}). Remove it, and name the pages again."
        ) from error
