"""A library whose keeper dies: an index run in a process of its own, killed at a step of its commit or at any moment.

    python -m tests.crashing

Reads lines of JSON, [LIBRARY, ARTICLES, PAUSE_AT or null, "--broken", "--forget" or "--bring-over"]. Forks a process
for each, which prints a line for each step, and waits for ever at the step of the number PAUSE_AT; and prints its
number before, ENDED after.
"""

import contextlib
import functools
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from qa.bootstrap import open_assistant
from qa.forgetting import forget
from qa.library.indexing import index
from qa.library.options import IndexOptions
from tests.fakes import WordEmbedder
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
ENDED = "ended\n"

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
"""What is a step of a commit, before it and after it."""


def write(articles: Path, version: int) -> None:
    """The articles of a version: each tells it, some come and go."""
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
    """Starts runs that index, or forget, and kills them: at a step, or at a random moment.

    Each is a process of its own, forked from one that has imported all it needs.
    """

    def __init__(self) -> None:
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a process of one thread can be forked
        command = [sys.executable, "-m", "tests.crashing"]
        self._parent = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def crash(self, articles: Path, library: Path, at: int | None, *flags: str) -> None:
        """Index in another process, and kill it: at a step, or (None) at a random moment."""
        run, steps = self._start(articles, library, at, *flags)
        if at is None:
            next(steps)  # it has begun
            time.sleep(random.uniform(0, 0.08))  # a moment, to be killed at; nothing is awaited
        else:
            next((step for step in steps if step.startswith(f"{at} ")), None)
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.kill(run, signal.SIGKILL)
        for _ in steps:
            pass

    def steps(self, articles: Path, library: Path, *flags: str) -> int:
        """How many steps the next run has; of a copy, so that it is still to be done."""
        copy = library.with_name("copy")
        shutil.copytree(library, copy)
        _, steps = self._start(articles, copy, None, *flags)
        count = len(list(steps))
        shutil.rmtree(copy)
        return count

    def close(self) -> None:
        """End the process from which the others are forked."""
        self._parent.communicate()

    def _start(self, articles: Path, library: Path, at: int | None, *flags: str) -> tuple[int, Iterator[str]]:
        """The number of a new process, and each of its steps until it ends."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        print(json.dumps([str(library), str(articles), at, *flags]), file=self._parent.stdin, flush=True)
        run = int(self._parent.stdout.readline())
        return run, itertools.takewhile(lambda line: line != ENDED, self._parent.stdout)


def torn(library: Path, versions: tuple[int, int]) -> list[str]:
    """What is wrong with a library that holds one of two versions: nothing, if it is exactly one of them."""
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
    """Fork a process for each line that is read, one after the other."""
    for line in sys.stdin:
        run = os.fork()
        if run == 0:
            act(*json.loads(line))
            return
        _, status = os.waitpid(run, 0)
        if os.waitstatus_to_exitcode(status) not in (0, -signal.SIGKILL):
            sys.exit(f"The run {line} failed.")
        print(ENDED, end="", flush=True)


def act(library: str, articles: str, at: int | None, *flags: str) -> None:
    """Index, or forget, with a word at each step."""
    print(os.getpid(), flush=True)
    counter = itertools.count(1)

    def step(name: str) -> None:
        number = next(counter)
        print(number, name, flush=True)
        if number == at:
            signal.pause()

    if "--broken" in flags:
        commit_each_document(step)
    for owner, name in STEPS:
        around(owner, name, step)
    step("begun")
    if "--forget" in flags:
        forget(articles, LocalStore(Path(library), wait=30), Path(library))
    elif "--bring-over" in flags:
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


if __name__ == "__main__":
    main()
