"""The simulation of a fleet against what queueing theory says of simple ones."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fleet import Fleet, Seconds, measured_of, simulate

ONE = Fleet(bots=1, workers=1, nodes=1, searches=1)


@pytest.mark.parametrize("load", [0.3, 0.6, 0.8])
def test_one_worker_of_a_constant_time_waits_as_pollaczek_and_khinchine_say(load: float) -> None:
    waits = simulate([Seconds(0.5, 0.0, 0.5)], load, ONE, 6_000)
    assert waits.seconds.mean() == pytest.approx(1 + load / (2 * (1 - load)), rel=0.15)
    assert not waits.is_growing


@pytest.mark.parametrize("load", [0.5, 0.8])
def test_one_worker_of_a_random_time_waits_as_in_m_m_1(load: float) -> None:
    times = np.random.default_rng(0).exponential(size=20_000)
    waits = simulate([Seconds(float(one), 0.0, 0.0) for one in times], load, ONE, 30_000)
    assert waits.seconds.mean() == pytest.approx(1 / (1 - load), rel=0.15)


def test_where_nobody_waits_a_question_takes_what_it_takes() -> None:
    waits = simulate([Seconds(0.1, 0.2, 0.3)], 0.001, ONE, 1_000)
    assert np.quantile(waits.seconds, 0.5) == pytest.approx(0.6)


def test_above_what_workers_or_nodes_can_do_the_queue_grows() -> None:
    assert simulate([Seconds(0.5, 0.0, 0.5)], 1.1, ONE, 6_000).is_growing
    few_nodes = Fleet(bots=10, workers=10, nodes=1, searches=1)
    assert simulate([Seconds(0.1, 1.0, 0.1)], 1.2, few_nodes, 6_000).is_growing
    assert not simulate([Seconds(0.1, 1.0, 0.1)], 0.8, few_nodes, 6_000).is_growing


def test_seconds_are_read_from_answers(tmp_path: Path) -> None:
    seconds = {"open": 0.01, "understand": 0.02, "embed": 0.03, "retrieve": 0.2, "read": 0.4, "total": 0.7}
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"seconds": seconds}) + "\n")
    (one,) = measured_of(path)
    assert one.before == pytest.approx(0.06)
    assert one.node == 0.2
    assert one.total == pytest.approx(0.7)
