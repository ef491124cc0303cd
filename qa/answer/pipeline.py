"""Answer a query from one generation of the library: each stage once, in order."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

from qa.answer.asking import READ, Asked, Request, about, groups, heading, nearest, retrieved, standalone
from qa.answer.clock import Clock
from qa.answer.comparison.further import marked
from qa.answer.comparison.mismatch import can_answer
from qa.answer.confidence import Decision, Fitted, of_answer
from qa.answer.evidence import Candidate, candidates
from qa.answer.excerpts import Excerpts, Retrieved, excerpts
from qa.answer.overview import OVERVIEWS, SURE, articles_on, covers, of_days, overview, written_by
from qa.answer.quotes import choose
from qa.answer.ranking import Preference, Ranked, preferring, rank
from qa.answer.retrieval import Found, Sought, joined, sought
from qa.answers import Answer, Quote, Staleness, Withheld
from qa.library.disk.disk_check import Freshness
from qa.models.embedder import Embedder
from qa.models.reader import Part, Reader, Reading
from qa.question.query import Query, QueryKind
from qa.values import Article, Days, Place
from vectorstore.store import Snapshot

FURTHER = 0.2
"""A further quote is shown if it has this share of the first's likelihood, or if all are asked for."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """Sentences, likeliest first, the decision on them, and what is quoted if they answer."""

    ranked: list[Ranked]
    decision: Decision
    quotes: tuple[Quote, ...] = ()
    disagreement: tuple[int, ...] = ()
    is_overview: bool = False


