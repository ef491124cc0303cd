"""From which day an article is public, if ever, by its file."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

NEVER = date.max
"""The day on which a draft becomes public, as long as its file says that it is one."""

FOLDER = "_drafts"
NAME = re.compile(r"draft_.*\.html", re.IGNORECASE)
"""Where Jekyll and Hexo keep drafts, and how Medium names them in an export."""

YES = frozenset({"true", "yes", "on", "1"})
NO = frozenset({"false", "no", "off"})

SAID = {"draft": YES, "isdraft": YES, "private": YES, "published": NO, "publish": NO, "ispublished": NO}
"""Names of fields, and the values that say an article is not for the public."""

STATES = ("status", "poststatus", "wpstatus")
HIDDEN = frozenset({"draft", "auto-draft", "pending", "private", "hidden", "trash", "unpublished", "false"})
SCHEDULED = frozenset({"future", "scheduled"})
"""What exports from WordPress, Ghost and Drupal, and Pelican's posts, say in these fields."""


def public_from(fields: Mapping[str, Any], published: date | None) -> date | None:
    """Return the day from which an article with these simplified fields is public, None if it always was."""
    if any(_said(fields, name) in values for name, values in SAID.items()) or _said(fields, "visibility") == "private":
        return NEVER
    states = {_said(fields, name) for name in STATES}
    if states & HIDDEN:
        return NEVER
    return (published or NEVER) if states & SCHEDULED else None


def is_among_drafts(path: Path) -> bool:
    """Whether a file lies in a folder of drafts, or is one by its name."""
    return FOLDER in path.parts[:-1] or NAME.fullmatch(path.name) is not None


def _said(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return str(value).strip().casefold() if isinstance(value, str | bool | int) else ""
