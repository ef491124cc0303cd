"""The talks of tests/qa/conversation/talks: what is typed, and what each line should get. See the README there."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "qa" / "conversation"
PROJECT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wanted quote: its article, and some of its words."""

    article: Path
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A typed line; `quotes` are wanted together, or any of `instead` in their place."""

    typed: str
    quotes: tuple[Wanted, ...] = ()
    instead: tuple[Wanted, ...] = ()
    looking_for: str | None = None
    about: str | None = None
    act: str | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk over some articles."""

    name: str
    articles: tuple[Path, ...]
    lines: tuple[Line, ...]


def talks() -> list[Talk]:
    """All talks, in the order of their files."""
    return [talk(path) for path in sorted((FOLDER / "talks").glob("*.txt"))]


def talk(path: Path) -> Talk:
    """The talk of a file."""
    head, *parts = path.read_text(encoding="utf-8").split("\n> ")
    names = next(line.removeprefix("articles:") for line in head.splitlines() if line.startswith("articles:"))
    return Talk(path.stem, tuple(map(_article, names.split())), tuple(map(_line, parts)))


def _line(part: str) -> Line:
    typed, *rest = part.strip().splitlines()
    found: dict[str, list[str]] = {}
    for line in rest:
        key, _, value = line.partition(": ")
        found.setdefault(key, []).append(value)
    if unknown := found.keys() - {"quote", "or quote", "looking for", "about", "act", "silent"}:
        raise ValueError(f"{typed}: what is {unknown}?")
    looking_for, about, act = (found[key][0] if key in found else None for key in ("looking for", "about", "act"))
    return Line(
        typed,
        quotes=tuple(map(_wanted, found.get("quote", ()))),
        instead=tuple(map(_wanted, found.get("or quote", ()))),
        looking_for=looking_for,
        about=about,
        act=act,
        is_silent="silent" in found,
    )


def _wanted(value: str) -> Wanted:
    article, _, words = value.partition(": ")
    return Wanted(_article(article), words)


def _article(name: str) -> Path:
    return PROJECT / name if "/" in name else FOLDER / "articles" / name