class Pipeline:
    """Retrieve, see what may be shown now, read, rank, judge, quote.

    `embedder` and `reader` are called once, when the first question needs them; `fitted` has the models for how
    likely a sentence answers and how sure the answer is.
    """

    def __init__(
        self, embedder: Callable[[], Embedder], reader: Callable[[], Reader], freshness: Freshness, fitted: Fitted
    ) -> None:
        self._load_embedder = embedder
        self._load_reader = reader
        self._reader: Future[Reader] | None = None
        self._freshness = freshness
        self._fitted = fitted

    @cached_property
    def embedder(self) -> Embedder:
        """The model that embeds questions."""
        return self._load_embedder()

    def _coming(self) -> Future[Reader]:
        """The reader, which is loaded while the first question is embedded and its passages are found.

        If it could not be loaded, the next question tries again.
        """
        if self._reader is None or (self._reader.done() and self._reader.exception() is not None):
            self._reader = ThreadPoolExecutor(1, "reader").submit(self._load_reader)
        return self._reader

    def answer(self, snapshot: Snapshot, query: Query, request: Request) -> Answer:
        """What the articles there say."""
        clock = Clock()
        if query.kind not in OVERVIEWS:
            self._coming()
        asked = self._asked(snapshot, query, request)
        clock.lap("embed")
        within, anywhere = retrieved(asked)
        found = joined(within, anywhere)
        clock.lap("retrieve")
        standing = self._standing(snapshot, found)
        clock.lap("verify")
        judged = self._overview(asked, standing) if query.kind in OVERVIEWS else None
        if judged is None:
            judged = self._sentences(asked, standing, within)
        clock.lap("read")
        topic = about(query, judged.quotes[0], found) if judged.quotes else query.topic
        is_answered = judged.decision.is_answered and bool(judged.quotes)
        withheld = () if is_answered else self._withheld(asked, standing)
        clock.lap("judge")
        days = judged.decision.days
        return Answer(
            question=query.typed,
            standalone_question=standalone(query, is_of_days=days is not None and is_answered),
            about=topic if is_answered else query.topic,
            answered=is_answered,
            confidence=judged.decision.confidence,
            quotes=judged.quotes if is_answered else (),
            disagreement=judged.disagreement if is_answered else (),
            days=days if is_answered else None,
            outside=_outside(query, within, judged.quotes) if is_answered and days is None else None,
            nearest=nearest(asked, found),
            generation=snapshot.generation,
            seconds=clock.seconds(),
            matches=tuple(found.matches),
            evidence=judged.decision.evidence.model_dump(),
            withheld=withheld,
            is_overview=judged.is_overview and is_answered,
        )

    def candidates(self, snapshot: Snapshot, query: Query, request: Request) -> tuple[Asked, list[Candidate]]:
        """Return the query as put, and the sentences that are judged first."""
        asked = self._asked(snapshot, query, request)
        within, anywhere = retrieved(asked)
        standing = self._standing(snapshot, joined(within, anywhere))
        first, *_ = self._read(asked, groups(standing.shown, within, request.limit))
        return asked, first

    def _asked(self, snapshot: Snapshot, query: Query, request: Request) -> Asked:
        """The query with what is searched for."""
        context = " ".join(filter(None, (query.topic, query.context)))
        timeless = sought(snapshot, self.embedder, query.timeless, context)
        if query.is_relative or query.timeless == query.text:  # no text says "this week"
            return Asked(snapshot, query, request, timeless, timeless)
        return Asked(snapshot, query, request, timeless, sought(snapshot, self.embedder, query.text, context))

    def _standing(self, snapshot: Snapshot, found: Found) -> Excerpts:
        """What may be shown of the passages found, and what is withheld."""
        return excerpts(found.matches, found.articles, self._now(snapshot, found.articles.values()))

    def _now(self, snapshot: Snapshot, articles: Collection[Article]) -> dict[str, Article | None]:
        """Each article, by id, as its file has it now; None if it cannot be shown."""
        origins, away = snapshot.origins({one.path for one in articles}), self._freshness.elsewhere(snapshot.attributes)
        current = self._freshness.current(articles, origins, away)
        return {key: now if isinstance(now, Article) else None for key, now in current.items()}

    def _overview(self, asked: Asked, standing: Excerpts) -> _Judged | None:
        """The first statements of the articles on the subject; None if there are none."""
        query, terms = asked.query, asked.snapshot.terms
        subject = sought(asked.snapshot, self.embedder, query.subject)
        articles = self._written(asked, subject) if query.author else articles_on(subject, standing.shown, terms)
        if query.kind is QueryKind.ABOUT_IT and not query.subject and len(articles) > 1:
            return None  # it is unknown which article is meant
        articles, days = of_days(articles, query.days)
        quotes = overview(query.kind, articles, asked.request.limit, lambda text: subject.coverage(terms(text)))
        evidence = of_answer("", [], 0.0)
        decision = Decision(SURE, asked.request.threshold, evidence, days)
        return _Judged([], decision, tuple(quotes), is_overview=True) if quotes else None

    def _written(self, asked: Asked, subject: Sought) -> list[Article]:
        """The articles on a subject, or on any, by the author that the query names."""
        written = written_by(asked.snapshot, asked.query.author, asked.request.where)
        now = [one for one in self._now(asked.snapshot, written).values() if one is not None]
        return [one for one in now if covers(subject, one.title, one.text, asked.snapshot.terms)]

    def _sentences(self, asked: Asked, standing: Excerpts, within: Found) -> _Judged:
        """The sentences that answer."""
        judged = self._judged(asked, self._read(asked, groups(standing.shown, within, asked.request.limit)))
        quotes = _quotes(asked, judged)
        if not judged.decision.is_answered or not quotes:
            return judged
        told = marked(asked.query.text, quotes, asked.request.today, is_present=asked.query.is_present)
        return replace(judged, quotes=told.quotes, disagreement=told.disagreement)

    def _read(self, asked: Asked, groups: Sequence[Sequence[Retrieved]]) -> list[list[Candidate]]:
        """The sentences of each group of passages, which are all read at once."""
        every = [one for group in groups for one in group]
        readings: dict[Place, Reading] = {}
        for question in {id(one): one for one in (asked.timeless, asked.whole)}.values():
            own = [one for one in every if asked.of(one.match.article) is question]
            parts = [Part(heading(asked.query, one.article), one.excerpt.text) for one in own]
            read = self._coming().result().read(question.text, parts) if parts else []
            readings |= {one.match.place: reading for one, reading in zip(own, read, strict=True)}
        terms = asked.snapshot.terms
        return [
            [
                candidate
                for one in group
                for candidate in candidates(asked.of(one.match.article), one, readings[one.match.place], terms)
                if can_answer(asked.query.text, candidate, terms)
            ]
            for group in groups
        ]

    def _judged(self, asked: Asked, read: Sequence[list[Candidate]]) -> _Judged:
        """The sentences in order, and whether they answer.

        They are from the days that the question names, if the likeliest is, and answers by itself; else from any.
        """
        first, *others = read or [[]]
        days, today = asked.query.days, asked.request.today
        published = [one.article.published for one in first]
        preference = preferring(asked.query.text, published, today)
        more = [one for group in others for one in rank(group, self._fitted.sentence, preference)]
        if days is not None:
            ranked = self._of_days(first, preferring(asked.query.text, published, today, days), days)
            decision = self._decided(asked, ranked, days)
            if asked.is_narrow or decision.confidence >= max(asked.request.threshold, self._fitted.threshold):
                return _Judged([*ranked, *(one for one in more if one.candidate.article.published in days)], decision)
        ranked = rank(first, self._fitted.sentence, preference)
        return _Judged([*ranked, *more], self._decided(asked, ranked))

    def _of_days(self, found: Sequence[Candidate], preference: Preference, days: Days) -> list[Ranked]:
        """The sentences from these days, if the likeliest of all is one."""
        ranked = rank(found, self._fitted.sentence, preference)
        if not ranked or ranked[0].candidate.article.published not in days:
            return []
        return [one for one in ranked if one.candidate.article.published in days]

    def _decided(self, asked: Asked, ranked: Sequence[Ranked], days: Days | None = None) -> Decision:
        """Whether these sentences answer."""
        threshold = asked.request.threshold
        if not ranked:
            return Decision(0.0, threshold, of_answer("", [], 0.0), days)
        best = ranked[0].candidate
        (vector,) = self.embedder.questions([best.text])
        question = asked.of(best.match.article)
        evidence = of_answer(question.text, [one.candidate for one in ranked], float(vector @ question.vector))
        return Decision(self._fitted.answer.probability(evidence), threshold, evidence, days)

    def _withheld(self, asked: Asked, standing: Excerpts) -> tuple[Withheld, ...]:
        """The article that would answer, had it not changed; empty if none would."""
        if not standing.withheld:
            return ()
        judged = self._judged(asked, self._read(asked, [standing.withheld[:READ]]))
        if not judged.decision.is_answered or not judged.ranked:
            return ()
        article = judged.ranked[0].candidate.article
        current = self._freshness.current([article], {})[article.id]
        reason = Staleness.CHANGED if isinstance(current, Article) else current.reason
        return (Withheld(article=article.info, reason=reason),)


def _quotes(asked: Asked, judged: _Judged) -> tuple[Quote, ...]:
    """An answer's quotes, each as sure as it is likely that the question is answered, and by this quote."""
    is_alone = len({one.candidate.article.id for one in judged.ranked}) == 1
    quotes = choose(asked.query.text, judged.ranked, asked.request.limit, is_alone=is_alone)
    return tuple(
        quote.model_copy(update={"confidence": quote.confidence * judged.decision.confidence})
        for quote in quotes
        if asked.request.threshold == 0 or quote.confidence >= FURTHER * quotes[0].confidence
    )


def _outside(query: Query, within: Found, quotes: Sequence[Quote]) -> Days | None:
    """The days that the question names, if it is worth saying that nothing from them answers."""
    is_from_them = query.days is not None and any(one.article.published in query.days for one in quotes[:1])
    return query.days if (query.is_relative or within.matches) and not is_from_them else None
