"""The composition root: it builds the real parts once from settings and hands them over; tests pass fakes."""

import shutil
from collections.abc import Callable
from pathlib import Path

from qa.assistant import Assistant
from qa.errors import ModelMissing
from qa.models.default import default_export
from qa.models.embedder import Embedder, OnnxEmbedder, SentenceTransformerEmbedder
from qa.models.export.embedder import exported, is_exported
from qa.models.export.reader import exported_reader, is_reader_exported
from qa.models.locate import find_model
from qa.models.reader import OnnxReader, Reader, shipped
from qa.settings import Settings
from qa.stores import open_store
from vectorstore.store import VectorStore


def open_assistant(
    library: Path | str | None = None,
    *,
    settings: Settings | None = None,
    store: VectorStore | None = None,
    embedder: Embedder | None = None,
    reader: Reader | None = None,
) -> Assistant:
    """Return an assistant that answers from a library: the one in the settings, unless another is named.

    Nothing is loaded before the first question; the library may be missing until then.
    """
    settings = settings or Settings()
    folder = Path(library) if library is not None else settings.library
    return Assistant(
        store or open_store(settings.model_copy(update={"library": folder})),
        (lambda: embedder) if embedder is not None else asking_embedder(settings),
        (lambda: reader) if reader is not None else asking_reader(settings),
        path=str(folder),
        place=settings.store,
        min_confidence=settings.min_confidence,
    )


def asking_embedder(settings: Settings) -> Callable[[], Embedder]:
    """A loader of the model for questions, on the CPU unless a CUDA device is asked for."""
    return lambda: _load(settings, "cuda" if settings.device == "cuda" else "cpu")


def asking_reader(settings: Settings) -> Callable[[], Reader]:
    """A loader of the reader that comes with this program, or of the one in the settings."""
    if not settings.reader:
        return lambda: shipped().loaded()
    return lambda: OnnxReader(exported_reader(find_model(settings.reader, settings.cache), settings.cache)).loaded()


def indexing_embedder(settings: Settings, threads: int | None = None) -> Embedder:
    """The model for many passages, on a CUDA device if there is one, or if one is asked for.

    On a CPU, `threads` passages are embedded at once, by default as many as there are cores.
    """
    is_cuda = settings.device == "cuda" or (settings.device == "auto" and _has_cuda())
    return _load(settings, "cuda" if is_cuda else "cpu", threads)


def is_ready(settings: Settings) -> bool:
    """Whether the models can be used at once; if not, one is exported first, which takes seconds."""
    cache = settings.cache
    if settings.reader and not is_reader_exported(find_model(settings.reader, cache), cache):
        return False
    if settings.device == "cuda":
        return True
    model = find_model(settings.model, cache)
    return default_export(model) is not None or is_exported(model, cache)


def _load(settings: Settings, device: str, threads: int | None = None) -> Embedder:
    model = find_model(settings.model, settings.cache)
    if device == "cpu":
        return OnnxEmbedder(model, default_export(model) or exported(model, settings.cache), threads)
    if not _has_cuda():
        raise ModelMissing("There is no CUDA device, or torch is a CPU build: use --device cpu")
    return SentenceTransformerEmbedder(model, device)


def _has_cuda() -> bool:
    """Whether torch finds a CUDA device; torch is loaded only where the driver's tool exists."""
    if shutil.which("nvidia-smi") is None:
        return False
    import torch

    return bool(torch.cuda.is_available())
