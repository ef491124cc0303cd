"""What the tests share: the real model, loaded once; the seeds, indexed once; the data beside the project."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from qa import open_assistant
from qa.assistant import Assistant
from qa.bootstrap import asking_embedder
from qa.library.indexing import index
from qa.models.embedder import Embedder
from qa.settings import Settings
from tests.fakes import WordEmbedder
from tests.forking import Forks
from tests.milvus import Named, lite
from vectorstore.local import LocalStore

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

hypothesis_settings.register_profile("project", deadline=None, max_examples=60)
hypothesis_settings.load_profile("project")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell starts background commands with Ctrl-C ignored; what a test starts would inherit that."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--crashes 200`, the long form of the crash tests, and `--write-screens`, new screens of the terminal."""
    parser.addoption("--crashes", default="12", help="times that an index run is killed at a random moment")
    parser.addoption("--write-screens", action="store_true", help="keep what the terminal shows now as its screens")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data beside the project; without it the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the data for development are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Named]:
    """A server for all tests of this process: the one that PULLQUOTE_TEST_MILVUS names, else Milvus Lite."""
    if place := os.environ.get("PULLQUOTE_TEST_MILVUS"):
        yield Named(place)
        return
    with lite(tmp_path_factory.mktemp("milvus")) as running:
        yield running


@pytest.fixture(scope="session")
def cache(request: pytest.FixtureRequest) -> Path:
    """Where the exported model is kept between runs."""
    assert request.config.cache is not None
    return request.config.cache.mkdir("pullquote")


@pytest.fixture(scope="session")
def embedder(cache: Path) -> Embedder:
    """The real model."""
    return asking_embedder(Settings(cache=cache))()


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A library of the seeds, by the real model; not to be written."""
    library = tmp_path_factory.mktemp("seeds") / "library"
    index([ROOT / "seeds"], LocalStore(library, embedder.dimension), embedder)
    return library


@pytest.fixture(scope="session")
def seeds_assistant(seeds_library: Path, embedder: Embedder) -> Assistant:
    """Answers from the seeds, by the real model."""
    assistant = open_assistant(store=LocalStore(seeds_library), embedder=embedder)
    assistant.warm()
    return assistant


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Starts processes that have already imported the program."""
    made = Forks()
    yield made
    made.close()


@pytest.fixture
def environment(cache: Path) -> dict[str, str]:
    """The environment of a command that is run as a user runs it."""
    return {**os.environ, "PULLQUOTE_CACHE": str(cache), "COLUMNS": "100"}


Shelf = Callable[..., Assistant]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Makes an assistant over some texts, with a fake model: shelf({"name.txt": "text"})."""

    def make(files: dict[str, str]) -> Assistant:
        folder = tmp_path / "articles"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        embedder = WordEmbedder()
        store = LocalStore(tmp_path / "library", embedder.dimension)
        index([folder], store, embedder)
        return open_assistant(store=store, embedder=embedder)

    return make
