"""Measure how the cost of asking and following grows with the library, from a thousand passages on, in one run.

    python -m benchmarks.curves --library DIR [--sizes 1000 10000 100000 1000000] [--keep FOLDER]

DIR is an indexed library of news-dev. Libraries of its articles, repeated (see benchmarks/large.py), are made, asked,
looked at and followed, each time by a process of its own. The time of a process that only loads the program is not
counted. Wall times depend on what else the machine does; CPU times hardly do.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.large import fill
from benchmarks.questions import NEWS
from qa.answer.retrieval import Sought, retrieve, sought
from qa.bootstrap import asking_embedder
from qa.evaluation.questions import load
from qa.library.indexing import index
from qa.library.listing import Listing, articles_around, listed_articles, status_of
from qa.settings import Settings
from qa.values import Where
from vectorstore.live import LiveStore
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Filter

QUESTION = "Which team does Damar Hamlin play for?"
QUESTIONS = 100

Figures = dict[str, float]
Find = Callable[[Sought, Filter], object]


def main() -> None:
    """Measure and print a line for each size, and figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--keep", type=Path, help="make the libraries here, and leave them")
    parser.add_argument("--part", nargs="+", help="what a process of its own does")
    options = parser.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*map(Path, options.part[1:]))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        idle = min((run("idle") for _ in range(3)), key=lambda one: one["wall"])
        for size in options.sizes:
            for name, value in figures(folder / str(size), options.library, size, idle).items():
                print(f"{size:>9,} {name:<44} {value:>12,.3f}", flush=True)


def figures(folder: Path, shelf: Path, size: int, idle: Figures) -> Figures:
    """Return what one size takes."""
    library, articles = folder / "library", folder / "articles"
    told: Figures = {}
    if not library.is_dir():
        (folder / "passages").parent.mkdir(parents=True, exist_ok=True)
        made = run("fill", library, articles, shelf, Path(str(size)))
        told |= {f"make: {name}": value for name, value in made.items()}
    told["library: GB"] = sum(path.stat().st_size for path in library.rglob("*") if path.is_file()) / 1e9
    for name in ("ask", "sources", "status", "first look", "look", "edit"):
        part = run(name.split()[-1], library, articles)
        told[f"{name}: CPU s"] = part.pop("cpu") - idle["cpu"]
        told[f"{name}: wall s"] = part.pop("wall") - idle["wall"]
        told |= {f"{name}: {what}": value for what, value in part.items()}
    return told | run("lists", library) | run("retrieval", library) | run("generation", library)


def run(part: str, *paths: Path) -> Figures:
    """Do a part in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.curves", "--part", part, *map(str, paths)]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall = time.perf_counter() - start
    told: Figures = json.loads(done.stdout.splitlines()[-1])
    return {"wall": wall, **told} if "cpu" in told else told


def spent() -> Figures:
    """Return what this process has taken so far: CPU seconds, and MB of memory of its own, without mapped files."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    own = next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))
    return {"cpu": usage.ru_utime + usage.ru_stime, "own MB": own / 1024, "most MB": usage.ru_maxrss / 1024}


def idle() -> Figures:
    """Do nothing: the cost of loading the program."""
    return spent()


def filled(library: Path, articles: Path, shelf: Path, size: Path) -> Figures:
    """Make a library of `size` passages."""
    count = fill(library, articles, shelf, int(str(size)))
    return {**spent(), "articles": count}


def asked(library: Path, _: Path) -> Figures:
    """Ask one question, as `pullquote ask` does."""
    return command("ask", QUESTION, "--library", str(library), "--min-confidence", "0")


def sources(library: Path, _: Path) -> Figures:
    """List ten articles."""
    return command("sources", "--limit", "10", "--library", str(library))


def status(library: Path, _: Path) -> Figures:
    """Show what is in the library."""
    return command("status", "--library", str(library))


def command(*arguments: str) -> Figures:
    """Run a command of the program in this process, and drop its output."""
    from qa.terminal.app import app

    try:
        with tempfile.TemporaryFile("w") as nothing:
            before, sys.stdout = sys.stdout, nothing
            try:
                app(list(arguments))
            finally:
                sys.stdout = before
    except SystemExit as ended:
        if ended.code not in (0, None):
            raise RuntimeError(f"{arguments}: {ended.code}") from ended
    return spent()


