"""A line of a talk -> the queries that it may be tried as, in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from qa.question.days import named_days
from qa.question.events import days_of_event
from qa.question.query import Label, Query, Shown
from qa.question.spelling import respelled
from qa.question.talk import LOOKED_BACK, hear, is_open
from qa.values import Turn
from vectorstore.store import Filter, Snapshot


def attempts(line: str, talk: Sequence[Turn], snapshot: Snapshot, where: Filter, today: date) -> Iterator[Query]:
    """The queries that a line may be tried as, in the order in which they are to be tried until one is answered.

    `talk` are the turns before it, oldest first. What is looked up of words is looked up among the articles of
    `where`: nobody is shown how articles spell that he may not see. Slips of the hand are looked for last, and only
    when the query is asked for.
    """
    line, turns = line.strip(), talk[-LOOKED_BACK:]
    yield from (_dated(query, snapshot, where, today) for query in _in_talk(line, turns, snapshot, where))
    if (mended := respelled(line, snapshot, where)) != line:
        query = _dated(_in_talk(mended, turns, snapshot, where)[0], snapshot, where, today)
        yield replace(query, typed=line, shown=Shown(Label.LOOKING_FOR, query.text))


def _in_talk(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter) -> tuple[Query, ...]:
    """A line with what the talk puts into it or beside it, then by itself."""
    alone = replace(Query.as_typed(line), is_open=not turns and is_open(line, snapshot))
    if not turns:
        return (alone,)
    heard = hear(line, turns, snapshot, where)
    about = Shown(Label.ABOUT, heard.topic) if heard.topic else None
    beside = replace(alone, shown=about, topic=heard.topic, context=heard.context)
    if not heard.is_filled:
        return tuple(dict.fromkeys((beside, alone)))
    shown = Shown(Label.LOOKING_FOR, heard.text)
    filled = replace(alone, text=heard.text, timeless=heard.text, context=heard.context, shown=shown)
    return (filled, beside) if heard.topic else (filled,)


def _dated(query: Query, snapshot: Snapshot, where: Filter, today: date) -> Query:
    """A query with the days that it names, itself or by an event."""
    named = named_days(query.text, today)
    if named is None:
        return replace(query, days=days_of_event(query.text, snapshot, where, today))
    timeless = named.cut(query.text)
    text = timeless if named.is_relative else query.text
    return replace(query, text=text, timeless=timeless, days=named.told, is_relative=named.is_relative)
