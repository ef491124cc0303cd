"""Fit the two probabilities of qa/answer/confidence.json: that a sentence answers, and that a question is answered.

    python -m benchmarks.confidence --library DIR

DIR holds the articles of news-dev (`pullquote index ../shared/data/news-dev/articles.jsonl --library DIR`). Every set
is read once, each question as the program asks it, except for its days. All families of sets weigh the same, and so do
the answerable and the unanswerable questions of a set: that is what the probability means. It prints how each family
fares when it is left out of the fit, then fits on all and writes the file. Nothing is fitted on `quail`.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks import clapnq, strangers
from benchmarks.libraries import Models, asking, models
from benchmarks.questions import NEWS
from qa.answer import confidence
from qa.answer.asking import Request
from qa.answer.confidence import AnswerFeatures, Logistic, SentenceFeatures, of_answer, of_sentences
from qa.answer.evidence import Candidate
from qa.answer.ranking import Ranked, rank
from qa.assistant import Assistant
from qa.evaluation.questions import has_answer, load
from qa.question.understand import attempts
from qa.values import Where
from vectorstore.local import LocalStore
from vectorstore.store import Filter

STRENGTH = 1.0
"""The inverse of the regularisation; scikit-learn's default."""

THRESHOLD = 0.5
"""The probability from which an answer is right more often than not."""

ROWS, ASKED = 3000, 500
"""What the sentences, and the questions, of a family weigh together."""

DAY = date(2026, 1, 1)
"""The day on which everything is asked: the days in questions are ignored."""

Hits = Callable[[Candidate], bool]


class Read(NamedTuple):
    """A question as the reader has read it: its sentences, which of them answer, and their cosines with the question.

    `hits` is empty where it is not known which sentence answers.
    """

    family: str
    question: str
    answerable: bool
    candidates: list[Candidate]
    hits: list[bool]
    meanings: list[float]


