"""What other programs say about files: their front matter, and the texts that pages are expected to give."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from lxml import html

FRONT = re.compile(
    r"\ufeff?(?:---\s*\n(?P<yaml>.*?)\n---\s*(?:\n|$)|\+\+\+\s*\n(?P<toml>.*?)\n\+\+\+\s*(?:\n|$))", re.DOTALL
)
NAMED = re.compile(r"(\d{4}-\d\d-\d\d)-")
PLACED = re.compile(r"(\d{4})/(\d\d)/(\d\d)/")

LEAST = 40
"""Characters that a paragraph to look for has at least: shorter ones may be found anywhere."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The title and the day of a post; None where it has none."""

    title: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """A page, the pieces of text that belong to its article, and those that do not."""

    path: Path
    expected: Sequence[str]
    foreign: Sequence[str] = ()
    title: str | None = None


def post_truth(path: Path) -> Truth:
    """Return what the front matter of a post, its path there and the name of its file say."""
    found = FRONT.match(path.read_text(encoding="utf-8", errors="replace"))
    if found is None:
        return Truth()
    try:
        told = yaml.safe_load(found["yaml"]) if found["yaml"] else tomllib.loads(found["toml"] or "")
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError):
        return Truth()
    if not isinstance(told, Mapping):
        return Truth()
    title = told.get("title")
    said = " ".join(unescape(title).split()) if isinstance(title, str) else None  # titles here are HTML
    return Truth(said, _day(told, path))


def _day(told: Mapping[str, Any], path: Path) -> date | None:
    written = told.get("date")
    if isinstance(written, datetime | date):
        return date(written.year, written.month, written.day)
    if isinstance(written, str) and (found := re.match(r"(\d{4})-(\d\d)-(\d\d)", written)):
        return date(*map(int, found.groups()))
    if found := PLACED.match(str(told.get("path", ""))):
        return date(*map(int, found.groups()))
    named = NAMED.match(path.name)
    return date.fromisoformat(named[1]) if named and written is None else None


def pieces_of(folder: Path) -> Iterator[Pieces]:
    """Yield the pages of a folder of which it is known what belongs to their articles."""
    data = folder / "evaldata.json"
    if data.is_file():
        yield from _of_trafilatura(folder, json.loads(data.read_text(encoding="utf-8")))
    for source in sorted(folder.glob("*/source.html")):
        expected = source.with_name("expected.html")
        told = json.loads(source.with_name("expected-metadata.json").read_text(encoding="utf-8"))
        yield Pieces(source, _paragraphs(expected.read_text(encoding="utf-8")), title=told.get("title"))


def _of_trafilatura(folder: Path, data: Mapping[str, Any]) -> Iterator[Pieces]:
    for page in data.values():
        places = (folder / name / page["file"] for name in ("eval", "cache"))
        path = next((one for one in places if one.is_file()), None)
        if path is not None:
            yield Pieces(path, page["with"], page["without"])


def _paragraphs(markup: str) -> list[str]:
    """The paragraphs of a page, each once."""
    said = (" ".join(one.text_content().split()) for one in html.fromstring(markup).iter("p"))
    return list(dict.fromkeys(one for one in said if len(one) >= LEAST))
