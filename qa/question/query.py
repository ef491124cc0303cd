"""A question as it is understood."""

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
    """A question as it is understood, or as it may be tried.

    `text` is what is searched for and read: the line as typed, or with a name of the talk or a mended spelling in it.
    `standalone` is how that is shown to people: with the words of its days, even those that no text can say, and
    `timeless` without them, for articles whose own date says those. `topic` is the named subject of the
    talk, "" if there is none or the line names it: it is searched for beside the words with a small weight, and read
    as the passage's title. `context` are telling words of the talk, the most telling first, to search for besides.

    `days` are those that the line names, None if it names none; `is_relative` if they are counted from today ("this
    week"), so that no text says them. Articles of those days are preferred; where the kind is HAPPENED_ON, no other
    is asked. `subject` is what a kind is of ("tell me about X", "latest on X": X), `author` whose articles a LIST is
    of, and `article` the id of the article that was quoted last, of which ABOUT_IT asks, and which a line that leans on
    the talk may mean; each "" if not known. A line `is_present` if it asks how something stands now ("who is the
    president of France"), and `is_open` if it has a pronoun and nothing was named that this could mean. It `is_bound`
    if only articles that tell of its topic may answer, or, if it has none, of the talk.
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
        """A line that is nothing but its words."""
        return cls(typed=line, text=line, standalone=line, timeless=line)
