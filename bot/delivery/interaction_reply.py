"""The answer to a command or a button."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.delivery.calls import (
    ALREADY_ACKNOWLEDGED,
    NOBODY,
    OVER,
    UNKNOWN_MESSAGE,
    insist,
    is_out_of_reach,
    post,
)
from bot.delivery.reply import Buttons, Sending, repeating


class InteractionReply:
    """The answer to a command or a button, in its place, or in the channel if the interaction has expired."""

    def __init__(
        self,
        interaction: discord.Interaction[Any],
        *,
        private: bool = False,
        may_use_inbox: bool,
        in_place: bool = False,
    ) -> None:
        """`in_place`: whether the answer replaces the message whose button was pressed."""
        self._interaction = interaction
        self.is_private = private
        self._is_in_place = in_place
        self._is_thinking = self._is_taken = self._is_over = self._is_below = False
        self._may_use_inbox = may_use_inbox
        is_thread = isinstance(interaction.channel, discord.Thread)
        self._answer = Sending(interaction.user, _link(interaction), is_thread=is_thread, may_use_inbox=may_use_inbox)
        self._channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)

    @property
    def has_shown(self) -> bool:
        """Whether something was shown."""
        return bool(self._answer.ids)

    def below(self) -> "InteractionReply":
        """A further answer, which leaves what this one has shown."""
        further = InteractionReply(self._interaction, private=self.is_private, may_use_inbox=self._may_use_inbox)
        further._is_below, further._is_over = True, self._is_over
        return further

    async def acknowledge(self) -> None:
        """Show that the bot is thinking."""
        if self._is_below:
            return
        if self._is_in_place:
            await self.take()
            return
        response = self._interaction.response
        self._is_thinking = True
        await self._respond(lambda: response.defer(thinking=True, ephemeral=self.is_private))

    async def take(self) -> None:
        """Acknowledge the press of a button whose own message will change."""
        response = self._interaction.response
        self._is_taken = True
        await self._respond(response.defer)

    async def change(self, text: str, view: discord.ui.View | None) -> None:
        """Change the message with the pressed button."""
        edit = self._interaction.edit_original_response
        await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))

    async def delete(self, messages: Sequence[int]) -> None:
        """Delete these messages of ours, and then the one with the pressed button."""
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
        """Tell only the asker, in place of "thinking" if that is shown."""
        if self._is_thinking and not self.has_shown:
            await self.show([text])
        elif self._is_taken or self._is_below or self.has_shown:
            await self._follow_up(text, None, private=True)
        else:
            response = self._interaction.response
            await self._respond(lambda: response.send_message(text, ephemeral=True, allowed_mentions=NOBODY))
            if self._is_over:
                await post(self._interaction.user, text)

    async def show(self, messages: Sequence[str], buttons: Buttons = lambda _: None, question: str = "") -> list[int]:
        """Show the messages, the first in place of "thinking"; the question is always repeated."""
        messages = repeating(question, messages)
        try:
            await self._answer.send(messages, buttons, self._one)
        except discord.HTTPException as error:
            if not (is_out_of_reach(error) or error.code in OVER):
                raise
            await self._answer.to_inbox(error, messages, buttons)
        return self._answer.ids

    async def _one(self, text: str, view: discord.ui.View | None) -> int:
        if not (self._is_over or self._is_below or self._answer.ids):
            edit = self._interaction.edit_original_response
            try:
                return (await insist(lambda: edit(content=text, view=view, allowed_mentions=NOBODY))).id
            except discord.HTTPException as error:
                if error.code not in {*OVER, UNKNOWN_MESSAGE}:
                    raise
                self._is_over = error.code in OVER
        if not self.is_private:
            try:
                return await post(self._channel, text, view)
            except discord.Forbidden:
                if self._is_over:
                    raise
        elif self._is_over:
            return await post(self._interaction.user, text, view)
        return await self._follow_up(text, view, private=self.is_private)

    async def _follow_up(self, text: str, view: discord.ui.View | None, *, private: bool) -> int:
        """Send a further message of the interaction. Discord compares no nonce here, so only discord.py retries it."""
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
                return  # an earlier call arrived, though its response did not
            if error.code not in OVER:
                raise
            self._is_over = True


def _link(interaction: discord.Interaction[Any]) -> str:
    """The address of an interaction's channel."""
    return f"https://discord.com/channels/{interaction.guild_id or '@me'}/{interaction.channel_id}"
