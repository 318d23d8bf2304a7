"""`/metrics` on a port of its own, so that opening the service to the world does not open its figures."""

import contextlib
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest


async def serve_metrics(
    registry: CollectorRegistry,
    host: str,
    port: int,
    refresh: Callable[[], Awaitable[None]] | None = None,
    hears: Callable[[], bool] = lambda: True,
) -> web.AppRunner:
    """Serves until `await runner.cleanup()`; port 0 takes a free one (`runner.addresses` names it).

    `refresh` runs before each answer: gauges that only the database knows are read when asked for; while the
    database is away they stay as they were. `/health` answers 200 once the process `hears`, for roles that
    have no other door.
    """

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok" if hears() else "starting"}, status=200 if hears() else 503)

    async def metrics(_: web.Request) -> web.Response:
        if refresh is not None:
            with contextlib.suppress(Exception):
                await refresh()
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/health", health)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return runner
