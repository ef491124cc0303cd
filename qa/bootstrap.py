"""The composition root: settings -> the real parts, built once and handed over; fakes by keyword in tests."""

import asyncio
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa.assistant import Assistant
from qa.errors import LibraryBusy, ModelMissing
from qa.library.advice import AdvisedStore, advised
from qa.library.indexing import Progress, index
from qa.library.plan import holdings_of
from qa.models.default import default_export
from qa.models.embedder import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from qa.models.export.embedder import exported, is_exported
from qa.models.export.reader import exported_reader, is_reader_exported
from qa.models.locate import find_model
from qa.models.reader import OnnxReader, Reader, shipped
from qa.reports import IndexReport, Skipped
from qa.settings import Settings
from qa.web.state import state_of
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import VectorStore

if TYPE_CHECKING:
    from qa.web.mirror import Step

WAIT = 10.0
"""Seconds that a refresh waits for another writer."""

WEB = 30.0
"""Minutes between two looks at web pages, unless set otherwise."""

ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
"""How an address begins, among paths; one that is not of the web is refused when it is fetched."""


def open_assistant(
    library: Path | str | None = None,
    *,
    settings: Settings | None = None,
    store: VectorStore | None = None,
    embedder: Embedder | None = None,
    reader: Reader | None = None,
) -> Assistant:
    """An assistant that answers from a library: the one in the settings, unless another is named.

    Nothing is loaded before the first question; the library may be missing until then.
    """
    settings = settings or Settings()
    folder = Path(library) if library is not None else settings.library
    return Assistant(
        store or LocalStore(folder),
        (lambda: embedder) if embedder is not None else asking_embedder(settings),
        (lambda: reader) if reader is not None else asking_reader(settings),
        path=str(folder),
        min_confidence=settings.min_confidence,
    )


@dataclass(frozen=True, slots=True)
class Live:
    """A library for a long-lived process: `assistant` answers from it, `refresh` brings it up to date."""

    assistant: Assistant
    refresh: Callable[[Callable[[Progress], None]], IndexReport]


@contextmanager
def live(settings: Settings) -> Iterator[Live]:
    """The library of the settings, whose new generations are opened while questions are answered.

    Questions are answered from what another process commits a moment later, and from what `refresh` commits once it
    returns.
    """
    with LiveStore(settings.library) as store:

        def refreshed(report: Callable[[Progress], None]) -> IndexReport:
            done = refresh(settings, report)
            with advised():
                store.look()
            return done

        yield Live(open_assistant(settings=settings, store=store), refreshed)


def asking_embedder(settings: Settings) -> Callable[[], Embedder]:
    """A loader of the model for questions: on the CPU, unless a CUDA device is asked for."""
    return lambda: _load(settings, "cuda" if settings.device == "cuda" else "cpu")


def asking_reader(settings: Settings) -> Callable[[], Reader]:
    """A loader of the reader: the one that comes with this program, or the one in the settings."""
    if not settings.reader:
        return shipped
    return lambda: OnnxReader(exported_reader(find_model(settings.reader, settings.cache), settings.cache))


def indexing_embedder(settings: Settings) -> Embedder:
    """The model for many passages: on a CUDA device if there is one, or if that is asked for."""
    is_cuda = settings.device == "cuda" or (settings.device == "auto" and _has_cuda())
    return _load(settings, "cuda" if is_cuda else "cpu")


def refresh(settings: Settings, report: Callable[[Progress], None] = lambda _: None) -> IndexReport:
    """Bring the library of the settings up to date with what was indexed before, in one commit."""
    embedder = indexing_embedder(settings)
    store = LocalStore(settings.library, embedder.dimension, wait=WAIT)
    return index([], store, embedder, library=settings.library, report=report)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files and folders to be indexed, and the web pages that could not be fetched."""

    roots: list[Path]
    skipped: list[Skipped]


def gather(
    settings: Settings,
    given: Sequence[str] = (),
    *,
    allow_private: bool = False,
    report: Callable[["Step"], None] = lambda _: None,
) -> Gathered:
    """The paths among what was given; addresses are followed from now on, and their pages fetched into files.

    If nothing is given, the pages that the library follows are brought up to date. `report` is called before each
    page. Where nothing but addresses is given and none can be fetched, there are no roots. Raises LibraryUnwritable,
    and LibraryBusy for an address while another process fetches.
    """
    addresses = [one for one in given if ADDRESS.match(one)]
    paths = [Path(one) for one in given if one not in addresses]
    folder = settings.library / "web"
    if not addresses and (given or not folder.is_dir()):
        return Gathered(paths, [])
    from qa.web.fetching import Fetcher  # aiohttp takes a while to load
    from qa.web.mirror import Mirror

    mirror = Mirror(settings.library)
    if addresses:
        mirror.add(addresses, allow_private=allow_private)
    try:
        skipped = asyncio.run(mirror.refresh(lambda private: Fetcher(allow_private=private), report))
    except LibraryBusy:
        if addresses:
            raise
        skipped = []  # another process is fetching what is followed
    return Gathered([*paths, folder] if addresses and not mirror.is_empty else paths, skipped)


def followed(settings: Settings) -> set[str]:
    """The paths and addresses that the library of the settings follows. Raises LibraryError."""
    overview = AdvisedStore(LocalStore(settings.library)).overview()
    return {*map(str, holdings_of(overview).roots), *state_of(settings.library).sources}


def is_ready(settings: Settings) -> bool:
    """Whether the models can be used at once; if not, one is exported first, which takes seconds."""
    cache = settings.cache
    if settings.reader and not is_reader_exported(find_model(settings.reader, cache), cache):
        return False
    if settings.device == "cuda":
        return True
    model = find_model(settings.model, cache)
    return default_export(model) is not None or is_exported(model, cache)


def _load(settings: Settings, device: str) -> Embedder:
    model = find_model(settings.model, settings.cache)
    if device == "cpu":
        return OnnxEmbedder(model, default_export(model) or exported(model, settings.cache))
    if not _has_cuda():
        raise ModelMissing("There is no CUDA device, or torch is a CPU build: use --device cpu")
    return SentenceTransformerEmbedder(model, device)


def _has_cuda() -> bool:
    """Whether torch finds a CUDA device; torch is loaded only where the driver's tool exists."""
    if shutil.which("nvidia-smi") is None:
        return False
    import torch

    return bool(torch.cuda.is_available())
