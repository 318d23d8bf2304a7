"""A webhook that stores each update with one INSERT, one transaction, before it answers 200."""

import hmac
import json
import os
from collections.abc import AsyncIterator

import asyncpg
from aiohttp import web

TABLE = """CREATE TABLE IF NOT EXISTS naive_updates (update_id bigint PRIMARY KEY,
    body jsonb NOT NULL, at timestamptz NOT NULL DEFAULT now())"""
INSERT = "INSERT INTO naive_updates (update_id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING"
POOL: web.AppKey[asyncpg.Pool] = web.AppKey("pool", asyncpg.Pool)


async def accept(request: web.Request) -> web.Response:
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not hmac.compare_digest(given.encode(), os.environ["WEBHOOK_SECRET"].encode()):
        return web.Response(status=401)
    body = await request.text()
    await request.app[POOL].execute(INSERT, json.loads(body)["update_id"], body)
    return web.Response()


async def pooled(app: web.Application) -> AsyncIterator[None]:
    dsn = os.environ["DATABASE_URL"].replace("+asyncpg", "")
    async with asyncpg.create_pool(dsn, min_size=10, max_size=16) as pool:
        await pool.execute(TABLE)
        app[POOL] = pool
        yield


async def health(request: web.Request) -> web.Response:
    return web.Response()


if __name__ == "__main__":
    served = web.Application()
    served.cleanup_ctx.append(pooled)
    served.router.add_post("/telegram", accept)
    served.router.add_get("/health", health)
    web.run_app(served, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
