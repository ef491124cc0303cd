"""A line that asks when, where or why that was, of which the last question told: "when was that?", "where?"."""

import re

from qa.language.english import ASKING, AUXILIARIES, IRREGULAR_PASTS, PREPOSITIONS, any_of
from qa.question.kinds import recognise
from qa.question.query import QueryKind

NOUNS = 3
"""Most words between "how many" and its verb: "how many rare old books were sold"."""

_HAPPENED = r"(?:happen(?:ed|ing)?|occur(?:red)?|take place|taken place|come about|start(?:ed)?|begin|end)"
_THAT = r"(?:that|this|those|these|it|they|all (?:that|this))"
_LINE = re.compile(
    r"\s*(?:(?:and|but|so|ok|okay)\b[\s,]*)*"
    r"(?P<asking>when|where|(?:in |on )?(?:what|which) (?:year|month|day|date|city|country|town|place)|why|how)"
    rf"(?P<rest>\s+exactly|\s+(?:was|were) {_THAT}"
    rf"|\s+(?:(?:was|were|did|does|do|has|had) )?{_THAT} (?:all )?{_HAPPENED})?"
    r"(?:\s+(?:then|exactly|again))?[\s?!.]*",
    re.IGNORECASE,
)
_DID_HAPPEN = re.compile(rf" {_HAPPENED}$", re.IGNORECASE)
_OF_A_THING = (QueryKind.TELL_ME, QueryKind.WHAT_IS, QueryKind.NAME_ALONE)
_ASKED = re.compile(
    rf"\s*(?:(?:and|but|so|ok|okay|well)\b[\s,]*)*(?P<placed>(?:{any_of(PREPOSITIONS)})\s+)?"
    rf"(?:(?P<asking>how\s+(?!(?:{any_of(AUXILIARIES)})\b)\w+|{any_of(ASKING)})\b\s*|(?=(?:{any_of(AUXILIARIES)})\b))"
    r"(?P<rest>\S.*?)[\s?!.]*$",
    re.IGNORECASE | re.DOTALL,
)
_VERB = re.compile(rf"(?P<noun>(?:[\w-]+\s+){{0,{NOUNS}}}?)(?P<verb>{any_of(AUXILIARIES)})\b\s+", re.IGNORECASE)
_SOMEBODY = {"who": "somebody", "whom": "somebody", "what": "something", "which": "some", "how many": "some"}
_SINGULAR, _PLURAL = frozenset({"is", "was"}), frozenset({"are", "were"})
_PARTICIPLE = re.compile(rf"(?:\w+ly\s+)?(?:\w+(?:e[dn]|wn)|{any_of(IRREGULAR_PASTS)})\b", re.IGNORECASE)


def when_was_that(line: str, question: str) -> str:
    """Return what a line asks of what the last question was about; empty if it is no such line, or may mean a thing.

    "When was that?" after "Who launched the homepage?" is "when somebody launched the homepage".
    """
    opened, asked = _LINE.fullmatch(line), recognise(question)
    if opened is None or not question:
        return ""
    asking, rest = opened["asking"].casefold(), opened["rest"] or ""
    if asked.kind in _OF_A_THING and _DID_HAPPEN.search(rest):
        return f"{asking} did {asked.subject} happen"
    told = _ASKED.match(question) if asked.kind is QueryKind.FACT else None
    if told is None or (asking in ("why", "how") and not rest) or asking == (told["asking"] or "").casefold():
        return ""
    return f"{asking} {matter}" if (matter := _matter(told)) else ""


def _matter(asked: re.Match[str]) -> str:
    """What a question tells of, as it follows an asking word: "somebody launched it", "were those items dropped"."""
    asking, rest = (asked["asking"] or "").casefold(), asked["rest"]
    somebody = _SOMEBODY.get(asking, "")
    verb = _VERB.match(rest) if asking else None
    if verb is None:
        return f"{somebody} {rest}" if asking == "who" else rest
    following = rest[verb.end() :]
    if verb["verb"].casefold() not in _SINGULAR | _PLURAL:
        return rest[verb.start("verb") :]
    if asked["placed"] or asking in ("when", "where", "why", "how"):
        return f"{verb['verb']} {following}"
    if verb["noun"]:
        return f"{verb['verb']} {'that' if verb['verb'].casefold() in _SINGULAR else 'those'} {verb['noun']}{following}"
    return f"{verb['verb']} {somebody} {following}" if somebody and _PARTICIPLE.match(following) else ""