def main() -> None:
    """Read the sets, print how the fit fares on each family left out, fit on all, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    loaded, library = models(), parser.parse_args().library
    reads = {name: list(read(loaded, library)) for name, read in SETS.items()}
    left_out: dict[str, dict[str, float]] = {}
    for name, own in reads.items():
        others = {other: some for other, some in reads.items() if some[0].family not in (own[0].family, "quail")}
        left_out[name] = figures(own, *fit(others))
        print(name, left_out[name], flush=True)
    sentence, answer = fit({name: some for name, some in reads.items() if name != "quail"})
    fitted = {
        "sentence": sentence.model_dump(),
        "answer": answer.model_dump(),
        "threshold": THRESHOLD,
        "fitted": {
            "on": ", ".join(f"{name} ({len(some)})" for name, some in reads.items() if name != "quail"),
            "how": f"logistic regression, C={STRENGTH}; families of sets and the two kinds of question weigh the same",
            "date": datetime.now(UTC).date().isoformat(),
            **{
                f"{name} left out, {figure}": value for name, all_ in left_out.items() for figure, value in all_.items()
            },
        },
    }
    target = Path(confidence.__file__).with_name(confidence.FITTED)
    target.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


def read(family: str, assistant: Assistant, question: str, where: Where, answerable: bool, hits: Hits | None) -> Read:
    """Return a question as read; `hits` says which sentences answer, where that is known."""
    with assistant.opened() as snapshot:
        query = next(iter(attempts(question, (), snapshot, Filter(), DAY)))
        query = replace(query, text=query.timeless, days=None)
        asked, found = assistant.pipeline.candidates(snapshot, query, Request(where, DAY, 3, 0.0))
        vectors = assistant.pipeline.embedder.questions([one.text for one in found])
    meanings = (vectors @ asked.whole.vector).tolist() if found else []
    known = [hits(one) for one in found] if hits is not None and answerable else []
    return Read(family, query.text, answerable, found, known, meanings)


def of_news(loaded: Models, library: Path) -> Iterator[Read]:
    """Yield the questions of news-dev, put to its whole library."""
    assistant = loaded.assistant(LocalStore(library))
    for known in load(NEWS / "questions.jsonl"):
        yield read("news", assistant, known.question, Where(), known.answerable, partial(_has_answer, known.answers))


def of_strangers(loaded: Models, _: Path, *, name: str, to_all: bool = False) -> Iterator[Read]:
    """Yield the questions of strangers-dev, each put to its article or to all."""
    with asking(loaded, strangers.originals(name)) as assistant:
        ids = {article.url: article.id for article in assistant.sources()}
        for one in strangers.questions(name):
            where = Where() if to_all else Where(article=ids[one.url])
            hits = partial(_overlaps, one) if one.spans else None
            yield read(name, assistant, one.question, where, one.is_answerable, hits)


def of_passages(loaded: Models, _: Path) -> Iterator[Read]:
    """Yield the questions of clapnq-dev, each put to its one passage."""
    for name in clapnq.FILES:
        for record in clapnq.records(name):
            with tempfile.TemporaryDirectory() as folder:
                assistant = loaded.assistant(clapnq.library_of(record, Path(folder), loaded.embedder))
                gold = partial(_is_gold, record)
                yield read("clapnq", assistant, record["input"], Where(), name == "answerable", gold)


SETS: Mapping[str, Callable[[Models, Path], Iterator[Read]]] = {
    "news-dev": of_news,
    "clapnq": of_passages,
    "onestop": partial(of_strangers, name="onestop"),
    "onestop to all": partial(of_strangers, name="onestop", to_all=True),
    "wikiqa": partial(of_strangers, name="wikiqa"),
    "quail": partial(of_strangers, name="quail"),
}


def fit(reads: Mapping[str, Sequence[Read]]) -> tuple[Logistic, Logistic]:
    """Fit the model of a sentence where it is known which ones answer, and of an answer where there are both kinds."""
    sentence = _fit_sentence(reads)
    mixed = {name: some for name, some in reads.items() if len({one.answerable for one in some}) == 2}
    rows, labels, weights = [], [], []
    for some in mixed.values():
        share = ASKED / sum(some[0].family == others[0].family for others in mixed.values())
        counts = {kind: sum(one.answerable == kind for one in some) for kind in (True, False)}
        rows += [list(features(one, sentence).model_dump().values()) for one in some]
        labels += [one.answerable for one in some]
        weights += [share / counts[one.answerable] for one in some]
    return sentence, logistic(rows, labels, weights, list(AnswerFeatures.model_fields))


def _fit_sentence(reads: Mapping[str, Sequence[Read]]) -> Logistic:
    rows: list[list[float]] = []
    labels: list[bool] = []
    weights: list[float] = []
    for some in reads.values():
        share = ROWS / sum(some[0].family == others[0].family for others in reads.values())
        known = [one for one in some if one.hits]
        count = sum(len(one.hits) for one in known)
        for one in known:
            rows += [list(row.model_dump().values()) for row in of_sentences(one.candidates)]
            labels += one.hits
            weights += [share / count] * len(one.hits)
    return logistic(rows, labels, weights, list(SentenceFeatures.model_fields))


def logistic(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float], names: Sequence[str]
) -> Logistic:
    """A logistic model of these features."""
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(np.array(rows), np.array(labels), np.array(weights))
    fitted = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return Logistic(intercept=round(float(model.intercept_[0]), 4), weights=fitted)


def features(one: Read, sentence: Logistic) -> AnswerFeatures:
    """The features of a question."""
    ranked = rank(one.candidates, sentence)
    meaning = one.meanings[_place(one, ranked)] if ranked else 0.0
    return of_answer(one.question, [each.candidate for each in ranked], meaning)


def figures(reads: Sequence[Read], sentence: Logistic, answer: Logistic) -> dict[str, float]:
    """Return how often the first sentence is right, and how well the probability tells what is answered."""
    known = [(one, rank(one.candidates, sentence)) for one in reads if one.hits]
    told = {"first": float(np.mean([one.hits[_place(one, ranked)] for one, ranked in known]))} if known else {}
    labels = np.array([one.answerable for one in reads])
    if len(set(labels.tolist())) == 2:
        sure = np.array([answer.probability(features(one, sentence)) for one in reads])
        told |= {
            "auroc": float(roc_auc_score(labels, sure)),
            "false answers": float((sure[~labels] >= THRESHOLD).mean()),
            "silent": float((sure[labels] < THRESHOLD).mean()),
            "calibration error": balanced_error(sure, labels),
        }
    return {name: round(value, 3) for name, value in told.items()}


def balanced_error(sure: NDArray[np.float64], labels: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error with both kinds of question weighing half, in equally filled bins."""
    weights = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    error = 0.0
    for places in np.array_split(np.argsort(sure), bins):
        gap = np.average(sure[places], weights=weights[places]) - np.average(labels[places], weights=weights[places])
        error += abs(gap) * weights[places].sum() / weights.sum()
    return float(error)


def _place(one: Read, ranked: Sequence[Ranked]) -> int:
    best = ranked[0].candidate
    return next(place for place, candidate in enumerate(one.candidates) if candidate is best)


def _has_answer(answers: Sequence[str], candidate: Candidate) -> bool:
    return has_answer(candidate.text, tuple(answers))


def _overlaps(one: strangers.Question, candidate: Candidate) -> bool:
    is_there = candidate.article.url == one.url
    return is_there and any(candidate.span.start < span.end and span.start < candidate.span.end for span in one.spans)


def _is_gold(record: dict[str, Any], candidate: Candidate) -> bool:
    return clapnq.is_gold(candidate.text, record["output"])


if __name__ == "__main__":
    main()
