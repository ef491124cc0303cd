"""Messages to Discord: none that can be delivered is lost, and none is delivered twice.

A call that fails on the way is repeated (`bot.delivery.calls`), which is safe where it is idempotent: the first message
of an interaction is edited into place, and messages to a channel carry a nonce that Discord compares. If a channel is
out of reach, the asker gets the answer in a direct message, provided it may be shown there.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import discord

from bot.delivery.calls import MISSING_ACCESS, post
from bot.outgoing.asked import question_line

Buttons = Callable[[tuple[int, ...]], discord.ui.View | None]
"""The buttons below the last message, from the ids of those before it."""

NO_RIGHT = "I don't have permission to write in {} ({})."
SEE, WRITE, WRITE_IN_THREADS = "*View Channel*", "*Send Messages*", "*Send Messages in Threads*"
CLOSED = "I can no longer write in {}."
ANSWERED_HERE = "Here is the answer to what you asked there:"
MAY_NOT_BE_SHOWN = "I may not show those articles in a direct message."


class Reply(Protocol):
    """The reply to an asker."""

    is_private: bool
    """Whether only the asker sees it, so that nobody can reply to it."""

    @property
    def has_shown(self) -> bool:
        """Whether something was shown, which no apology may replace."""
        ...

    async def acknowledge(self) -> None:
        """Show at once that the question has arrived."""
        ...

    async def refuse(self, text: str) -> None:
        """Tell only the asker."""
        ...

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None, question: str = "") -> list[int]:
        """Show an answer; return the ids of its messages.

        The `question` that it answers is repeated, unless it is in the message that this replies to.
        """
        ...


def repeating(question: str, messages: Sequence[str]) -> list[str]:
    """The messages, each below a line that repeats the question, if there is one."""
    return [f"{question_line(question)}\n{message}" if question else message for message in messages]


class Sending:
    """Messages on their way, some of them sent.

    `where` is a link to where the question was asked, in a thread or not; `may_use_inbox` says whether they may be
    shown in direct messages, and `is_withheld` that a notice was sent because they may not.
    """

    def __init__(
        self, asker: discord.User | discord.Member, where: str, *, is_thread: bool, may_use_inbox: bool
    ) -> None:
        self.ids: list[int] = []
        self.is_withheld = False
        self._asker = asker
        self._where = where
        self._is_thread = is_thread
        self._may_use_inbox = may_use_inbox

    async def send(
        self, messages: Sequence[str], buttons: Buttons, one: Callable[[str, discord.ui.View | None], Awaitable[int]]
    ) -> None:
        """Send what has not been sent, each message with `one`."""
        for number in range(len(self.ids), len(messages)):
            view = buttons(tuple(self.ids)) if number == len(messages) - 1 else None
            self.ids.append(await one(messages[number], view))

    async def to_inbox(self, why: discord.HTTPException, messages: Sequence[str], buttons: Buttons) -> None:
        """Send everything to the asker's inbox, saying where it was asked: what was sent there is out of reach."""
        self.ids = []
        reason = self._reason(why)
        if self._may_use_inbox:
            await post(self._asker, f"{reason} {ANSWERED_HERE}")
            await self.send(messages, buttons, lambda text, view: post(self._asker, text, view))
        else:
            self.is_withheld = True
            self.ids = [await post(self._asker, f"{reason} {MAY_NOT_BE_SHOWN}")]

    def _reason(self, why: discord.HTTPException) -> str:
        """Why nothing can be written there: a right that the bot lacks, if it does."""
        if not isinstance(why, discord.Forbidden):
            return CLOSED.format(self._where)
        right = WRITE_IN_THREADS if self._is_thread else WRITE
        return NO_RIGHT.format(self._where, SEE if why.code == MISSING_ACCESS else right)
