"""Delivering updates to the bot's webhook, with Telegram's patience.

Per lane (a chat) one update is in flight at a time. A failed one is tried again at once, then after
2, 4, 8 … 60 seconds, or when `Retry-After` says; it is dropped when it has grown too old.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from pydantic_core import from_json, to_json

from core.logs import get_logger
from sandbox.clock import Clock
from sandbox.journal import Journal, Tables
from sandbox.telegram import Json
from sandbox.updates import Updates

log = get_logger(__name__)

ANSWER_WITHIN_S = 60.0
LONGEST_WAIT_S = 60.0
DEFAULT_CONNECTIONS = 40

RunMethod = Callable[[Json], Awaitable[None]]


def wait_before(attempt: int) -> float:
    """Seconds before the `attempt`-th repeat: at once, then 2, 4, 8 … 60."""
    return 0.0 if attempt <= 1 else min(2.0 ** (attempt - 1), LONGEST_WAIT_S)


class Webhook:
    def __init__(self, journal: Journal, clock: Clock, updates: Updates) -> None:
        self._journal = journal
        self._clock = clock
        self._updates = updates
        self.settings: Json = {}
        self.last_error: tuple[int, str] | None = None
        self.run_method: RunMethod | None = None
        """Runs a method that the webhook asked for in its answer."""
        self._lanes: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(DEFAULT_CONNECTIONS)

    def restore(self, tables: Tables) -> None:
        self.settings = tables.get("webhook").get("settings", {})

    @property
    def url(self) -> str:
        return str(self.settings.get("url", ""))

    def start(self) -> None:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S), cookie_jar=aiohttp.DummyCookieJar()
        )
        self._resume()

    async def stop(self) -> None:
        await self._halt()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def set(self, settings: Json) -> None:
        """Points deliveries elsewhere, or nowhere with no `url`."""
        await self._halt()
        self.settings = settings
        self.last_error = None
        self._journal.put("webhook", "settings", to_json(settings))
        self._resume()

    def arrived(self, number: int, lane: str) -> None:
        if not self.url or self._session is None:
            return
        if lane in self._lanes:
            self._lanes[lane].append(number)
            return
        self._lanes[lane] = deque([number])
        task = asyncio.get_running_loop().create_task(self._drain(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _resume(self) -> None:
        self._slots = asyncio.Semaphore(int(self.settings.get("max_connections") or DEFAULT_CONNECTIONS))
        for number, waiting in self._updates.all().items():
            self.arrived(number, waiting.lane)

    async def _halt(self) -> None:
        # A webhook may answer with setWebhook itself: that delivery must not wait for its own end.
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lanes.clear()

    async def _drain(self, lane: str) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                await self._deliver(queue[0])
                queue.popleft()
        finally:
            if self._lanes.get(lane) is queue:
                del self._lanes[lane]

    async def _deliver(self, number: int) -> None:
        attempt = 0
        while self._updates.is_waiting(number):
            async with self._slots:
                failed, retry_after = await self._post(number)
            if failed is None:
                self._updates.forget(number)
                self._journal.flush()
                return
            attempt += 1
            self.last_error = (int(self._clock.now()), failed)
            log.warning("webhook_refused", update_id=number, attempt=attempt)
            await asyncio.sleep(retry_after if retry_after is not None else wait_before(attempt))

    async def _post(self, number: int) -> tuple[str | None, float | None]:
        """(what went wrong or None, the answer's Retry-After)."""
        if self._session is None:
            return "stopping", None
        self._journal.flush()
        headers = {"Content-Type": "application/json"}
        if secret := self.settings.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        body = self._updates.raw(number)
        try:
            async with self._session.post(
                self.url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                content = await answer.read()
                if 200 <= answer.status < 300:
                    await self._run_answer(content)
                    return None, None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}", _seconds(answer)
        except TimeoutError:
            return "Read timeout expired", None
        except aiohttp.ClientError as error:
            return f"Connection failed: {type(error).__name__}", None

    async def _run_answer(self, content: bytes) -> None:
        try:
            value: Any = from_json(content or b"null")
        except ValueError:
            return
        if isinstance(value, dict) and isinstance(value.get("method"), str) and self.run_method:
            await self.run_method(value)


def _seconds(answer: aiohttp.ClientResponse) -> float | None:
    value = answer.headers.get("Retry-After", "")
    return min(float(value), 3600.0) if value.isdigit() else None
