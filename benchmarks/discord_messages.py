"""Print answers to real questions as Discord shows them, and how many characters people see of each.

    python -m benchmarks.discord_messages [--library DIR] [--questions FILE] [--number N]

Without options, N questions of the seeds, spread over all of them, are put to an index of the seeds. FILE has a
`question` on each line, and may have the day on which it was `asked`, and `answers`: then the quotes that have one are
counted. A message is printed as that of /ask, which repeats the question; a reply is shorter by that line.
"""

import argparse
import json
import statistics
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.delivery.reply import repeating
from bot.outgoing.asked import question_line
from bot.outgoing.layout import Shown, answer_messages
from qa.assistant import Assistant
from qa.bootstrap import indexing_embedder, open_assistant
from qa.conversation.exchange import Exchange
from qa.library.indexing import index
from qa.settings import Settings
from tests.bot.markup import Line, shown
from vectorstore.local import LocalStore

SEEDS = Path(__file__).with_name("seeds.jsonl")
ARTICLES = Path(__file__).resolve().parents[1] / "seeds"
LIMIT = 3
"""The quotes of an answer, as many as the bot asks for by default."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What people see of an answer: characters, those of a reply, quotes, and how many of these have the answer."""

    characters: int
    in_reply: int
    quotes: int
    right: int


def main() -> None:
    """Print the messages, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--questions", type=Path, default=SEEDS)
    parser.add_argument("--number", type=int, default=20)
    options = parser.parse_args()
    lines = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line.get("answerable", True)]
    with tempfile.TemporaryDirectory() as folder:
        assistant = open_assistant(store=LocalStore(options.library or seeds_library(Path(folder))))
        results = [seen(assistant, line) for line in lines[:: max(1, len(lines) // options.number)][: options.number]]
    report(results)


def seeds_library(folder: Path) -> Path:
    """An index of the seeds."""
    embedder = indexing_embedder(Settings())
    index([ARTICLES], LocalStore(folder / "library", embedder.dimension), embedder)
    return folder / "library"


def seen(assistant: Assistant, line: dict[str, Any]) -> Seen:
    """Ask a question, and print its messages as they are seen."""
    today = date.fromisoformat(line["asked"]) if "asked" in line else None
    answer = assistant.ask(line["question"], limit=LIMIT, today=today)
    told: Shown = answer_messages(answer, Exchange(line["question"]).answered(answer))
    rows = [row for message in repeating(told.question, told.messages) for row in shown(message)]
    characters = sum(len(row.text) for row in rows)
    in_reply = characters - len(told.messages) * len(shown(question_line(told.question))[0].text)
    print("\n".join(map(drawn, rows)), f"[{characters} characters]", sep="\n", end="\n\n")
    answers = [one.casefold() for one in line.get("answers", ())]
    right = sum(any(one in quote.text.casefold() for one in answers) for quote in told.quotes)
    return Seen(characters, in_reply, len(told.quotes), right)


def drawn(row: Line) -> str:
    """A line as it is seen: a bar before a quote, small text indented."""
    return {"quote": "▌ ", "small": "  "}.get(row.kind, "") + row.text


def report(results: list[Seen]) -> None:
    """Print how many characters are seen, and how many quotes."""
    for name, characters in (
        ("/ask", [one.characters for one in results]),
        ("reply", [one.in_reply for one in results]),
    ):
        median = statistics.median(characters)
        print(f"{name}: {min(characters)} to {max(characters)} visible characters, {median:.0f} in the median")
    quotes, right = sum(one.quotes for one in results), sum(one.right for one in results)
    answered = sum(one.quotes > 0 for one in results)
    print(f"{answered} of {len(results)} answered with {quotes} quotes", end="")
    print(f", {right} of them with an answer of the file" if right else "")


if __name__ == "__main__":
    main()
