"""The composition root: settings -> the real parts, built once and handed over; fakes by keyword in tests."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import ModelMissing
from qa.library.indexing import Progress, index
from qa.models.embedder import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from qa.models.export.embedder import exported, is_exported
from qa.models.export.reader import exported_reader, is_reader_exported
from qa.models.locate import find_model
from qa.models.reader import OnnxReader, Reader, shipped
from qa.settings import Settings
from qa.values import IndexReport, Skipped
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import VectorStore

WAIT = 10.0
"""Seconds that a refresh waits for another writer."""

WEB = 30.0
"""Minutes between two looks at pages of the web, where nothing else is said."""


def open_assistant(
    library: Path | str | None = None,
    *,
    settings: Settings | None = None,
    store: VectorStore | None = None,
    embedder: Embedder | None = None,
    reader: Reader | None = None,
) -> Assistant:
    """An assistant that answers from a library: that of the settings, if none is named.

    Nothing is loaded before the first question. The library may be missing until then.
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
    """A library for a process that lives long: `assistant` answers from it, `refresh` brings it up to date."""

    assistant: Assistant
    refresh: Callable[[Callable[[Progress], None]], IndexReport]


@contextmanager
def live(settings: Settings) -> Iterator[Live]:
    """The library of the settings, whose new generations are opened while questions are answered.

    What another process commits is answered from a moment later; what `refresh` commits, once it returns.
    """
    with LiveStore(settings.library) as store:

        def refreshed(report: Callable[[Progress], None]) -> IndexReport:
            done = refresh(settings, report)
            store.look()
            return done

        yield Live(open_assistant(settings=settings, store=store), refreshed)


def asking_embedder(settings: Settings) -> Callable[[], Embedder]:
    """How the model for questions is loaded: on the CPU unless a CUDA device is asked for."""
    return lambda: _load(settings, "cuda" if settings.device == "cuda" else "cpu")


def asking_reader(settings: Settings) -> Callable[[], Reader]:
    """How the reader is loaded: that of this program, or the one that the settings name."""
    if not settings.reader:
        return shipped
    return lambda: OnnxReader(exported_reader(find_model(settings.reader, settings.cache), settings.cache))


def indexing_embedder(settings: Settings) -> Embedder:
    """The model for many passages: on a CUDA device, if there is one or it is asked for."""
    is_cuda = settings.device == "cuda" or (settings.device == "auto" and _has_cuda())
    return _load(settings, "cuda" if is_cuda else "cpu")


def refresh(settings: Settings, report: Callable[[Progress], None] = lambda _: None) -> IndexReport:
    """Bring the library of the settings up to date with what was indexed before, in one commit."""
    embedder = indexing_embedder(settings)
    store = LocalStore(settings.library, embedder.dimension, wait=WAIT)
    return index([], store, embedder, library=settings.library, report=report)


def fetch(settings: Settings, stepped: Callable[[], None] = lambda: None) -> list[Skipped]:
    """Bring the files of the web pages that the library follows up to date; what could not be had, with the reason.

    `stepped` is called before each page. Raises IndexingError or LibraryUnwritable.
    """
    if not (settings.library / "web").is_dir():
        return []
    from qa.web import Fetcher, Mirror  # aiohttp takes a while to load

    mirror = Mirror(settings.library)
    return asyncio.run(mirror.refresh(lambda private: Fetcher(allow_private=private), lambda _: stepped()))


def is_ready(settings: Settings) -> bool:
    """Whether the models can be used at once: False if one has to be exported first, which takes seconds."""
    cache = settings.cache
    if settings.reader and not is_reader_exported(find_model(settings.reader, cache), cache):
        return False
    return settings.device == "cuda" or is_exported(find_model(settings.model, cache), cache)


def _load(settings: Settings, device: str) -> Embedder:
    model = find_model(settings.model, settings.cache)
    if device == "cpu":
        return OnnxEmbedder(model, *exported(model, settings.cache))
    if not _has_cuda():
        raise ModelMissing("There is no CUDA device, or torch is a CPU build: use --device cpu")
    return SentenceTransformerEmbedder(model, device)


def _has_cuda() -> bool:
    """Whether torch finds a CUDA device; torch is asked only where the driver's tool is."""
    if shutil.which("nvidia-smi") is None:
        return False
    import torch

    return bool(torch.cuda.is_available())
