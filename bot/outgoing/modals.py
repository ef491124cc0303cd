"""Modals. Like buttons they work after a restart: what is typed comes with the message at which they were opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.outgoing.buttons import PREFIX, PRESSED, Verb


@dataclass(frozen=True, slots=True)
class Field:
    """The one field of a modal: its label, how many characters it takes, and what stands in it."""

    label: str
    longest: int
    default: str | None = None
    placeholder: str | None = None


def modal(verb: Verb, message: int, title: str, field: Field) -> discord.ui.Modal:
    """A modal for a button of this verb, below this message: clients keep what was typed for each custom id."""
    opened = discord.ui.Modal(title=title, custom_id=f"{PREFIX}:{verb.value}:{message}")
    typed = discord.ui.TextInput[discord.ui.Modal](
        label=field.label,
        custom_id="typed",
        style=discord.TextStyle.paragraph,
        max_length=field.longest,
        default=field.default,
        placeholder=field.placeholder,
    )
    opened.add_item(typed)
    opened.stop()  # or discord.py would wait for what is typed, and only for a while
    return opened


def submitted(data: Mapping[str, Any]) -> tuple[Verb, str] | None:
    """The verb of the button that opened a modal, and what was typed; None for one of another version."""
    known = PRESSED.fullmatch(str(data.get("custom_id")))
    fields = [field for row in data.get("components", ()) for field in row.get("components", ())]
    return (Verb(known["verb"]), str(fields[0].get("value", ""))) if known and fields else None
