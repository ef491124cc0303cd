"""How good the answers are, on questions with known answers.

    python -m benchmarks.quality --library DIR [--questions FILE] [--articles PATH ...] [--json]

FILE has a JSON object a line: question, answers and answerable, or question and quote. Where there is
no library at DIR, one is made of the articles. By default it is the news set beside the project.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.questions import SHARED, articles_of, ask, has_answer, load
from qa.confidence import fitted

NEWS = SHARED / "news-dev"
RESAMPLES = 1000


def main() -> None:
    """Ask all questions and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, default=NEWS / "questions.jsonl")
    parser.add_argument("--articles", type=Path, nargs="+", default=[NEWS / "articles.jsonl"], help="of the library")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.library.exists():
        command = [sys.executable, "-m", "qa", "index", *map(str, options.articles), "--library", str(options.library)]
        subprocess.run(command, check=True)
    questions = load(options.questions)
    answers = ask(questions, options.library)
    figures = measure(questions, answers) | {"quotes that are their slice": exact(answers, options.articles)}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        print(f"{name:<48} {value if isinstance(value, str) else f'{value:.3f}'}")


def measure(questions: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]]) -> dict[str, float | str]:
    """The figures of a run: shares with a 95 % interval, and milliseconds."""
    pairs = list(zip(questions, answers, strict=True))
    known = [(question["answers"], answer) for question, answer in pairs if question["answerable"]]
    figures: dict[str, float | str] = {"questions": f"{len(pairs)}, {len(known)} of them answerable"}
    for name, texts in (
        ("answer in the best passage", _passages(1)),
        ("answer in the ten best passages", _passages(10)),
        ("answer in the first quote", _quotes(1)),
        ("answer in the three quotes", _quotes(3)),
    ):
        figures[name] = _interval([has_answer(" \n ".join(texts(answer)), answers) for answers, answer in known])
    confidences = np.array([answer["confidence"] for answer in answers])
    labels = np.array([question["answerable"] for question in questions])
    threshold = fitted().threshold
    if not labels.all():
        figures["answerable or not, AUROC"] = float(roc_auc_score(labels, confidences))
        figures[f"false answers at {threshold:g}"] = float((confidences[~labels] >= threshold).mean())
    figures[f"answerable left unanswered at {threshold:g}"] = float((confidences[labels] < threshold).mean())
    figures["words in a quote"] = float(
        np.mean([len(quote["text"].split()) for answer in answers for quote in answer["quotes"]])
    )
    times = np.array([answer["seconds"]["total"] for answer in answers[1:]]) * 1000
    figures["milliseconds a question, median"] = float(np.median(times))
    figures["milliseconds a question, 95th percentile"] = float(np.percentile(times, 95))
    return figures


def exact(answers: Sequence[dict[str, Any]], articles: Sequence[Path]) -> str:
    """How many quotes are, character for character, their slice of the article as it is read now."""
    texts = {article.id: article.text for article in articles_of(articles)}
    quotes = [quote for answer in answers for quote in answer["quotes"]]
    right = sum(texts[quote["article"]["id"]][quote["start"] : quote["end"]] == quote["text"] for quote in quotes)
    return f"{right} of {len(quotes)}"


def _passages(count: int) -> Callable[[dict[str, Any]], list[str]]:
    return lambda answer: [match["passage"]["text"] for match in answer["matches"][:count]]


def _quotes(count: int) -> Callable[[dict[str, Any]], list[str]]:
    return lambda answer: [quote["text"] for quote in answer["quotes"][:count]]


def _interval(hits: Sequence[bool]) -> str:
    """A share with its 95 % bootstrap interval."""
    values = np.array(hits, dtype=float)
    random = np.random.default_rng(0)
    means = random.choice(values, (RESAMPLES, len(values))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return f"{values.mean():.3f}  ({low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
