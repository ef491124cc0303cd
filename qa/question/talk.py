"""Complete a line from the turns of a talk, as far as the talk shows what it means."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qa.answers import Turn
from qa.question.context import BRIEF, LEANING, SHORT, Context, telling_terms
from qa.question.names import Name, NameKind, Texts
from qa.question.pronouns import Pronoun, Sort, points_back, pronouns
from qa.question.topic import Topic
from qa.question.what_about import asked_of, instead, introduced, is_introduced, placed_too
from qa.question.when_was_that import when_was_that
from vectorstore.store import Filter, Snapshot

LOOKED_BACK = 5
"""Most earlier turns considered."""

SEARCHED = 6
"""Passages whose texts show which words of a line are names."""

AROUND = 2_000
"""Characters on each side of what is quoted or found that are searched for names."""

BARE = 2
"""Most telling words of a line with a pronoun, and no talk before it, that leaves its subject open."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A line as understood in its talk.

    `text` is complete in itself as far as the talk allows; it `is_filled` if a name from the talk was put in. `topic`
    is what it goes on about, "" if it names its own, and `context` has the talk's telling words, "" if it is filled.
    It `leans` if its pronoun stands for something in the talk for which nothing was put in.
    """

    text: str
    is_filled: bool
    topic: str
    context: str
    leans: bool = False


def hear(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter) -> Heard:
    """Return a line completed from earlier turns, oldest first."""
    texts = _texts(line, turns, snapshot, where)
    talk = _Talk()
    for turn in turns:
        talk = talk.after(turn, texts, snapshot)
    told = talk.told(line, texts, snapshot)
    topic = talk.topic.name.phrase.removeprefix("the ") if talk.topic.name else ""
    if told.is_new or told.is_whole:
        return Heard(told.text, told.is_filled, "", "")
    words = "" if told.is_filled else talk.context.beside(told.text, snapshot)
    if told.goes_on:
        return Heard(told.text, told.is_filled, told.subject or topic, words, told.leans)
    return Heard(told.text, told.is_filled, "", words if told.named else f"{topic} {words}".strip())


def is_open(line: str, snapshot: Snapshot) -> bool:
    """Whether a line with no talk before it leaves its subject open: it has a pronoun, and little else."""
    return telling_terms(line, snapshot) <= BARE and bool(pronouns(line))


def is_bare(line: str, snapshot: Snapshot) -> bool:
    """Whether a line asks nothing by itself: "how long?"."""
    return telling_terms(line, snapshot) < BARE


@dataclass(frozen=True, slots=True)
class _Told:
    """A line with what the talk puts in, and its names; whether it continues the topic, or begins a new one.

    `person` is who is put in for "he" or "she", by the name `subject`. It `leans` on the talk if it has no name, and a
    pronoun for which nothing is put in, or "that" or "this" and a noun. It `is_whole` if what it asks is the last
    question's matter.
    """

    text: str
    named: tuple[Name, ...]
    person: Name | None = None
    subject: str = ""
    is_filled: bool = False
    goes_on: bool = False
    leans: bool = False
    is_new: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Talk:
    """What was said before a line: what it was about, and its telling words."""

    topic: Topic = field(default_factory=Topic)
    context: Context = field(default_factory=Context)

    def told(self, line: str, texts: Texts, snapshot: Snapshot) -> _Told:
        """A line completed from the talk."""
        if asked := asked_of(line):
            there = texts.names(asked.text) or [asked.name]
            return _Told(asked.text, tuple(there), is_filled=True, is_new=True)
        if replaced := instead(line, self.topic, texts):
            return _Told(replaced, tuple(texts.names(replaced)), is_filled=True, is_new=True)
        if happened := when_was_that(line, self.topic.question):
            return _Told(happened, tuple(texts.names(happened)), is_filled=True, goes_on=True, is_whole=True)
        line = placed_too(line, self.topic)
        length = telling_terms(line, snapshot)
        leaning = pronouns(line) if length <= LEANING else []
        for pronoun in leaning:
            if referent := self.topic.referent(pronoun):
                filled = pronoun.replaced(line, referent)
                person = self._spoken_of(pronoun)
                named = tuple(_as(person, one) for one in texts.names(filled))
                subject = referent if pronoun.sort is Sort.PERSON else ""
                return _Told(filled, named, person, subject, is_filled=True, goes_on=True)
        named = tuple(texts.names(line))
        is_leaning = bool(leaning) or (length <= LEANING and points_back(line))
        if not is_leaning and (length > SHORT or is_introduced(line)):
            return _Told(line, named or tuple(filter(None, [introduced(line)])), is_new=True)
        goes_on = is_leaning or (length <= BRIEF and not named)
        return _Told(line, named, goes_on=goes_on, leans=is_leaning and not named)

    def _spoken_of(self, pronoun: Pronoun) -> Name | None:
        """Whom "he" or "she" means, known by that as a man or a woman."""
        person = self.topic.whom(pronoun) if pronoun.sort is Sort.PERSON else None
        return replace(person, kind=NameKind.PERSON, is_she=pronoun.is_she) if person else None

    def after(self, turn: Turn, texts: Texts, snapshot: Snapshot) -> "_Talk":
        """The talk after a turn."""
        told = self.told(turn.question, texts, snapshot)
        topic = self.topic.after(told.text, told.named, turn.quotes, texts, told.goes_on)
        if told.person:
            topic = topic.spoken_of(told.person)
        words = told.text if told.is_new else turn.question
        return _Talk(topic, self.context.after(words, snapshot, is_kept=not told.is_new))


def _as(person: Name | None, name: Name) -> Name:
    """A name with what is known about the person of that name."""
    if person is None or name.text != person.text:
        return name
    return replace(name, kind=person.kind, is_she=person.is_she)


def _texts(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter) -> Texts:
    """The texts from which names are known: around the talk's quotes, and what is found first for its lines."""
    spans = {quote.article.id: quote.start for turn in turns for quote in turn.quotes[:1]}
    for words in (line, " ".join(turn.question for turn in turns if not turn.quotes)):
        for hit in snapshot.lexical(words, SEARCHED, where):
            spans.setdefault(hit.document, hit.start)
    documents = snapshot.documents(spans)
    return Texts(
        tuple(
            document.text[max(0, spans[key] - AROUND) : spans[key] + AROUND].replace(document.heading, "", 1)
            for key, document in documents.items()
        )
    )
