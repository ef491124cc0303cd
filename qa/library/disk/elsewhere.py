"""Files that are on the machine that indexed them, and not on this one, as when a library is on a server."""

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qa.answers import Answer, Recorded
from qa.library.plan import is_below_any

MACHINE = "machine"
"""The attribute of a library that names the machine with its files on disk."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The followed folders that are not on this machine, whose files are as last recorded.

    `machine` has them, and `recorded` is when it last recorded them.
    """

    machine: str = ""
    recorded: datetime | None = None
    roots: tuple[Path, ...] = ()

    def has(self, path: str) -> bool:
        """Whether a file is at or below one of these folders."""
        return is_below_any(path, self.roots)


NOWHERE = Elsewhere()


def machine() -> str:
    """The name of this machine."""
    return platform.node()


def elsewhere(attributes: Mapping[str, str]) -> Elsewhere:
    """Return what is on another machine, by a library's attributes; nothing if this one indexed it last."""
    named, committed = attributes.get(MACHINE, ""), attributes.get("committed")
    if named in ("", machine()):
        return NOWHERE
    roots = (Path(root) for root in json.loads(attributes.get("roots", "[]")))
    return Elsewhere(
        machine=named,
        recorded=datetime.fromisoformat(committed) if committed else None,
        roots=tuple(root for root in roots if not root.exists()),
    )


def recorded_of(answer: Answer, away: Elsewhere) -> Recorded | None:
    """Return when what an answer quotes was recorded, if one of its files is on another machine."""
    if not any(away.has(quote.article.path) for quote in answer.quotes):
        return None
    return Recorded(machine=away.machine, at=away.recorded)
