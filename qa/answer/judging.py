"""What was found -> its sentences, the likeliest to answer first, and how sure it is that they do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from qa.answer.confidence import AnswerFeatures, Ranked, fitted, of_answer, rank
from qa.answer.evidence import Candidate, candidates, meanings, naming, parts
from qa.answer.recency import WEIGHT, WEIGHT_OF_LATEST, asks_for_latest, recency
from qa.answer.retrieval import Asked, Found
from qa.language.english import FUNCTION_WORDS
from qa.models.embedder import Embedder
from qa.models.reader import Reader
from qa.question.days import Window
from qa.question.topic import Understood
from qa.values import Match, Place, Where
from vectorstore.store import Snapshot

READ = 6
"""Passages that are read at once: ten take longer, and answer no more questions of news-dev."""

READ_OF_DAYS = 4
"""Of those, passages of the days that the question names, if it names any; the others are of any days."""

DAYS_WEIGHT = 2.0
"""Log-odds that a sentence of the days that are asked for has over one of others.

On news-dev 1, 2 and 3 gave the same; see benchmarks/README.md.
"""


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


class Sentences:
    """The sentences of the passages that are read for one question; each passage is read once."""

    def __init__(
        self, embedder: Embedder, reader: Reader, snapshot: Snapshot, understood: Understood, sought: Asked
    ) -> None:
        self._embedder = embedder
        self._reader = reader
        self._terms = snapshot.terms
        self._understood = understood
        self._sought = sought
        focus = understood.focus.split()[-1:]  # "York" of "New York", "Holm" of "Petra Holm"
        self._focus = set(snapshot.terms(" ".join(focus))) - set(snapshot.terms(FUNCTION_WORDS))
        self._made: dict[Place, list[Candidate]] = {}
        self.question = understood.read
        self.passages = len(snapshot)

    def of(self, found: Found) -> list[Candidate]:
        """Those of the found passages that may answer, in their order."""
        unread = replace(found, matches=[match for match in found.matches if match.place not in self._made])
        made = candidates(self._sought, unread, self._reader.read(self._understood.read, parts(unread)), self._terms)
        if self._focus:
            made = naming(made, unread, self._focus, self._terms)
        self._made |= {match.place: [] for match in unread.matches}
        for one in made:
            self._made[one.match.place].append(one)
        return [one for match in found.matches for one in self._made[match.place]]

    def meaning(self, candidate: Candidate) -> float:
        """The cosine of a sentence with the question."""
        return meanings(self._embedder, self._sought, [candidate])[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found, its sentences, the likeliest first, and how sure it is that they answer, by what evidence."""

    found: Found
    ranked: list[Ranked]
    evidence: AnswerFeatures
    sure: float
    is_of_days: bool


def judged(sentences: Sentences, within: Found, found: Found, asking: Asking) -> Judged:
    """What the days say that are asked for, or where they do not answer, what articles of other days say.

    `within` is what was found of those days, `found` what was found of any.
    """
    return _of_days(sentences, within, found, asking) or _of_any(sentences, within, found, asking)


def _of_days(sentences: Sentences, within: Found, found: Found, asking: Asking) -> Judged | None:
    """What the days say that are asked for, beside what others say; None if they do not answer, or not better."""
    if asking.days is None or not within.matches:
        return None
    days = asking.days
    first = list(islice(_in_turns((within.matches, READ_OF_DAYS), (found.matches, READ - READ_OF_DAYS)), READ))
    both = Found(first, {**found.articles, **within.articles}, {**found.quotable, **within.quotable})
    ranked = rank(sentences.of(both), fitted().sentence, _preference(sentences.question, first, asking, days))
    if not ranked or not _is_of(days, ranked[0].candidate):
        return None
    ranked = [one for one in ranked if _is_of(days, one.candidate)]
    evidence, sure = _judge(sentences, ranked)
    if sure < max(asking.threshold, fitted().threshold):
        return None
    rest = replace(
        within, matches=[match for match in within.matches if match.place not in {one.place for one in first}]
    )
    preference = _preference(sentences.question, first, asking)
    more = (
        one
        for batch in _batches(rest, asking.limit - len(first))
        for one in rank(sentences.of(batch), fitted().sentence, preference)
    )
    return Judged(replace(both, matches=[*first, *rest.matches]), [*ranked, *more], evidence, sure, is_of_days=True)


def _of_any(sentences: Sentences, within: Found, found: Found, asking: Asking) -> Judged:
    """What articles of any days say; of others, where the days that are asked for do not answer."""
    if asking.days is not None and within.matches:
        days = asking.days
        found = replace(found, matches=[match for match in found.matches if match.article.published not in days])
    first, *others = _batches(found, asking.limit) or [found]
    preference = _preference(sentences.question, first.matches, asking)
    ranked = rank(sentences.of(first), fitted().sentence, preference)
    evidence, sure = _judge(sentences, ranked)
    more = (one for batch in others for one in rank(sentences.of(batch), fitted().sentence, preference))
    return Judged(found, [*ranked, *more], evidence, sure, is_of_days=False)


def _judge(sentences: Sentences, ranked: Sequence[Ranked]) -> tuple[AnswerFeatures, float]:
    """How sure it is that these sentences answer, 0..1, and by what evidence."""
    if not ranked:
        return of_answer(sentences.passages, [], 0.0), 0.0
    best = sentences.meaning(ranked[0].candidate)
    evidence = of_answer(sentences.passages, [one.candidate for one in ranked], best)
    return evidence, fitted().answer.probability(evidence)


def _in_turns(*sources: tuple[Sequence[Match], int]) -> Iterator[Match]:
    """Each match once: of each source its next so many, again and again."""
    rests = [(iter(matches), count) for matches, count in sources]
    given: set[Place] = set()
    for _ in range(max(len(matches) for matches, _ in sources)):
        for rest, count in rests:
            for match in islice((match for match in rest if match.place not in given), count):
                given.add(match.place)
                yield match


def _batches(found: Found, limit: int) -> list[Found]:
    """The passages to read, as many at a time as one answer reads, so that more quotes do not change those before."""
    starts = range(0, min(limit, len(found.matches)), READ)
    return [replace(found, matches=found.matches[start : start + READ]) for start in starts]


def _preference(
    question: str, matches: Sequence[Match], asking: Asking, days: Window | None = None
) -> Callable[[Candidate], float]:
    """What speaks for the newer of two sentences, and for one of the days, if any are given.

    For the latest there is, where the question asks for that.
    """
    is_latest = asks_for_latest(question)
    newest = max((one.article.published for one in matches if one.article.published), default=asking.today)
    day, weight = (min(newest, asking.today), WEIGHT_OF_LATEST) if is_latest else (asking.today, WEIGHT)

    def preference(candidate: Candidate) -> float:
        is_of_days = days is not None and _is_of(days, candidate)
        return weight * recency(candidate.match.article.published, day) + DAYS_WEIGHT * is_of_days

    return preference


def _is_of(days: Window, candidate: Candidate) -> bool:
    return candidate.match.article.published in days
