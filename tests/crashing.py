"""A library whose keeper dies: an index run in a process of its own, killed at a step of its commit or at any moment.

    python -m tests.crashing LIBRARY ARTICLES [PAUSE_AT] [--broken] [--forget] [--bring-over]

Prints a line for each step, and waits for ever at the step of the number PAUSE_AT.
"""

import functools
import itertools
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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


def crash(articles: Path, library: Path, at: int | None, *flags: str) -> None:
    """Index in another process, and kill it: at a step, or (None) at a random moment."""
    command = [sys.executable, "-m", "tests.crashing", str(library), str(articles)]
    command += [str(at)] if at is not None else []
    command += flags
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        if at is None:
            run.stdout.readline()  # it has begun
            time.sleep(random.uniform(0, 0.08))  # a moment, to be killed at; nothing is awaited
        else:
            next((line for line in run.stdout if line.startswith(f"{at} ")), None)
        run.send_signal(signal.SIGKILL)


def steps(articles: Path, library: Path, *flags: str) -> int:
    """How many steps the next run has; of a copy, so that it is still to be done."""
    copy = library.with_name("copy")
    shutil.copytree(library, copy)
    command = [sys.executable, "-m", "tests.crashing", str(copy), str(articles), *flags]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    shutil.rmtree(copy)
    return len(told.splitlines())


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
    """Index, or forget, with a word at each step."""
    library, articles, *rest = (argument for argument in sys.argv[1:] if not argument.startswith("--"))
    counter = itertools.count(1)

    def step(name: str) -> None:
        number = next(counter)
        print(number, name, flush=True)
        if rest and number == int(rest[0]):
            signal.pause()

    def stepping(owner: Any, name: str) -> None:
        act: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(act)
        def acted(*arguments: Any, **named: Any) -> Any:
            step(f"before {name}")
            result = act(*arguments, **named)
            step(f"after {name}")
            return result

        setattr(owner, name, acted)

    if "--broken" in sys.argv:
        put = CatalogueWriter.put

        def put_at_once(catalogue: CatalogueWriter, document: Any) -> Any:
            old = put(catalogue, document)
            catalogue.commit()
            step("a document by itself")
            return old

        setattr(CatalogueWriter, "put", put_at_once)  # noqa: B010  a method in place of another
    for owner, name in (
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
        (writer.shutil, "rmtree"),  # type: ignore[attr-defined]
    ):
        stepping(owner, name)
    step("begun")
    if "--forget" in sys.argv:
        forget(articles, LocalStore(Path(library), wait=30), Path(library))
        return
    if "--bring-over" in sys.argv:
        with LocalStore(Path(library), wait=30).writer() as opened:
            opened.commit(Changes())
        return
    fill(Path(articles), Path(library), allow_removals=True)


if __name__ == "__main__":
    main()
