"""Messages that ask the bot: a mention, a reply, a direct message, a thread, a forum post."""

from dataclasses import replace

import discord

from bot.asking.history import Talk, is_talk
from bot.asking.interaction import Host, place_in
from bot.asking.question import Request, Services, Way
from bot.asking.text import is_named, is_post, text_of, whole_question
from bot.delivery.calls import FAILED, THREAD_EXISTS, insist
from bot.delivery.message_reply import NO_THREAD, MessageReply
from bot.delivery.reply import Reply
from bot.incoming.addressing import act_in, way_of
from bot.incoming.corrections import Corrections
from bot.incoming.unasked import Unasked
from bot.operations.visibility import Option, Place
from bot.outgoing.asked import clean_question
from qa.conversation.acts import Act, ActKind, parts
from qa.conversation.chatter import has_subject
from qa.conversation.exchange import COURTESIES, Ask, Exchange, Search

LONGEST_THREAD_NAME = 90


class Messages:
    """Answers messages that ask something of the bot."""

    def __init__(self, services: Services, *, follow_threads: bool) -> None:
        self._services = services
        self._follow_threads = follow_threads
        self.corrections = Corrections(services, self.received)

    async def received(self, client: Host, message: discord.Message) -> None:
        """Answer a message, if it asks something of the bot."""
        bot = client.user
        if bot is None or message.author.bot or message.webhook_id or not _is_said(message):
            return
        way = way_of(message, bot, self._services.scopes, follow_threads=self._follow_threads)
        if way is None:
            return
        server = message.guild.id if message.guild else None
        talk = Talk(message.channel.id, message.author.id)
        is_unasked = way is Way.FORUM and not is_named(message, bot)
        request = Request(message.author.id, Place(server, 0), way, talk, is_unasked)
        async with client.answering.guarded(request, self._reply(message, request, may_use_inbox=False)):
            if isinstance(message.channel, discord.PartialMessageable):  # a thread not in memory: of which channel?
                there = await insist(lambda: client.fetch_channel(message.channel.id))
                message.channel = there  # type: ignore[assignment]  # a thread can be written in
            place = place_in(server, message.channel, message.channel.id, message.author.id)
            await self._answer(client, message, replace(request, place=place), bot)

    async def _answer(self, client: Host, message: discord.Message, request: Request, bot: discord.ClientUser) -> None:
        text = clean_question(text_of(message, bot))
        act = act_in(request.way, text)
        if act is None:
            return
        if request.way is Way.THREAD:
            is_clear = act.kind is not ActKind.ASK or has_subject(text)
            is_unasked = not is_clear or await self._before(message, request, bot) is None
            request = replace(request, is_unasked=is_unasked)
        if act.kind is not ActKind.ASK:
            await self._act(client, message, request, act)
            return
        asked: Exchange | None = None
        for number, question in enumerate(parts(text)):
            if number and asked is None:  # the one before could not be asked now, and the reply said so
                return
            asked = await self._ask(client, message, request, question, asked)

    async def _act(self, client: Host, message: discord.Message, request: Request, act: Act) -> None:
        """Carry out an act; a person who sends too many gets nothing."""
        is_about_nothing = request.is_unasked and act.kind not in COURTESIES
        if is_about_nothing or self._services.act_limits.wait(request.person, request.place.server) > 0:
            return

        async def find() -> Exchange | None:
            return await self._before(message, request, client.user, is_act=True)

        await client.answering.act(request, act, self._reply(message, request), find)

    async def _ask(
        self, client: Host, message: discord.Message, request: Request, question: str, asked: Exchange | None
    ) -> Exchange | None:
        """Answer a question in a message, after what was `asked` before in the same one."""
        reply = self._reply(message, request, says=whole_question(message, client.user))

        async def prepare() -> tuple[Request, Search, Reply]:
            nonlocal reply
            before = asked or await self._before(message, request, client.user)
            todo = Ask(Exchange(question, history=before.following if before else ()))
            thread = await self._opened(message, question, request.way, reply)
            if thread is None:
                return request, todo, reply
            there = replace(request, talk=Talk(message.id, request.person))
            reply = self._reply(message, request, thread)
            return there, todo, reply

        exchange = await client.answering.search(request, Ask(Exchange(question)), reply, prepare)
        self.corrections.remember(message, request, question, reply)
        return exchange

    def _reply(
        self,
        message: discord.Message,
        request: Request,
        thread: discord.abc.Messageable | None = None,
        *,
        may_use_inbox: bool = True,
        says: str = "",
    ) -> MessageReply:
        kind = Unasked if request.is_unasked else MessageReply
        is_allowed = may_use_inbox and self._services.scopes.may_use_inbox(request.place)
        return kind(message, self._services.wait_limits, thread, may_use_inbox=is_allowed, says=says)

    async def _before(
        self, message: discord.Message, request: Request, bot: discord.ClientUser | None, *, is_act: bool = False
    ) -> Exchange | None:
        """The exchange that a message continues: that of what it replies to, or else the last one of its talk.

        In a channel where many talk, only an act continues what its author asked before.
        """
        history = self._services.history
        if bot is None or request.talk is None:
            return None
        if before := await history.before(message, bot.id):
            return before
        if is_act or (is_talk(message.channel) and not is_post(message)):
            return await history.last(request.talk, message.channel, bot.id)
        return None

    async def _opened(
        self, message: discord.Message, text: str, way: Way, reply: MessageReply
    ) -> discord.abc.Messageable | None:
        """A thread for the answer, if the server wants that; the reply says so if the bot may not open one."""
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
            if isinstance(error, discord.Forbidden):
                reply.note(NO_THREAD)
            is_there = isinstance(error, discord.HTTPException) and error.code == THREAD_EXISTS
            return guild.get_thread(message.id) if is_there else None


def _is_said(message: discord.Message) -> bool:
    """Whether a person wrote it, rather than Discord."""
    return message.type in (discord.MessageType.default, discord.MessageType.reply)
