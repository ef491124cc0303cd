"""Articles, and questions asked through the command line: what the other benchmarks are made of."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qa.evaluation.questions import Known
from qa.reading import find, read
from qa.reports import Skipped
from qa.values import Article

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the data for development are, beside the project, if they are there."""

NEWS = SHARED / "news-dev"


def articles_of(paths: Sequence[Path]) -> list[Article]:
    """Return the articles at these paths, as they are read for a library."""
    return [
        article
        for file in find(paths)
        if not isinstance(file, Skipped)
        for article in read(file)
        if isinstance(article, Article)
    ]


def ask(questions: Sequence[Known], library: Path, *options: str) -> list[dict[str, Any]]:
    """Return the answers of `pullquote ask --stdin --json --explain --min-confidence 0`, in order."""
    command = [
        *(sys.executable, "-m", "qa", "ask", "--stdin", "--json", "--explain", "--min-confidence", "0"),
        *("--library", str(library), *options),
    ]
    lines = "".join(json.dumps({"question": one.question}) + "\n" for one in questions)
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]
