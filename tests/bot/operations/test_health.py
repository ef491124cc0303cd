"""/healthz and /metrics."""

from types import SimpleNamespace

import aiohttp
import pytest

from bot.operations.health import HOST, HealthServer, Metrics
from bot.run import _trouble


def test_the_figures_are_in_the_format_of_prometheus() -> None:
    metrics = Metrics(lambda: 3)
    metrics.watch(lambda: 0.25)
    metrics.questions.labels("mention", "answered").inc()
    metrics.seconds.labels("delivered").observe(0.2)
    lines = metrics.text().decode().splitlines()
    for line in (
        'pullquote_questions_total{outcome="answered",way="mention"} 1.0',
        'pullquote_seconds_bucket{le="0.1",stage="delivered"} 0.0',
        'pullquote_seconds_bucket{le="0.25",stage="delivered"} 1.0',
        "pullquote_queue 3.0",
        "pullquote_gateway_latency_seconds 0.25",
    ):
        assert line in lines


@pytest.mark.asyncio
@pytest.mark.parametrize(("trouble", "status"), [(None, 200), ("closing", 503)])
async def test_healthz_says_whether_the_bot_can_answer(trouble: str | None, status: int, unused_tcp_port: int) -> None:
    health = HealthServer(Metrics(lambda: 0), lambda: trouble)
    await health.start(unused_tcp_port)
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{HOST}:{unused_tcp_port}/healthz") as response,
        ):
            assert response.status == status
            assert await response.json() == {"ok": trouble is None, "trouble": trouble}
    finally:
        await health.stop()


def test_that_the_articles_are_no_longer_watched_is_a_trouble() -> None:
    ended, alive = SimpleNamespace(is_alive=False), SimpleNamespace(is_alive=True)
    assert _trouble(None) is None
    assert _trouble(alive) is None  # type: ignore[arg-type]  # all that is looked at
    assert _trouble(ended) == "the articles are no longer watched: restart the bot"  # type: ignore[arg-type]  # as above
