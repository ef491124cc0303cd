"""Measure a reader alone on sets that it was not trained on, beside another reader on the same questions.

    python -m benchmarks.reader.measure --reader FOLDER [--against FOLDER] [--held-out DIR]

Folders are like qa/models/weights, which is compared with by default. Each question is read in all passages of its
article; the first sentence is the one with the likeliest answer. Differences are paired, with their 95 % interval by
bootstrap over questions. DIR is where benchmarks.reader.data wrote.
"""

import argparse
import string
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from benchmarks.questions import SHARED
from benchmarks.reader.encoded import lines_of
from benchmarks.reader.heldout import held_out
from qa.bootstrap import asking_embedder
from qa.library.cutting.segments import sentences
from qa.library.passages import passages
from qa.models import reader
from qa.models.embedder import Embedder
from qa.models.reader import WEIGHTS, OnnxReader, Part, Reader
from qa.settings import Settings
from qa.values import Article, Span

RESAMPLES = 2_000
STRANGERS = ("onestop", "wikiqa", "quail")
MOST = 150
"""How many held-out questions of each set are read."""

Figures = dict[str, NDArray[np.float64]]
"""The values of each figure, one per question: a score, or for an AUROC a row of score and label."""


class Put(NamedTuple):
    """A question put to an article, and the slices that answer, where they are known."""

    question: str
    article: Article
    spans: tuple[tuple[int, int], ...]
    answerable: bool


