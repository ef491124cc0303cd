"""Messages to Discord: none lost that can still be given, and none given twice.

A call that fails on the way is made again, which is safe where twice is once: the first message of an interaction is
edited into place, and messages to a channel carry a nonce that Discord compares. Where a channel is out of reach,
the asker gets the answer in a direct message, if direct messages may see it.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

import aiohttp
import discord

from bot.operations.rate_limits import Limits

Result = TypeVar("Result")
Buttons = Callable[[tuple[int, ...]], discord.ui.View | None]
"""The buttons below the last message, from the ids of those before it."""

NOBODY = discord.AllowedMentions.none()
PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before a call is made again."""

FLEETING = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)
"""What a call may fail of that works the next time."""

FAILED = (*FLEETING, discord.HTTPException)

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION = 10003, 10008, 10015, 10062
ALREADY_ACKNOWLEDGED, TOKEN_OVER, THREAD_EXISTS, THREAD_LOCKED, THREAD_ARCHIVED = 40060, 50027, 160004, 160005, 50083
OVER = {UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, TOKEN_OVER}
"""Discord's codes for an interaction that cannot be answered any more."""

WAIT_SIGN = "⏳"
OUT_OF_REACH = "I cannot write where you asked, and what can be seen there may not be shown in a direct message."


async def insist(call: Callable[[], Awaitable[Result]], pauses: Sequence[float] = PAUSES) -> Result:
    """What the call returns; it is made again while the network or Discord's servers fail."""
    for pause in pauses:
        try:
            return await call()
        except FLEETING:
            await asyncio.sleep(pause)
        except discord.HTTPException as error:
            if error.status != 429:
                raise
            await asyncio.sleep(pause)
    return await call()


class Reply(Protocol):
    """How somebody who asked is answered."""

    @property
    def has_shown(self) -> bool:
        """Whether something was shown: then no apology takes its place."""
        ...

    async def acknowledge(self) -> None:
        """Show at once that the question has come."""
        ...

    async def refuse(self, text: str) -> None:
        """Tell the asker alone."""
        ...

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show an answer; the ids of its messages."""
        ...


class _Answer:
    """Messages on their way, some of them sent. `may_use_inbox`: whether direct messages may see them."""

    def __init__(self, asker: discord.User | discord.Member, *, may_use_inbox: bool) -> None:
        self.ids: list[int] = []
        self._asker = asker
        self._may_use_inbox = may_use_inbox

    async def send(
        self, messages: Sequence[str], buttons: Buttons, one: Callable[[str, discord.ui.View | None], Awaitable[int]]
    ) -> None:
        """Send what is not sent yet, each message by `one`."""
        for number in range(len(self.ids), len(messages)):
            view = buttons(tuple(self.ids)) if number == len(messages) - 1 else None
            self.ids.append(await one(messages[number], view))

    async def to_inbox(self, messages: Sequence[str], buttons: Buttons) -> None:
        """Send all to the asker's inbox: what was sent elsewhere is out of reach."""
        self.ids = []
        if self._may_use_inbox:
            await self.send(messages, buttons, lambda text, view: post(self._asker, text, view))
        else:
            self.ids = [await post(self._asker, OUT_OF_REACH)]


