"""Fits the two probabilities, that a sentence answers and that a question is answered: qa/answer/confidence.json.

    python -m benchmarks.confidence --library DIR

DIR holds the articles of news-dev (`pullquote index ../shared/data/news-dev/articles.jsonl --library DIR`). Each
question is asked of that library, and of a shelf of five articles: for an answerable question the one that answers and
four others, for an unanswerable one the nearest and four others. Those of clapnq-dev are asked of their one passage;
which sentence answers is told by news-dev alone, whether one does by all three. The threshold is the lowest at which at
most `FALSE_ANSWERS` of the unanswerable questions of news-dev, without the words of their days, as the assistant asks
them, are answered from the whole library by the models as they are written.
All figures are of questions that were held out: both models are fitted on nine tenths of them and asked of the last.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks import clapnq
from benchmarks.questions import NEWS, articles_of
from qa.answer import confidence
from qa.answer.asking import READ
from qa.answer.confidence import AnswerFeatures, Logistic, SentenceFeatures, of_answer, of_sentences
from qa.answer.evidence import Candidate, candidates
from qa.answer.excerpts import excerpts
from qa.answer.ranking import Ranked, rank
from qa.answer.retrieval import Found, retrieve, sought
from qa.bootstrap import asking_embedder
from qa.evaluation.calibration import calibration_error
from qa.evaluation.questions import Known, has_answer, load
from qa.library.documents import cut
from qa.library.model_identity import identity
from qa.models.embedder import Embedder
from qa.models.reader import Part, Reader, shipped
from qa.question.days import named_days
from qa.reading import digest
from qa.settings import Settings
from qa.values import Article
from vectorstore.local import LocalStore
from vectorstore.store import Changes, Filter
from vectorstore.vectors import VectorTable

FALSE_ANSWERS = 0.15
STRENGTH = 1.0
"""The inverse of the regularisation; scikit-learn's default."""

SHELF = 5
"""Articles of a small library."""

FOLDS = 10


class Read(NamedTuple):
    """A question as the reader has read it: the number of passages it was put to, and its candidates.

    `rows` are the features of each candidate, `hits` whether it holds the answer, `meanings` the cosines with the
    question.
    """

    number: int
    passages: int
    found: Found
    candidates: list[Candidate]
    rows: list[list[float]]
    hits: list[bool]
    meanings: list[float]


