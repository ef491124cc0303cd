"""Ask follow-up questions: is a passage that answers found, and is a question that stands alone left untouched?

    python -m benchmarks.followups [--library DIR]

Asks the 111 questions of followups-dev that have earlier turns and a passage that answers, of its 350 passages, and
prints nDCG at 10 and recall at 5 of the retrieval, and how often the first quote is from a passage that answers. Each
reply in the talk stands for a quote of the passage that is found first for it. With --library, a library of news-dev,
its questions are asked alone, and after three others of them, drawn at random, with the quotes that those got.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.libraries import indexed
from benchmarks.questions import NEWS, SHARED
from qa.answer.retrieval import retrieve, sought
from qa.answers import Quote, Turn
from qa.assistant import Assistant
from qa.bootstrap import asking_embedder, open_assistant
from qa.evaluation.intervals import share
from qa.evaluation.questions import has_answer, load
from qa.library.documents import article_of
from qa.models.embedder import Embedder
from qa.models.reader import shipped
from qa.question.query import Query
from qa.question.understand import attempts
from qa.settings import Settings
from qa.values import Match
from vectorstore.local import LocalStore
from vectorstore.store import Filter, Snapshot

FOLLOWUPS = SHARED / "followups-dev"
FOUND = 50
DEPTH = 10
RECALLED = 5
STRANGERS = 3
"""How many questions on other topics come before each question of news-dev."""


class Asked(NamedTuple):
    """A question with the turns before it and what was replied, and the names of the passages that answer."""

    question: str
    turns: tuple[Turn, ...]
    replies: tuple[str, ...]
    said: tuple[str, ...]
    urls: frozenset[str]


class Searching(NamedTuple):
    """What is searched: a library, and the name of the passage that each of its articles is."""

    snapshot: Snapshot
    embedder: Embedder
    passages: Mapping[str, str]

    def found(self, query: Query) -> list[str]:
        """Return the passages that are found, best first."""
        return list(dict.fromkeys(self.passages[match.article.id] for match in self.matches(query, FOUND)))

    def matches(self, query: Query, limit: int) -> list[Match]:
        """Return the matches that are found."""
        beside = " ".join(filter(None, (query.topic, query.context)))
        question = sought(self.snapshot, self.embedder, query.text, beside)
        return retrieve(self.snapshot, question, Filter(), limit).matches

    def understood(self, one: Asked) -> Query:
        """Return a question in its talk, in the reading that is tried first."""
        return next(attempts(one.question, one.turns, self.snapshot, Filter(), date.today()))

    def told(self, one: Asked) -> Asked:
        """Return the same question, with a quote for each reply before it."""
        turns = [
            turn.model_copy(update={"quotes": (self._quote(reply),)}) if reply else turn
            for turn, reply in zip(one.turns, one.replies, strict=True)
        ]
        return one._replace(turns=tuple(turns))

    def _quote(self, reply: str) -> Quote:
        (match,) = self.matches(Query.as_typed(reply), 1)
        start, end = match.passage.start, match.passage.end
        return Quote(text=reply, start=start, end=end, line=None, confidence=1.0, article=match.article)


Way = Callable[[Asked], Query]


def main() -> None:
    """Ask, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    options = parser.parse_args()
    embedder = asking_embedder(Settings())()
    with searching_followups(embedder) as (store, searching, questions):
        compare(searching, questions)
        quote(Assistant(store, lambda: embedder, shipped), searching.passages, questions)
    if options.library:
        undisturbed(open_assistant(options.library))


@contextmanager
def searching_followups(embedder: Embedder) -> Iterator[tuple[LocalStore, Searching, list[Asked]]]:
    """Yield the library of followups-dev, what is searched there, and its questions in their talks."""
    names = passage_names()
    with indexed(FOLLOWUPS / "articles.jsonl", embedder) as store, store.snapshot() as snapshot:
        documents = snapshot.documents([entry.key for entry in snapshot.entries()])
        searching = Searching(snapshot, embedder, {key: names[article_of(one).line] for key, one in documents.items()})
        yield store, searching, [searching.told(one) for one in followups()]


def found_as_understood(searching: Searching, one: Asked) -> list[str]:
    """Return the passages that the program finds for a question in its talk, best first."""
    return searching.found(searching.understood(one))


def compare(searching: Searching, questions: Sequence[Asked]) -> None:
    """Print what each way of asking finds, and how long understanding takes."""
    ways: dict[str, Way] = {
        "last turn alone": lambda one: Query.as_typed(one.question),
        "all turns pasted": lambda one: Query.as_typed(" ".join([*one.said, one.question])),
        "all questions pasted": lambda one: Query.as_typed(
            " ".join([*(turn.question for turn in one.turns), one.question])
        ),
        "a name put in": lambda one: Query.as_typed(searching.understood(one).text),
        "or the topic beside": lambda one: replace(searching.understood(one), context=""),
        "or the words of the talk": searching.understood,
    }
    for name, way in ways.items():
        ranks = [searching.found(way(one)) for one in questions]
        show(name, questions, ranks)
    best = [oracle(searching, one) for one in questions]
    show("oracle: the best turn to add", questions, best)
    times = []
    for one in questions:
        start = time.perf_counter()
        searching.understood(one)
        times.append(1000 * (time.perf_counter() - start))
    print(f"understanding takes {statistics.median(times):.1f} ms, the slowest {max(times):.1f} ms")


