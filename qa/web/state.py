"""What a library remembers about the pages that it follows, in `web/.sources.json`."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from qa.errors import IndexingError
from qa.web.saved import ListedFacts
from vectorstore.lock import exclusive

FOLDER = "web"
"""The folder of a library that holds its pages."""

STATE = ".sources.json"
LOCK = ".lock"


class Page(BaseModel):
    """What is remembered about a page, or a list of pages: its HTTP validators, and its file.

    `looked` is the time of the last check, in seconds since 1970; `allow_private` is inherited from its source. Where
    `listed_in` is set, that list held all of it. `sources` are the followed addresses that led to it.
    """

    etag: str | None = None
    modified: str | None = None
    file: str | None = None
    looked: float = 0.0
    allow_private: bool = False
    listed_in: str | None = None
    sources: set[str] = set()


class State(BaseModel):
    """What is followed: `sources` are the addresses given, and whether each may be private, `listed` what lists said.

    `looked` is the time of the last check of each source, in seconds since 1970; `problems` are the reasons why what
    was last checked could not be fetched.
    """

    sources: dict[str, bool] = {}
    pages: dict[str, Page] = {}
    lists: dict[str, list[str]] = {}
    indexes: set[str] = set()
    listed: dict[str, ListedFacts] = Field(default={}, alias="told")  # its name in libraries on disk
    looked: dict[str, float] = {}
    problems: dict[str, str] = {}

    def tidy(self) -> None:
        """Note which sources lead to each page, and forget addresses to which nothing leads."""
        for source in self.sources:
            for url in self._reached(source):
                if (page := self.pages.get(url)) is not None:
                    page.sources.add(source)
        known = {*self.sources, *self.pages, *(url for listed in self.lists.values() for url in listed)}
        self.looked = {url: at for url, at in self.looked.items() if url in self.sources}
        self.problems = {url: reason for url, reason in self.problems.items() if url in known}

    def brought_by(self, sources: Collection[str]) -> list[str]:
        """The pages and lists to which only these sources lead; those from an interrupted visit, which noted none,
        belong to a source on their host.
        """
        others = {url for source in self.sources.keys() - set(sources) for url in self._reached(source)}
        import yarl  # only here: it takes a while to load, and every question reads this state

        hosts = {yarl.URL(source).host for source in sources}
        return [
            url
            for url, page in self.pages.items()
            if url not in others
            if page.sources <= set(sources) and (page.sources or yarl.URL(url).host in hosts)
        ]

    def forget(self, sources: Collection[str]) -> list[str]:
        """Forget sources, and what only they lead to; return the pages' files."""
        pages = self.brought_by(sources)
        files = [page.file for url in pages if (page := self.pages.pop(url)).file is not None]
        for url in (*pages, *sources):
            self.sources.pop(url, None)
            self.lists.pop(url, None)
            self.indexes.discard(url)
        for page in self.pages.values():
            page.sources -= set(sources)
        left = {*self.pages, *(url for listed in self.lists.values() for url in listed)}
        self.listed = {url: facts for url, facts in self.listed.items() if url in left}
        self.tidy()
        return [file for file in files if file is not None]

    def _reached(self, source: str) -> set[str]:
        """The addresses to which a source leads, itself included."""
        reached, waiting = {source}, [source]
        while waiting:
            listed = set(self.lists.get(waiting.pop(), ())) - reached
            reached |= listed
            waiting += listed
        return reached | {url for url, page in self.pages.items() if page.listed_in in reached}


def state_of(library: Path) -> State:
    """Return what a library remembers. Raises IndexingError if it cannot be read."""
    path = library / FOLDER / STATE
    try:
        return State.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return State()
    except (OSError, ValidationError) as error:
        raise IndexingError(
            f"{path} cannot be read ({type(error).__name__}). Delete it and add the pages again."
        ) from error


def save(library: Path, state: State) -> None:
    """Write what a library remembers, whole or not at all. Raises OSError."""
    path = library / FOLDER / STATE
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(state.model_dump_json(indent=1, by_alias=True), encoding="utf-8")
    new.replace(path)


@contextmanager
def locked(library: Path, wait: float) -> Iterator[State]:
    """What a library remembers, while nobody else changes it. Raises StoreBusy, StoreUnwritable and IndexingError."""
    folder = library / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with exclusive(folder / LOCK, wait):
        yield state_of(library)
