"""What a talk is about: its topic, a named subject, and what else its pronouns may stand for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.answers import Quote
from qa.language.english import AUXILIARIES, JOINING, PREPOSITIONS, YEAR, any_of
from qa.question.kinds import recognise
from qa.question.names import Name, NameKind, Texts
from qa.question.pronouns import Pronoun, Sort

_AFTER_PREPOSITION = re.compile(rf"\b(?:{any_of(PREPOSITIONS)})\s+(?:the\s+)?$", re.IGNORECASE)
_IN_A_ROW = re.compile(rf"\b(?:{any_of(PREPOSITIONS)})\s[^,;:]*,\s*$", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|at|near|inside|outside|across|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_SEEKS_ONE = re.compile(rf"\bwhich\s+\w+|\bwhat\s+\w+\s+(?:{any_of(AUXILIARIES)})\b", re.IGNORECASE)
_SEEKS_MANY = re.compile(r"\bhow many\b|\bwho\b", re.IGNORECASE)
_WHO_IS = re.compile(r"\bwho(?:['’]s|\s+(?:is|are|was|were))\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = re.compile(rf"\s*(?:(?:{any_of(JOINING)})\b[\s,]*)+", re.IGNORECASE)
_OWNS = re.compile(r"['’]")
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a talk is about after a question.

    `name` is its named subject, None if it has none; it `is_where` if it is only named as where something happens.
    `question` is the last question, complete in itself, and `named` the names in it. `answers` are the names in the
    words that answered it. `person` is the last person named or referred to, `year` the only year in the question or
    the answer, "" if there is not exactly one.
    """

    name: Name | None = None
    is_where: bool = False
    question: str = ""
    named: tuple[Name, ...] = ()
    answers: tuple[Name, ...] = ()
    person: Name | None = None
    year: str = ""

    def after(self, question: str, named: Sequence[Name], quotes: Sequence[Quote], texts: Texts, kept: bool) -> "Topic":
        """Return the topic after a question with these names and quotes; `kept` if it goes on."""
        answers = _answers(question, quotes, texts)
        persons = [one for one in (*_free(question, named), *answers) if one.kind is NameKind.PERSON]
        years = set(YEAR.findall(f"{question} {quotes[0].answer if quotes else ''}"))
        is_kept, own = kept and self.name is not None, _subject(question, named)
        return Topic(
            name=self.name if is_kept else own or _titled(quotes, texts),
            is_where=self.is_where if is_kept else own is not None and _is_located(question, own),
            question=question,
            named=tuple(named),
            answers=answers,
            person=persons[0] if persons else self.person,
            year=years.pop() if len(years) == 1 else "",
        )

    def spoken_of(self, person: Name) -> "Topic":
        """The topic after a question that called a person "he" or "she"."""
        return replace(self, person=person)

    def referent(self, pronoun: Pronoun) -> str:
        """Return the one named subject that a pronoun stands for; empty if none, or more than one, may be meant."""
        match pronoun.sort:
            case Sort.PERSON:
                person = self.whom(pronoun)
                return person.text if person else ""
            case Sort.THING:
                return self._thing()
            case Sort.SEVERAL:
                return self._several()
            case Sort.PLACE:
                places = [one for one in self.named if one.kind is NameKind.PLACE] or [*filter(None, [self.name])]
                return places[0].text if len(places) == 1 and places[0].kind is NameKind.PLACE else ""
            case Sort.YEAR:
                return self.year
            case _:
                return ""

    def whom(self, pronoun: Pronoun) -> Name | None:
        """Return whom "he" or "she" means, among those not known as the other."""

        def may_be(one: Name | None) -> bool:
            return one is not None and one.is_she in (None, pronoun.is_she)

        if self._is_of_one and may_be(self.named[0]) and _may_be_person(self.named[0]):
            return self.named[0]
        for some in self._asked_of():
            persons = [one for one in some if one.kind is NameKind.PERSON and may_be(one)]
            if len(persons) == 1:
                return persons[0]
            if len(persons) > 1:
                return self.name if self.name in persons else None
        if may_be(self.person):
            return self.person
        named = (*_free(self.question, self.named), *self.answers)
        likely = {one.text: one for one in named if may_be(one) and _may_be_person(one)}
        return next(iter(likely.values())) if len(likely) == 1 else None

    @property
    def _is_of_one(self) -> bool:
        """Whether the last question only named somebody, or asked who that is: "and Jo Beck?", "who is judge Beck"."""
        subject = recognise(_JOINED.sub("", self.question, 1)).subject
        named = [self.question[one.start : one.end] for one in self.named]
        return len(named) == 1 and subject.endswith(named[0])

    def _asked_of(self) -> tuple[Sequence[Name], ...]:
        """The names in the last question, and in its answer if it asked who, likelier first."""
        named = _free(self.question, self.named)
        if not _WHO.search(self.question):
            return (named,)
        is_told_of = bool(named) and _WHO_IS.search(self.question[: named[0].start]) is not None
        return (named, self.answers) if is_told_of else (self.answers, named)

    def _thing(self) -> str:
        """What "it" means: the topic, unless the last question sought another thing that may be meant."""
        is_person = self.name is not None and (self.name.kind is NameKind.PERSON or _is_same(self.name, self.person))
        if self.name is None or is_person or self.is_where or _SEEKS_ONE.search(self.question):
            return ""
        return self.name.phrase

    def _several(self) -> str:
        """Whom "they" means: the topic, if the last question was about what it did and sought nobody."""
        is_subject = self.name in [one for one in self.named if not _is_placed(self.question, one)]
        is_sought = _SEEKS_MANY.search(self.question) is not None
        return self._thing() if is_subject and not is_sought else ""


