"""A library whose writer dies: an index run in a process of its own, killed at a step of its commit or at any moment.

That process gets in sys.argv LIBRARY ARTICLES PAUSE_AT and perhaps --broken, --forget or --bring-over. It prints a line
for each step, and waits for ever at step number PAUSE_AT.
"""

import functools
import itertools
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from qa.bootstrap import open_assistant
from qa.forgetting import forget
from qa.library.indexing import index
from qa.library.options import IndexOptions
from tests.fakes import WordEmbedder
from tests.forking import Forks
from vectorstore import growth, writer
from vectorstore.catalogue_writer import CatalogueWriter
from vectorstore.check import examine
from vectorstore.indexes import generation as derived
from vectorstore.local import LocalStore
from vectorstore.pending import PendingVectors
from vectorstore.store import Changes, Filter
from vectorstore.verified import Verified

ARTICLES = 8
ROOT = Path(__file__).resolve().parents[1]

STEPS: tuple[tuple[Any, str], ...] = (
    (PendingVectors, "remember"),
    (PendingVectors, "drop"),
    (PendingVectors, "clear"),
    (CatalogueWriter, "erase"),
    (CatalogueWriter, "settle"),
    (CatalogueWriter, "replace_derived"),
    (CatalogueWriter, "commit"),
    (CatalogueWriter, "replace_segments"),
    (writer, "grown"),
    (growth, "write_segment"),
    (growth, "joined"),
    (derived, "write_codes"),
    (derived, "write"),
    (derived, "settled"),
    (writer, "settled"),
    (Verified, "keep"),
    (shutil, "rmtree"),
)
"""The calls that are steps of a commit: one before each, and one after it."""


def write(articles: Path, version: int) -> None:
    """Write the articles of a version: each says which it is, and some come and go."""
    articles.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        path = articles / f"{number}.txt"
        if (number + version) % 5 == 0:
            path.unlink(missing_ok=True)
        else:
            lines = "".join(f"Ship {number} has mast {n} in version{version}. " for n in range(12))
            path.write_text(f"Ship {number}\n{lines}\n")


def fill(articles: Path, library: Path, *, allow_removals: bool = False) -> None:
    """Index the articles."""
    embedder = WordEmbedder()
    store = LocalStore(library, embedder.dimension, wait=30)
    index([articles], store, embedder, library=library, options=IndexOptions(allow_removals=allow_removals))


class Crasher:
    """Starts runs that index, or forget, and kills them: at a step, or at a random moment."""

    def __init__(self, forks: Forks) -> None:
        self._forks = forks

    def crash(self, articles: Path, library: Path, at: int | None, *flags: str) -> None:
        """Index in another process, and kill it: at a step, or (None) at a random moment."""
        process, steps = self._start(articles, library, at or 0, *flags)
        with steps:
            if at is None:
                steps.readline()  # the commit has begun
                time.sleep(random.uniform(0, 0.08))  # a random moment to be killed at; nothing is awaited
            else:
                next((step for step in steps if step.startswith(f"{at} ")), None)
            os.kill(process, signal.SIGKILL)
        self._forks.wait()

    def steps(self, articles: Path, library: Path, *flags: str) -> int:
        """Return how many steps the next run has, counted on a copy, so that the run is still to be done."""
        copy = library.with_name("copy")
        shutil.copytree(library, copy)
        _, steps = self._start(articles, copy, 0, *flags)
        with steps:
            count = len(list(steps))
        assert self._forks.wait() == 0
        shutil.rmtree(copy)
        return count

    def _start(self, articles: Path, library: Path, at: int, *flags: str) -> tuple[int, IO[str]]:
        """Start a process; return its number, and a stream of its steps until it ends."""
        ours, theirs = os.pipe()
        streams = (0, theirs, 2)
        process = self._forks.start("tests.crashing:main", [library, articles, at, *flags], streams, ROOT, os.environ)
        os.close(theirs)
        return process, os.fdopen(ours)


def torn(library: Path, versions: tuple[int, int]) -> list[str]:
    """Return what is wrong with a library that should hold one of two versions: nothing, if it is exactly one."""
    problems = [str(finding) for finding in examine(library) if not finding.is_sound]
    embedder = WordEmbedder()
    store = LocalStore(library)
    with store.snapshot() as snapshot:
        keys = [entry.key for entry in snapshot.entries()]
        documents = snapshot.documents(keys)
        held = {version for version in versions for one in documents.values() if f"version{version}." in one.text}
        if len(held) != 1:
            return [*problems, f"it holds versions {sorted(held)}"]
        (version,) = held
        expected = {f"Ship {number}" for number in range(ARTICLES) if (number + version) % 5}
        if {one.heading for one in documents.values()} != expected:
            problems.append(f"it holds {sorted(one.heading for one in documents.values())} of version {version}")
        hits = [
            *snapshot.dense(embedder.questions(["mast version"])[0], 50, Filter()),
            *snapshot.lexical(f"mast version{version}", 50, Filter()),
        ]
        for hit in hits:
            document = documents.get(hit.document)
            if document is None or f"version{version}" not in document.text[hit.start : hit.end]:
                problems.append(f"passage {hit.passage} is not of version {version}")
        generation = snapshot.generation
    answer = open_assistant(store=store, embedder=embedder).ask("Which ship has a mast?", min_confidence=0)
    if answer.generation != generation:
        problems.append("the answer is of another generation")
    return problems


def main() -> None:
    """Index, or forget, and print a word at each step."""
    library, articles, at = sys.argv[1:4]
    counter = itertools.count(1)

    def step(name: str) -> None:
        number = next(counter)
        print(number, name, flush=True)
        if number == int(at):
            signal.pause()

    if "--broken" in sys.argv:
        commit_each_document(step)
    for owner, name in STEPS:
        around(owner, name, step)
    step("begun")
    if "--forget" in sys.argv:
        forget(articles, LocalStore(Path(library), wait=30), Path(library))
    elif "--bring-over" in sys.argv:
        with LocalStore(Path(library), wait=30).writer() as opened:
            opened.commit(Changes())
    else:
        fill(Path(articles), Path(library), allow_removals=True)


def around(owner: Any, name: str, step: Callable[[str], None]) -> None:
    """Make a step before and after each call of a function of this owner."""
    called: Callable[..., Any] = getattr(owner, name)

    @functools.wraps(called)
    def stepping(*arguments: Any, **named: Any) -> Any:
        step(f"before {name}")
        result = called(*arguments, **named)
        step(f"after {name}")
        return result

    setattr(owner, name, stepping)


def commit_each_document(step: Callable[[str], None]) -> None:
    """Break the commit: each document is committed by itself."""
    put = CatalogueWriter.put

    def put_at_once(catalogue: CatalogueWriter, document: Any) -> Any:
        old = put(catalogue, document)
        catalogue.commit()
        step("a document by itself")
        return old

    setattr(CatalogueWriter, "put", put_at_once)  # noqa: B010  a method in place of another
