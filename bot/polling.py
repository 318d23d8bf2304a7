"""Long polling: the next offset is asked for only once the batch before it is stored."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from core.inbox.model import ALLOWED, Raw, problem_with
from core.logs import get_logger

log = get_logger(__name__)

_WAIT_S = 25


class Poller:
    """Takes updates as they are, without aiogram's models: they are stored first and understood later."""

    def __init__(self, api: str, token: str, accept: Callable[[Sequence[Raw]], Awaitable[None]]) -> None:
        self._url = f"{api.rstrip('/')}/bot{token}"
        self._accept = accept
        self._offset = 0
        self._asking: asyncio.Task[dict[str, Any]] | None = None
        self._stopping = False
        self.heard = asyncio.Event()

    def stop(self) -> None:
        """Ask no more. A batch that is being stored will be; one that was not yet answered comes again."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()

    async def run(self) -> None:
        """Poll until stopped. Whatever goes wrong, the same updates are asked for again."""
        timeout = aiohttp.ClientTimeout(total=_WAIT_S + 15, sock_connect=10)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while not self._stopping:
                try:
                    await self._round(session)
                except asyncio.CancelledError:
                    if not self._stopping:
                        raise
                except (aiohttp.ClientError, TimeoutError, ValueError) as error:
                    log.warning("polling_failed", error=type(error).__name__)
                    await asyncio.sleep(1)
                except Exception as error:  # noqa: BLE001 - storing failed; nothing was confirmed
                    log.error("accept_failed", error=type(error).__name__)
                    await asyncio.sleep(1)

    async def _round(self, session: aiohttp.ClientSession) -> None:
        self._asking = asyncio.create_task(self._call(session))
        answer = await self._asking
        if not answer.get("ok"):
            after = (answer.get("parameters") or {}).get("retry_after", 2)
            log.warning("polling_refused", code=answer.get("error_code"))
            await asyncio.sleep(float(after))
            return
        self.heard.set()
        updates = answer.get("result") or []
        fit = [raw for raw in updates if problem_with(raw) is None]
        if fit:
            await self._accept(fit)
            self._offset = max(raw["update_id"] for raw in fit) + 1
        elif updates:
            raise ValueError("updates without numbers")  # nothing to confirm them by: ask again, but slowly

    async def _call(self, session: aiohttp.ClientSession) -> dict[str, Any]:
        # The first call of a process waits for nothing, so that «healthy» comes soon.
        body = {
            "offset": self._offset,
            "timeout": _WAIT_S if self.heard.is_set() else 0,
            "limit": 100,
            "allowed_updates": ALLOWED,
        }
        async with session.post(f"{self._url}/getUpdates", json=body) as response:
            answer: dict[str, Any] = await response.json(content_type=None)
        return answer
