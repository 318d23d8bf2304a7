"""`/health`: the process serves. `/ready`: it can do its work, the database included."""

from collections.abc import Callable

from aiohttp import web
from sqlalchemy import text

from core.bootstrap import Core

Hears = Callable[[], bool]


def add_health(app: web.Application, core: Core, hears: Hears) -> None:
    """`hears` tells whether updates are being received."""

    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"}) if hears() else _not_yet("not receiving updates yet")

    async def ready(_: web.Request) -> web.Response:
        if not hears():
            return _not_yet("not receiving updates yet")
        try:
            async with core.works.look() as conn:
                await conn.execute(text("SELECT 1"))
        except Exception:  # noqa: BLE001 - any failure of the database means the same here
            return _not_yet("the database does not answer")
        return web.json_response({"status": "ok"})

    app.router.add_get("/health", health)
    app.router.add_get("/ready", ready)


def _not_yet(why: str) -> web.Response:
    return web.json_response({"status": why}, status=503)
