"""The ways to ask: /ask, a mention, a reply, a direct message, a thread, a forum post, the context menu."""

from dataclasses import replace
from datetime import date

import discord
from discord import app_commands

from bot.asking.answer import (
    Host,
    Interaction,
    day_problem,
    days_problem,
    place_in,
    place_of,
    reply_of,
    tell,
)
from bot.asking.history import Exchange, replied_to
from bot.asking.question import NothingHere, Question, Services
from bot.incoming.moving import CHANGED, Moving
from bot.operations.rate_limits import Limits
from bot.operations.visibility import FORUM, THREADS, Place
from bot.outgoing.buttons import Deletion, More, Narrowing, addresses, choices_of, parse_address
from bot.outgoing.delivery import FAILED, THREAD_EXISTS, MessageReply, Reply, insist
from bot.outgoing.escape import clean, units
from bot.outgoing.layout import (
    LONGEST_QUESTION,
    clean_question,
    context_messages,
    heading_of,
    question_of,
    understood_of,
)
from qa.conversation.acts import move
from qa.reading.dates import parse_date
from qa.values import Address

CHOICES = 25
"""Suggestions that Discord shows."""

LONGEST_CHOICE = 100
"""UTF-16 code units of a suggestion."""

LONGEST_THREAD_NAME = 90

HELP = (
    "Ask me a question, and I answer with sentences from the articles, word for word, each with its source; or I say "
    "that the articles don’t say.\n"
    "Use `/ask`, mention me with a question, reply to an answer of mine, send me a direct message, or use "
    "*Apps → Ask the articles* on a message. `/sources` lists the articles.\n"
    "A reply goes on from my answer (“and in Lebanon?”), and so does what you say in a thread of mine or in a direct "
    "message. I understand as well: more, why?, who said that?, show me the source, the second one, no, the other one, "
    "start over."
)
NO_TEXT = "There is no text in that message that could be asked."
TOO_OLD = "The question of this answer cannot be read any more. Please ask again."


@app_commands.command(
    name="ask", description="Ask the articles: sentences that answer, word for word, with their sources"
)
@app_commands.describe(
    question="What you want to know",
    collection="Only articles of this collection",
    since="Only articles from this day on, as 2024-10-05",
    until="Only articles up to this day, as 2024-10-05",
)
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
    collection: app_commands.Range[str, 1, 100] | None = None,
    since: app_commands.Range[str, 1, 40] | None = None,
    until: app_commands.Range[str, 1, 40] | None = None,
) -> None:
    """Answer in place of the command."""
    reply = reply_of(interaction)
    days: list[date | None] = []
    for name, text in (("since", since), ("until", until)):
        day = parse_date(text) if text else None
        if text and day is None:
            await reply.refuse(day_problem(name, text))
            return
        days.append(day)
    text = clean_question(question)
    if problem := days_problem(*days) or (None if text else NO_TEXT):
        await reply.refuse(problem)
        return
    narrowing = Narrowing.of(collection, *days)
    inbox = interaction.channel_id if isinstance(interaction.channel, discord.DMChannel) else None
    asked = Question(text, interaction.user.id, place_of(interaction), "command", narrowing, thread=inbox)
    await interaction.client.answering.ask(asked, reply)