def look(library: Path, articles: Path) -> Figures:
    """Look at all files; nothing has changed."""
    return followed(library, articles)


def edit(library: Path, articles: Path) -> Figures:
    """Follow one edited article."""
    path = articles / "0000" / "000007.md"
    path.write_text(path.read_text(encoding="utf-8").replace(". ", f". It was {time.time_ns()}. ", 1), encoding="utf-8")
    return followed(library, articles)


def followed(library: Path, articles: Path) -> Figures:
    """Bring a library up to date."""
    embedder = asking_embedder(Settings())()
    before = spent()["cpu"]
    start = time.perf_counter()
    report = index([articles], LocalStore(library), embedder, library=library)
    took = time.perf_counter() - start
    return {**spent(), "alone: CPU s": spent()["cpu"] - before, "alone: s": took, "embedded": report.embedded}


def retrieval(library: Path) -> Figures:
    """Return the milliseconds that finding passages takes, warm, without a filter and with each."""
    texts = [one.question for one in load(NEWS / "questions.jsonl")][:QUESTIONS]
    embedder = asking_embedder(Settings())()
    told: Figures = {}
    with LocalStore(library).snapshot() as snapshot:
        asking = [sought(snapshot, embedder, text) for text in texts]
        wheres = {
            "all": Filter(),
            "one of the collections": Filter(collections=frozenset({"0000"})),
            "since 2023": Filter(published_from=date(2023, 1, 1)),
        }
        halves: dict[str, Find] = {
            "passages found": lambda one, where: retrieve(snapshot, one, where, 10),
            "dense": lambda one, where: snapshot.dense(one.vector, 100, where),
            "BM25": lambda one, where: snapshot.lexical(one.text, 100, where),
        }
        for name, where in wheres.items():
            for what, find in halves.items():
                told |= milliseconds(f"{what}, {name}", [partial(find, one, where) for one in asking])
    return told


def lists(library: Path) -> Figures:
    """Return the milliseconds that lists of articles, the status and names to complete take, warm."""
    everywhere, ten = Where(), Listing(limit=10)
    with LocalStore(library).snapshot() as snapshot:
        half = snapshot.size().documents // 2
        acts: dict[str, Callable[[], object]] = {
            "ten articles": partial(listed_articles, snapshot, everywhere, ten, "", by_path=True),
            "ten articles with a word": partial(listed_articles, snapshot, everywhere, ten, "bridge", by_path=True),
            "a page in the middle of all": partial(articles_around, snapshot, everywhere, "", half, 8),
            "a page of those with a word": partial(articles_around, snapshot, everywhere, "bridge", 0, 8),
            "a page of those with a common word": partial(articles_around, snapshot, everywhere, "the", 0, 8),
            "status": partial(status_of, snapshot, "", {}),
            "collections": snapshot.collections,
            "authors": partial(snapshot.authors, None),
        }
        return {name: value for what, act in acts.items() for name, value in milliseconds(what, [act] * 9).items()}


def milliseconds(name: str, acts: Sequence[Callable[[], object]]) -> Figures:
    """Return the median and the 95th percentile of several acts, and their mean CPU time."""
    for act in acts:
        act()
    times, cpu = [], time.process_time()
    for act in acts:
        start = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - start))
    mean = 1000 * (time.process_time() - cpu) / len(acts)
    p50, p95 = np.percentile(times, [50, 95])
    return {f"{name}: p50 ms": float(p50), f"{name}: p95 ms": float(p95), f"{name}: CPU ms": mean}


def generation(library: Path) -> Figures:
    """Commit one article, and return how long an open store takes to show it."""
    with LiveStore(library, poll=600) as store:
        with store.snapshot() as snapshot:
            (document,) = snapshot.documents([snapshot.entries()[0].key]).values()
            records = snapshot.records(document.key)
        start = time.perf_counter()
        with LocalStore(library).writer() as writer:
            writer.commit(Changes([replace(document, records=records)]))
        committed = time.perf_counter()
        store.look()
        return {"commit of one article: s": committed - start, "taken by a bot: s": time.perf_counter() - committed}


PARTS: dict[str, Callable[..., Figures]] = {
    "idle": idle,
    "fill": filled,
    "ask": asked,
    "sources": sources,
    "status": status,
    "look": look,
    "edit": edit,
    "lists": lists,
    "retrieval": retrieval,
    "generation": generation,
}

if __name__ == "__main__":
    main()
