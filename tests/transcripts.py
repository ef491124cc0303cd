"""Transcripts of conversations: what people say, and the exact lines that they are shown.

A file begins with `# what it is about` and `limit: N`, the quotes of an answer. Then come people's lines, each with a
name before a `> ` (no name at a terminal), and below each line what it gets, with an empty line before the next.
"""

import re
from dataclasses import dataclass
from pathlib import Path

SAID = re.compile(r"^(?P<name>[a-z]*)> (?P<line>.+)$")


@dataclass(frozen=True)
class Transcript:
    """A conversation: its head, and who says what."""

    text: str
    head: str
    limit: int
    said: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, path: Path, *, has_names: bool) -> "Transcript":
        """Return the conversation of a file."""
        text = path.read_text(encoding="utf-8")
        head, _, talk = text.partition("\n\n")
        limit = re.search(r"^limit: (\d+)$", head, re.MULTILINE)
        assert limit is not None, f"{path} names no limit"
        found = [SAID.match(line) for line in talk.splitlines()]
        said = tuple((one["name"], one["line"]) for one in found if one and bool(one["name"]) == has_names)
        return cls(text, head, int(limit[1]), said)

    def told(self, shown: list[str]) -> str:
        """Return what the file would be if the lines of this conversation had got `shown`."""
        turns = [f"{name}> {line}\n{got.strip()}" for (name, line), got in zip(self.said, shown, strict=True)]
        return "\n\n".join([self.head, *turns]) + "\n"