def main() -> None:
    """Read, fit, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    library = parser.parse_args().library
    questions = load(NEWS / "questions.jsonl")
    embedder, reader = asking_embedder(Settings())(), shipped()
    whole = list(of_library(questions, library, embedder, reader))
    small = list(of_shelves(questions, whole, library, embedder, reader))
    asked_of_passages = [(record, known_of(record)) for name in clapnq.FILES for record in clapnq.records(name)]
    single = list(of_passages(asked_of_passages, len(questions), embedder, reader))
    questions += [known for _, known in asked_of_passages]
    reads = [*whole, *small, *single]
    groups = np.array([read.number for read in reads])
    labels = np.array([questions[number].answerable for number in groups])
    kinds = np.repeat(["whole", "shelves", "passages"], [len(whole), len(small), len(single)])
    held_out = np.zeros(len(reads))
    first: list[bool] = []
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(reads, groups=groups):
        sentence, answer = fit([reads[place] for place in train], questions)
        for place in test:
            ranked = rank(reads[place].candidates, sentence)
            held_out[place] = answer.probability(answer_features(reads[place], ranked))
            if place < len(whole) and labels[place]:
                first.append(reads[place].hits[reads[place].candidates.index(ranked[0].candidate)])
    sentence, answer = fit(reads, questions)
    unanswerable = [
        questions[read.number].model_copy(update={"question": without_days(questions[read.number])})
        for read in whole
        if not questions[read.number].answerable
    ]
    sure = [
        answer.probability(answer_features(read, rank(read.candidates, sentence)))
        for read in of_library(unanswerable, library, embedder, reader)
    ]
    threshold = float(np.ceil(np.quantile(sure, 1 - FALSE_ANSWERS, method="higher") * 1000) / 1000)
    fitted = {
        "sentence": sentence.model_dump(),
        "answer": answer.model_dump(),
        "threshold": threshold,
        "fitted": {
            "on": f"news-dev: {len(whole)} questions to the whole library, {len(small)} to shelves of {SHELF}; "
            f"clapnq-dev: {len(single)} to single passages",
            "how": f"logistic regression, C={STRENGTH}; at most {FALSE_ANSWERS} false answers, {FOLDS} folds held out",
            "date": datetime.now(UTC).date().isoformat(),
            "whole_first_sentence": round(float(np.mean(first)), 3),
            **{
                name: figure
                for kind in dict.fromkeys(kinds.tolist())
                for name, figure in figures(held_out[kinds == kind], labels[kinds == kind], threshold, kind).items()
            },
        },
    }
    target = Path(confidence.__file__).with_name(confidence.FITTED)
    target.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


def fit(reads: Sequence[Read], questions: Sequence[Known]) -> tuple[Logistic, Logistic]:
    """The models of a sentence, where words that answer are known, and of an answer."""
    known = [read for read in reads if questions[read.number].answers]
    rows = [row for read in known for row in read.rows]
    hits = [hit for read in known for hit in read.hits]
    sentence = logistic(rows, hits, list(SentenceFeatures.model_fields))
    values = [list(answer_features(read, rank(read.candidates, sentence)).model_dump().values()) for read in reads]
    labels = [questions[read.number].answerable for read in reads]
    return sentence, logistic(values, labels, list(AnswerFeatures.model_fields))


def logistic(rows: Sequence[Sequence[float]], labels: Sequence[bool], names: Sequence[str]) -> Logistic:
    """A logistic model of these features."""
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(np.array(rows), np.array(labels))
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return Logistic(intercept=round(float(model.intercept_[0]), 4), weights=weights)


def answer_features(read: Read, ranked: Sequence[Ranked]) -> AnswerFeatures:
    """The features of a question."""
    best = read.meanings[read.candidates.index(ranked[0].candidate)] if ranked else 0.0
    return of_answer(read.passages, [one.candidate for one in ranked], best)


def figures(
    probabilities: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float, prefix: str
) -> dict[str, float]:
    """How well probabilities tell the answerable from the rest."""
    values = {
        "auroc": roc_auc_score(labels, probabilities),
        "false_answers": (probabilities[~labels] >= threshold).mean(),
        "left_unanswered": (probabilities[labels] < threshold).mean(),
        "calibration_error": calibration_error(probabilities, labels),
    }
    return {f"{prefix}_{name}": round(float(value), 3) for name, value in values.items()}


def of_library(questions: Sequence[Known], library: Path, embedder: Embedder, reader: Reader) -> Iterator[Read]:
    """Each question, read in the whole library."""
    store = LocalStore(library)
    for number, known in enumerate(questions):
        yield read_in(store, number, known, embedder, reader)


def without_days(known: Known) -> str:
    """A question without words of days that are counted from the day on which it was asked."""
    named = named_days(known.question, known.asked or date.today())
    return named.cut(known.question) if named and named.is_relative else known.question


def read_in(store: LocalStore, number: int, known: Known, embedder: Embedder, reader: Reader) -> Read:
    """A question, read in a library."""
    with store.snapshot() as snapshot:
        question = sought(snapshot, embedder, known.question)
        found = retrieve(snapshot, question, Filter(), READ)
        shown = excerpts(found.matches, found.articles, found.articles).shown
        readings = reader.read(known.question, [Part(one.article.title, one.excerpt.text) for one in shown])
        made = [
            candidate
            for one, reading in zip(shown, readings, strict=True)
            for candidate in candidates(question, one, reading, snapshot.terms)
        ]
        rows = [list(features.model_dump().values()) for features in of_sentences(made)]
        hits = [known.answerable and has_answer(one.text, known.answers) for one in made]
        cosines = embedder.questions([one.text for one in made]) @ question.vector
        return Read(number, len(snapshot), found, made, rows, hits, cosines.tolist())


def of_shelves(
    questions: Sequence[Known], whole: Sequence[Read], library: Path, embedder: Embedder, reader: Reader
) -> Iterator[Read]:
    """Each question, read on a shelf of a few articles."""
    articles = articles_of([NEWS / "articles.jsonl"])
    by_url = {article.url: article for article in articles}
    by_id = {article.id: article for article in articles}
    chance = random.Random(0)
    with closing(VectorTable(library, embedder.dimension, read_only=True)) as vectors:
        for known, read in zip(questions, whole, strict=True):
            given = [by_url[url] for url in known.urls if url in by_url]
            nearest = [by_id[match.article.id] for match in read.found.matches[:1]]
            chosen = given if known.answerable else nearest
            if chosen:
                shelf = [*chosen[:SHELF], *chance.sample(articles, SHELF - len(chosen[:SHELF]))]
                with tempfile.TemporaryDirectory() as folder:
                    store = library_of(shelf, Path(folder), embedder, vectors)
                    yield read_in(store, read.number, known, embedder, reader)


def known_of(record: dict[str, Any]) -> Known:
    """A question of clapnq-dev, of which it is known whether it is answered, and by no words."""
    return Known(question=record["input"], answerable=any(one["answer"] for one in record["output"]))


def of_passages(
    asked_of: Sequence[tuple[dict[str, Any], Known]], first: int, embedder: Embedder, reader: Reader
) -> Iterator[Read]:
    """Each question of clapnq-dev, numbered from `first`, read in its one passage."""
    for number, (record, known) in enumerate(asked_of, first):
        with tempfile.TemporaryDirectory() as folder:
            yield read_in(clapnq.library_of(record, Path(folder), embedder), number, known, embedder, reader)


def library_of(shelf: Sequence[Article], folder: Path, embedder: Embedder, vectors: VectorTable) -> LocalStore:
    """A library of these articles, with the vectors that another has of them."""
    cuts = {article.id: cut(article, embedder) for article in shelf}
    digests = sorted({record.digest for one in cuts.values() for record in one.document.records})
    store = LocalStore(folder, embedder.dimension)
    with store.writer() as writer:
        writer.remember(digests, vectors.fetch(digests))
        origins: dict[str, str | None] = {shelf[0].path: digest(Path(shelf[0].path))}
        attributes: dict[str, str | None] = {**identity(embedder)}
        writer.commit(Changes([one.document for one in cuts.values()], (), origins, attributes))
    return store


if __name__ == "__main__":
    main()
