"""Every set that answers are measured on, by name: from the models and a library of news-dev to each outcome."""

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from benchmarks import clapnq, opposites, sets, strangers
from benchmarks.followups import found_as_understood, ndcg, searching_followups
from benchmarks.libraries import Models, asking, known_vectors, library_of
from benchmarks.outcomes import FIRST, Measured, Outcome, outcome
from benchmarks.questions import NEWS, articles_of
from benchmarks.sets import OWN, PROJECT
from qa.answer.confidence import fitted
from qa.answers import Answer
from qa.evaluation.figures import ask
from qa.evaluation.questions import Known, has_answer, load
from qa.values import Article
from vectorstore.local import LocalStore

CONTRARY = "by the contrary"
GAIN = "nDCG@10"
SHELVES = (5, 30)
"""How many articles the small libraries of news have."""

NEWS_SILENCE = 0.02
CLAPNQ_SILENCE = 0.10


@dataclass(frozen=True, slots=True)
class Given:
    """What measuring needs: the models, and the folder of a library of news-dev, if there is one."""

    models: Models
    library: Path | None

    @property
    def news(self) -> Path:
        """The library of news-dev."""
        assert self.library is not None, "a library of news-dev is needed"
        return self.library


@cache
def news_answers(given: Given, dated: bool) -> list[Answer]:
    """The answers to the questions of news-dev from its whole library."""
    return list(ask(given.models.assistant(LocalStore(given.news)), news_questions(), dated=dated))


@cache
def news_questions() -> list[Known]:
    """The questions of news-dev."""
    return load(NEWS / "questions.jsonl")


def news(given: Given, *, dated: bool = False) -> Measured:
    """Ask news-dev of its whole library; each question on its own day where `dated`."""
    return measured(news_questions(), news_answers(given, dated), NEWS_SILENCE)


def shelves(given: Given, *, size: int) -> Measured:
    """Ask each question of news-dev of a shelf: the articles that answer it, or the nearest ones, and some others."""
    answers: list[tuple[int, Known, Answer]] = []
    with LocalStore(given.news).snapshot() as snapshot:
        vectors = known_vectors(snapshot)
    for number, known, shelf in shelved(given, size):
        with tempfile.TemporaryDirectory() as folder:
            store = library_of(shelf, Path(folder), given.models.embedder, vectors)
            answers.append((number, known, given.models.assistant(store).ask(known.question, min_confidence=0)))
    outcomes = tuple(known_outcome(number, known, answer) for number, known, answer in answers)
    return Measured(fitted().threshold, outcomes, NEWS_SILENCE)


def shelved(given: Given, size: int) -> Iterator[tuple[int, Known, list[Article]]]:
    """Yield the questions of news-dev with a shelf for each, the same in every run."""
    articles = articles_of([NEWS / "articles.jsonl"])
    by_url = {article.url: article for article in articles}
    chance = random.Random(size)
    for number, (known, answer) in enumerate(zip(news_questions(), news_answers(given, False), strict=True)):
        answering = [by_url[url] for url in known.urls if url in by_url]
        nearest = [by_url[match.article.url] for match in answer.matches[:1]]
        chosen = (answering if known.answerable else nearest)[:size]
        others = chance.sample(articles, size - len(chosen))
        if chosen:
            yield number, known, [*chosen, *others]


def own(given: Given, *, folders: Sequence[Path], questions: Path) -> Measured:
    """Ask the questions to articles that were written for the project."""
    known = load(questions)
    with asking(given.models, (), folders) as assistant:
        return measured(known, list(ask(assistant, known)))


def single_passages(given: Given) -> Measured:
    """Ask each question of clapnq-dev of its passage."""
    outcomes = []
    for name in clapnq.FILES:
        for number, record in enumerate(clapnq.records(name)):
            answer = clapnq.ask(record, given.models.embedder, given.models.reader)
            hits = [clapnq.is_gold(quote.text, record["output"]) for quote in answer.quotes]
            is_answerable = name == "answerable"
            outcomes.append(
                outcome(f"{name} {number}", answer, answerable=is_answerable, hits=hits if is_answerable else None)
            )
    return Measured(fitted().threshold, tuple(outcomes), CLAPNQ_SILENCE)


def followups(given: Given) -> Measured:
    """Ask followups-dev: how well the passages that answer are found, and whether the first quote is from one."""
    outcomes = []
    with searching_followups(given.models.embedder) as (store, searching, questions):
        assistant = given.models.assistant(store)
        for number, one in enumerate(questions):
            answer = assistant.ask(one.question, history=one.turns, min_confidence=0)
            first = any(searching.passages[quote.article.id] in one.urls for quote in answer.quotes[:1])
            marks = {GAIN: ndcg(found_as_understood(searching, one), one.urls), FIRST: float(first)}
            outcomes.append(Outcome(str(number), True, answer.confidence, answer.seconds["total"], marks))
    return Measured(fitted().threshold, tuple(outcomes))


def contrary(given: Given, *, way: str, unseen: bool) -> Measured:
    """Ask sixty opposite questions, answered as the program answers."""
    questions = sets.opposites(unseen=unseen)
    with asking(given.models, opposites.articles(questions), OWN) as assistant:
        verdicts = opposites.verdicts_of(assistant, questions, way)
        return Measured(assistant.threshold, tuple(map(opposite_outcome, verdicts)))


def opposite_outcome(one: opposites.Verdict) -> Outcome:
    """What became of an opposite question."""
    marks = {CONTRARY: float(one.is_contrary), **({FIRST: float(one.is_right)} if one.asked.answer else {})}
    answer = one.answer
    return Outcome(one.asked.question, bool(one.asked.answer), answer.confidence, answer.seconds["total"], marks)


def measured(questions: Sequence[Known], answers: Sequence[Answer], silence: float | None = None) -> Measured:
    """What became of questions whose answering words are known."""
    outcomes = (known_outcome(number, *pair) for number, pair in enumerate(zip(questions, answers, strict=True)))
    return Measured(fitted().threshold, tuple(outcomes), silence)


def known_outcome(number: int, known: Known, answer: Answer) -> Outcome:
    """What became of a question whose answering words are known."""
    hits = [has_answer(quote.text, known.answers) for quote in answer.quotes] if known.answerable else None
    return outcome(str(number), answer, answerable=known.answerable, hits=hits)


def _stranger(given: Given, *, name: str) -> Measured:
    return strangers.SETS[name](given.models)


OF_NEWS: Mapping[str, Callable[[Given], Measured]] = {
    "news-dev": news,
    "news-dev, each on its day": partial(news, dated=True),
    **{f"news-dev, shelves of {size}": partial(shelves, size=size) for size in SHELVES},
}
"""The sets that need a library of news-dev."""

SETS: Mapping[str, Callable[[Given], Measured]] = {
    **OF_NEWS,
    "clapnq": single_passages,
    **{name: partial(_stranger, name=name) for name in strangers.SETS},
    "shelf": partial(own, folders=OWN, questions=PROJECT / "benchmarks" / "shelf" / "questions.jsonl"),
    "seeds": partial(own, folders=OWN[:1], questions=PROJECT / "benchmarks" / "seeds.jsonl"),
    "followups": followups,
    **{f"opposites, {way}": partial(contrary, way=way, unseen=False) for way in opposites.WAYS},
    **{f"unseen opposites, {way}": partial(contrary, way=way, unseen=True) for way in opposites.WAYS},
}
"""Every set, in the order of the table."""
