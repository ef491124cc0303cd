"""Measure how fast the bot answers in Discord, and how much memory it takes, on the loopback Discord of the tests.

    python -m benchmarks.discord_bot --library DIR [--questions N] [--at-once N]

First 200 people in eight servers ask at once, with the bot's limits as they are. Then N questions follow one another,
a few at a time and without limits. The bot is a process of its own; the loopback Discord and the people are this one.
Both share the cores, so the times are upper bounds. DIR is an indexed library of the seeds.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from pathlib import Path

from tests.bot.loopback import Channel, Interaction, LoopbackDiscord, Person
from tests.bot.process import BotProcess, running

SEEDS = Path(__file__).with_name("seeds.jsonl")
CROWD, SERVERS = 200, 8
HEARTBEAT = 1.0
"""Seconds between heartbeats; Discord asks for one in 41."""

EVERY = 1000
"""How many questions lie between two looks at the memory."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=4)
    options = parser.parse_args()
    lines = SEEDS.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines]
    asyncio.run(crowd(options.library, asked))
    asyncio.run(stream(options.library, asked, options.questions, options.at_once))


async def crowd(library: Path, asked: list[str]) -> None:
    """Let many people ask at once, each one question."""
    async with LoopbackDiscord(heartbeat_interval=HEARTBEAT) as server:
        channels = [server.guild(f"server {number}").text_channel("news") for number in range(SERVERS)]
        people = [server.user(f"reader {number}") for number in range(CROWD)]
        with tempfile.TemporaryDirectory() as folder:
            async with running(os.environ, server, library, Path(folder)):
                acts = [
                    await person.slash(channels[number % SERVERS], "ask", question=asked[number % len(asked)])
                    for number, person in enumerate(people)
                ]
                times = await asyncio.gather(*map(_answered, acts))
        answered = [time for time, act in zip(times, acts, strict=True) if not act.ephemeral]
        told = [time for time, act in zip(times, acts, strict=True) if act.ephemeral]
        print(f"{CROWD} people at once: {len(answered)} answered, {len(told)} told to ask again")
        print(f"  answered: {_spread(answered)}")
        if told:
            print(f"  told:     {_spread(told)}")
        print(f"  answers that came twice: {sum(len(act.messages()) > 1 for act in acts)}")
        print(f"  heartbeats late by more than 0.5 s: {len(server.heartbeats_late(0.5))}")
        print(f"  requests against Discord's rules: {len(server.violations)}")


async def stream(library: Path, asked: list[str], count: int, at_once: int) -> None:
    """Ask one question after the other, a few at a time; print the time of each, and the memory."""
    settings = {"person_questions": "1000000", "server_questions": "1000000"}
    async with LoopbackDiscord(heartbeat_interval=HEARTBEAT) as server:
        channel = server.guild("server").text_channel("news")
        times: list[float] = []
        with tempfile.TemporaryDirectory() as folder:
            async with running(os.environ, server, library, Path(folder), **settings) as bot:
                await asyncio.gather(
                    *(
                        _ask_on(server.user(f"reader {one}"), channel, asked, times, count, bot)
                        for one in range(at_once)
                    )
                )
        print(f"{len(times):,} questions, {at_once} at a time: {_spread(times)}")
        print(f"  heartbeats late by more than 0.5 s: {len(server.heartbeats_late(0.5))}")
        print(f"  requests against Discord's rules: {len(server.violations)}")


async def _ask_on(
    person: Person, channel: Channel, asked: list[str], times: list[float], count: int, bot: BotProcess
) -> None:
    while len(times) < count:
        act = await person.slash(channel, "ask", question=asked[len(times) % len(asked)])
        times.append(await _answered(act))
        for message in act.messages():
            channel.messages.pop(message.id)  # so that this side does not grow either
        if len(times) % EVERY == 0:
            print(f"  {len(times):>6,} questions: {bot.memory() / 1e6:,.0f} MB", flush=True)


async def _answered(act: Interaction) -> float:
    """Seconds from the question to what the person sees of its answer."""
    await act.wait(within=60)
    return asyncio.get_running_loop().time() - act.sent


def _spread(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, most {max(times) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
