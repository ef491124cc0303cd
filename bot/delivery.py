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


class Channel:
    """Where messages are posted: a channel, or the asker's own inbox once the channel is out of reach."""

    def __init__(self, channel: discord.abc.Messageable, asker: discord.User | discord.Member) -> None:
        self._channel = channel
        self._asker = asker
        self._is_shut = False

    async def post(
        self, text: str, view: discord.ui.View | None, reference: discord.MessageReference | None = None
    ) -> int:
        """Send a message; its id."""
        if not self._is_shut:
            try:
                return await post(self._channel, text, view, reference)
            except discord.HTTPException as error:
                if not is_out_of_reach(error):
                    raise
                self._is_shut = True
        return await post(self._asker, text, view)


class InteractionReply:
    """The answer to a command or a button, in its place; in the channel, where Discord has given the interaction up."""

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool = False) -> None:
        self._interaction = interaction
        self._is_private = private
        self._is_acknowledged = False
        self._is_over = False
        channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
        self._channel = Channel(interaction.user if private else channel, interaction.user)

    async def acknowledge(self) -> None:
        """Show that the bot is thinking."""
        response = self._interaction.response
        await self._respond(lambda: response.defer(thinking=True, ephemeral=self._is_private))
        self._is_acknowledged = True

    async def take(self) -> None:
        """Take a button's press, whose own message then changes."""
        response = self._interaction.response
        await self._respond(response.defer)
        self._is_acknowledged = True

    async def change(self, text: str, view: discord.ui.View | None) -> None:
        """Change the message that the pressed button belongs to."""
        edit = self._interaction.edit_original_response
        await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))

    async def delete(self, messages: Sequence[int]) -> None:
        """Delete messages of ours near a pressed button, and then the one it belongs to."""
        channel = self._interaction.client.get_partial_messageable(self._interaction.channel_id or 0)
        calls = [channel.get_partial_message(message).delete for message in messages]
        if self._interaction.message is not None:
            last = channel.get_partial_message(self._interaction.message.id).delete
            calls.append(last if self._is_over else self._interaction.delete_original_response)
        for call in calls:
            try:
                await insist(call)
            except discord.HTTPException as error:
                if error.code != UNKNOWN_MESSAGE and not is_out_of_reach(error):
                    raise

    async def refuse(self, text: str) -> None:
        """Tell the asker alone."""
        if self._interaction.response.is_done() or self._is_acknowledged:
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
            edit = self._interaction.edit_original_response
            try:
                return (await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))).id
            except discord.HTTPException as error:
                if error.code not in {*OVER, UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}:
                    raise
                self._is_over = error.code != UNKNOWN_MESSAGE
        return await self._further(text, view)

    async def _further(self, text: str, view: discord.ui.View | None) -> int:
        """A message after the first: to the channel, if the bot may write there, else as a follow-up."""
        if self._is_over:
            return await self._channel.post(text, view)
        if not self._is_private:
            channel = self._interaction.client.get_partial_messageable(self._interaction.channel_id or 0)
            try:
                return await post(channel, text, view)
            except discord.Forbidden:
                pass
        # Discord compares no follow-ups, so one that may have arrived is not sent again.
        sent = await self._interaction.followup.send(
            text,
            ephemeral=self._is_private,
            view=view or discord.utils.MISSING,
            allowed_mentions=NOBODY,
            suppress_embeds=True,
            wait=True,
        )
        return sent.id

    async def _respond(self, call: Callable[[], Awaitable[Any]]) -> None:
        try:
            await insist(call)
        except discord.InteractionResponded:
            return
        except discord.HTTPException as error:
            if error.code == ALREADY_ACKNOWLEDGED:
                return  # an earlier call arrived, though its answer did not
            if error.code not in OVER:
                raise
            self._is_over = True


class MessageReply:
    """The answer to a message: in reply to it, or in a thread."""

    def __init__(
        self, message: discord.Message, notices: Limits, thread: discord.abc.Messageable | None = None
    ) -> None:
        """`notices` limits how often one person is told in a direct message to wait."""
        self._message = message
        self._notices = notices
        self._reference = None if thread else message.to_reference(fail_if_not_exists=False)
        self._channel = Channel(thread or message.channel, message.author)

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
        ids: list[int] = []
        for number, text in enumerate(messages, 1):
            view = buttons(tuple(ids)) if number == len(messages) else None
            ids.append(await self._channel.post(text, view, self._reference if number == 1 else None))
        return ids


def is_out_of_reach(error: discord.HTTPException) -> bool:
    """Whether a channel is gone, or the bot may not write there."""
    return isinstance(error, discord.Forbidden) or error.code == UNKNOWN_CHANNEL


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
