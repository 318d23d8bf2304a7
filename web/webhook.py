"""Telegram's webhook: the secret first, then the body, then the inbox, and only then 200.

Updates that arrive together are stored in one transaction: each request waits for the batch it is in,
so none is acknowledged before it is durable.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from core.inbox.model import Raw, problem_with
from core.logs import get_logger
from core.metrics import Metrics

log = get_logger(__name__)

PATH = "/telegram"
MAX_BODY = 1024 * 1024
MAX_WAITING = 2_000
_BATCH = 200
_READ_S = 10.0

Accept = Callable[[Sequence[Raw]], Awaitable[None]]


class Batches:
    """Stores concurrently arriving updates together."""

    def __init__(self, accept: Accept) -> None:
        self._accept = accept
        self._waiting: list[tuple[Raw, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        return len(self._waiting) >= MAX_WAITING

    async def put(self, raw: Raw) -> None:
        """Returns once the update is stored; raises what storing raised."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((raw, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._store())
        await future

    async def _store(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
            try:
                await self._accept([raw for raw, _ in batch])
            except Exception as error:  # noqa: BLE001 - every request of the batch gets its 503
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)


class Webhook:
    """`secret` as given to setWebhook; compared as bytes before the body is read."""

    def __init__(self, secret: str, batches: Batches, metrics: Metrics) -> None:
        self._secret = secret.encode()
        self._batches = batches
        self._metrics = metrics

    async def __call__(self, request: web.Request) -> web.Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not self._secret or not hmac.compare_digest(
            given.encode("utf-8", "surrogateescape"), self._secret
        ):
            return self._refused(401, "secret")  # of its body not a byte is read, not even to throw away
        if self._batches.full:
            return self._refused(503, "overload")
        if (request.content_length or 0) > MAX_BODY:
            return self._refused(413, "size")
        try:
            async with asyncio.timeout(_READ_S):
                body = await _read(request)
        except TimeoutError:
            return self._refused(408, "slow")
        return await self._take(body) if len(body) <= MAX_BODY else self._refused(413, "size")

    async def _take(self, body: bytes) -> web.Response:
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return self._refused(400, "not_json")
        if (problem := problem_with(raw)) is not None:
            return self._refused(400, problem.replace(" ", "_"))
        try:
            await self._batches.put(raw)
        except Exception as error:  # noqa: BLE001 - whatever kept it from being stored, Telegram tries again
            return self._refused(503, "storing", type(error).__name__)
        return web.Response()

    def _refused(self, status: int, reason: str, error: str | None = None) -> web.Response:
        """Counted, told in one line, and answered; a body that nobody has read goes with its connection."""
        log.warning("webhook_refused", status=status, reason=reason, error=error)
        self._metrics.webhook_refused.labels(reason).inc()
        if status == 503:
            return web.Response(status=503, headers={"Retry-After": "2"})
        response = web.Response(status=status)
        if status != 400:
            response.force_close()
        return response


async def _read(request: web.Request) -> bytes:
    """The body, or a little more of it than we take."""
    body = bytearray()
    while len(body) <= MAX_BODY and (chunk := await request.content.readany()):
        body += chunk
    return bytes(body)
