"""A question as it is understood -> an answer, from one generation of the library: each stage once, in order."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qa.answer.confidence import Decision, Fitted, of_answer
from qa.answer.contradiction import disagreement
from qa.answer.evidence import Candidate, candidates, naming, parts
from qa.answer.excerpts import Excerpts, Retrieved, excerpts
from qa.answer.quotes import choose
from qa.answer.ranking import Preference, Ranked, preferring, rank
from qa.answer.retrieval import Found, Sought, joined, retrieve, sought
from qa.language.english import telling
from qa.library.documents import filter_of
from qa.library.freshness import Freshness, Reason, Stale
from qa.models.embedder import Embedder
from qa.models.reader import Reader
from qa.question.days import Window
from qa.question.topic import Understood
from qa.values import Answer, Article, ArticleInfo, Days, Quote, Where, Withheld
from vectorstore.store import Snapshot

FOUND = 12
"""Passages that are found, at least; their articles may be named as the nearest."""

READ = 6
"""Passages of any days that are read at once: ten take longer, and answer no more questions of news-dev."""

READ_OF_DAYS = 4
"""Passages of the days that the question names, read beside those."""

NEAREST = 3
"""Articles that are named as the nearest."""

FURTHER = 0.2
"""A quote after the first is shown if it is as likely as this share of the first, or if all are asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """How a question is put: to which articles, on which day, for how many quotes, and how sure an answer must be.

    Articles of `days`, if any are named, are preferred.
    """

    where: Where
    today: date
    limit: int
    threshold: float
    days: Window | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    """Sentences, the likeliest to answer first, and the decision on them."""

    ranked: list[Ranked]
    decision: Decision


class Pipeline:
    """Retrieve, see what may be shown now, read, rank, judge, quote.

    `embedder` and `reader` are called once, when the first question needs them; `fitted` are the models of how likely
    a sentence answers and of how sure the answer is.
    """

    def __init__(
        self, embedder: Callable[[], Embedder], reader: Callable[[], Reader], freshness: Freshness, fitted: Fitted
    ) -> None:
        self._load_embedder = embedder
        self._load_reader = reader
        self._freshness = freshness
        self._fitted = fitted

    @cached_property
    def embedder(self) -> Embedder:
        """The model that questions are embedded by."""
        return self._load_embedder()

    @cached_property
    def _reader(self) -> Reader:
        return self._load_reader()

    def answer(self, snapshot: Snapshot, query: Understood, request: Request) -> Answer:
        """What the articles there say."""
        clock = _Clock()
        question = sought(snapshot, query, self.embedder)
        clock.lap("embed")
        within, found = _retrieved(snapshot, question, request)
        clock.lap("retrieve")
        standing = self._standing(snapshot, joined(within, found))
        clock.lap("verify")
        groups = _groups(standing.shown, within, request)
        read = self._read(snapshot, query, question, groups)
        clock.lap("read")
        judged = self._judged(len(snapshot), question, query, read, request)
        withheld = () if judged.decision.is_answered else self._withheld(snapshot, query, question, standing, request)
        quotes = _quotes(judged, request)
        clock.lap("judge")
        is_answered = judged.decision.is_answered and bool(quotes)
        days = judged.decision.days
        return Answer(
            question=query.said,
            standalone_question=query.question,
            answered=is_answered,
            confidence=judged.decision.confidence,
            quotes=quotes if is_answered else (),
            disagreement=disagreement(query.read, quotes) if is_answered else (),
            days=days if is_answered else None,
            outside=_outside(request.days, within) if is_answered and days is None else None,
            nearest=_nearest(joined(within, found)),
            generation=snapshot.generation,
            seconds=clock.seconds(),
            matches=tuple(joined(within, found).matches),
            evidence=judged.decision.evidence.model_dump(),
            withheld=withheld,
        )

    def _standing(self, snapshot: Snapshot, found: Found) -> Excerpts:
        """What may be shown of the passages found, and what is withheld."""
        digests = snapshot.origins({article.path for article in found.articles.values()})
        current = self._freshness.current(found.articles.values(), digests)
        shown = {key: now if isinstance(now, Article) else None for key, now in current.items()}
        return excerpts(found.matches, found.articles, shown)

    def _read(
        self, snapshot: Snapshot, query: Understood, question: Sought, groups: Sequence[Sequence[Retrieved]]
    ) -> list[list[Candidate]]:
        """The sentences of each group of passages, all of which are read at once."""
        every = [one for group in groups for one in group]
        readings = iter(self._reader.read(query.read, parts(every)))
        made = [candidates(question, group, [next(readings) for _ in group], snapshot.terms) for group in groups]
        focus = set(snapshot.terms(telling(" ".join(query.focus.split()[-1:]))))  # "York" of "New York"
        return [naming(group, focus, snapshot.terms) for group in made] if focus else made

    def _judged(
        self, passages: int, question: Sought, query: Understood, read: Sequence[list[Candidate]], request: Request
    ) -> _Judged:
        """The sentences in their order, and whether they answer.

        Of the days that the question names, if what is likeliest is of those, and answers by itself; else of any.
        """
        first, *others = read or [[]]
        published = [one.article.published for one in first]
        preference = preferring(query.read, published, request.today)
        more = [one for group in others for one in rank(group, self._fitted.sentence, preference)]
        if request.days is not None:
            days = request.days.days
            ranked = self._of_days(first, preferring(query.read, published, request.today, days), days)
            decision = self._decided(passages, question, ranked, request.threshold, days)
            if decision.confidence >= max(request.threshold, self._fitted.threshold):
                return _Judged([*ranked, *(one for one in more if one.candidate.article.published in days)], decision)
        ranked = rank(first, self._fitted.sentence, preference)
        return _Judged([*ranked, *more], self._decided(passages, question, ranked, request.threshold))

    def _of_days(self, candidates: Sequence[Candidate], preference: Preference, days: Days) -> list[Ranked]:
        """The sentences of these days, if the likeliest of all is one of them."""
        ranked = rank(candidates, self._fitted.sentence, preference)
        if not ranked or ranked[0].candidate.article.published not in days:
            return []
        return [one for one in ranked if one.candidate.article.published in days]

    def _decided(
        self, passages: int, question: Sought, ranked: Sequence[Ranked], threshold: float, days: Days | None = None
    ) -> Decision:
        """Whether these sentences answer."""
        if not ranked:
            return Decision(0.0, threshold, of_answer(passages, [], 0.0), days)
        (vector,) = self.embedder.questions([ranked[0].candidate.text])
        evidence = of_answer(passages, [one.candidate for one in ranked], float(vector @ question.vector))
        return Decision(self._fitted.answer.probability(evidence), threshold, evidence, days)

    def _withheld(
        self, snapshot: Snapshot, query: Understood, question: Sought, standing: Excerpts, request: Request
    ) -> tuple[Withheld, ...]:
        """The article that would answer, had it not changed; none if none would."""
        if not standing.withheld:
            return ()
        read = self._read(snapshot, query, question, [standing.withheld[:READ]])
        judged = self._judged(len(snapshot), question, query, read, replace(request, days=None))
        if not judged.decision.is_answered or not judged.ranked:
            return ()
        article = judged.ranked[0].candidate.article
        current = self._freshness.current([article], {})[article.id]
        stale = Stale(Reason.CHANGED) if isinstance(current, Article) else current
        return (Withheld(article=article.info, reason=str(stale)),)


