"""Turn a line of a talk into the queries that it may be tried as, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from qa.answers import Turn
from qa.language.english import YEAR
from qa.language.foreign import is_foreign
from qa.question.days import NamedDays, mention, named_days
from qa.question.events import days_of_event
from qa.question.kinds import asks_what_happened, is_named, is_present, recognise
from qa.question.query import Query, QueryKind
from qa.question.spelling import respelled
from qa.question.talk import LOOKED_BACK, hear, is_bare, is_open
from qa.question.what_about import asked_of, is_introduced
from qa.question.widening import widened
from vectorstore.store import Filter, Snapshot


def attempts(line: str, talk: Sequence[Turn], snapshot: Snapshot, where: Filter, today: date) -> Iterator[Query]:
    """Yield the queries that a line may be tried as, in the order in which to try them until one is answered.

    `talk` has the turns before it, oldest first. Words are looked up only in the articles of `where`: nobody is
    shown the spelling of articles that they may not see. Typing slips are looked for last, and only when that
    query is asked for.
    """
    line, turns = line.strip(), talk[-LOOKED_BACK:]
    yield from _understood(line, turns, snapshot, where, today)
    if not is_foreign(line) and (mended := respelled(line, snapshot, where)) != line:
        query = next(_understood(mended, turns, snapshot, where, today))
        yield replace(query, typed=line)


def _understood(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter, today: date) -> Iterator[Query]:
    """What a line may mean in its talk, with its days and kind; what happened on certain days has no other topic."""
    named = named_days(line, today)
    is_of_days = named is not None and asks_what_happened(named.cut(line))
    for query in (Query.as_typed(line),) if is_of_days else _in_talk(line, turns, snapshot, where, today):
        named = named_days(query.text, today) or days_of_event(query.text, snapshot, where, today)
        if named is not None and asks_what_happened(named.cut(query.text)):
            yield from _happened(query, named)
        else:
            yield from _of_kind(query, named, snapshot)


def _in_talk(line: str, turns: Sequence[Turn], snapshot: Snapshot, where: Filter, today: date) -> tuple[Query, ...]:
    """A line with what the talk puts into it, or beside it and then by itself.

    A pronoun's meaning is the line's subject: only articles that name it answer. "What about X" may also be a new
    topic.
    """
    quoted = next((quote.article.id for turn in reversed(turns) for quote in turn.quotes[:1]), "")
    if recognise(line).kind is QueryKind.ABOUT_IT:
        return (replace(Query.as_typed(line), article=quoted),)
    alone = replace(Query.as_typed(line), is_open=not turns and is_open(line, snapshot))
    if not turns and asked_of(line) is None:
        return (alone,)
    if wider := widened(line, turns, today):
        return (replace(alone, text=wider, standalone=wider, timeless=wider),)
    heard = hear(line, turns, snapshot, where)
    put = replace(alone, text=heard.text, standalone=heard.text, timeless=heard.text)
    beside = replace(alone if heard.is_filled else put, topic=heard.topic, context=heard.context)
    bound = replace(beside, is_bound=True, article=quoted)
    if not heard.is_filled:
        is_bound = heard.leans or (heard.topic and is_bare(line, snapshot))
        return (bound,) if is_bound else tuple(dict.fromkeys((beside, put)))
    filled = replace(put, context=heard.context)
    is_of_name = is_introduced(line) and mention(line) is None and YEAR.search(line) is None
    if is_of_name:
        return filled, alone
    return (filled, bound) if heard.topic else (filled,)


def _on_days(query: Query, named: NamedDays) -> Query:
    """A query with the days that it names, without words for them that no text can contain."""
    timeless = named.cut(query.text)
    text = timeless if named.is_relative else query.text
    return replace(query, text=text, timeless=timeless, days=named.reported, is_relative=named.is_relative)


def _happened(query: Query, named: NamedDays) -> list[Query]:
    """What happened on those days: what articles from then say, or texts that name a month or a year."""
    happened = replace(_on_days(query, named), kind=QueryKind.HAPPENED_ON, days=named.exact)
    if named.is_relative:
        return [happened]
    return [happened, query] if named.exact.since == named.exact.until else [query, happened]


def _of_kind(query: Query, named: NamedDays | None, snapshot: Snapshot) -> Iterator[Query]:
    """A query with its days and kind; if a mere name, or asking who or what that is, then also for all that is said
    about it, and if a mere name of an author, for what is by them. News and lists are from the days alone, not those
    after, in which articles report on them.
    """
    query = _on_days(query, named) if named else query
    found = recognise(query.timeless)
    if named and found.kind in (QueryKind.NEW, QueryKind.LIST):
        query = replace(query, days=named.exact)
    query = replace(
        query, kind=found.kind, subject=found.subject, author=found.author, is_present=is_present(query.text)
    )
    yield query
    if found.kind in (QueryKind.WHO_IS, QueryKind.NAME_ALONE) or (
        found.kind is QueryKind.WHAT_IS and is_named(found.subject)
    ):
        yield replace(query, kind=QueryKind.TELL_ME)
    if found.kind is QueryKind.NAME_ALONE and snapshot.written_by(found.subject):
        by = f"articles by {found.subject}"
        yield replace(query, kind=QueryKind.LIST, subject="", author=found.subject, standalone=by)
