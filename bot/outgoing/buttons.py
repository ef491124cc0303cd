"""The buttons below an answer. Their custom ids hold everything they need, so that they work after a restart."""

import re
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar, cast

import discord

from qa.answers import Address
from qa.conversation.narrowing import Narrowing
from qa.values import Days

Parsed = TypeVar("Parsed")

PREFIX = "pq"
MOST_QUOTES = 3
"""The most quotes in a message: their addresses fit into one custom id."""

PACKED = struct.Struct(">QI3sI")
"""An address in a custom id: the article, where the quote starts, its length, its digest."""

SHARE = "Share with the channel"

LONGEST_SEARCH = 40
"""Characters of a search, so that it fits into a custom id twice as long."""


class Verb(StrEnum):
    """What a button does, as its custom id names it."""

    CONTEXT = "context"
    MORE = "more"
    CHOOSE = "choose"
    GOOD = "good"
    BAD = "bad"
    DELETE = "delete"
    SOURCES = "sources"
    SHARE = "share"
    DIFFERENTLY = "differently"


class Pressable(Protocol):
    """The bot, as it answers when a button is pressed."""

    async def pressed(self, interaction: discord.Interaction, verb: Verb, about: str) -> None:
        """Do what the button says."""
        ...


class UnknownButton(ValueError):
    """A button of an earlier or a later version, which says what it is about in another way."""


def known(parse: Callable[[str], Parsed]) -> Callable[[str], Parsed]:
    """Raise UnknownButton where `parse` raises ValueError."""

    def parsed(about: str) -> Parsed:
        try:
            return parse(about)
        except ValueError as error:
            raise UnknownButton(f"{about!r} is not what a button of this version is about") from error

    return parsed


PRESSED = re.compile(rf"(?s){PREFIX}:(?P<verb>{'|'.join(Verb)}):(?P<about>.*)")
"""The custom id of a button."""


def is_known(data: Mapping[str, Any]) -> bool:
    """Whether the data of a press are those of a known button."""
    return PRESSED.fullmatch(str(data.get("custom_id"))) is not None


class Press(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=PRESSED):
    """A button that says what it does: a verb, and what it is about."""

    def __init__(self, verb: Verb, about: str = "", **look: Any) -> None:
        """`look` has label, emoji and row, and whether it is disabled."""
        look = {"row": 0, "style": discord.ButtonStyle.secondary, **look}
        super().__init__(discord.ui.Button(custom_id=f"{PREFIX}:{verb.value}:{about}", **look))
        self.verb, self.about = verb, about

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Press":
        """Rebuild the pressed button from its custom id."""
        return cls(Verb(match["verb"]), match["about"], label=match["verb"])

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press to the bot."""
        await cast(Pressable, interaction.client).pressed(interaction, self.verb, self.about)


NAMED = 5
"""The parts of a narrowing in a custom id: a collection, the first and the last day, an article, an author."""


@dataclass(frozen=True, slots=True)
class More:
    """Quotes after the first `shown` ones."""

    shown: int
    narrowing: Narrowing

    def __str__(self) -> str:
        days = self.narrowing.days or Days()
        ends = (day.isoformat() if day else "" for day in (days.since, days.until))
        named = (self.narrowing.article, self.narrowing.author)
        return ":".join([str(self.shown), self.narrowing.collection, *ends, *named]).rstrip(":")

    @staticmethod
    @known
    def parse(about: str) -> "More":
        """Parse what a custom id says. Raises UnknownButton."""
        shown, *named = about.split(":")
        collection, first, last, article, author = [*named, *[""] * (NAMED - len(named))]
        since, until = (date.fromisoformat(day) if day else None for day in (first, last))
        days = Days(since=since, until=until) if since or until else None
        return More(int(shown), Narrowing(collection, days, article, author))


@dataclass(frozen=True, slots=True)
class Deletion:
    """The asker, and the answer's messages before the one with the buttons."""

    asker: int
    others: tuple[int, ...] = ()

    def __str__(self) -> str:
        return ":".join(f"{one:x}" for one in (self.asker, *self.others))

    @staticmethod
    @known
    def parse(about: str) -> "Deletion":
        """Parse what a custom id says. Raises UnknownButton."""
        asker, *others = (int(one, 16) for one in about.split(":"))
        return Deletion(asker, tuple(others))


def address_text(address: Address) -> str:
    """An address in the database."""
    return f"{address.article}:{address.start}:{address.end}:{address.digest}"


