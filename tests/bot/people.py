"""What tests of the bot read in messages."""

from collections.abc import Callable

from tests.bot.loopback import Channel, Message, Person, bits
from tests.bot.markup import shown

BRIDGE = "How long will the Old Stone Bridge in Vellmar be closed?"
ELEVEN = (
    "The town council of Vellmar voted 7 to 2 on Tuesday to close the Old Stone Bridge for eleven months of repairs."
)
WEBB = "When did the James Webb Space Telescope leave Earth?"
NOWHERE = "Who won the football World Cup in 2018?"
OPEN = "Who is against it?"


SHOPKEEPERS = (
    "Shopkeepers on the east bank fear that they will lose customers. Their spokesman, Tomas Reuel, asked the council "
    "to wait until the autumn, when fewer visitors come."
)


def quotes(message: Message) -> list[str]:
    """Return the quotes of an answer."""
    return [line.text for line in shown(message.content) if line.kind == "quote"]


def labels(message: Message) -> list[str | None]:
    """Return the labels of an answer's buttons."""
    return [button.label or button.emoji for button in message.buttons]


def question_line(message: Message) -> str:
    """Return the question that an answer repeats; empty if it stands below the question."""
    first = shown(message.content)[0].text
    return first.removeprefix("Question: ") if first.startswith("Question: ") else ""


def more_of(message: Message) -> str | None:
    """Return the label of an answer's button for more quotes; None if it has none."""
    return next((label for label in labels(message) if label and label.casefold().endswith("more")), None)


async def question_of(person: Person, message: Message) -> str:
    """Return the question that a message answers, as it would be asked again."""
    (again,) = await (await person.context_menu(message, "Ask the articles")).wait()
    return question_line(again)


async def answer_in(channel: Channel, number: int, by: Person | None = None) -> Message:
    """Return the message of this number in a channel, counted from 1, once it is there."""
    return (await channel.wait_for(lambda messages: len(messages) >= number, by=by))[number - 1]


async def asked(person: Person, channel: Channel, question: str = BRIDGE, **options: object) -> Message:
    """Return the answer to a command."""
    return (await (await person.slash(channel, "ask", question=question, **options)).wait())[0]


async def settle(manager: Person, channel: Channel, name: str, /, **options: object) -> str:
    """Use a command of those who manage the server; return what it says, to them alone."""
    manages(manager, channel)
    (message,) = await (await manager.slash(channel, f"pullquote-manage {name}", **options)).wait()
    assert message.ephemeral
    return message.content


def manages(person: Person, channel: Channel, **permissions: bool) -> None:
    """Give a person the permission to manage the server, or others."""
    assert channel.guild is not None
    channel.guild.join(person, channel.guild.role("role", bits(**(permissions or {"manage_guild": True}))))


def shows(text: str) -> Callable[[tuple[Message, ...]], bool]:
    """Return whether a person sees this text."""
    return lambda messages: any(text in message.content for message in messages)


def is_silent(message: Message) -> bool:
    """Return whether an answer says that the articles don't: nothing comes near, or nothing answers surely."""
    return "The articles don’t say." in message.content or "No sentence answers this surely." in message.content
