"""The buttons below an answer. All that they need is in their custom id, so that they work after a restart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, cast

import discord

from qa.values import Address, digest_of

PREFIX = "pq"
MOST_QUOTES = 4
"""Quotes of an answer: each has its button, in one row with "More quotes"."""

LONGEST_SEARCH = 40
"""Characters of a search, so that it fits into a custom id twice as long."""


class Pressable(Protocol):
    """Who answers when a button is pressed: the bot."""

    async def pressed(self, interaction: discord.Interaction, verb: str, about: str) -> None:
        """Do what the button says."""
        ...


class Press(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=rf"(?s){PREFIX}:(?P<verb>[a-z]+):(?P<about>.*)",
):
    """A button that says what it does: a verb, and what it is about."""

    def __init__(
        self,
        verb: str,
        about: str = "",
        label: str | None = None,
        emoji: str | None = None,
        row: int = 0,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                emoji=emoji,
                row=row,
                disabled=disabled,
                style=discord.ButtonStyle.secondary,
                custom_id=f"{PREFIX}:{verb}:{about}",
            )
        )
        self.verb, self.about = verb, about

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Press":
        """The button that was pressed, from what Discord sends of it."""
        return cls(match["verb"], match["about"], label=match["verb"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press over to the bot."""
        await cast(Pressable, interaction.client).pressed(interaction, self.verb, self.about)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a question was narrowed to by its asker.

    `collection` is the digest of a collection's name, in any case, `article` the id of one article; empty for any.
    """

    collection: str = ""
    since: date | None = None
    until: date | None = None
    article: str = ""

    @classmethod
    def of(cls, collection: str | None, since: date | None, until: date | None) -> "Narrowing":
        """The narrowing to these."""
        return cls(digest_of(collection.strip().casefold()) if collection else "", since, until)

    def names(self, collection: str) -> bool:
        """Whether this is the collection, or none is named."""
        return self.collection in ("", digest_of(collection.strip().casefold()))


@dataclass(frozen=True, slots=True)
class More:
    """Quotes after the first `shown` ones."""

    shown: int
    narrowing: Narrowing

    def __str__(self) -> str:
        days = (day.isoformat() if day else "" for day in (self.narrowing.since, self.narrowing.until))
        parts = [str(self.shown), self.narrowing.collection, *days, self.narrowing.article]
        return ":".join(parts).removesuffix(":")

    @classmethod
    def parse(cls, about: str) -> "More":
        """The same from a custom id. Raises ValueError."""
        shown, collection, *rest = about.split(":")
        first, last, *article = [*rest, ""] if len(rest) < 3 else rest
        since, until = (date.fromisoformat(day) if day else None for day in (first, last))
        (only,) = article
        return cls(int(shown), Narrowing(collection, since, until, only))


@dataclass(frozen=True, slots=True)
class Deletion:
    """Who asked, and the messages of the answer before the one with the buttons."""

    asker: int
    others: tuple[int, ...] = ()

    def __str__(self) -> str:
        return ":".join(f"{one:x}" for one in (self.asker, *self.others))

    @classmethod
    def parse(cls, about: str) -> "Deletion":
        """The same from a custom id. Raises ValueError."""
        asker, *others = (int(one, 16) for one in about.split(":"))
        return cls(asker, tuple(others))


def address_text(address: Address) -> str:
    """An address in a custom id, or in the database."""
    return f"{address.article}:{address.start}:{address.end}:{address.digest}"


def parse_address(about: str) -> Address:
    """The address in a custom id. Raises ValueError."""
    article, start, end, digest = about.split(":")
    return Address(article=article, start=int(start), end=int(end), digest=digest)


def pressed_of(message: discord.Message, verb: str) -> list[str]:
    """What the buttons of this verb below a message of ours are about."""
    found = []
    for row in message.components:
        for part in getattr(row, "children", ()):
            _, said, about = [*(getattr(part, "custom_id", None) or "").split(":", 2), "", "", ""][:3]
            if said == verb:
                found.append(about)
    return found


def addresses(message: discord.Message) -> list[Address]:
    """The addresses of the quotes in an answer of ours, from its buttons."""
    return [parse_address(about) for about in pressed_of(message, "context")]


def choices_of(message: discord.Message) -> tuple[str, ...]:
    """The ids of the articles between which a message of ours lets people choose."""
    return tuple(pressed_of(message, "choose"))


def more_of(message: discord.Message) -> More | None:
    """What the button "More quotes" below a message of ours would show."""
    return next((More.parse(about) for about in pressed_of(message, "more")), None)


def answer_buttons(
    quotes: Sequence[Address], first: int, more: More | None, deletion: Deletion | None
) -> discord.ui.View:
    """The buttons of an answer whose first quote has the number `first`; no verdict or deletion of a private one."""
    view = discord.ui.View(timeout=None)
    for number, address in enumerate(quotes[:MOST_QUOTES], first):
        view.add_item(Press("context", address_text(address), label=f"Context {number}"))
    if more is not None:
        view.add_item(Press("more", str(more), label="More quotes"))
    if deletion is not None:
        view.add_item(Press("good", emoji="👍", row=1))
        view.add_item(Press("bad", emoji="👎", row=1))
        view.add_item(Press("delete", str(deletion), label="Delete", row=1))
    return view


def choice_buttons(articles: Sequence[str], deletion: Deletion) -> discord.ui.View:
    """A button for each article that may be meant, labelled by its number."""
    view = discord.ui.View(timeout=None)
    for number, article in enumerate(articles, 1):
        view.add_item(Press("choose", article, label=str(number)))
    view.add_item(Press("delete", str(deletion), label="Delete", row=1))
    return view


def page_buttons(page: int, last: int, search: str) -> discord.ui.View | None:
    """The buttons to the page before and after, None for a single page; pages are counted from 0."""
    if last == 0:
        return None
    view = discord.ui.View(timeout=None)
    view.add_item(Press("sources", f"{page - 1}:{search}", label="Back", disabled=page <= 0))
    view.add_item(Press("sources", f"{page + 1}:{search}", label="Next", disabled=page >= last))
    return view
