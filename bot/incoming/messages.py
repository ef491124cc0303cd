"""Messages that ask the bot: a mention, a reply, a direct message, a thread, a forum post."""

from dataclasses import replace

import discord

from bot.asking.history import replied_to
from bot.asking.interaction import Host, place_in, talk_in
from bot.asking.question import Request, Services, Way
from bot.operations.rate_limits import Limits
from bot.operations.visibility import Option, Place
from bot.outgoing.calls import FAILED, THREAD_EXISTS, insist
from bot.outgoing.delivery import Reply
from bot.outgoing.help import HELP
from bot.outgoing.layout import clean_question
from bot.outgoing.message_reply import MessageReply
from qa.conversation.acts import Act, ActKind, act_of, parts
from qa.conversation.exchange import Ask, Exchange, Search

LONGEST_THREAD_NAME = 90


class Messages:
    """Answers messages that ask something of the bot."""

    def __init__(self, services: Services, notices: Limits, *, follow_threads: bool) -> None:
        self._services = services
        self._notices = notices
        self._follow_threads = follow_threads

    async def received(self, client: Host, message: discord.Message) -> None:
        """Answer a message, if it asks something of the bot."""
        bot = client.user
        if bot is None or message.author.bot or message.webhook_id or not _is_said(message):
            return
        way = self._way(message, bot)
        if way is None:
            return
        nowhere = MessageReply(message, self._notices, may_use_inbox=False)
        request = Request(message.author.id, Place(message.guild.id if message.guild else None, 0), way)
        async with client.answering.guarded(request, nowhere):
            if isinstance(message.channel, discord.PartialMessageable):  # a thread that is not in memory: whose?
                there = await insist(lambda: client.fetch_channel(message.channel.id))
                message.channel = there  # type: ignore[assignment]  # a thread can be written in
            place = place_in(request.place.server, message.channel, message.channel.id, message.author.id)
            request = replace(request, place=place, thread=talk_in(message.channel, bot))
            await self._answer(client, message, request, bot)

    async def _answer(self, client: Host, message: discord.Message, request: Request, bot: discord.ClientUser) -> None:
        reply = self._reply(message, request)
        text = clean_question(_forum_text(message) if request.way is Way.FORUM else _said(message, bot))
        if not text:
            if self._notices.wait(message.author.id, None) == 0:
                await reply.show([HELP])
            return
        act = Act(ActKind.ASK, text=text) if request.way is Way.FORUM else act_of(text)
        if act.kind is not ActKind.ASK:
            await client.answering.act(request, act, reply, lambda: self._before(message, bot))
            return
        asked: Exchange | None = None
        for number, question in enumerate(parts(text)):
            if number and asked is None:  # the one before could not be asked now, and that was said
                return
            asked = await self._ask(client, message, request, question, asked)

    async def _ask(
        self, client: Host, message: discord.Message, request: Request, question: str, asked: Exchange | None
    ) -> Exchange | None:
        """Answer a question of a message, after what was `asked` in the same one."""
        reply, bot = self._reply(message, request), client.user

        async def prepare() -> tuple[Request, Search, Reply]:
            before = asked or (await self._before(message, bot) if bot else None)
            todo = Ask(Exchange(question, history=before.following if before else ()))
            thread = await self._opened(message, question, request.way)
            if thread is None:
                return request, todo, reply
            return replace(request, thread=message.id), todo, self._reply(message, request, thread)

        return await client.answering.search(request, Ask(Exchange(question)), reply, prepare)

    def _reply(
        self, message: discord.Message, request: Request, thread: discord.abc.Messageable | None = None
    ) -> MessageReply:
        may_use_inbox = self._services.scopes.may_use_inbox(request.place)
        return MessageReply(message, self._notices, thread, may_use_inbox=may_use_inbox)

    def _way(self, message: discord.Message, bot: discord.ClientUser) -> Way | None:
        """How a message asks; None if it does not."""
        channel = message.channel
        if message.guild is None:  # or not in memory yet, where it is no direct message
            return Way.DIRECT if isinstance(channel, discord.DMChannel) else None
        if isinstance(channel, discord.Thread) and message.id == channel.id:
            is_post = isinstance(channel.parent, discord.ForumChannel)
            if is_post and self._services.scopes.has(Option.FORUM, channel.parent_id):
                return Way.FORUM
        if any(user.id == bot.id for user in message.mentions):
            return Way.REPLY if replied_to(message) else Way.MENTION
        replied = message.reference.resolved if message.reference else None
        if isinstance(replied, discord.Message) and replied.author.id == bot.id and message.content:
            return Way.REPLY  # without a mention; it can be read where the bot has the intent for that
        is_followed = self._follow_threads and isinstance(channel, discord.Thread) and channel.owner_id == bot.id
        return Way.THREAD if is_followed and message.content else None

    async def _before(self, message: discord.Message, bot: discord.ClientUser) -> Exchange | None:
        """The exchange that a message goes on from."""
        history, channel = self._services.history, message.channel
        if before := await history.before(message, bot.id):
            return before
        if talk_in(channel, bot) is not None:
            return await history.in_thread(channel, bot.id)  # type: ignore[arg-type]  # as talk_in found
        return None

    async def _opened(self, message: discord.Message, text: str, way: Way) -> discord.abc.Messageable | None:
        """A thread for the answer, where the server wants that."""
        guild = message.guild
        is_wanted = (
            way is Way.MENTION
            and guild is not None
            and isinstance(message.channel, discord.TextChannel)
            and self._services.scopes.has(Option.THREADS, guild.id)
        )
        if guild is None or not is_wanted:
            return None
        try:
            return await insist(lambda: message.create_thread(name=text[:LONGEST_THREAD_NAME]))
        except FAILED as error:
            is_there = isinstance(error, discord.HTTPException) and error.code == THREAD_EXISTS
            return guild.get_thread(message.id) if is_there else None


def _is_said(message: discord.Message) -> bool:
    """Whether a person wrote it, and not Discord."""
    return message.type in (discord.MessageType.default, discord.MessageType.reply)


def _said(message: discord.Message, bot: discord.ClientUser) -> str:
    """What a message says, without the mention of the bot, other mentions by name."""
    text = message.content
    for user in message.mentions:
        for mention in (f"<@{user.id}>", f"<@!{user.id}>"):
            text = text.replace(mention, " " if user.id == bot.id else user.display_name)
    return text


def _forum_text(message: discord.Message) -> str:
    """What a forum post asks: its title; with its text, where that can be read and the title is no question."""
    title = message.channel.name if isinstance(message.channel, discord.Thread) else ""
    return title if "?" in title else f"{title} {message.clean_content}"
