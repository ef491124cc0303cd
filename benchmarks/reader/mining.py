"""Articles cut into passages as the program cuts them, and what its own search finds among them for a question."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.reader.sets import Question, Slice, Source
from qa.evaluation.questions import has_answer
from qa.library.cutting.segments import sentences
from qa.library.passages import passages
from qa.models.embedder import Embedder
from qa.values import Article
from vectorstore.store import Filter, Snapshot

FOUND = 30
"""How many passages each half of the search proposes."""

FLAT = 60
"""Reciprocal rank fusion's constant (Cormack, Clarke and Büttcher 2009)."""

Passage = dict[str, Any]


class Cutting:
    """The passages of all articles, numbered: title, text, article, and where each starts in it.

    `sentences` has those of each article. An article that was not read as it was written has no passages.
    """

    def __init__(self, sources: Sequence[Source], articles: Sequence[Article], embedder: Embedder) -> None:
        by_text = {article.text: article for article in articles}
        self.passages: list[Passage] = []
        self.of_article: list[list[int]] = [[] for _ in sources]
        self.sentences: list[list[Slice]] = [[] for _ in sources]
        self._numbers: dict[tuple[str, int], int] = {}
        for number, source in enumerate(sources):
            if article := by_text.get(source.text):
                self._cut(number, source.title, article, embedder)

    def _cut(self, number: int, title: str, article: Article, embedder: Embedder) -> None:
        self.sentences[number] = [(span.start, span.end) for span in sentences(article)]
        for part in passages(article, embedder):
            self._numbers[article.id, part.start] = len(self.passages)
            self.of_article[number].append(len(self.passages))
            self.passages.append({"title": title, "text": part.text, "article": number, "start": part.start})

    def number(self, article: str, start: int) -> int | None:
        """Return the number of a passage of the library."""
        return self._numbers.get((article, start))


def right_of(question: Question, article: int, cutting: Cutting) -> dict[str, Any] | None:
    """Return the passage that holds most of the spans that answer, with their places in it."""
    found: list[tuple[int, list[Slice]]] = []
    for number in cutting.of_article[article]:
        start, text = cutting.passages[number]["start"], cutting.passages[number]["text"]
        inside = [(s - start, e - start) for s, e in question.spans if s >= start and e <= start + len(text)]
        found.append((number, inside))
    number, spans = max(found, key=lambda one: len(one[1]), default=(0, []))
    return {"passage": number, "spans": spans} if spans else None


def mined(snapshot: Snapshot, question: Question, vector: NDArray[np.float32], cutting: Cutting) -> Iterator[int]:
    """Yield the passages that are found for a question and do not have the words that answer, best first."""
    scores: dict[tuple[str, int], float] = {}
    for hits in (snapshot.dense(vector, FOUND, Filter()), snapshot.lexical(question.text, FOUND, Filter())):
        for rank, hit in enumerate(hits):
            key = (hit.document, hit.start)
            scores[key] = scores.get(key, 0.0) + 1 / (FLAT + rank)
    for key in sorted(scores, key=lambda key: -scores[key]):
        number = cutting.number(*key)
        if number is not None and not says(cutting.passages[number], question.answers):
            yield number


def says(passage: Passage, answers: Sequence[str]) -> bool:
    """Whether a passage or its title has the words that answer."""
    return has_answer(f"{passage['title']} {passage['text']}", answers)
