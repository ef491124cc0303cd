"""Read a message as Discord's clients show it, by their rules and not by ours.

An escaped sign stands for itself; the only markup allowed is block quotes, small text, bold and links to `<...>`.
Anything else that a client would take for more than text fails, and so does anything that cannot be seen.
"""

import re
import unicodedata
from dataclasses import dataclass, field

HIDDEN = {"Cc", "Cf", "Cs"}
JOINERS = {"\u200c", "\u200d"}
SPECIAL = set("\\*_~`|<>[]")
AUTOLINK = re.compile(
    r"(?:https?|discord|steam|mailto|tel)://|(?<![\w.])discord(?:app)?\.(?:gg|com|new)/", re.IGNORECASE
)
EMOJI = re.compile(r":[^\s:\0]+:")
BLOCK = re.compile(r"(?:#{1,3}|[-+*]|\d+[.)]|-#|>>?>?)(?:\s|$)")
MENTION = re.compile(r"@(?:everyone|here)|<(?:@[!&]?|#|a?:\w+:|t:|/\w+:|id:)\w*", re.IGNORECASE)
ADDRESS = re.compile(r"://|[a-z0-9]\.(?:com|org|net|gg)\b", re.IGNORECASE)
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(<([^<>\s]*)>\)")


@dataclass
class Line:
    """A line as it is shown: `kind` is "quote", "small", "item" (of a list) or "text"."""

    kind: str
    text: str = ""
    bold: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)


def shown(content: str) -> list[Line]:
    """Return the lines of a message. Raises AssertionError for anything that is more than text."""
    assert len(content.encode("utf-16-le")) // 2 <= 2000, "too long"
    assert content.strip(), "empty"
    assert not MENTION.search(re.sub(r"\\.", "", content)), f"mentions: {content!r}"
    return [_line(raw) for raw in content.split("\n")]


def _line(raw: str) -> Line:
    for prefix, kind in (("> ", "quote"), ("-# ", "small"), ("- ", "item"), ("", "text")):
        if raw.startswith(prefix):
            line = Line(kind)
            _inside(raw.removeprefix(prefix), line)
            return line
    raise AssertionError


def _inside(raw: str, line: Line) -> None:
    assert not BLOCK.match(raw), f"a block of its own: {raw!r}"
    plain: list[
        str
    ] = []  # as a client that knows no escapes of letters sees it: what it would turn into links and emoji
    position, is_bold = 0, False
    while position < len(raw):
        if raw.startswith("\\", position):
            assert len(raw) > position + 1, "a backslash at the end"
            character, taken, seen = raw[position + 1], 2, "\0"
            assert not character.isalnum(), f"a backslash that is shown: {character!r}"
            assert not character.isspace(), f"a backslash that is shown: {character!r}"
        elif raw.startswith("**", position):
            position, is_bold = position + 2, not is_bold
            plain.append("\0")
            continue
        elif link := LINK.match(raw, position):
            label = _label(link[1])
            line.links.append((label, link[2]))
            line.text += label
            position = link.end()
            continue
        else:
            character, taken, seen = raw[position], 1, raw[position]
            assert character not in SPECIAL, f"markup {character!r} in {raw!r}"
        plain.append(seen)
        _see(raw, position, character)
        if character != "\u200b":
            line.text += character
            line.bold += character if is_bold else ""
        position += taken
    assert not is_bold, f"bold without an end: {raw!r}"
    for pattern in (AUTOLINK, EMOJI):
        assert not pattern.search("".join(plain)), f"{pattern.pattern}: {''.join(plain)!r}"


def _label(raw: str) -> str:
    """Return the label of a link as it is shown: inert, and nothing that a client takes for an address."""
    inside = Line("label")
    _inside(raw, inside)
    is_ours = inside.text.startswith("open at ")
    assert is_ours or not ADDRESS.search(inside.text), f"an address as a label: {raw!r}"
    return inside.text


def _see(raw: str, position: int, character: str) -> None:
    """Check that a character can be seen; U+200B may stand only after an @, where it breaks a mention."""
    if character == "\u200b":
        assert raw[position - 1] == "@", f"hidden in {raw!r}"
    elif character not in JOINERS:
        assert unicodedata.category(character) not in HIDDEN, f"hidden {character!r} in {raw!r}"
    else:
        assert not raw[position - 1].isascii(), f"hidden {character!r} in {raw!r}"