def _free(question: str, named: Sequence[Name]) -> list[Name]:
    """The names in a question that own nothing there: in "Peru's president", "he" is not Peru."""
    return [one for one in named if not _OWNS.match(question, one.end)]


def _answers(question: str, quotes: Sequence[Quote], texts: Texts) -> tuple[Name, ...]:
    """The names in the answering words; to a question of who, if they name nobody, the person in the quote."""
    if not quotes:
        return ()
    named = texts.names(quotes[0].answer)
    if not _WHO.search(question):
        return tuple(named)
    if named:
        return tuple(replace(one, kind=NameKind.PERSON) if _may_be_person(one) else one for one in named)
    persons = [one for one in texts.names(quotes[0].text) if one.kind is NameKind.PERSON]
    return tuple(persons) if len(persons) == 1 else ()


def _may_be_person(name: Name) -> bool:
    """Whether a name is a person's, or, if unknown, looks like one: two or three capitalised words."""
    words = name.text.split()
    return name.kind is NameKind.PERSON or (
        name.kind is not NameKind.PLACE and len(words) in (2, 3) and all(map(str.istitle, words))
    )


def _subject(question: str, named: Sequence[Name]) -> Name | None:
    """The name that a question is about: the first without a preposition before it, else the first."""
    free = [one for one in named if not _is_placed(question, one)]
    return next(iter([*free, *named]), None)


def _is_placed(question: str, name: Name) -> bool:
    """Whether a preposition precedes a name."""
    return _AFTER_PREPOSITION.search(question[: name.start]) is not None


def _titled(quotes: Sequence[Quote], texts: Texts) -> Name | None:
    """The named subject in the title of the first quote's article, other than where something happened."""
    if not quotes:
        return None
    title = quotes[0].article.title
    return _subject(title, [one for one in texts.titled(title) if not _is_where(title, one)])


def _is_where(title: str, name: Name) -> bool:
    """Whether a name says where something happened: "theft in Vellmar", "fire at a mill in Odde, Vellmar"."""
    before = title[: name.start]
    is_place = name.kind is NameKind.PLACE and (_IN_A_ROW.search(before) is not None or _is_placed(title, name))
    return is_place or _is_located(title, name)


def _is_located(text: str, name: Name) -> bool:
    """Whether a text names something as a location: "in the Philippines", "at Burning Man"."""
    return _WITHIN.search(text[: name.start]) is not None


def _is_same(one: Name, other: Name | None) -> bool:
    return other is not None and one.text == other.text