def main() -> None:
    """Read with both readers, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--against", type=Path, default=Path(reader.__file__).with_name(WEIGHTS))
    parser.add_argument("--held-out", type=Path, metavar="DIR")
    options = parser.parse_args()
    embedder = asking_embedder(Settings())()
    readers = [OnnxReader(options.reader), OnnxReader(options.against)]
    sets = {name: list(questions(name)) for name in ("clapnq", *STRANGERS)}
    for name, put in sets.items():
        tell(name, *(of_articles(put, reader, embedder) for reader in readers))
    if options.held_out:
        for name, (new, old) in paired_sets(options.held_out, readers).items():
            tell(name, new, old)


def questions(name: str) -> Iterator[Put]:
    """The questions of a set with their articles."""
    if name == "clapnq":
        for kind in ("answerable", "unanswerable"):
            for record in lines_of(SHARED / f"clapnq-dev/clapnq_dev_{kind}.jsonl"):
                passage = record["passages"][0]
                gold = [one for output in record["output"] for one in output["selected_sentences"]]
                spans = tuple(found(one, passage["text"]) for one in gold if one.strip() in passage["text"])
                article = article_of(passage["title"], passage["text"])
                yield Put(record["input"], article, spans, kind == "answerable")
        return
    folder = SHARED / "strangers-dev" / name
    articles = {one["url"]: article_of(one["title"], one["text"]) for one in lines_of(folder / "articles.jsonl")}
    for record in lines_of(folder / "questions.jsonl"):
        spans = tuple((start, end) for start, end in record["spans"])
        yield Put(record["question"], articles[record["url"]], spans, record["answerable"])


def found(part: str, text: str) -> tuple[int, int]:
    """Return where a part of a text stands."""
    start = text.index(part.strip())
    return start, start + len(part.strip())


def article_of(title: str, text: str) -> Article:
    """Return a text as an article of the program."""
    return Article(id=title, title=title, path="", collection="", text=text, body=(Span(0, len(text)),), digest="")


def of_articles(put: Sequence[Put], reader: Reader, embedder: Embedder) -> Figures:
    """Return how often the likeliest sentence is right, and how sure answered and unanswered questions are."""
    first: list[float] = []
    sure: list[tuple[float, float, bool]] = []
    for one in put:
        relevance, odds, best = likeliest(one, reader, embedder)
        sure.append((relevance, odds, one.answerable))
        if one.answerable and one.spans:
            first.append(float(any(best[0] < end and start < best[1] for start, end in one.spans)))
    rows = np.array(sure, dtype=np.float64)
    figures = {"first sentence": np.array(first)} if first else {}
    if not rows[:, 2].all():
        figures |= {"AUROC of relevance": rows[:, [0, 2]], "AUROC of odds": rows[:, [1, 2]]}
    return figures


def likeliest(put: Put, reader: Reader, embedder: Embedder) -> tuple[float, float, tuple[int, int]]:
    """Return the greatest relevance of a passage, the greatest odds of a sentence, and that sentence."""
    parts = passages(put.article, embedder)
    readings = reader.read(put.question, [Part(put.article.title, part.text) for part in parts])
    odds: list[tuple[float, tuple[int, int]]] = [(-100.0, (0, 0))]
    for part, reading in zip(parts, readings, strict=True):
        for start, end in sentences(put.article):
            if part.start <= start and end <= part.end:
                answering = reading.answering(start - part.start, end - part.start)
                odds.append((answering.odds if answering else -100.0, (start, end)))
    best = max(odds)
    return max(one.relevance for one in readings), best[0], best[1]


def paired_sets(folder: Path, readers: Sequence[Reader]) -> dict[str, list[Figures]]:
    """Return the figures of each set of questions to held-out articles, by each reader."""
    bodies = list(lines_of(folder / "passages.jsonl"))
    groups = list(lines_of(folder / "groups.jsonl"))
    articles = held_out((one["set"], one["article"]) for one in groups)
    by_set: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in groups:
        if group["article"] in articles:
            by_set[group["set"]].append(group)
    return {
        f"held out, {name}": [of_groups(some[:MOST], bodies, reader) for reader in readers]
        for name, some in by_set.items()
    }


def of_groups(groups: Sequence[dict[str, Any]], bodies: Sequence[dict[str, Any]], reader: Reader) -> Figures:
    """Return how often the right words are found, and how well the right passage is told from each kind of wrong."""
    exact: list[float] = []
    words: list[float] = []
    relevance: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for group in groups:
        if right := group["right"]:
            body = bodies[right["passage"]]
            reading = reader.read(group["question"], [Part(body["title"], body["text"])])[0]
            best = reading.answering(0, len(body["text"]))
            said = body["text"][slice(*best.span)] if best else ""
            gold = [body["text"][start:end] for start, end in right["spans"]]
            if not group["wide"]:
                exact.append(float(max(plain(said) == plain(one) for one in gold)))
                words.append(max(overlap(plain(said), plain(one)) for one in gold))
            relevance["right"].append((reading.relevance, 1.0))
        for kind, question, part in wrong(group, bodies):
            relevance[kind].append((reader.read(question, [part])[0].relevance, 0.0))
    right_rows = relevance.pop("right", [])
    figures = {"EM": np.array(exact), "F1": np.array(words)} if exact else {}
    return figures | {
        f"AUROC against {kind}": np.array(right_rows + rows) for kind, rows in relevance.items() if right_rows
    }


def wrong(group: dict[str, Any], bodies: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str, Part]]:
    """Yield one passage of each kind that does not answer, and the swapped question with the passage that did."""
    seen: set[str] = set()
    for one in group["hard"]:
        if one["kind"] not in seen:
            seen.add(one["kind"])
            body = bodies[one["passage"]]
            text = body["text"]
            for start, end in reversed(one.get("without", [])):
                text = text[:start] + text[end:]
            yield one["kind"], group["question"], Part(body["title"], text)
    for swap in group["swapped"]:
        body = bodies[group["right"]["passage"]]
        yield f"swapped, {swap['kind']}", swap["question"], Part(body["title"], body["text"])


def plain(text: str) -> list[str]:
    """Return the words of an answer as SQuAD counts them."""
    bare = "".join(letter for letter in text.lower() if letter not in string.punctuation)
    return [word for word in bare.split() if word not in ("a", "an", "the")]


def overlap(said: Sequence[str], gold: Sequence[str]) -> float:
    """Return the F1 of the words."""
    common = sum((Counter(said) & Counter(gold)).values())
    return 2 * common / (len(said) + len(gold)) if common else float(said == gold)


def tell(name: str, new: Figures, old: Figures) -> None:
    """Print each figure of both readers, and the difference."""
    for figure, values in new.items():
        chance = np.random.default_rng(0)
        size = len(values)
        draws = [np.arange(size), *(chance.integers(0, size, size) for _ in range(RESAMPLES))]
        pairs = np.array([(value_of(values[draw]), value_of(old[figure][draw])) for draw in draws])
        low, high = np.nanquantile(pairs[1:, 0] - pairs[1:, 1], [0.025, 0.975])
        print(
            f"{name:<22} {figure:<28} {size:>5}  {pairs[0, 0]:.3f} against {pairs[0, 1]:.3f}  "
            f"{pairs[0, 0] - pairs[0, 1]:+.3f} ({low:+.3f} to {high:+.3f})",
            flush=True,
        )


def value_of(values: NDArray[np.float64]) -> float:
    """Return the mean of scores, or the AUROC of scores with labels."""
    if values.ndim == 1:
        return float(values.mean())
    scores, labels = values.T
    return float(roc_auc_score(labels, scores)) if 0 < labels.sum() < len(labels) else float("nan")


if __name__ == "__main__":
    main()
