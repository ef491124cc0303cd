"""What kind of question a line is: about news, days, an article, a thing as a whole, or a fact."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from qa.language.english import ASKING, AUXILIARIES, FUNCTION_WORDS, IMPERATIVES, PARTICLES, PREPOSITIONS, WORD, any_of
from qa.question.query import QueryKind

KEYWORDS = 6
"""Most words of a line of mere keywords."""

LONGEST = 200
"""Most characters of a line that may be of a special kind."""

PARTS = 4
"""Most questions in a line to be answered one by one; a line with more was not typed by hand."""

DEFINED = 5
"""Most words of a thing or a person to be defined."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of a line, its subject, and whose articles a list is of; "" where not said."""

    kind: QueryKind
    subject: str = ""
    author: str = ""


class _Pattern(NamedTuple):
    kind: QueryKind
    pattern: re.Pattern[str]


_PLEASE = (
    r"(?:(?:please|so|and|ok|okay|well|hey|(?:can|could|would) you|(?:i want|i(?:'d|’d| would) like) to "
    r"(?:know|learn|hear|read|see))\b[\s,]*)*"
)
_END = r"(?:[\s,]+(?:please|right now|now|these days|at the moment|for me|thanks|thank you))?[\s?!.]*"
_HAVE = r"(?:(?:do you have|have you(?: got)?|is there|are there|(?:show|give|find|get)(?: me| us)?) )?"
_NEWS = r"(?:news|headlines?|updates?|developments?|stories)"
_ARTICLES = r"(?:articles?|stories|story|texts?|pieces?|posts?)"
_ONE = rf"(?:it|this|that|(?:the|this|that) (?:whole )?{_ARTICLES})"
_ABOUT = r"(?:about|on|of|for|with|from|concerning|regarding|around)"
_NOBODY = ("i", "we", "you", "he", "she", "it", "they", "the article", "the articles")
_IN = rf"(?:{_ABOUT}|in|at)"
_X = r"(?P<subject>.+?)"


def _patterns(kind: QueryKind, *lines: str) -> list[_Pattern]:
    return [_Pattern(kind, re.compile(rf"\s*{_PLEASE}{line}{_END}", re.IGNORECASE | re.DOTALL)) for line in lines]


