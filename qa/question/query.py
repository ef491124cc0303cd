"""A question as understood."""

from dataclasses import dataclass
from enum import StrEnum

from qa.values import Days


class QueryKind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    NEW = "what is new about something"
    HAPPENED_ON = "what happened on some days"
    ABOUT_IT = "what an article is about"
    TELL_ME = "what the articles say about something"
    WHO_IS = "who somebody is"
    WHAT_IS = "what something is"
    LIST = "which articles are about something"
    NAME_ALONE = "a name or keywords, and nothing asked of them"


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood, or as it may be tried.

    `text` is what is searched for and read: the line as typed, or with a name from the talk or a mended spelling in it.
    `standalone` is its form for people: with the words for its days, even those that no text can contain; `timeless`
    lacks them, for articles whose own date says them. `topic` is the named subject of the talk, "" if there is none
    or the line names it: it is searched for as well, with a small weight, and read as the passage's title. `context`
    has telling words from the talk, the most telling first, to search for as well.

    `days` are those that the line names, None if it names none; `is_relative` if they are counted from today ("this
    week"), so that no text says them. Articles from those days are preferred; if the kind is HAPPENED_ON, no others are
    asked. `subject` is what a kind is about ("tell me about X", "latest on X": X), `author` whose articles a LIST has,
    and `article` the id of the article quoted last, which ABOUT_IT asks about, and which a line that leans on the talk
    may mean; each "" if not known. A line `is_present` if it asks how something is now ("who is the president of
    France"), and `is_open` if it has a pronoun and nothing named could be meant. It `is_bound` if only articles on its
    topic may answer, or, if it has none, on the talk.
    """

    typed: str
    text: str
    standalone: str
    timeless: str
    topic: str = ""
    context: str = ""
    days: Days | None = None
    is_relative: bool = False
    kind: QueryKind = QueryKind.FACT
    subject: str = ""
    author: str = ""
    article: str = ""
    is_present: bool = False
    is_open: bool = False
    is_bound: bool = False

    @classmethod
    def as_typed(cls, line: str) -> "Query":
        """A line taken as nothing but its words."""
        return cls(typed=line, text=line, standalone=line, timeless=line)