def addresses_text(addresses: Sequence[Address]) -> str:
    """The addresses of at most `MOST_QUOTES` quotes in a custom id."""
    return urlsafe_b64encode(b"".join(map(_packed, addresses))).decode().rstrip("=")


@known
def parse_addresses(about: str) -> tuple[Address, ...]:
    """Parse the addresses in a custom id. Raises UnknownButton."""
    if ":" in about:  # the format from when each quote had a button
        article, start, end, digest = about.split(":")
        return (Address(article=article, start=int(start), end=int(end), digest=digest),)
    packed = urlsafe_b64decode(about + "=" * (-len(about) % 4))
    if not packed or len(packed) % PACKED.size:
        raise ValueError(f"{about!r} is no address")
    return tuple(_unpacked(*one) for one in PACKED.iter_unpack(packed))


def _packed(address: Address) -> bytes:
    length = (address.end - address.start).to_bytes(3, "big")
    return PACKED.pack(int(address.article, 16), address.start, length, int(address.digest, 16))


def _unpacked(article: int, start: int, length: bytes, digest: int) -> Address:
    end = start + int.from_bytes(length, "big")
    return Address(article=f"{article:016x}", start=start, end=end, digest=f"{digest:08x}")


def presses(message: discord.Message) -> list[tuple[Verb, str]]:
    """The buttons below a message of ours: the verb of each, and what it is about."""
    custom_ids = [
        str(getattr(part, "custom_id", None) or "")
        for row in message.components
        for part in getattr(row, "children", ())
    ]
    parts = [one.split(":", 2) for one in custom_ids if one.startswith(f"{PREFIX}:") and one.count(":") >= 2]
    return [(Verb(verb), about) for _, verb, about in parts if verb in set(Verb)]


def answer_buttons(
    quotes: Sequence[Address],
    more: More | None,
    deletion: Deletion | None,
    waiting: int = 0,
    *,
    may_share: bool = False,
) -> discord.ui.View:
    """The buttons of an answer; `deletion` is None if it is private, and `waiting` counts further quotes."""
    view = discord.ui.View(timeout=None)
    if quotes:
        view.add_item(Press(Verb.CONTEXT, addresses_text(quotes), label="In context"))
    else:
        view.add_item(Press(Verb.DIFFERENTLY, label="Ask differently"))
    if more is not None:
        view.add_item(Press(Verb.MORE, str(more), label=f"{waiting} more" if waiting else "More"))
    if deletion is not None:
        view.add_item(Press(Verb.GOOD, emoji="👍"))
        view.add_item(Press(Verb.BAD, emoji="👎"))
        view.add_item(_bin(deletion))
    if may_share:
        view.add_item(Press(Verb.SHARE, label=SHARE))
    return view


def choice_buttons(articles: Sequence[str], deletion: Deletion | None) -> discord.ui.View:
    """A button for each article that may be meant, labelled with its number; `deletion` is None if it is private."""
    view = discord.ui.View(timeout=None)
    for number, article in enumerate(articles, 1):
        view.add_item(Press(Verb.CHOOSE, article, label=str(number)))
    if deletion is not None:
        view.add_item(_bin(deletion))
    return view


def share_button() -> discord.ui.View:
    """The button that shows everybody what only one person sees."""
    return discord.ui.View(timeout=None).add_item(Press(Verb.SHARE, label=SHARE))


def shared_buttons(pressable: Sequence[tuple[Verb, str]], person: int) -> discord.ui.View | None:
    """The buttons of an answer that a person shares, from those that it had; None if it is no answer."""
    addresses = [address for verb, about in pressable if verb is Verb.CONTEXT for address in parse_addresses(about)]
    more = next((More.parse(about) for verb, about in pressable if verb is Verb.MORE), None)
    return answer_buttons(addresses, more, Deletion(person)) if addresses else None


def _bin(deletion: Deletion) -> Press:
    return Press(Verb.DELETE, str(deletion), emoji="🗑️")


def page_buttons(before: int | None, after: int | None, search: str) -> discord.ui.View | None:
    """The buttons to the pages before and after, which begin with these articles; None for a single page."""
    if before is None and after is None:
        return None
    view = discord.ui.View(timeout=None)
    for label, first, nowhere in (("Back", before, 0), ("Next", after, -1)):  # custom ids must differ, even if disabled
        about = f"{nowhere if first is None else first}:{search}"
        view.add_item(Press(Verb.SOURCES, about, label=label, disabled=first is None))
    return view
