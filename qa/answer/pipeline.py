"""A question as it is understood -> an answer, from one generation of the library."""

import logging
import time
from collections.abc import Callable
from functools import cached_property

from qa.answer.contradiction import disagreement
from qa.answer.judging import READ, Asking, Judged, Sentences, judged
from qa.answer.quotes import choose, placed
from qa.answer.retrieval import Asked, Found, asked, retrieve
from qa.library.documents import filter_of
from qa.library.freshness import Verifier
from qa.models.embedder import Embedder
from qa.models.reader import Reader
from qa.question.topic import Understood
from qa.values import Answer, Article, ArticleInfo, Quote, Where, Withheld
from vectorstore.store import Snapshot

logger = logging.getLogger(__name__)

MATCHES = 10
"""Passages that are found, or more up to whole batches of what is read."""

NEAREST = 3
"""Articles that are named as the nearest."""

FURTHER = 0.2
"""A quote after the first is shown if it is as likely as this share of the first, or if all are asked for."""

SPARE = 4
"""Quotes beyond those asked for, in case some have to be withheld."""

CHANGED = "the file has changed since it was indexed"


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
        found = _retrieved(snapshot, sought, asking.where, asking.limit)
        within = _within(snapshot, sought, asking)
        clock.lap("retrieve")
        sentences = Sentences(self.embedder, self._reader, snapshot, understood, sought)
        answering = judged(sentences, within, found, asking)
        clock.lap("read")
        quotes, withheld = self._quotes(snapshot, answering, asking.limit)
        quotes = tuple(
            quote.model_copy(update={"confidence": quote.confidence * answering.sure})
            for quote in quotes
            if asking.threshold == 0 or quote.confidence >= FURTHER * quotes[0].confidence
        )
        clock.lap("verify")
        is_answered = bool(quotes) and answering.sure >= asking.threshold
        named = asking.days
        is_outside = named and not answering.is_of_days and (named.is_relative or within.matches)
        return Answer(
            question=understood.said,
            disagreement=disagreement(understood.read, quotes) if is_answered else (),
            standalone_question=understood.question,
            answered=is_answered,
            confidence=answering.sure,
            quotes=quotes if is_answered else (),
            days=named.days if named and is_answered and answering.is_of_days else None,
            outside=named.days if named and is_answered and is_outside else None,
            nearest=_nearest(within, found),
            generation=snapshot.generation,
            seconds=clock.seconds(),
            matches=tuple(answering.found.matches),
            evidence=answering.evidence.model_dump(),
            withheld=withheld,
        )

    def _quotes(
        self,
        snapshot: Snapshot,
        answering: Judged,
        limit: int,
    ) -> tuple[tuple[Quote, ...], tuple[Withheld, ...]]:
        """The best quotes that stand in the articles as they are now, and those that do not."""
        found = answering.found
        digests = snapshot.origins({article.path for article in found.articles.values()})
        quotes: list[Quote] = []
        withheld: list[Withheld] = []
        is_alone = len({match.article.id for match in found.matches[:READ]}) == 1
        for quote in choose(answering.ranked, found, limit + SPARE, is_alone=is_alone):
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


def _retrieved(snapshot: Snapshot, sought: Asked, where: Where, limit: int) -> Found:
    """What matches, whole batches of it."""
    return retrieve(snapshot, sought, filter_of(where), -(-max(MATCHES, limit) // READ) * READ)


def _within(snapshot: Snapshot, sought: Asked, asking: Asking) -> Found:
    """What matches of the days that are asked for; nothing if none are."""
    if asking.days is None:
        return Found([], {}, {})
    where = asking.where.model_copy(update={"since": asking.days.since, "until": asking.days.until})
    return _retrieved(snapshot, sought, where, asking.limit)


def _nearest(*sources: Found) -> tuple[ArticleInfo, ...]:
    """What is told of the articles that match best: of those days that are asked for, then of any."""
    articles = {match.article.id: match.article for found in sources for match in found.matches}
    return tuple(articles.values())[:NEAREST]