def _retrieved(snapshot: Snapshot, question: Sought, request: Request) -> tuple[Found, Found]:
    """What matches of the days that are named, nothing if none are; and what matches of any."""
    limit = -(-max(FOUND, request.limit) // READ) * READ
    found = retrieve(snapshot, question, filter_of(request.where), limit)
    if request.days is None:
        return Found([], {}), found
    days = request.days.days
    where = request.where.model_copy(update={"since": days.since, "until": days.until})
    return retrieve(snapshot, question, filter_of(where), READ_OF_DAYS), found


def _groups(shown: Sequence[Retrieved], within: Found, request: Request) -> list[list[Retrieved]]:
    """The passages to read: first those of the days that are named with the best of any, then as many at a time as
    one answer reads, so that more quotes do not change those before.
    """
    named = {match.place for match in within.matches}
    of_days = [one for one in shown if one.match.place in named]
    of_any = [one for one in shown if one.match.place not in named]
    starts = range(READ, min(request.limit, len(of_any)), READ)
    return [[*of_days, *of_any[:READ]], *(of_any[start : start + READ] for start in starts)]


def _quotes(judged: _Judged, request: Request) -> tuple[Quote, ...]:
    """The quotes of an answer, each as sure as it is likely that the question is answered, and answered by it."""
    is_alone = len({one.candidate.article.id for one in judged.ranked}) == 1
    quotes = choose(judged.ranked, request.limit, is_alone=is_alone)
    return tuple(
        quote.model_copy(update={"confidence": quote.confidence * judged.decision.confidence})
        for quote in quotes
        if request.threshold == 0 or quote.confidence >= FURTHER * quotes[0].confidence
    )


def _outside(named: Window | None, within: Found) -> Days | None:
    """The days that the question names, where that nothing of them answers is worth saying."""
    return named.days if named is not None and (named.is_relative or within.matches) else None


def _nearest(found: Found) -> tuple[ArticleInfo, ...]:
    """The articles that match best: of the days that are named, then of any."""
    articles = {match.article.id: match.article for match in found.matches}
    return tuple(articles.values())[:NEAREST]


class _Clock:
    """The seconds of each stage."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = now - self._last
        self._last = now

    def seconds(self) -> dict[str, float]:
        return {"total": time.perf_counter() - self._start, **self._laps}
