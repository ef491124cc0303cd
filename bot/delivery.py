"""Messages to Discord: none lost that can still be given, and none given twice.

A call that fails on the way is made again, which is safe as each is made so that twice is once: the first message
of an interaction is edited into place, and messages to a channel carry a nonce that Discord compares.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

import aiohttp
import discord

from bot.limits import Limits

Result = TypeVar("Result")
Buttons = Callable[[tuple[int, ...]], discord.ui.View | None]
"""The buttons below the last message, from the ids of those before it."""

NOBODY = discord.AllowedMentions.none()
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before a call is made again."""

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10003, 10008, 10015, 10062
ALREADY_ACKNOWLEDGED, TOKEN_OVER, THREAD_EXISTS = 40060, 50027, 160004
OVER = {UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, TOKEN_OVER}
"""Discord's codes for an interaction that cannot be answered any more."""

WAIT_SIGN = "⏳"


async def insist(call: Callable[[], Awaitable[Result]], pauses: Sequence[float] = PAUSES) -> Result:
    """What the call returns; it is made again while the network or Discord's servers fail."""
    for pause in pauses:
        try:
            return await call()
        except (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError):
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if error.status != 429:
                raise
            await asyncio.sleep(pause)
    return await call()


class Reply(Protocol):
    """How somebody who asked is answered."""

    async def acknowledge(self) -> None:
        """Show at once that the question has come."""
        ...

    async def refuse(self, text: str) -> None:
        """Tell the asker alone, instead of an answer."""
        ...

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show an answer; the ids of its messages."""
        ...


class InteractionReply:
    """The answer to a command or a button, in its place; in the channel, where Discord has given the interaction up."""

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool = False) -> None:
        self._interaction = interaction
        self._is_private = private
        self._is_acknowledged = False
        self._is_over = False

    async def acknowledge(self) -> None:
        """Show that the bot is thinking."""
        response = self._interaction.response
        await self._respond(lambda: response.defer(thinking=True, ephemeral=self._is_private))
        self._is_acknowledged = True

    async def refuse(self, text: str) -> None:
        """Tell the asker alone."""
        if self._interaction.response.is_done() or (self._is_acknowledged and not self._is_over):
            await self.show([text])
            return
        response = self._interaction.response
        await self._respond(lambda: response.send_message(text, ephemeral=True, allowed_mentions=NOBODY))

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show the messages, the first in place of "thinking"."""
        ids: list[int] = []
        for number, text in enumerate(messages, 1):
            view = buttons(tuple(ids)) if number == len(messages) else None
            ids.append(await (self._first(text, view) if number == 1 else self._further(text, view)))
        return ids

    async def _first(self, text: str, view: discord.ui.View | None) -> int:
        if not self._is_over:
            try:
                edit = self._interaction.edit_original_response
                return (await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))).id
            except discord.HTTPException as error:
                if error.code not in {*OVER, UNKNOWN_MESSAGE}:
                    raise
                self._is_over = error.code in OVER
        return await self._further(text, view)

    async def _further(self, text: str, view: discord.ui.View | None) -> int:
        if not self._is_private or self._is_over:
            if self._is_private:
                raise InteractionOver
            try:
                channel = self._interaction.client.get_partial_messageable(self._interaction.channel_id or 0)
                return await post(channel, text, view)
            except discord.Forbidden:
                if self._is_over:
                    raise
        # Nothing compares two follow-ups, so one that may have arrived is not sent again.
        follow_up = self._interaction.followup
        return (
            await follow_up.send(
                text,
                ephemeral=self._is_private,
                view=view or discord.utils.MISSING,
                allowed_mentions=NOBODY,
                suppress_embeds=True,
                wait=True,
            )
        ).id

    async def _respond(self, call: Callable[[], Awaitable[Any]]) -> None:
        try:
            await insist(call)
        except discord.InteractionResponded:
            pass
        except discord.HTTPException as error:
            if error.code == ALREADY_ACKNOWLEDGED:
                return  # an earlier call arrived, though its answer did not
            if error.code not in OVER:
                raise
            self._is_over = True


class InteractionOver(Exception):
    """What was for one person alone cannot be given any more."""


class MessageReply:
    """The answer to a message: in reply to it, or in a thread."""

    def __init__(
        self, message: discord.Message, notices: Limits, thread: discord.abc.Messageable | None = None
    ) -> None:
        """`notices` limits how often one person is told in a direct message to wait."""
        self._message = message
        self._notices = notices
        self._thread = thread

    async def acknowledge(self) -> None:
        """Nothing: the answer follows at once."""

    async def refuse(self, text: str) -> None:
        """Tell the author in a direct message; by a sign, if one was sent just before, or none is taken."""
        author = self._message.author
        try:
            if self._notices.wait(author.id, None) == 0:
                await post(author, text)
                return
        except discord.HTTPException:
            pass
        try:
            await insist(lambda: self._message.add_reaction(WAIT_SIGN))
        except discord.HTTPException:
            return  # no leave to react, or the message is gone: nothing else is private

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show the messages, the first in reply."""
        channel: discord.abc.Messageable = self._thread or self._message.channel
        reference = None if self._thread else self._message.to_reference(fail_if_not_exists=False)
        ids: list[int] = []
        for number, text in enumerate(messages, 1):
            view = buttons(tuple(ids)) if number == len(messages) else None
            ids.append(await post(channel, text, view, reference if number == 1 else None))
        return ids


async def post(
    channel: discord.abc.Messageable,
    text: str,
    view: discord.ui.View | None = None,
    reference: discord.MessageReference | None = None,
) -> int:
    """Send a message to a channel, once however often it takes; its id."""
    nonce = secrets.randbits(63)
    extra: dict[str, Any] = {"view": view} if view is not None else {}
    if reference is not None:
        extra |= {"reference": reference, "mention_author": False}
    sent = await insist(lambda: channel.send(text, nonce=nonce, allowed_mentions=NOBODY, suppress_embeds=True, **extra))
    return sent.id
