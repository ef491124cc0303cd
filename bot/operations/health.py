"""Figures of the running bot, and /healthz and /metrics on 127.0.0.1."""

from collections.abc import Callable

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

HOST = "127.0.0.1"
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Bounds of a histogram's buckets, in seconds."""


class Metrics:
    """The bot's metrics, in a registry of their own."""

    def __init__(self, queue: Callable[[], float]) -> None:
        self.registry = CollectorRegistry()
        self.questions = Counter(
            "pullquote_questions", "Questions by how they were asked and what came of them.",
            ["way", "outcome"], registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            "pullquote_seconds", "Seconds that a stage took; `delivered`: from the question to its answer in Discord.",
            ["stage"], registry=self.registry, buckets=STEPS,
        )  # fmt: skip
        self.errors = Counter("pullquote_errors", "Errors that were reported to people.", registry=self.registry)
        self.generation = Gauge("pullquote_generation", "Generation of the newest answer.", registry=self.registry)
        waiting = Gauge("pullquote_queue", "Questions that wait for their turn.", registry=self.registry)
        waiting.set_function(queue)

    def watch(self, latency: Callable[[], float]) -> None:
        """Also measure the gateway: the seconds between a heartbeat and its acknowledgement."""
        name = "pullquote_gateway_latency_seconds"
        Gauge(name, "Of the gateway's heartbeat.", registry=self.registry).set_function(latency)

    def text(self) -> bytes:
        """Return the figures in Prometheus's format."""
        return generate_latest(self.registry)


class HealthServer:
    """Serves /healthz (200 while the bot can answer, else 503) and /metrics."""

    def __init__(self, metrics: Metrics, trouble: Callable[[], str | None]) -> None:
        self._metrics = metrics
        self._trouble = trouble
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/metrics", self._figures)
        self._runner = web.AppRunner(application, access_log=None)

    async def start(self, port: int) -> None:
        """Listen. Raises OSError if the port is taken."""
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, port).start()

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        trouble = self._trouble()
        return web.json_response({"ok": trouble is None, "trouble": trouble}, status=200 if trouble is None else 503)

    async def _figures(self, _: web.Request) -> web.Response:
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})