class InteractionReply:
    """The answer to a command or a button, in its place; in the channel, where Discord has given the interaction up."""

    def __init__(
        self, interaction: discord.Interaction[Any], *, private: bool = False, may_use_inbox: bool = True
    ) -> None:
        self._interaction = interaction
        self._is_private = private
        self._is_thinking = self._is_taken = self._is_over = False
        self._answer = _Answer(interaction.user, may_use_inbox=may_use_inbox)
        self._channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)

    @property
    def has_shown(self) -> bool:
        """Whether something was shown."""
        return bool(self._answer.ids)

    async def acknowledge(self) -> None:
        """Show that the bot is thinking."""
        response = self._interaction.response
        self._is_thinking = True
        await self._respond(lambda: response.defer(thinking=True, ephemeral=self._is_private))

    async def take(self) -> None:
        """Take a button's press, whose own message then changes."""
        response = self._interaction.response
        self._is_taken = True
        await self._respond(response.defer)

    async def change(self, text: str, view: discord.ui.View | None) -> None:
        """Change the message that the pressed button belongs to."""
        edit = self._interaction.edit_original_response
        await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))

    async def delete(self, messages: Sequence[int]) -> None:
        """Delete messages of ours near a pressed button, and then the one it belongs to."""
        calls = [self._channel.get_partial_message(message).delete for message in messages]
        if self._interaction.message is not None:
            last = self._channel.get_partial_message(self._interaction.message.id).delete
            calls.append(last if self._is_over else self._interaction.delete_original_response)
        for call in calls:
            try:
                await insist(call)
            except discord.HTTPException as error:
                if error.code != UNKNOWN_MESSAGE and not is_out_of_reach(error):
                    raise

    async def refuse(self, text: str) -> None:
        """Tell the asker alone; in place of "thinking", if that is shown."""
        if self._is_thinking and not self.has_shown:
            await self.show([text])
        elif self._is_taken or self.has_shown:
            await self._follow_up(text, None, private=True)
        else:
            response = self._interaction.response
            await self._respond(lambda: response.send_message(text, ephemeral=True, allowed_mentions=NOBODY))
            if self._is_over:
                await post(self._interaction.user, text)

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None) -> list[int]:
        """Show the messages, the first in place of "thinking"."""
        try:
            await self._answer.send(messages, buttons, self._one)
        except discord.HTTPException as error:
            if not (is_out_of_reach(error) or error.code in OVER):
                raise
            await self._answer.to_inbox(messages, buttons)
        return self._answer.ids

    async def _one(self, text: str, view: discord.ui.View | None) -> int:
        if not self._is_over and not self._answer.ids:
            edit = self._interaction.edit_original_response
            try:
                return (await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))).id
            except discord.HTTPException as error:
                if error.code not in {*OVER, UNKNOWN_MESSAGE}:
                    raise
                self._is_over = error.code in OVER
        if not self._is_private:
            try:
                return await post(self._channel, text, view)
            except discord.Forbidden:
                if self._is_over:
                    raise
        elif self._is_over:
            return await post(self._interaction.user, text, view)
        return await self._follow_up(text, view, private=self._is_private)

    async def _follow_up(self, text: str, view: discord.ui.View | None, *, private: bool) -> int:
        """A further message of the interaction. Discord compares none of them: it is sent again by discord.py alone."""
        sent = await self._interaction.followup.send(
            text,
            ephemeral=private,
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
        self,
        message: discord.Message,
        notices: Limits,
        thread: discord.abc.Messageable | None = None,
        *,
        may_use_inbox: bool = True,
    ) -> None:
        """`notices` limits how often one person is told in a direct message to wait."""
        self._message = message
        self._notices = notices
        self._reference = None if thread else message.to_reference(fail_if_not_exists=False)
        self._channel: discord.abc.Messageable = thread or message.channel
        self._answer = _Answer(message.author, may_use_inbox=may_use_inbox)
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
        """Tell the author in a direct message; by a sign, if one was sent just before, or none is taken."""
        author = self._message.author
        with contextlib.suppress(*FAILED):
            if self._notices.wait(author.id, None) == 0:
                await post(author, text)
                return
        with contextlib.suppress(*FAILED):  # no leave to react, or the message is gone: nothing else is private
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


def is_out_of_reach(error: discord.HTTPException) -> bool:
    """Whether a channel is gone or closed, or the bot may not write there."""
    return isinstance(error, discord.Forbidden) or error.code in (UNKNOWN_CHANNEL, THREAD_LOCKED, THREAD_ARCHIVED)


async def post(
    channel: discord.abc.Messageable | discord.User | discord.Member,
    text: str,
    view: discord.ui.View | None = None,
    reference: discord.MessageReference | None = None,
) -> int:
    """Send a message to a channel or an inbox, once however often it takes; its id."""
    nonce = secrets.randbits(63)
    extra: dict[str, Any] = {"view": view} if view is not None else {}
    if reference is not None:
        extra |= {"reference": reference, "mention_author": False}
    sent = await insist(lambda: channel.send(text, nonce=nonce, allowed_mentions=NOBODY, suppress_embeds=True, **extra))
    return sent.id
