"""Modals. Like buttons they work after a restart: what is typed comes with the message at which they were opened."""

from collections.abc import Mapping
from typing import Any

import discord

from bot.outgoing.buttons import PREFIX, PRESSED, Verb

FIELD = "typed"


def modal(
    verb: Verb, title: str, label: str, longest: int, default: str = "", placeholder: str = ""
) -> discord.ui.Modal:
    """A modal with one field, for a button of this verb."""
    opened = discord.ui.Modal(title=title, custom_id=f"{PREFIX}:{verb.value}:")
    field = discord.ui.TextInput[discord.ui.Modal](
        label=label,
        custom_id=FIELD,
        style=discord.TextStyle.paragraph,
        max_length=longest,
        default=default or None,
        placeholder=placeholder or None,
    )
    opened.add_item(field)
    opened.stop()  # or discord.py would wait for what is typed, and only for a while
    return opened


def submitted(data: Mapping[str, Any]) -> tuple[Verb, str] | None:
    """The verb of the button that opened a modal, and what was typed; None for one of another version."""
    known = PRESSED.fullmatch(str(data.get("custom_id")))
    fields = [field for row in data.get("components", ()) for field in row.get("components", ())]
    return (Verb(known["verb"]), str(fields[0].get("value", ""))) if known and fields else None
