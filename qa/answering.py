"""A question as it is understood -> an answer, from one generation of the library."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

from qa.candidates import Candidate, candidates, naming, parts
from qa.confidence import Ranked, fitted, of_answer, rank
from qa.conversation import Understood
from qa.disagreement import disagreement
from qa.embedder import Embedder
from qa.quotes import choose, placed
from qa.reader import Reader
from qa.recency import WEIGHT, WEIGHT_OF_LATEST, asks_for_latest, recency
from qa.retrieval import Asked, Found, asked, retrieve
from qa.shelf import filter_of
from qa.timewords import Window
from qa.types import Answer, Article, ArticleInfo, Match, Quote, Where, Withheld
from qa.verification import Verifier
from qa.words import FUNCTION_WORDS
from vectorstore.store import Snapshot

logger = logging.getLogger(__name__)

MATCHES = 10
"""Passages that are found."""

READ = 6
"""Of those, passages that are read at once: ten take longer, and answer no more questions of news-dev."""

READ_OF_DAYS = 4
"""Of those, passages of the days that the question names, if it names any; the others are of any days."""

DAYS_WEIGHT = 2.0
"""Log-odds that a sentence of the days that are asked for has over one of others.

On news-dev 1, 2 and 3 gave the same; see benchmarks/README.md.
"""

NEAREST = 3
"""Articles that are named as the nearest."""

FURTHER = 0.2
"""A quote after the first is shown if it is as likely as this share of the first, or if all are asked for."""

SPARE = 4
"""Quotes beyond those asked for, in case some have to be withheld."""

CHANGED = "the file has changed since it was indexed"


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: of which articles, on which day, for how many quotes, and how sure an answer must be.

    Articles of `days`, if any are given, are preferred.
    """

    where: Where
    today: date
    limit: int
    threshold: float
    days: Window | None = None


class Answering:
    """Finds, reads, ranks and verifies. `embedder` and `reader` are called once, when the first question needs them."""

    def __init__(self, embedder: Callable[[], Embedder], reader: Callable[[], Reader], verifier: Verifier) -> None:
        self._load_embedder = embedder
        self._load_reader = reader
        self._verifier = verifier

    @cached_property
    def embedder(self) -> Embedder:
        """The model that questions are embedded by."""
        return self._load_embedder()

    @cached_property
    def _reader(self) -> Reader:
        return self._load_reader()

    def answer(self, snapshot: Snapshot, understood: Understood, asking: Asking) -> Answer:
        """What the articles there say."""
        clock = _Clock()
        sought = asked(snapshot, understood, self.embedder)
        clock.lap("embed")
        found = _found(snapshot, sought, asking)
        clock.lap("retrieve")
        best, *others = _batches(found, asking.limit)
        preference = _preference(understood.read, best, asking)
        focus = set(snapshot.terms(understood.focus)) - set(snapshot.terms(FUNCTION_WORDS))

        def read(batch: Found) -> list[Ranked]:
            readings = self._reader.read(understood.read, parts(batch))
            made = candidates(sought, batch, readings, snapshot.terms)
            if focus:
                made = naming(made, batch, focus, snapshot.terms)
            return rank(made, fitted().sentence, preference)

        ranked = read(best)
        evidence = of_answer(len(snapshot), [one.candidate for one in ranked])
        sure = fitted().answer.probability(evidence) if ranked else 0.0
        is_of_days = asking.days is not None and bool(ranked) and _is_of(asking.days, ranked[0])
        ranked = [*ranked, *(one for batch in others for one in read(batch))]
        if asking.days is not None and is_of_days:
            ranked = [one for one in ranked if _is_of(asking.days, one)]
        clock.lap("read")
        quotes, withheld = self._quotes(snapshot, ranked, found, asking.limit)
        quotes = tuple(
            quote.model_copy(update={"confidence": quote.confidence * sure})
            for quote in quotes
            if asking.threshold == 0 or quote.confidence >= FURTHER * quotes[0].confidence
        )
        clock.lap("verify")
        is_answered = bool(quotes) and sure >= asking.threshold
        days = f" ({asking.days})" if is_of_days and is_answered else ""
        return Answer(
            question=understood.said,
            disagreement=disagreement(understood.read, quotes) if is_answered else (),
            standalone_question=understood.question + days,
            answered=is_answered,
            confidence=sure,
            quotes=quotes if is_answered else (),
            outside=_outside(asking.days, found) if is_answered and not is_of_days else None,
            nearest=_nearest(found),
            generation=snapshot.generation,
            seconds=clock.seconds(),
            matches=tuple(found.matches),
            evidence=evidence.model_dump(),
            withheld=withheld,
        )

    def _quotes(
        self,
        snapshot: Snapshot,
        ranked: Sequence[Ranked],
        found: Found,
        limit: int,
    ) -> tuple[tuple[Quote, ...], tuple[Withheld, ...]]:
        """The best quotes that stand in the articles as they are now, and those that do not."""
        digests = snapshot.origins({article.path for article in found.articles.values()})
        quotes: list[Quote] = []
        withheld: list[Withheld] = []
        for quote in choose(ranked, found, limit + SPARE):
            article = found.articles[quote.article.id]
            current = self._verifier.current(article, digests.get(article.path))
            standing = placed(quote, current) if isinstance(current, Article) else None
            if standing is not None:
                quotes.append(standing)
            else:
                reason = CHANGED if isinstance(current, Article) else current
                withheld.append(Withheld(article=article.info, reason=reason))
            if len(quotes) == limit:
                break
        told = tuple({one.article.id: one for one in withheld}.values())
        for one in told:
            logger.warning("Withheld what %s says: %s; run: pullquote index", one.article.path, one.reason)
        return tuple(quotes), told


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


