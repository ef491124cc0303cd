"""The answer to a message."""

import asyncio
import contextlib
from collections.abc import Sequence

import discord

from bot.operations.rate_limits import Limits
from bot.outgoing.calls import FAILED, insist, is_out_of_reach, post
from bot.outgoing.delivery import Buttons, Sending

WAIT_SIGN = "⏳"


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
    ) -> None:
        """`notices` limits how often the bot asks one person in a direct message to wait."""
        self._message = message
        self._notices = notices
        self._reference = None if thread else message.to_reference(fail_if_not_exists=False)
        self._channel: discord.abc.Messageable = thread or message.channel
        self._answer = Sending(message.author, may_use_inbox=may_use_inbox)
        self._typing: asyncio.Task[None] | None = None

    @property
    def has_shown(self) -> bool:
        """Whether something was shown."""
        return bool(self._answer.ids)

    async def acknowledge(self) -> None:
        """Show that the bot is typing, without waiting for that."""

        async def typing() -> None:
            with contextlib.suppress(*FAILED):
                await self._channel.typing()

        self._typing = asyncio.create_task(typing())

    async def refuse(self, text: str) -> None:
        """Tell the author in a direct message; by a sign if one was sent just before, or if they accept none."""
        author = self._message.author
        with contextlib.suppress(*FAILED):
            if self._notices.wait(author.id, None) == 0:
                await post(author, text)
                return
        with contextlib.suppress(*FAILED):  # not allowed to react, or the message is gone: nothing else is private
            await insist(lambda: self._message.add_reaction(WAIT_SIGN))

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show the messages, the first in reply."""
        if self._typing is not None:
            self._typing.cancel()
        try:
            await self._answer.send(messages, buttons, self._one)
        except discord.HTTPException as error:
            if not is_out_of_reach(error):
                raise
            await self._answer.to_inbox(messages, buttons)
        return self._answer.ids

    async def _one(self, text: str, view: discord.ui.View | None) -> int:
        return await post(self._channel, text, view, None if self._answer.ids else self._reference)
