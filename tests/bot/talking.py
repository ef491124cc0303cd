"""People who talk with the bot as a transcript says, and what they are shown, in the form of a transcript."""

import re

from bot.outgoing.help import HELP
from tests.bot.loopback import Channel, LoopbackDiscord, Message, Person
from tests.bot.markup import shown
from tests.bot.people import labels

BUTTON = re.compile(r"^\[(.+)\]$")


class Talking:
    """People who talk with the bot, and its newest answer to each."""

    def __init__(self, server: LoopbackDiscord, channel: Channel, *, is_direct: bool) -> None:
        self._server = server
        self._channel = channel
        self._is_direct = is_direct
        self._people: dict[str, Person] = {}
        self._newest: dict[str, Message] = {}

    async def say(self, name: str, line: str) -> str:
        """Say a line as a person; return what they are shown."""
        person = self._people.setdefault(name, self._server.user(name))
        newest = self._newest.get(name)
        if (button := BUTTON.match(line)) is not None:
            assert newest is not None, f"{line} without a message"
            messages = list(await (await person.click(newest, label=button[1])).wait())
        else:
            messages = [await self._answer(person, line, newest)]
        public = [message for message in messages if not message.ephemeral]
        self._newest |= {name: public[-1]} if public else {}
        return "\n".join(map(told, messages))

    async def _answer(self, person: Person, line: str, newest: Message | None) -> Message:
        channel = person.inbox if self._is_direct else self._channel
        if self._is_direct:
            said = await person.dm(line)
        elif newest is None:
            said = await person.say(channel, f"{self._server.bot.mention} {line}")
        else:
            said = await person.say(channel, line, reply_to=newest)

        def replies(messages: tuple[Message, ...]) -> list[Message]:
            return [message for message in messages if message.reference == said.id and not message.loading]

        return replies(await channel.wait_for(lambda messages: bool(replies(messages)), by=person))[-1]


def told(message: Message) -> str:
    """Return a message as a transcript has it, with its buttons below it."""
    if message.content != HELP:  # the help has our own markup
        shown(message.content)  # nothing in it is more than text
    buttons = " ".join(f"[{label}]" for label in labels(message))
    alone = "(to this person alone)\n" if message.ephemeral else ""
    return f"{alone}{message.content}\n{buttons}".strip()
