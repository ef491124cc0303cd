"""Simulate questions to a fleet of bots and query nodes: how long each waits, given the seconds that one takes alone.

    pullquote ask --json --stdin < questions.txt > answers.jsonl
    python -m benchmarks.fleet answers.jsonl --bots 40 --workers 2 --nodes 8 --searches 8

A discrete simulation. Questions arrive at random (a Poisson process) and go to a bot at random, as channels do. A bot
has so many workers, each with a core of its own, and a queue; a worker embeds, asks a query node, waits for it, reads
and answers. A node does so many searches at once, and the nodes share one queue. The seconds that a question takes at
the bot and at the node are those of one of the measured answers, drawn at random. Each line is one load: the share of
what the workers could do if nobody ever waited. The queue grows without end if clearly more wait in the second half of
the questions than in the first.
"""

import argparse
import heapq
import json
import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

LOADS = (0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05)
QUESTIONS = 20_000
WARM = 0.1
"""The share of the questions that only fill the fleet, and are not counted."""


@dataclass(frozen=True, slots=True)
class Seconds:
    """What one question takes: at the bot before it asks a node, at the node, and at the bot after it."""

    before: float
    node: float
    after: float

    @property
    def total(self) -> float:
        """How long the worker is busy with the question if the node is free."""
        return self.before + self.node + self.after


@dataclass(frozen=True, slots=True)
class Fleet:
    """Bots of `workers` workers each, and nodes of `searches` searches at once."""

    bots: int
    workers: int
    nodes: int
    searches: int


@dataclass(slots=True)
class _Station:
    """Places that serve one question at a time each, and the questions that wait for one."""

    free: int
    waiting: deque[int] = field(default_factory=deque)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long each question took from its arrival to its answer, and how many waited for a worker when each came."""

    seconds: np.ndarray[tuple[int], np.dtype[np.float64]]
    queued: np.ndarray[tuple[int], np.dtype[np.float64]]

    @property
    def is_growing(self) -> bool:
        """Whether clearly more questions wait in the second half than in the first."""
        first, second = np.array_split(self.queued, 2)
        return bool(second.mean() > 1.5 * first.mean() + 1)


def simulate(measured: Sequence[Seconds], rate: float, fleet: Fleet, count: int = QUESTIONS, seed: int = 0) -> Waits:
    """Let `count` questions arrive, `rate` a second."""
    return _Simulation(measured, rate, fleet, count, random.Random(seed)).run()


class _Simulation:
    """The events in order of time: a question arrives, has been embedded, has been searched for, is answered."""

    def __init__(
        self, measured: Sequence[Seconds], rate: float, fleet: Fleet, count: int, chance: random.Random
    ) -> None:
        self._takes = [chance.choice(measured) for _ in range(count)]
        self._bot_of = [chance.randrange(fleet.bots) for _ in range(count)]
        self._came = list(_arrivals(rate, count, chance))
        self._bots = [_Station(fleet.workers) for _ in range(fleet.bots)]
        self._nodes = _Station(fleet.nodes * fleet.searches)
        self._events: list[tuple[float, int, str]] = [(at, number, "came") for number, at in enumerate(self._came)]
        self._queued = 0

    def run(self) -> Waits:
        """Go through all events."""
        heapq.heapify(self._events)
        done, queued = np.zeros(len(self._came)), np.zeros(len(self._came))
        while self._events:
            now, number, event = heapq.heappop(self._events)
            bot = self._bots[self._bot_of[number]]
            match event:
                case "came":
                    queued[number] = self._queued
                    self._queued += bot.free == 0
                    self._enter(bot, number, now, "embedded")
                case "embedded":
                    self._enter(self._nodes, number, now, "searched")
                case "searched":
                    self._leave(self._nodes, now, "searched")
                    heapq.heappush(self._events, (now + self._takes[number].after, number, "answered"))
                case _:
                    done[number] = now - self._came[number]
                    self._queued -= bool(bot.waiting)
                    self._leave(bot, now, "embedded")
        first = int(WARM * len(done))
        return Waits(done[first:], queued[first:])

    def _enter(self, station: _Station, number: int, now: float, then: str) -> None:
        """Serve a question, or let it wait."""
        if station.free:
            station.free -= 1
            self._serve(number, now, then)
        else:
            station.waiting.append(number)

    def _leave(self, station: _Station, now: float, then: str) -> None:
        """Serve the question that has waited longest, if any waits."""
        if station.waiting:
            self._serve(station.waiting.popleft(), now, then)
        else:
            station.free += 1

    def _serve(self, number: int, now: float, then: str) -> None:
        takes = self._takes[number]
        heapq.heappush(self._events, (now + (takes.before if then == "embedded" else takes.node), number, then))


def measured_of(path: Path) -> list[Seconds]:
    """Return the seconds of each answer in a file of JSON lines, as `pullquote ask --json` prints them."""
    every = [json.loads(line)["seconds"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_seconds(one) for one in every]


def _seconds(one: dict[str, float]) -> Seconds:
    node, before = one["retrieve"], one["open"] + one["understand"] + one["embed"]
    return Seconds(before, node, max(0.0, one["total"] - node - before))


def _arrivals(rate: float, count: int, chance: random.Random) -> Iterator[float]:
    now = 0.0
    for _ in range(count):
        now += chance.expovariate(rate)
        yield now


def main() -> None:
    """Print a table of waits by load."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", type=Path)
    for name, default in (("bots", 1), ("workers", 2), ("nodes", 1), ("searches", 8), ("questions", QUESTIONS)):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    fleet = Fleet(given.bots, given.workers, given.nodes, given.searches)
    measured = measured_of(given.answers)
    alone = sum(one.total for one in measured) / len(measured)
    most = fleet.bots * fleet.workers / alone
    print(f"{fleet}: one question takes {1000 * alone:.0f} ms, so at most {most:.1f} a second")
    print("| load | questions a second | p50 | p99 | waiting |\n|---|---|---|---|---|")
    for load in LOADS:
        waits = simulate(measured, load * most, fleet, given.questions)
        p50, p99 = (f"{1000 * np.quantile(waits.seconds, share):,.0f} ms" for share in (0.5, 0.99))
        waiting = "grows" if waits.is_growing else f"{waits.queued.mean():.1f}"
        print(f"| {load:.2f} | {load * most:.1f} | {p50} | {p99} | {waiting} |", flush=True)


if __name__ == "__main__":
    main()
