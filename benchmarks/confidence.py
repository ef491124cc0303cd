"""Fits the confidence: evidence of a question -> the probability that it is answered. Writes qa/confidence.json.

    python -m benchmarks.confidence --library DIR

DIR holds the articles of news-dev (benchmarks.quality makes it). Each question is asked of that library,
and of a shelf of five articles: for an answerable question the one that answers and four others, for an
unanswerable one the nearest and four others. The threshold is the lowest at which at most
`FALSE_ANSWERS` of the unanswerable questions are answered from the whole library, each judged by a model
that was fitted without it.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.quality import NEWS
from benchmarks.questions import articles_of, ask, load
from qa import confidence
from qa.assistant import Assistant
from qa.bootstrap import asking_embedder
from qa.embedder import Embedder
from qa.identity import identity
from qa.reading import digest
from qa.settings import Settings
from qa.shelf import cut
from qa.types import Article
from vectorstore.local import LocalStore
from vectorstore.store import Changes
from vectorstore.vectors import VectorTable

FALSE_ANSWERS = 0.15
STRENGTH = 1.0
"""The inverse of the regularisation; scikit-learn's default."""

SHELF = 5
"""Articles of a small library."""


def main() -> None:
    """Ask, fit, choose the threshold, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    library = parser.parse_args().library
    questions = load(NEWS / "questions.jsonl")
    answers = ask(questions, library)
    names = list(confidence.Features.model_fields)
    small = list(on_small_shelves(questions, answers, library))
    evidence = np.array(
        [[answer["evidence"][name] for name in names] for answer in answers]
        + [[values[name] for name in names] for _, values in small]
    )
    groups = np.array([*range(len(questions)), *(number for number, _ in small)])
    labels = np.array([question["answerable"] for question in questions])[groups]
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    folds = GroupKFold(10)
    held_out = cross_val_predict(model, evidence, labels, groups=groups, cv=folds, method="predict_proba")[:, 1]
    whole = np.arange(len(labels)) < len(questions)
    threshold = float(np.quantile(held_out[whole & ~labels], 1 - FALSE_ANSWERS, method="higher"))
    threshold = float(np.ceil(threshold * 100) / 100)
    model.fit(evidence, labels)
    fitted = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)},
        "threshold": threshold,
        "fitted": {
            "on": f"news-dev: {len(questions)} questions to the whole library, {len(small)} to shelves of {SHELF}",
            "how": f"logistic regression, C={STRENGTH}; at most {FALSE_ANSWERS} false answers, ten folds held out",
            "date": datetime.now(UTC).date().isoformat(),
            **figures(held_out[whole], labels[whole], threshold, "whole"),
            **figures(held_out[~whole], labels[~whole], threshold, "shelves"),
        },
    }
    target = Path(confidence.__file__).with_name(confidence.FITTED)
    target.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


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


def calibration_error(probabilities: NDArray[np.float64], labels: NDArray[np.bool_], bins: int = 10) -> float:
    """The expected calibration error over equally filled bins (Naeini et al. 2015)."""
    parts = np.array_split(np.argsort(probabilities), bins)
    gaps = [abs(probabilities[part].mean() - labels[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(labels))


def on_small_shelves(
    questions: Sequence[dict[str, Any]], answers: Sequence[dict[str, Any]], library: Path
) -> Iterator[tuple[int, dict[str, float]]]:
    """The number of each question, and its evidence on a shelf of a few articles."""
    articles = articles_of([NEWS / "articles.jsonl"])
    by_url = {article.url: article for article in articles}
    by_id = {article.id: article for article in articles}
    embedder = asking_embedder(Settings())()
    chance = random.Random(0)
    with closing(VectorTable(library, embedder.dimension, read_only=True)) as vectors:
        for number, (question, answer) in enumerate(zip(questions, answers, strict=True)):
            given = [by_url[url] for url in question["urls"] if url in by_url]
            nearest = [by_id[match["article"]["id"]] for match in answer["matches"][:1]]
            chosen = given if question["answerable"] else nearest
            if chosen:
                shelf = [*chosen[:SHELF], *chance.sample(articles, SHELF - len(chosen[:SHELF]))]
                yield number, evidence_of(question["question"], shelf, embedder, vectors)


def evidence_of(question: str, shelf: Sequence[Article], embedder: Embedder, vectors: VectorTable) -> dict[str, float]:
    """The evidence of a question to a library of these articles."""
    cuts = {article.id: cut(article, embedder) for article in shelf}
    digests = sorted({record.digest for one in cuts.values() for record in one.document.records})
    with tempfile.TemporaryDirectory() as folder:
        store = LocalStore(Path(folder), embedder.dimension)
        with store.writer() as writer:
            writer.remember(digests, vectors.fetch(digests))
            origins: dict[str, str | None] = {shelf[0].path: digest(Path(shelf[0].path))}
            attributes: dict[str, str | None] = {**identity(embedder)}
            writer.commit(Changes([one.document for one in cuts.values()], (), origins, attributes))
        return Assistant(store, lambda: embedder).ask(question, min_confidence=0).evidence


if __name__ == "__main__":
    main()