def show(name: str, questions: Sequence[Asked], ranks: Sequence[Sequence[str]]) -> None:
    """Print a line of the table."""
    gain = share([ndcg(rank, one.urls) for rank, one in zip(ranks, questions, strict=True)])
    recall = share([recalled(rank, one.urls) for rank, one in zip(ranks, questions, strict=True)])
    print(
        f"{name:<30} nDCG@{DEPTH} {gain}  recall@{RECALLED} {recall}",
        flush=True,
    )


def quote(assistant: Assistant, passages: Mapping[str, str], questions: Sequence[Asked]) -> None:
    """Print how often the first quote is from a passage that answers."""
    for name, is_told in (("alone", False), ("in the light of the talk", True)):
        right = []
        for one in questions:
            answer = assistant.ask(one.question, history=one.turns if is_told else (), min_confidence=0)
            right.append(any(passages[quote.article.id] in one.urls for quote in answer.quotes[:1]))
        first = share(right)
        print(f"first quote from there, {name}: {first}", flush=True)


def undisturbed(assistant: Assistant) -> None:
    """Print what a talk on other topics costs questions that stand alone."""
    known = [one for one in load(NEWS / "questions.jsonl") if one.answerable]
    chance = random.Random(0)
    alone = {one.question: assistant.ask(one.question, min_confidence=0) for one in known}
    rows: dict[str, list[tuple[bool, bool]]] = {"alone": [], "among strangers": []}
    changed = 0
    for one in known:
        others = [other.question for other in chance.sample(known, STRANGERS) if other is not one]
        turns = [Turn(question=other, quotes=alone[other].quotes) for other in others]
        among = assistant.ask(one.question, history=turns, min_confidence=0)
        changed += among.standalone_question != one.question
        for name, answer in (("alone", alone[one.question]), ("among strangers", among)):
            right = [has_answer(quote.text, one.answers) for quote in answer.quotes]
            rows[name].append((any(right[:1]), any(right)))
    for name, told in rows.items():
        first, three = (share([row[place] for row in told]) for place in (0, 1))
        print(f"news-dev {name:<16} first quote {first.value:.3f}  three {three.value:.3f}", flush=True)
    print(f"{changed} of {len(known)} were understood in the light of what they have nothing to do with")


def oracle(searching: Searching, one: Asked) -> list[str]:
    """Return the ranking with whichever turn is best to add, if any is."""
    ways = [replace(Query.as_typed(one.question), context=said) for said in ("", *one.said)]
    return max((searching.found(way) for way in ways), key=lambda rank: ndcg(rank, one.urls))


def ndcg(rank: Sequence[str], urls: frozenset[str]) -> float:
    """Normalized discounted cumulative gain at `DEPTH`, 0..1, of binary relevance (Jarvelin and Kekalainen 2002)."""
    gain = sum(1 / log2(place + 2) for place, url in enumerate(rank[:DEPTH]) if url in urls)
    return gain / sum(1 / log2(place + 2) for place in range(min(DEPTH, len(urls))))


def recalled(rank: Sequence[str], urls: frozenset[str]) -> float:
    """The share of the passages that answer which are among the first `RECALLED`."""
    return len(urls & set(rank[:RECALLED])) / len(urls)


def passage_names() -> dict[int | None, str]:
    """Return the name of each passage by the line of its record: a library would not keep the name as an address."""
    with (FOLLOWUPS / "articles.jsonl").open(encoding="utf-8") as lines:
        return {number: json.loads(line)["url"] for number, line in enumerate(lines, start=1)}


def followups() -> Iterator[Asked]:
    """The questions with earlier turns and a passage that answers."""
    with (FOLLOWUPS / "conversations.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["history"] and record["urls"]:
                yield _asked(record)


def _asked(record: dict[str, Any]) -> Asked:
    said = [(turn["speaker"], turn["text"].strip()) for turn in record["history"]]
    turns = [
        (text, "" if reply == "user" else told)
        for (speaker, text), (reply, told) in pairwise([*said, ("user", "")])
        if speaker == "user"
    ]
    return Asked(
        record["question"].strip(),
        tuple(Turn(question=question) for question, _ in turns),
        tuple(reply for _, reply in turns),
        tuple(text for _, text in said),
        frozenset(record["urls"]),
    )


if __name__ == "__main__":
    main()
