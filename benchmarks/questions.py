"""Questions with known answers, asked by the command line: what the other benchmarks here are made of."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the data for development lie beside the project, if they do."""


def load(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


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
