"""Measure how long questions take in four processes that ask without pause, with and without a writer beside them.

    python -m benchmarks.readers --library DIR --articles DIR [--seconds N]

DIR is an indexed library of the articles, which are files of Markdown or text; the writer edits one after the other,
and commits each. Edits stay in the files: give it a copy.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.questions import NEWS
from qa.bootstrap import indexing_embedder
from qa.library.indexing import index
from qa.settings import Settings
from vectorstore.local import LocalStore

READERS = 4
ASKED = 60

READER = """
import json, sys, time
from qa import open_assistant
assistant = open_assistant(sys.argv[1])
assistant.warm()
questions = json.loads(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
end, times, generations = time.monotonic() + float(sys.argv[2]), [], set()
while time.monotonic() < end:
    start = time.perf_counter()
    generations.add(assistant.ask(questions[len(times) % len(questions)]).generation)
    times.append(time.perf_counter() - start)
print(json.dumps([times, len(generations)]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=25)
    options = parser.parse_args()
    alone, _ = asked(options.library, options.seconds, lambda: None)
    commits = 0

    def write() -> None:
        nonlocal commits
        commits = edited(options.library, options.articles, options.seconds - 2)

    beside, seen = asked(options.library, options.seconds, write)
    median = statistics.median(alone)
    print(f"alone:         {len(alone):,} questions, median {median:.3f} s, slowest {max(alone):.3f} s")
    with_writer = statistics.median(beside)
    print(f"with a writer: {len(beside):,} questions, median {with_writer:.3f} s, slowest {max(beside):.3f} s")
    print(f"  {commits} commits; each reader saw {min(seen)} to {max(seen)} generations")
    print(f"  slowest beside a writer against the median alone: {max(beside) / median:.1f}")


def asked(library: Path, seconds: float, meanwhile: Callable[[], None]) -> tuple[list[float], list[int]]:
    """Return the seconds of all questions, and how many generations each reader saw."""
    lines = (NEWS / "questions.jsonl").read_text(encoding="utf-8").splitlines()[:ASKED]
    questions = json.dumps([json.loads(line)["question"] for line in lines])
    command = [sys.executable, "-c", READER, str(library), str(seconds), questions]
    readers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )
        for _ in range(READERS)
    ]
    for reader in readers:
        assert reader.stdout is not None
        reader.stdout.readline()
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("\n")
    meanwhile()
    told = [json.loads(reader.stdout.readline()) for reader in readers if reader.stdout is not None]
    return [one for times, _ in told for one in times], [generations for _, generations in told]


def edited(library: Path, articles: Path, seconds: float) -> int:
    """Edit one article after the other, each in a commit of its own; return how many."""
    embedder = indexing_embedder(Settings())
    paths = sorted(path for path in articles.rglob("*") if path.suffix in (".md", ".txt"))
    end, commits = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        path = random.choice(paths)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(". ", f". This is edit {commits}. ", 1), encoding="utf-8")
        index([articles], LocalStore(library, embedder.dimension), embedder, library=library)
        commits += 1
    return commits


if __name__ == "__main__":
    main()
