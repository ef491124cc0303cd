"""The answer to a message."""

import asyncio
import contextlib
from collections.abc import Sequence

import discord

from bot.delivery.calls import FAILED, NO_HISTORY, NOBODY, insist, is_out_of_reach, post
from bot.delivery.reply import Buttons, Sending, repeating
from bot.operations.rate_limits import Limits
from bot.outgoing.escape import units
from bot.outgoing.pieces import LIMIT

WAIT_SIGN = "⏳"
INBOX_SIGN = "📬"
"""The answer is in the asker's direct messages."""

CLOSED_SIGN = "📪"
"""The asker takes no direct messages, and the bot may not write here."""

NO_REPLY = "-# This is no reply, as I may not read what was said here (*Read Message History*)."
NO_THREAD = "-# This is no thread, as I may not open one here (*Create Public Threads*)."


class MessageReply:
    """The answer to a message: in reply to it, or in a thread."""

    is_private = False

    def __init__(
        self,
        message: discord.Message,
        notices: Limits,
        thread: discord.abc.Messageable | None = None,
        *,
        may_use_inbox: bool,
        says: str = "",
    ) -> None:
        """`notices` limits how often the bot asks one person in a direct message to wait; `says` is the question in the
        message, if it can be read there.
        """
        self._message = message
        self._says, self._unsaid = says, ""
        self._notices = notices
        self._reference = None if thread else message.to_reference(fail_if_not_exists=False)
        self._channel: discord.abc.Messageable = thread or message.channel
        self.channel = message.channel.id if thread is None else message.id  # a thread has the id of its message
        is_thread = isinstance(self._channel, discord.Thread)
        self._answer = Sending(message.author, message.jump_url, is_thread=is_thread, may_use_inbox=may_use_inbox)
        self._notes: list[str] = []
        self._typing: asyncio.Task[None] | None = None

    @property
    def has_shown(self) -> bool:
        """Whether something was shown."""
        return bool(self._answer.ids)

    @property
    def ids(self) -> tuple[int, ...]:
        """The messages of the answer that were shown."""
        return () if self._answer.is_withheld else tuple(self._answer.ids)

    def note(self, text: str) -> None:
        """Say something below the first message, if there is room."""
        self._notes.append(text)

    async def acknowledge(self) -> None:
        """Show that the bot is typing, without waiting for it."""

        async def typing() -> None:
            with contextlib.suppress(*FAILED):
                await self._channel.typing()

        self._typing = asyncio.create_task(typing())

    async def refuse(self, text: str) -> None:
        """Tell the author in a direct message, or by a sign if one was just sent or they accept none."""
        author = self._message.author
        with contextlib.suppress(*FAILED):
            if self._notices.wait(author.id, None) == 0:
                await post(author, text)
                return
        with contextlib.suppress(*FAILED):  # may not react, or the message is gone: nothing else is private
            await insist(lambda: self._message.add_reaction(WAIT_SIGN))

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None, question: str = "") -> list[int]:
        """Show the messages, the first in reply."""
        if self._typing is not None:
            self._typing.cancel()
        repeated = repeating(question, messages)
        is_below = self._reference is not None and question == self._says and len(messages) == 1
        self._unsaid = question if is_below else ""
        try:
            await self._answer.send(messages if is_below else repeated, buttons, self._one)
        except discord.HTTPException as error:
            if not is_out_of_reach(error):
                raise
            await self._to_inbox(error, repeated, buttons)
        return self._answer.ids

    async def _to_inbox(self, why: discord.HTTPException, messages: Sequence[str], buttons: Buttons) -> None:
        """Send everything to the asker's inbox and, if possible, leave a sign where it was asked."""
        sign = CLOSED_SIGN
        try:
            await self._answer.to_inbox(why, messages, buttons)
            inbox = self._message.author.dm_channel
            self.channel = inbox.id if inbox is not None else self.channel
            sign = INBOX_SIGN
        finally:
            with contextlib.suppress(*FAILED):
                await self._message.add_reaction(sign)

    async def _one(self, text: str, view: discord.ui.View | None) -> int:
        reference = None if self._answer.ids else self._reference
        try:
            return await post(self._channel, self._noted(text), view, reference)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
        (text,) = repeating(self._unsaid, [text])
        self.note(NO_REPLY)
        return await post(self._channel, self._noted(text), view)

    def _noted(self, text: str) -> str:
        noted = "\n".join([text, *([] if self._answer.ids else self._notes)])
        return noted if units(noted) <= LIMIT else text


class EditedReply(MessageReply):
    """The answer to an edited message, in place of the one before."""

    def __init__(self, message: discord.Message, notices: Limits, answer: discord.PartialMessage, *, says: str) -> None:
        """`answer` is the message of ours that answered it before, in its channel or in its thread."""
        thread = None if answer.channel.id == message.channel.id else answer.channel
        super().__init__(message, notices, thread, may_use_inbox=False, says=says)
        self._before = answer

    async def _one(self, text: str, view: discord.ui.View | None) -> int:
        if self._answer.ids:
            return await super()._one(text, view)
        edit = self._before.edit
        await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))
        return self._before.id
