"""Questions with known answers, asked by the command line: what the other benchmarks here are made of."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qa.reading import find, read
from qa.types import Article, Skipped

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the data for development lie beside the project, if they do."""


def load(path: Path) -> list[dict[str, Any]]:
    """Questions of a file of JSON lines, each with `answers` and `answerable`.

    Where a question has the `quote` that it must get (or null), as in `seeds/questions.jsonl`, that is its answer.
    """
    with path.open(encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    return [_answered_by_quote(one) if "quote" in one else one for one in questions]


def _answered_by_quote(question: dict[str, Any]) -> dict[str, Any]:
    quote = question["quote"]
    return {**question, "answers": [quote] if quote else [], "answerable": quote is not None}


def articles_of(paths: Sequence[Path]) -> list[Article]:
    """The articles at these paths, as they are read for a library."""
    return [
        article
        for file in find(paths)
        if not isinstance(file, Skipped)
        for article in read(file)
        if isinstance(article, Article)
    ]


def ask(questions: Sequence[dict[str, Any]], library: Path, *options: str) -> list[dict[str, Any]]:
    """The answers of `pullquote ask --stdin --json --explain --min-confidence 0`, in order."""
    command = [
        *(sys.executable, "-m", "qa", "ask", "--stdin", "--json", "--explain", "--min-confidence", "0"),
        *("--library", str(library), *options),
    ]
    lines = "".join(json.dumps({"question": one["question"]}) + "\n" for one in questions)
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def has_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether one of the answers stands in a text as whole words; case and punctuation do not count."""
    return any(f" {_plain(answer)} " in f" {_plain(text)} " for answer in answers)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