@ask.autocomplete("collection")
async def collections(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The collections that may be seen here and have what was typed."""
    services, place = interaction.client.services, place_of(interaction)
    there = await services.lookups.begin(services.assistant.collections)
    return choices(services.scopes.visible(place, there), typed)


def choices(names: frozenset[str] | set[str], typed: str) -> list[app_commands.Choice[str]]:
    """Suggestions of those names that have what was typed."""
    fitting = sorted(name for name in names if typed.casefold() in name.casefold())
    return [
        app_commands.Choice(name=clean(name) or "?", value=name) for name in fitting if units(name) <= LONGEST_CHOICE
    ][:CHOICES]


@app_commands.context_menu(name="Ask the articles")
async def ask_message(interaction: Interaction, message: discord.Message) -> None:
    """Ask what a message says."""
    reply = reply_of(interaction)
    text = clean_question(message.clean_content)
    if interaction.client.user is not None and message.author.id == interaction.client.user.id:
        text = question_of(message.content) or text  # an answer of ours: its question again
    if not text:
        await reply.refuse(NO_TEXT)
        return
    asked = Question(text, interaction.user.id, place_of(interaction), "menu")
    await interaction.client.answering.ask(asked, reply)


@app_commands.command(name="help", description="How to ask")
async def show_help(interaction: Interaction) -> None:
    """Tell how to ask."""
    await tell(interaction, lambda: [HELP], "help")


class Messages:
    """Messages that ask something of the bot."""

    def __init__(self, services: Services, notices: Limits, *, follow_threads: bool) -> None:
        self._services = services
        self._notices = notices
        self._follow_threads = follow_threads

    async def received(self, client: Host, message: discord.Message) -> None:
        """Answer a message, if it asks something of the bot."""
        bot = client.user
        if bot is None or message.author.bot or message.webhook_id or not _is_said(message):
            return
        way = self._way(message, bot.id)
        if way is None:
            return
        server = message.guild.id if message.guild else None
        nowhere = MessageReply(message, self._notices, may_use_inbox=False)
        async with client.answering.guarded(way, message.author.id, Place(server, 0), nowhere):
            if isinstance(message.channel, discord.PartialMessageable):  # a thread that is not in memory: whose?
                there = await insist(lambda: client.fetch_channel(message.channel.id))
                message.channel = there  # type: ignore[assignment]  # a thread can be written in
            await self._answer(client, message, way, bot.id)

    async def _answer(self, client: Host, message: discord.Message, way: str, bot: int) -> None:
        place = place_in(message.guild.id if message.guild else None, message.channel, message.channel.id)
        may_use_inbox = self._services.scopes.may_use_inbox(place)
        reply = MessageReply(message, self._notices, may_use_inbox=may_use_inbox)
        text = clean_question(_forum_text(message) if way == "forum" else _said(message, bot))
        if not text:
            if self._notices.wait(message.author.id, None) == 0:
                await reply.show([HELP])
            return

        here = talk_in(message.channel, bot)
        asked = Question(text, message.author.id, place, way, thread=here)
        if way != "forum" and (found := move(text)) is not None:
            moving = Moving(self._services, client.answering)
            await moving.done(found, asked, reply, lambda: self._before(message, bot))
            return

        async def prepare(question: Question, reply: Reply) -> tuple[Question, Reply]:
            before = await self._before(message, bot)
            thread = await self._opened(message, text, way)
            if thread is None:
                return replace(question, before=tuple(before)), reply
            reply = MessageReply(message, self._notices, thread, may_use_inbox=may_use_inbox)
            return replace(question, before=tuple(before), thread=message.id), reply

        await client.answering.ask(asked, reply, prepare)

    def _way(self, message: discord.Message, bot: int) -> str | None:
        """How a message asks; None if it does not."""
        channel = message.channel
        if message.guild is None:  # or not in memory yet, where it is no direct message
            return "direct" if isinstance(channel, discord.DMChannel) else None
        if isinstance(channel, discord.Thread) and message.id == channel.id:
            is_post = isinstance(channel.parent, discord.ForumChannel)
            if is_post and self._services.scopes.has(FORUM, channel.parent_id):
                return "forum"
        if any(user.id == bot for user in message.mentions):
            return "reply" if replied_to(message) else "mention"
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and replied.author.id == bot and message.content:
            return "reply"  # without a mention; it can be read where the bot has the intent for that
        is_followed = self._follow_threads and isinstance(channel, discord.Thread) and channel.owner_id == bot
        return "thread" if is_followed and message.content else None

    async def _before(self, message: discord.Message, bot: int) -> list[Exchange]:
        """The conversation that a message goes on with."""
        history = self._services.history
        if before := await history.before(message, bot):
            return before
        channel = message.channel
        if talk_in(channel, bot) is not None:
            return await history.in_thread(channel, bot)  # type: ignore[arg-type]  # as talk_in found
        return []

    async def _opened(self, message: discord.Message, text: str, way: str) -> discord.abc.Messageable | None:
        """A thread for the answer, where the server wants that."""
        is_wanted = (
            way == "mention"
            and message.guild is not None
            and isinstance(message.channel, discord.TextChannel)
            and self._services.scopes.has(THREADS, message.guild.id)
        )
        if not is_wanted:
            return None
        try:
            return await insist(lambda: message.create_thread(name=text[:LONGEST_THREAD_NAME]))
        except FAILED as error:
            if isinstance(error, discord.HTTPException) and error.code == THREAD_EXISTS:
                return client_thread(message)
            return None


async def pressed(interaction: Interaction, verb: str, about: str) -> None:
    """Do what a button below an answer says."""
    message = interaction.message
    if message is None:
        return
    if verb == "context":
        address = parse_address(about)
        await tell(interaction, lambda: _context(interaction, address), "context")
    elif verb == "more":
        await _more(interaction, message, More.parse(about))
    elif verb == "choose":
        await _choose(interaction, message, about)
    elif verb == "delete":
        await _delete(interaction, message, Deletion.parse(about))


def _context(interaction: Interaction, address: Address) -> list[str]:
    """What stands around a quote, if it may be seen here. Reads the library."""
    services = interaction.client.services
    try:
        quote = services.assistant.find(address, services.where(place_of(interaction)))
    except NothingHere:
        quote = None
    context = services.assistant.context(quote) if quote is not None else None
    return context_messages(context) if context is not None else [CHANGED]


async def _more(interaction: Interaction, message: discord.Message, more: More) -> None:
    reply = reply_of(interaction, private=True)
    text = question_of(message.content)
    if text is None:
        await reply.refuse(TOO_OLD)
        return
    narrowing = more.narrowing
    if (understood := understood_of(message.content)) is not None:
        text = understood.question
        if narrowing.since is None and narrowing.until is None:
            narrowing = replace(narrowing, since=understood.since, until=understood.until)
    heading = heading_of(message.content)
    question = Question(text, interaction.user.id, place_of(interaction), "more", narrowing, heading=heading)
    await interaction.client.answering.more(question, replace(more, narrowing=narrowing), addresses(message), reply)


async def _choose(interaction: Interaction, message: discord.Message, article: str) -> None:
    """Ask the question that was asked back about again, of this article alone."""
    reply = reply_of(interaction)
    text = question_of(message.content)
    if text is None or not article:
        await reply.refuse(TOO_OLD)
        return
    asked = Question(
        text,
        interaction.user.id,
        place_of(interaction),
        "choice",
        Narrowing(article=article),
        before=interaction.client.services.history.before_answer(message.id),
        thread=talk_in(interaction.channel, interaction.client.user.id if interaction.client.user else 0),
        choices=choices_of(message),
    )
    await interaction.client.answering.ask(asked, reply)


async def _delete(interaction: Interaction, message: discord.Message, deletion: Deletion) -> None:
    if interaction.user.id != deletion.asker and not interaction.permissions.manage_messages:
        await reply_of(interaction).refuse("Only who asked, or a moderator, can delete this answer.")
        return
    reply = reply_of(interaction)
    await reply.take()
    await reply.delete(deletion.others)
    is_talk = isinstance(interaction.channel, discord.Thread | discord.DMChannel)
    thread = interaction.channel_id if is_talk else None
    interaction.client.services.history.forget([message.id, *deletion.others], thread)


def talk_in(channel: object, bot: int) -> int | None:
    """The id of a channel that is one conversation with the bot: its thread, or direct messages; None of others."""
    if isinstance(channel, discord.DMChannel):
        return channel.id
    return channel.id if isinstance(channel, discord.Thread) and channel.owner_id == bot else None


def client_thread(message: discord.Message) -> discord.abc.Messageable | None:
    """The thread that was opened at a message, if it is in memory."""
    return message.guild.get_thread(message.id) if message.guild is not None else None


def _is_said(message: discord.Message) -> bool:
    return message.type in (discord.MessageType.default, discord.MessageType.reply)


def _said(message: discord.Message, bot: int) -> str:
    """What a message says, without the mention of the bot, other mentions by name."""
    text = message.content
    for user in message.mentions:
        for mention in (f"<@{user.id}>", f"<@!{user.id}>"):
            text = text.replace(mention, " " if user.id == bot else user.display_name)
    return text


def _forum_text(message: discord.Message) -> str:
    """What a forum post asks: its title; with its text, where that can be read and the title is no question."""
    title = message.channel.name if isinstance(message.channel, discord.Thread) else ""
    return title if "?" in title else f"{title} {message.clean_content}"
