"""The turns of a talk and a line -> the line, complete in itself as far as the talk tells what it means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.answers import Turn
from qa.question.context import BRIEF, LEANING, SHORT, Context, telling_terms
from qa.question.names import Name, Texts
from qa.question.pronouns import pronouns
from qa.question.topic import Topic
from qa.question.what_about import instead, introduced, is_introduced
from vectorstore.store import Filter, Snapshot

LOOKED_BACK = 5
"""Earlier turns that are looked at."""

SEARCHED = 6
"""Passages whose texts say which words of a line are names."""

AROUND = 2_000
"""Characters on each side of what is quoted or found that are looked at for names."""

BARE = 2
"""Telling words up to which a line with a pronoun, and no talk before it, leaves open what is asked of."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A line as it is heard in a talk.

    `text` is complete in itself as far as the talk tells; it `is_filled` if a name of the talk was put in. `topic` is
    what it goes on about, "" if it names its own, and `context` are the telling words of the talk, "" if it is filled.
    """

    text: str
    is_filled: bool
    topic: str
    context: str


def hear(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter) -> Heard:
    """A line in the light of the turns before it, oldest first."""
    texts = _texts(line, turns, snapshot, where)
    talk = _Talk()
    for turn in turns:
        talk = talk.after(turn, texts, snapshot)
    told = talk.told(line, texts, snapshot)
    topic = talk.topic.name.phrase.removeprefix("the ") if talk.topic.name else ""
    if told.is_new:
        return Heard(told.text, told.is_filled, "", "")
    words = "" if told.is_filled else talk.context.beside(told.text, snapshot)
    if told.goes_on:
        return Heard(told.text, told.is_filled, topic, words)
    return Heard(told.text, told.is_filled, "", words if told.named else f"{topic} {words}".strip())


def is_open(line: str, snapshot: Snapshot) -> bool:
    """Whether a line with no talk before it leaves open what it asks of: it has a pronoun, and little else."""
    return telling_terms(line, snapshot) <= BARE and bool(pronouns(line))


def is_bare(line: str, snapshot: Snapshot) -> bool:
    """Whether a line asks nothing by itself: "how long?"."""
    return telling_terms(line, snapshot) < BARE


@dataclass(frozen=True, slots=True)
class _Told:
    """A line with what the talk puts in, and its names; whether it goes on with the topic, or begins a new one."""

    text: str
    named: tuple[Name, ...]
    is_filled: bool = False
    goes_on: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class _Talk:
    """What was said before a line: what it was about, and its telling words."""

    topic: Topic = field(default_factory=Topic)
    context: Context = field(default_factory=Context)

    def told(self, line: str, texts: Texts, snapshot: Snapshot) -> _Told:
        """A line in the light of the talk."""
        if replaced := instead(line, self.topic, texts):
            return _Told(replaced, tuple(texts.names(replaced)), is_filled=True, is_new=True)
        length = telling_terms(line, snapshot)
        leaning = pronouns(line) if length <= LEANING else []
        for pronoun in leaning:
            if referent := self.topic.referent(pronoun):
                filled = pronoun.replaced(line, referent)
                return _Told(filled, tuple(texts.names(filled)), is_filled=True, goes_on=True)
        named = tuple(texts.names(line))
        if not leaning and (length > SHORT or is_introduced(line)):
            return _Told(line, named or tuple(filter(None, [introduced(line)])), is_new=True)
        return _Told(line, named, goes_on=bool(leaning) or (length <= BRIEF and not named))

    def after(self, turn: Turn, texts: Texts, snapshot: Snapshot) -> "_Talk":
        """The talk after a turn."""
        told = self.told(turn.question, texts, snapshot)
        topic = self.topic.after(told.text, told.named, turn.quotes, texts, told.goes_on)
        words = told.text if told.is_new else turn.question
        return _Talk(topic, self.context.after(words, snapshot, is_kept=not told.is_new))


def _texts(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter) -> Texts:
    """The texts by which names are known: around the quotes of the talk, and what is found first for its lines."""
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
