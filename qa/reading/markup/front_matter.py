"""Front matter, in YAML, TOML, JSON or `Name: value` lines: what it says, and where it ends."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qa.reading.facts.fields import AUTHORS, DAYS, TITLES, simplified

YAML = re.compile(
    r"\s*^---(?:yaml)?[ \t]*\r?\n(?P<source>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
TOML = re.compile(r"\s*^\+\+\+[ \t]*\r?\n(?P<source>.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
JSON = re.compile(r"\s*(?=\{\s*\")")
LINES = re.compile(
    r"\s*(?P<source>(?:[A-Za-z][\w -]{0,40}::?[ \t]?[^\r\n]*(?:\r?\n[ \t]+\S[^\r\n]*)*(?:\r?\n|\Z)){1,40})"
    r"(?:---[ \t]*(?:\r?\n|\Z)|(?=\s|\Z))"
)
LINE = re.compile(r"([A-Za-z][\w -]{0,40})::?[ \t]*([^\r\n]*(?:\r?\n[ \t]+\S[^\r\n]*)*)")

PLAIN = re.compile(r"([A-Za-z][\w-]{0,40})[ \t]*[:=](.*)")
COMMENT = re.compile(r"\s#")
"""A name and its value on a line of YAML or TOML, and how a comment behind them begins."""

LARGEST = 64 * 1024
"""Most characters of front matter parsed: PyYAML takes seconds for more."""

SMALL = 4_000
"""Characters in which nothing can be nested too deeply for YAML's C parser."""

MOST = 50
"""Most items taken from a list, such as of authors."""

NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says, where the rest begins, and what is wrong with it, if anything."""

    told: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    fault: str | None = None


def front_matter(text: str) -> FrontMatter:
    """Return the front matter of a text; empty and ending at 0 if there is none."""
    if block := YAML.match(text) or TOML.match(text):
        if len(block["source"]) > LARGEST:
            return _faulty(block, "its front matter is larger than 64 kB")
        return (_yaml if block.re is YAML else _toml)(block)
    if block := JSON.match(text):
        return _json(text, block.end())
    block = LINES.match(text)
    return _lines(block) if block else FrontMatter()


def fenced(text: str) -> FrontMatter:
    """Return the front matter of a text between two lines of `---` or `+++`, if there is any."""
    return front_matter(text) if text.lstrip().startswith(("---", "+++")) else FrontMatter()


def _toml(block: re.Match[str]) -> FrontMatter:
    try:
        return FrontMatter(tomllib.loads(block["source"].replace("\r\n", "\n")), block.end())
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = f" (line {int(line[1]) + 1})" if line else ""
        return _faulty(block, f"its front matter is not TOML{at}")
    except (ValueError, RecursionError):
        return _faulty(block, "its front matter is not TOML")


def _faulty(block: re.Match[str], fault: str) -> FrontMatter:
    """Front matter that cannot be parsed as a whole: what its plain lines say, so that a draft stays one."""
    found = filter(None, map(PLAIN.match, block["source"][:LARGEST].splitlines()))
    said = ((one[1], COMMENT.split(one[2], 1)[0].strip().strip("\"'")) for one in found)
    told = {name: value for name, value in said if value}
    return FrontMatter(told, block.end(), f"{fault}: only its plain lines are taken")


def _json(text: str, start: int) -> FrontMatter:
    try:
        told, end = json.JSONDecoder().raw_decode(text[: start + LARGEST], start)
    except (ValueError, RecursionError):
        return FrontMatter()
    is_head = isinstance(told, dict) and re.match(r"[ \t]*(?:\r?\n|\Z)", text[end : end + 100]) and _is_known(told)
    return FrontMatter(told, end) if is_head else FrontMatter()


def _lines(block: re.Match[str]) -> FrontMatter:
    """A head of `Name: value` lines, as in MultiMarkdown and Pelican: it has a title, or an author and a day."""
    told = {name: " ".join(value.split()) for name, value in LINE.findall(block["source"])}
    return FrontMatter(told, block.end()) if _is_known(told) else FrontMatter()


def _is_known(told: Mapping[str, Any]) -> bool:
    names = simplified(told).keys()
    has_title, has_day, has_author = (not names.isdisjoint(known) for known in (TITLES, DAYS, AUTHORS))
    return has_title or (has_day and has_author)


def _yaml(block: re.Match[str]) -> FrontMatter:
    # Only here: it takes a while to load. Nodes are not made into values, so that neither aliases nor merged
    # keys can blow up. The C parser is ten times as fast, but crashes the process on very deep nesting.
    import yaml

    is_small = len(block["source"]) <= SMALL and hasattr(yaml, "CSafeLoader")
    try:
        root = yaml.compose(block["source"], Loader=yaml.CSafeLoader if is_small else yaml.SafeLoader)
    except yaml.YAMLError as error:
        return _faulty(block, _fault(block["source"], error))
    except (ValueError, OverflowError, RecursionError):
        return _faulty(block, "its front matter is not YAML")
    if root is None:
        return FrontMatter({}, block.end())
    if not isinstance(root, yaml.MappingNode):
        return FrontMatter()  # text between two rules
    return FrontMatter(dict(_pairs(root, depth=2)), block.end())


def _pairs(mapping: Any, depth: int) -> Iterator[tuple[str, Any]]:
    for name, node in mapping.value[:1000]:
        if name.id == "scalar" and (value := _value(node, depth)) is not None:
            yield name.value, value


def _value(node: Any, depth: int) -> Any:
    """A scalar as it is written; lists and mappings down to `depth` more levels."""
    if node.id == "scalar":
        return None if node.tag == NULL else node.value
    if not depth:
        return None
    if node.id == "sequence":
        return [value for one in node.value[:MOST] if (value := _value(one, depth - 1)) is not None] or None
    return dict(_pairs(node, depth - 1)) or None


def _fault(source: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark is not None else source.count("\n", 0, getattr(error, "position", 0))
    return f"its front matter is not YAML (line {line + 2})"
