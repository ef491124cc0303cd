"""What each part of the choice of sentences gives, on news-dev: the table of docs/benchmarks/tried.md.

    python -m benchmarks.reading --library DIR [--reader FOLDER]

Every question is read once in the library at DIR; then sentences are ordered in each of these ways. Where weights are
fitted, the questions that are counted were held out.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sklearn.model_selection import GroupKFold

from benchmarks.confidence import FOLDS, Read, fit, of_library
from benchmarks.questions import NEWS
from qa.answer import quotes
from qa.answer.confidence import of_sentences
from qa.answer.ranking import Ranked, rank
from qa.bootstrap import asking_embedder
from qa.evaluation.questions import Known, has_answer, load
from qa.models.reader import OnnxReader, shipped
from qa.settings import Settings

Order = Callable[[Read], list[Ranked]]


def main() -> None:
    """Read, order, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--reader", type=Path, help="a folder as qa/models/weights")
    options = parser.parse_args()
    questions = load(NEWS / "questions.jsonl")
    reader = OnnxReader(options.reader) if options.reader else shipped()
    reads = list(of_library(questions, options.library, asking_embedder(Settings())(), reader))
    answerable = [read for read in reads if questions[read.number].answerable]
    for name, features in (
        ("answering words alone", ("odds",)),
        ("passage alone, as found", ("match",)),
        ("words of the question alone", ("coverage", "passage_coverage")),
        ("answering words + passage as found", ("odds", "match")),
        ("answering words + support by other passages", ("odds", "support")),
    ):
        tell(name, answerable, questions, partial(summed, features))
    ranked: dict[int, list[Ranked]] = {}
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(
        reads, groups=[one.number for one in reads]
    ):
        sentence, _ = fit([reads[place] for place in train], questions)
        ranked |= {reads[place].number: rank(reads[place].candidates, sentence) for place in test}
    for name, order in (
        ("all, fitted (kept)", lambda read: ranked[read.number]),
        ("all, of the 3 best passages", lambda read: among(ranked[read.number], read, 3)),
        ("all, of the 5 best passages", lambda read: among(ranked[read.number], read, 5)),
        ("all, without counting the same answers once", lambda read: unmarked(ranked[read.number])),
    ):
        tell(name, answerable, questions, order)


def tell(name: str, reads: Sequence[Read], questions: Sequence[Known], order: Order) -> None:
    """Print how often the first quote, and one of three, has the answer."""
    first = three = 0
    for read in reads:
        chosen = [quote.text for quote in quotes.choose(questions[read.number].question, order(read), 3)]
        answers = questions[read.number].answers
        first += has_answer(" ".join(chosen[:1]), answers)
        three += has_answer(" \n ".join(chosen), answers)
    print(f"{name:<50} {first / len(reads):.3f} {three / len(reads):.3f}", flush=True)


def summed(features: Sequence[str], read: Read) -> list[Ranked]:
    """Candidates by the sum of some features."""

    def score(values: dict[str, float]) -> float:
        return float(sum(values[name] for name in features))

    rows = [one.model_dump() for one in of_sentences(read.candidates)]
    order = sorted(range(len(rows)), key=lambda place: score(rows[place]), reverse=True)
    return [Ranked(read.candidates[place], 0.5) for place in order]


def among(ranked: Sequence[Ranked], read: Read, count: int) -> list[Ranked]:
    """Those of the best `count` passages."""
    best = [(match.article.id, match.passage.start) for match in read.found.matches[:count]]
    return [one for one in ranked if (one.candidate.match.article.id, one.candidate.match.passage.start) in best]


def unmarked(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same, as if the reader had not pointed."""
    return [Ranked(replace(one.candidate, answer=None, says=""), one.confidence) for one in ranked]


if __name__ == "__main__":
    main()
