"""A line of a talk -> the queries that it may be tried as, in their order."""

from collections.abc import Sequence
from datetime import date

from qa.question.query import Query
from qa.values import Turn
from vectorstore.store import Filter, Snapshot


def attempts(line: str, talk: Sequence[Turn], snapshot: Snapshot, where: Filter, today: date) -> tuple[Query, ...]:
    """The queries that a line may be tried as, in the order in which they are to be tried until one is answered.

    `talk` are the turns before it, oldest first. What is looked up of words is looked up among the articles of
    `where`: nobody is shown how articles spell that he may not see.
    """
    raise NotImplementedError