_PATTERNS = [
    *_patterns(
        QueryKind.LIST,
        rf"(?:list|show|give|find|get)(?: me| us)?(?: all)?(?: of)?(?: the| your)? {_ARTICLES}"
        rf"(?: {_ABOUT} (?P<subject>.+?))?(?: (?:written )?by (?P<author>.+?))?",
        rf"(?:which|what) {_ARTICLES} (?:are (?:there )?(?:about|on)|is about|mentions?|names?|discuss(?:es)?|covers?"
        rf"|(?:talks?|writes?|tells?|reports?) (?:about|on|of)) {_X}",
        rf"(?:which|what) {_ARTICLES} (?:did (?P<author>.+?) write|(?:are|were) (?:written )?by (?P<by>.+?))"
        rf"(?: about (?P<subject>.+?))?",
        rf"(?:what|which) {_ARTICLES} (?:do you have|are there|have you got)(?: (?:about|on) (?P<subject>.+?))?",
        rf"{_HAVE}(?:all |any |some |more )?{_ARTICLES} (?:about|on) {_X}(?: by (?P<author>.+?))?",
        rf"(?:all )?(?:the )?{_ARTICLES}",
        rf"{_HAVE}(?:(?:all |any )?{_ARTICLES}|anything|something|everything) (?:written )?by (?P<author>.+?)"
        rf"(?: (?:about|on) (?P<subject>.+?))?",
        rf"what (?:did|has|have) (?!(?:{any_of(_NOBODY)})\b)(?P<author>.+?) (?:write|written)"
        rf"(?: (?:about|on) (?P<subject>.+?))?",
        rf"who (?:wrote|writes|has written) (?:about|on) {_X}",
    ),
    *_patterns(
        QueryKind.ABOUT_IT,
        rf"(?:what(?:'s|’s|s| is| was) {_ONE}(?: all)? about|what does {_ONE} say|what do {_ONE} say)",
        rf"(?:summari[sz]e|sum up)(?: {_ONE})?",
        rf"(?:give me |write )?(?:a |the )?(?:short )?(?:summary|gist|tl;?dr)(?: of {_ONE})?",
    ),
    *_patterns(
        QueryKind.NEW,
        rf"(?:what(?:'s|’s|s| is) |any(?:thing)? |is there |are there )*(?:any |the )?"
        rf"(?:new|latest|recent|breaking|current)(?: {_NEWS})?(?: {_IN} {_X})?",
        rf"(?:what(?:'s|’s|s| is| are) |any |is there |are there |give me |show me )*(?:any |the )?{_NEWS}"
        rf"(?: {_IN} {_X})?",
        rf"(?:what(?:'s|’s|s| is) (?:going on|happening|up)|how (?:do|does) things? stand) (?:with|in|at) {_X}",
        rf"{_X} (?:latest|latest news|news|updates?)",
    ),
    *_patterns(
        QueryKind.TELL_ME,
        rf"(?:(?:let['’]?s|let us) )?(?:tell|teach|talk)(?: me| us| to me)?"
        rf" (?:something |everything |all |anything |more |a bit )?(?:you know )?(?:about|of) {_X}",
        rf"what (?:do|can|have) (?:you|the articles?|they) (?:know|say|tell(?: me| us)?|have|got|write|written|report)"
        rf"(?: to say)? (?:about|on|of) {_X}",
        rf"(?:summari[sz]e|sum up|describe|explain) (?!how\b|why\b|what\b|who\b|when\b|where\b){_X}",
        rf"(?:give me |write )?(?:an? |the )?(?:short )?(?:summary|overview|gist) (?:of|on|about) {_X}",
        rf"{_HAVE}(?:any |some |more )?(?:anything|something|everything|all|info|information|facts|details|background)"
        rf" (?:about|on) {_X}",
        rf"(?:(?:what |more )?about|more on|(?:let['’]?s|let us) discuss) (?!\d|.*\b(?:{any_of(ASKING)})\b){_X}",
    ),
    *_patterns(QueryKind.WHO_IS, rf"(?:who(?:'s|’s|s| is| was| are| were)) {_X}"),
    *_patterns(
        QueryKind.WHAT_IS,
        rf"what(?:'s|’s|s| is| was| are| were) {_X}",
        rf"what does {_X} (?:mean|stand for)",
        rf"(?:define|definition of|(?:the )?meaning of) {_X}",
    ),
]
"""Narrower ones first."""