def _found(snapshot: Snapshot, sought: Asked, asking: Asking) -> Found:
    """What matches; where days are asked for, in turns some of those and some of any."""
    limit = max(MATCHES, asking.limit)
    found = retrieve(snapshot, sought, filter_of(asking.where), limit)
    if asking.days is None:
        return found
    where = asking.where.model_copy(update={"since": asking.days.since, "until": asking.days.until})
    within = retrieve(snapshot, sought, filter_of(where), limit)
    matches = list(_in_turns((within.matches, READ_OF_DAYS), (found.matches, READ - READ_OF_DAYS)))
    return Found(matches, {**found.articles, **within.articles}, {**found.quotable, **within.quotable})


def _in_turns(*sources: tuple[Sequence[Match], int]) -> Iterator[Match]:
    """Each match once: of each source its next so many, again and again."""
    rests = [(iter(matches), count) for matches, count in sources]
    given: set[tuple[str, int]] = set()
    for _ in range(max(len(matches) for matches, _ in sources)):
        for rest, count in rests:
            new = (match for match in rest if (match.article.id, match.passage.start) not in given)
            for match in islice(new, count):
                given.add((match.article.id, match.passage.start))
                yield match


def _batches(found: Found, limit: int) -> list[Found]:
    """The passages to read, as many at a time as one answer reads, so that more quotes do not change those before."""
    starts = range(0, max(1, min(limit, len(found.matches))), READ)
    return [replace(found, matches=found.matches[start : start + READ]) for start in starts]


def _preference(question: str, found: Found, asking: Asking) -> Callable[[Candidate], float]:
    """What speaks for the newer of two sentences, or for one of the days that are asked for.

    For the latest there is, where the question asks for that.
    """
    is_latest = asks_for_latest(question)
    newest = max((one.article.published for one in found.matches if one.article.published), default=asking.today)
    day, weight = (min(newest, asking.today), WEIGHT_OF_LATEST) if is_latest else (asking.today, WEIGHT)

    def preference(candidate: Candidate) -> float:
        published = candidate.match.article.published
        is_of_days = asking.days is not None and published in asking.days
        return weight * recency(published, day) + DAYS_WEIGHT * is_of_days

    return preference


def _is_of(days: Window, ranked: Ranked) -> bool:
    return ranked.candidate.match.article.published in days


def _outside(days: Window | None, found: Found) -> str | None:
    """The days that are asked for, to be told that nothing of those answers; not where the library knows none such."""
    if days is None:
        return None
    is_known = any(match.article.published in days for match in found.matches)
    return str(days) if days.is_relative or is_known else None


def _nearest(found: Found) -> tuple[ArticleInfo, ...]:
    articles = dict.fromkeys(match.article.id for match in found.matches)
    return tuple(found.articles[key].info for key in list(articles)[:NEAREST])
