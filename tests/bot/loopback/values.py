"""The values of the loopback: frozen messages and people, and refused requests.

Times are seconds of the event loop's clock; ids are Discord's snowflakes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

Json = dict[str, Any]

NO_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")


class Someone(Protocol):
    """A person, or an account itself."""

    @property
    def user(self) -> "User":
        """The account."""


@dataclass(frozen=True, slots=True)
class User:
    """An account, a person's or the bot's."""

    id: int
    name: str
    bot: bool = False

    @property
    def user(self) -> "User":
        """The account itself, as for a person."""
        return self

    @property
    def mention(self) -> str:
        """The text that mentions this account."""
        return f"<@{self.id}>"


@dataclass(frozen=True, slots=True)
class Button:
    """A button as shown; a link has a url and no custom id."""

    label: str
    custom_id: str | None
    url: str | None
    disabled: bool
    style: int
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The interaction that a message answers: its id, kind, command and person."""

    id: int
    kind: int
    name: str | None
    user: User


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Discord keeps it now; an edit makes another value with the same id."""

    id: int
    channel_id: int
    author: User
    content: str
    sent: float
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    attachments: tuple[str, ...] = ()
    flags: int = 0
    kind: int = 0
    reference: int | None = None
    replied_author: int | None = None
    allowed_mentions: Json | None = None
    ephemeral_to: int | None = None
    origin: Origin | None = None
    reactions: tuple[tuple[str, int], ...] = ()
    edited_at: float | None = None
    earlier: tuple[str, ...] = ()
    nonce: str | None = None
    thread_id: int | None = None
    forwarded: "Message | None" = None
    poll: tuple[str, ...] = ()
    is_further: bool = False

    @property
    def edited(self) -> bool:
        """Whether people see that it was edited."""
        return self.edited_at is not None

    @property
    def may_ping(self) -> bool:
        """Whether a mention in it would notify somebody, or the one replied to is notified."""
        allowed = self.allowed_mentions
        return allowed is None or any(allowed.get(name) for name in ("parse", "users", "roles", "replied_user"))

    @property
    def may_unfold(self) -> bool:
        """Whether Discord would show the page behind a link; no app can decide that for the first answer to an act."""
        return not self.flags & NO_EMBEDS and (self.origin is None or self.is_further)

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.ephemeral_to is not None

    @property
    def loading(self) -> bool:
        """Whether people see "thinking…" in its place."""
        return bool(self.flags & LOADING)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show, which Discord refuses."""
        shown = self.embeds or self.attachments or (self.components and self.flags & COMPONENTS_V2)
        return not (self.content.strip() or shown)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons in reading order."""
        return tuple(_button(part) for part in walk(self.components) if part.get("type") == 2)

    @property
    def text(self) -> str:
        """All that is shown in words: content, embeds and text components."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.get("title") or "", embed.get("description") or ""]
            lines += [f"{field['name']}\n{field['value']}" for field in embed.get("fields") or ()]
            lines.append((embed.get("footer") or {}).get("text") or "")
        lines += [str(part["content"]) for part in walk(self.components) if part.get("type") == 10]
        return "\n".join(line for line in lines if line)

    def __str__(self) -> str:
        """One line for a failed test."""
        marks = "".join(f" {name}" for name in ("ephemeral", "loading", "edited") if getattr(self, name))
        labels = " ".join(f"[{button.label or button.emoji}]" for button in self.buttons)
        return f"{self.author.name}{marks}: {self.text!r} {labels}".rstrip()


@dataclass(frozen=True, slots=True)
class Pings:
    """The people whom a message would notify."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False

    def __bool__(self) -> bool:
        """Whether anybody is notified."""
        return bool(self.users or self.roles or self.everyone)


def pings(message: Message) -> Pings:
    """Return whom the message would notify, by its content and its allowed mentions.

    Errs on the side of a ping: mentions in code count, and permissions to mention are assumed.
    """
    said = [message.content] + [str(p["content"]) for p in walk(message.components) if p.get("type") == 10]
    text = "\n".join(said)
    users, roles = _ids(_USER, text), _ids(_ROLE, text)
    replied = frozenset() if message.replied_author is None else frozenset({message.replied_author})
    allowed = message.allowed_mentions
    if allowed is None:
        return Pings(users | replied, roles, bool(_EVERYONE.search(text)))
    parse = allowed.get("parse") or ()
    return Pings(
        users=(users if "users" in parse else users & _named(allowed, "users"))
        | (replied if allowed.get("replied_user") else frozenset()),
        roles=roles if "roles" in parse else roles & _named(allowed, "roles"),
        everyone="everyone" in parse and bool(_EVERYONE.search(text)),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One suggestion of an autocompletion."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Violation:
    """A request that breaks Discord's description, or a limit that this does not state."""

    method: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request and its answer; status 0 if the connection was dropped."""

    method: str
    path: str
    at: float
    status: int
    code: int | None
    injected: bool


def walk(components: tuple[Json, ...] | list[Json]) -> Iterator[Json]:
    """Yield every component, including those inside others, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for name in ("accessory", "component"):
            if component.get(name):
                yield from walk([component[name]])


def _ids(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(int(found) for found in pattern.findall(text))


def _named(allowed: Json, kind: str) -> frozenset[int]:
    return frozenset(int(value) for value in allowed.get(kind) or ())


def _button(part: Json) -> Button:
    return Button(
        label=part.get("label") or "",
        custom_id=part.get("custom_id"),
        url=part.get("url"),
        disabled=bool(part.get("disabled")),
        style=part["style"],
        emoji=(part.get("emoji") or {}).get("name"),
    )
