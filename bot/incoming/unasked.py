"""The answer to a line that nobody put to the bot: what the articles say, or nothing."""

from bot.outgoing.message_reply import MessageReply


class Unasked(MessageReply):
    """The answer to a line that is not put to the bot: no sign of work, and no refusal."""

    async def acknowledge(self) -> None:
        """Show nothing yet: there may be no answer."""

    async def refuse(self, text: str) -> None:
        """Say nothing: nobody waits."""
