"""Posts the digests that are due: a server's new articles, in the channel that its owner named.

New articles are noted before they are posted: a bot that is killed in between posts nothing twice.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import discord

from bot.asking.question import NothingHere, Services
from bot.delivery.calls import FLEETING, post
from bot.operations.digests import Digest
from bot.operations.log import error_fields, event
from bot.operations.visibility import Place
from bot.operations.zones import utc_now
from bot.outgoing.digest import SHOWN, digest_messages
from qa.values import ArticleInfo


class Digesting:
    """Posts what is due."""

    def __init__(self, services: Services, clock: Callable[[], datetime] = utc_now) -> None:
        self._services = services
        self._clock = clock

    async def look(self, client: discord.Client) -> None:
        """Post every digest that is due now."""
        now = self._clock()
        due = await self._services.lookups.begin(lambda: self._due(now))
        for digest in due:
            if client.get_guild(digest.server) is not None and not self._services.is_closing:
                async with self._services.work():
                    await self._post(client, digest, now)

    def _due(self, now: datetime) -> list[Digest]:
        """The digests that are due; notes which articles there are, if any digest is on."""
        services = self._services
        wanted = services.digests.all()
        if wanted:
            services.digests.note(services.assistant.digests().keys(), now)
        return [one for one in wanted if one.is_due(now, services.zones.of(one.server))]

    async def _post(self, client: discord.Client, digest: Digest, now: datetime) -> None:
        """Post a digest, if anything is new; one that Discord refuses is posted the next time."""
        services = self._services

        def prepare() -> list[str]:
            messages = self._messages(digest)
            services.digests.keep(replace(digest, last=now, since=now))
            return messages

        messages = await services.lookups.begin(prepare)
        channel, sent = client.get_partial_messageable(digest.channel), 0
        try:
            for text in messages:
                await post(channel, text)
                sent += 1
        except (discord.HTTPException, *FLEETING) as error:
            event("digest not delivered", logging.WARNING, **error_fields(error))
            if not sent and isinstance(error, discord.HTTPException):
                await services.lookups.begin(lambda: services.digests.keep(replace(digest, last=now)))
        else:
            event("digest", messages=sent, server=services.pseudonyms.of(digest.server))

    def _messages(self, digest: Digest) -> list[str]:
        """The messages of a digest, none if nothing is new in what its channel may see. Reads the library."""
        services = self._services
        new = services.digests.new_since(digest.since)
        try:
            where = services.where(Place(digest.server, digest.channel))
        except NothingHere:
            return []
        found = sorted((one for one in services.assistant.sources(where) if one.id in new), key=_age)
        shown = [(one, services.assistant.first_statement(one.id, where)) for one in found[:SHOWN]]
        return digest_messages(shown, len(found)) if found else []


def _age(article: ArticleInfo) -> tuple[int, str]:
    """Sort key: newest first, undated ones last."""
    return -(article.published or date.min).toordinal(), article.title
