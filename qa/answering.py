"""A question as it is understood -> an answer, from one generation of the library."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from qa.candidates import Candidate, candidates, naming, parts
from qa.confidence import Ranked, fitted, of_answer, rank
from qa.conversation import Understood
from qa.disagreement import disagreement
from qa.embedder import Embedder
from qa.quotes import choose, placed
from qa.reader import Reader
from qa.recency import WEIGHT, WEIGHT_OF_LATEST, asks_for_latest, recency
from qa.retrieval import Found, asked, retrieve
from qa.shelf import filter_of
from qa.types import Answer, Article, ArticleInfo, Quote, Where, Withheld
from qa.verification import Verifier
from qa.words import FUNCTION_WORDS
from vectorstore.store import Snapshot

logger = logging.getLogger(__name__)

MATCHES = 10
"""Passages that are found."""

READ = 6
"""Of those, passages that are read at once: ten take longer, and answer no more questions of news-dev."""

NEAREST = 3
"""Articles that are named as the nearest."""

FURTHER = 0.15
"""A quote after the first is shown if it is as likely as this share of the first, or if all are asked for."""

SPARE = 4
"""Quotes beyond those asked for, in case some have to be withheld."""

CHANGED = "the file has changed since it was indexed"


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is asked: of which articles, on which day, for how many quotes, and how sure an answer must be."""

    where: Where
    today: date
    limit: int
    threshold: float


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
        found = retrieve(snapshot, sought, filter_of(asking.where), max(MATCHES, asking.limit))
        clock.lap("retrieve")
        best, *others = _batches(found, asking.limit)
        preference = _preference(understood.read, best, asking.today)
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
        ranked = [*ranked, *(one for batch in others for one in read(batch))]
        clock.lap("read")
        quotes, withheld = self._quotes(snapshot, ranked, found, asking.limit)
        quotes = tuple(
            quote.model_copy(update={"confidence": quote.confidence * sure})
            for quote in quotes
            if asking.threshold == 0 or quote.confidence >= FURTHER * quotes[0].confidence
        )
        clock.lap("verify")
        is_answered = bool(quotes) and sure >= asking.threshold
        return Answer(
            question=understood.said,
            disagreement=disagreement(understood.read, quotes) if is_answered else (),
            standalone_question=understood.question,
            answered=is_answered,
            confidence=sure,
            quotes=quotes if is_answered else (),
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


def _preference(question: str, found: Found, today: date) -> Callable[[Candidate], float]:
    """What speaks for the newer of two sentences; of the latest there is, where the question asks for that."""
    is_latest = asks_for_latest(question)
    newest = max((one.article.published for one in found.matches if one.article.published), default=today)
    day, weight = (min(newest, today), WEIGHT_OF_LATEST) if is_latest else (today, WEIGHT)
    return lambda candidate: weight * recency(candidate.match.article.published, day)


def _batches(found: Found, limit: int) -> list[Found]:
    """The passages to read, as many at a time as one answer reads, so that more quotes do not change those before."""
    starts = range(0, max(1, min(limit, len(found.matches))), READ)
    return [replace(found, matches=found.matches[start : start + READ]) for start in starts]


def _nearest(found: Found) -> tuple[ArticleInfo, ...]:
    articles = dict.fromkeys(match.article.id for match in found.matches)
    return tuple(found.articles[key].info for key in list(articles)[:NEAREST])
