"""The people whom a byline names."""

import re
from collections.abc import Iterator, Mapping, Sequence

MOST = 50
"""Most people kept for one article."""

LONGEST = 100
"""Most characters of a name."""

BY = re.compile(
    r"^\s*(?:(?:written|reporting|compiled|posted|published|words|text|story|opinion|analysis|review|guest post)\s+by"
    r"|by|von|par|por|di)\b[\s:]+",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*(?:[;|\n•·]|\s(?:and|with|und|et|y|e)\s|\s&\s|,\s*(?:and|und|et)\s)\s*", re.IGNORECASE)
COMMA = re.compile(r"\s*,\s*")
BESIDE = re.compile(r"\([^()]*\)|<[^<>]*>|\[[^\[\]]*\]|\S+@\S+\.\S+|https?://\S+|(?<!\w)@\w+")
"""What stands beside a name: an agency in brackets, an e-mail address, a link, an account."""

LINKED = re.compile(r"\S+@\S+\.\S+\s*\((?P<owner>[^()]+)\)|\[(?P<said>[^\[\]]+)\]\([^()]*\)")
"""An e-mail address with its owner's name, as RSS has it, and a link in Markdown."""

SOMEWHERE = re.compile(r"(?:^|\s+)(?:in|at|for|For)\s+(?:the\s+)?[A-Z].*")
"""Where a person writes from, or for whom: "Jane Doe in Rome"."""

LISTED = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
"""A list written as text, as tables have it, and a name in it."""

ROLE = re.compile(
    r".*\b(?:writers?|reporters?|correspondents?|editors?|editorial|edited|editing|staff|columnists?|contributor\w*"
    r"|producers?|photographers?|bureau|desk|team|redaktion|press|news|newsroom"
    r"|reuters|afp|ap|dpa|upi|pti|ians|cnn|bbc|npr|usa today|agency|agencies|special to)\b.*",
    re.IGNORECASE,
)
"""What follows a name but is not a person; kept where no person is named."""

NOBODY = re.compile(r"admin(?:istrator)?|anonymous|unknown|none|null|n/a|guest|web ?master|posted|", re.IGNORECASE)
WHEN = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d.*|\d{1,4}[ ./:-]\d.*|\d{1,4}"
    r"|\d+ (?:min|hour|day|week|month|year).*",
    re.IGNORECASE,
)
"""The part of a byline that says when it was written, or how long it takes to read."""

SUFFIX = re.compile(r"(?:jr|sr|iii?|iv|ph\.?d|m\.?d|mph|mba|esq)\.?", re.IGNORECASE)
FULL_STOP = re.compile(r"(?<=\w{3})\.$")
NAMES = ("name", "displayname", "display_name", "fullname", "full_name", "original", "title", "nickname")
LETTER = re.compile(r"[^\W\d_]")


def people(value: object) -> tuple[str, ...]:
    """Return the people in a byline, or in a list of names or of objects with names, each once and in order."""
    found = dict.fromkeys(name for line in _lines(value, depth=3) for name in _named(line))
    return tuple(found)[:MOST]


def _lines(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield from _items(value)
    elif isinstance(value, Mapping) and depth:
        yield from _lines(next((value[name] for name in NAMES if value.get(name)), None), depth - 1)
    elif isinstance(value, Sequence) and depth:
        for one in value[:MOST]:
            yield from _lines(one, depth - 1)


def _items(text: str) -> Iterator[str]:
    """The bylines in a text: of a list written as text, its items."""
    listed = LISTED.fullmatch(text[: MOST * LONGEST])
    quoted = [one or other for one, other in QUOTED.findall(listed[1])] if listed else []
    yield from quoted or [listed[1] if listed else text]


def _named(line: str) -> Iterator[str]:
    """The people of one byline, or else the roles it names."""
    bare = BY.sub("", BESIDE.sub(" ", LINKED.sub(r"\g<owner>\g<said>", line[: MOST * LONGEST])))
    names = [name for part in BETWEEN.split(bare) for name in map(_trimmed, _parted(part)) if _is_name(name)]
    return iter([name for name in names if not (ROLE.fullmatch(name) or SUFFIX.fullmatch(name))] or names)


def _parted(part: str) -> list[str]:
    """A part of a byline at its commas; "Doe, Jane" is one name, as is "Jane Doe, Jr."."""
    names = [name for name in COMMA.split(part.strip()) if name]
    if len(names) == 2 and SUFFIX.fullmatch(names[1]):
        return [" ".join(names)]
    if len(names) == 2 and len(names[0].split()) == 1 and len(names[1].split()) <= 2 and not ROLE.fullmatch(names[1]):
        return [f"{names[1]} {names[0]}"]
    return names


def _trimmed(name: str) -> str:
    return FULL_STOP.sub("", SOMEWHERE.sub("", " ".join(name.split())).strip(" ,-–—/:"))


def _is_name(name: str) -> bool:
    is_of_time = WHEN.fullmatch(name) is not None
    return LETTER.search(name) is not None and len(name) <= LONGEST and not is_of_time and not NOBODY.fullmatch(name)