_HAPPENED = re.compile(
    rf"\s*{_PLEASE}(?:(?:what|what else|anything) (?:has |had )?(?:happened|happens|was going on|occurred|went(?: on)?"
    rf"|took place|was (?:published|reported|written))(?: in the {_NEWS})?|what did (?:i|we) miss"
    rf"|what(?:'s|’s|s| is| are| was| were)? ?(?:in |on |there in )?(?:the )?{_NEWS}?"
    rf"|(?:what were )?(?:in )?(?:the |any |['’]s )?{_NEWS})(?: then| there)?{_END}",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^\s*(?:(?:who|what|which|where|when|how)\b[\w\s]*?\b(?:is|are|does|do|has|have|can)\b"
    r"|(?:is|are|does|do|has|have|can)\b|who (?!was\b)\w+s\b)"
    r"|\b(?:currently|now|still|at the moment|these days|today)\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|did|had|\w+ed|won|lost)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_STATES = frozenset({"wrong", "next", "left", "going", "happening", "needed", "known", "true"})
"""States, not things: "what is wrong" asks for no definition."""

_CODED = re.compile(r"[A-Z]|\d")
_MARKED = re.compile(r"(?<=[?])\s+(?=\S)")
_JOINED = re.compile(rf"\s*[,;]?\s+and\s+(?=(?:{any_of(ASKING)})\b)|;\s+(?=(?:{any_of(ASKING)})\b)", re.IGNORECASE)
_DIRECT = re.compile(
    rf"\s*{_PLEASE}(?:(?:(?:{any_of(PREPOSITIONS)})\s+)?(?P<word>{any_of(ASKING)})|{any_of(AUXILIARIES)})\b",
    re.IGNORECASE,
)
_ASKING = re.compile(rf"\b(?:{any_of(ASKING)})\b", re.IGNORECASE)


def recognise(line: str) -> Recognised:
    """Return the kind of a line, its days left out."""
    for kind, pattern in _PATTERNS if len(line) <= LONGEST else ():
        found = pattern.fullmatch(line)
        if found is None:
            continue
        groups = found.groupdict()
        subject = (groups.get("subject") or "").strip(" ?!.,")
        author = (groups.get("author") or groups.get("by") or "").strip(" ?!.,")
        if kind not in (QueryKind.WHO_IS, QueryKind.WHAT_IS) or _is_defined(subject, kind):
            return Recognised(kind, subject, author)
    return Recognised(QueryKind.NAME_ALONE, line.strip(" ?!.")) if _is_keywords(line) else Recognised(QueryKind.FACT)


def asks_what_happened(line: str) -> bool:
    """Whether a line, without the words for its days, only asks what happened then."""
    return _HAPPENED.fullmatch(line) is not None


def is_present(line: str) -> bool:
    """Whether a line asks how something is now: "who is the president of France", "is she still alive"."""
    return _PRESENT.search(line) is not None and _PAST.search(line) is None


def is_named(subject: str) -> bool:
    """Whether a subject has a name of its own, judging by capitals or digits: "the LGP-30"."""
    return _CODED.search(subject) is not None


def questions(line: str) -> list[str]:
    """The questions in a line, each as typed; the line itself if it is one."""
    marked = [part.strip() for part in _MARKED.split(line)]
    parts = [part for whole in marked for part in _joined(whole)]
    is_many = 1 < len(parts) <= PARTS and all(len(WORD.findall(part)) > 1 and _asks(part) for part in parts)
    return parts if is_many else [line]


def _joined(question: str) -> list[str]:
    """The questions that "and" joins; the whole if one is a clause: "Did she say who won and who lost?"."""
    parts = [part.strip() for part in _JOINED.split(question)]
    return parts if all(len(WORD.findall(part)) > 1 and _is_direct(part) for part in parts) else [question]


def _asks(part: str) -> bool:
    """Whether a part of a line asks something, directly or in a clause."""
    return _ASKING.search(part) is not None or _DIRECT.match(part) is not None


def _is_direct(part: str) -> bool:
    """Whether a part of a line begins like a question, and holds no other."""
    begun = _DIRECT.match(part)
    return begun is not None and len(_ASKING.findall(part)) == (begun["word"] is not None)


def _is_defined(subject: str, kind: QueryKind) -> bool:
    """Whether a definition is asked for, not a fact: "what is a passport", "what is the LGP-30".

    "What is the price" asks for a fact, and so does "who is the president of France".
    """
    bare = _ARTICLE.sub("", subject, 1) if _ARTICLE.match(subject) else subject
    words = WORD.findall(bare.casefold())
    inner = FUNCTION_WORDS - PARTICLES
    if not words or len(words) > DEFINED or not inner.isdisjoint(words) or not PREPOSITIONS.isdisjoint(words[:1]):
        return False
    if " of " in bare and not bare[:1].isupper():
        return False
    has_the = subject[:4].casefold() == "the "
    if kind is QueryKind.WHO_IS:
        return bare == subject and (len(words) > 1 or bare[:1].isupper())
    return (not has_the and words[0] not in _STATES) or is_named(bare)


def _is_keywords(line: str) -> bool:
    """Whether a line only names something: "Tel Rumeida checkpoints"."""
    words = WORD.findall(line.casefold())
    asking = ASKING | AUXILIARIES | IMPERATIVES
    return 0 < len(words) <= KEYWORDS and asking.isdisjoint(words) and bool(set(words) - FUNCTION_WORDS)
