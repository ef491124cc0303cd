"""The answer to a line not addressed to the bot: what the articles say, or nothing."""

from bot.delivery.message_reply import MessageReply


class Unasked(MessageReply):
    """The answer to a line not addressed to the bot: no sign of work, and no refusal."""

    async def acknowledge(self) -> None:
        """Show nothing yet: there may be no answer."""

    async def refuse(self, text: str) -> None:
        """Say nothing: nobody is waiting."""
