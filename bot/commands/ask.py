"""/ask, and "Ask the articles" on a message."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import discord
from discord import app_commands

from bot.asking.continuing import continuing, do
from bot.asking.interaction import Interaction, place_of, reply_of, request_of
from bot.asking.question import NothingHere, Request, Way
from bot.asking.text import text_of
from bot.outgoing.asked import LONGEST_QUESTION, clean_question
from bot.outgoing.escape import clean, inert, units
from qa.conversation.acts import ActKind, act_of, parts
from qa.conversation.exchange import Ask, Exchange
from qa.conversation.narrowing import Narrowing, typed_day

SUGGESTED = 25
"""Suggestions that Discord shows."""

LONGEST_SUGGESTION = 100
"""UTF-16 code units of a suggestion."""

NO_TEXT = "There is no text in that message that I could ask."


class Unasked(Exception):
    """The text typed cannot be asked; says why."""


@app_commands.command(
    name="ask", description="Ask the articles: sentences that answer, word for word, with their sources"
)
@app_commands.describe(
    question="What you want to know",
    collection="Only articles of this collection",
    since="Only articles from this day on, as 2024-10-05",
    until="Only articles up to this day, as 2024-10-05",
    author="Only articles by this person",
    private="Show the answer to you alone; you can share it afterwards",
)
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, LONGEST_QUESTION],
    collection: app_commands.Range[str, 1, 100] | None = None,
    since: app_commands.Range[str, 1, 40] | None = None,
    until: app_commands.Range[str, 1, 40] | None = None,
    author: app_commands.Range[str, 1, 100] | None = None,
    private: bool = False,
) -> None:
    """Answer in place of the command."""
    try:
        exchange = typed_question(question, collection, since, until, author)
    except Unasked as problem:
        await reply_of(interaction).refuse(str(problem))
        return
    act = act_of(exchange.question)
    if act.kind is not ActKind.ASK:
        await do(interaction, act, private=private)
        return
    reply_of(interaction, private=private)
    await _answer(interaction, request_of(interaction, Way.COMMAND), exchange)


@ask.autocomplete("collection")
async def collections(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The collections visible here whose names contain what was typed."""
    services, place = interaction.client.services, place_of(interaction)
    there = await services.lookups.begin(services.assistant.collections)
    return suggestions(services.scopes.visible(place, there), typed)


@ask.autocomplete("author")
async def authors(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """The authors of articles visible here whose names contain what was typed."""
    services, place = interaction.client.services, place_of(interaction)
    try:
        return suggestions(await services.lookups.begin(lambda: services.authors(place)), typed)
    except NothingHere:
        return []


@app_commands.context_menu(name="Ask the articles")
async def ask_message(interaction: Interaction, message: discord.Message) -> None:
    """Ask what a message says; for an answer of the bot's, ask its question again."""
    reply, bot = reply_of(interaction), interaction.client.user
    text = clean_question(text_of(message))
    if bot is not None and message.author.id == bot.id:
        before = await interaction.client.services.history.of_answer(message)
        text = before.question if before is not None else text
    if not text:
        await reply.refuse(NO_TEXT)
        return
    await _answer(interaction, request_of(interaction, Way.MENU), Exchange(text))


async def _answer(interaction: Interaction, request: Request, typed: Exchange) -> None:
    """Answer what was typed; several questions one after another, until one cannot be asked now."""
    reply = reply_of(interaction)
    asked: Exchange | None = None
    for question in parts(typed.question):
        todo = Ask(replace(typed, question=question, history=asked.following if asked else ()))
        prepare = None if asked else continuing(interaction, request, todo)
        asked = await interaction.client.answering.search(request, todo, reply, prepare)
        if asked is None:
            return
        reply = reply.below()


def typed_question(
    question: str, collection: str | None, since: str | None, until: str | None, author: str | None = None
) -> Exchange:
    """The exchange that a command begins, from its options. Raises Unasked."""
    first, last = _day("since", since), _day("until", until)
    if first and last and first > last:
        raise Unasked("`since` is after `until`: swap them.")
    text = clean_question(question)
    if not text:
        raise Unasked(NO_TEXT)
    return Exchange(text, Narrowing.of(collection, first, last, author))


def suggestions(names: Iterable[str], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest the names that contain what was typed."""
    fitting = sorted(name for name in names if typed.casefold() in name.casefold())
    shown = [name for name in fitting if units(name) <= LONGEST_SUGGESTION][:SUGGESTED]
    return [app_commands.Choice(name=clean(name) or "?", value=name) for name in shown]


def _day(name: str, text: str | None) -> date | None:
    """The day in an option. Raises Unasked."""
    day = typed_day(text) if text else None
    if text and day is None:
        raise Unasked(f"“{inert(text, 60)}” is not a date. Write {name} like this: 2024-10-05.")
    return day
