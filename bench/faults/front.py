"""The one address in front of several replicas, and updates that come more than once on their way.

It lives in the bench's process and so is never killed. Whatever a replica answers is passed on; where none
answers it is 502, and Telegram and the departments try again by their own rules.
"""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

# Said anew for each leg of the way.
_HOP = {
    *("connection", "content-length", "transfer-encoding", "keep-alive", "date", "server"),
    *("host", "content-encoding", "accept-encoding"),
}


@dataclass
class Front:
    """Start with `open`; `ports` may change at any time, `times` says how often the next update comes."""

    ports: list[int]
    times: Callable[[], int] = lambda: 1
    acknowledged: set[int] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    turns: Iterator[int] = field(default_factory=itertools.count)
    url: str = ""

    async def open(self) -> None:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=30), connector=aiohttp.TCPConnector(limit=0)
        )
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {key: value for key, value in request.headers.items() if key.lower() not in _HOP}
        if request.path == "/telegram":
            return await self._deliver(body, headers)
        return await self._ask(request.method, request.path_qs, headers, body)

    async def _deliver(self, body: bytes, headers: dict[str, str]) -> web.Response:
        """Each copy to the next replica, all at the same time; one that was taken is taken."""
        copies = [self._ask("POST", "/telegram", headers, body) for _ in range(max(1, self.times()))]
        answers = await asyncio.gather(*copies)
        self.statuses.update(answer.status for answer in answers)
        best = min(answers, key=lambda answer: answer.status)
        if best.status == 200:
            self.acknowledged.add(int(json.loads(body)["update_id"]))
        return best

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> web.Response:
        """The next replica that lets us in. One that broke off half way may have done it: that is 502."""
        first = next(self.turns)
        for at in range(len(self.ports)):
            url = f"http://127.0.0.1:{self.ports[(first + at) % len(self.ports)]}{path}"
            try:
                async with self._session.request(
                    method, url, headers=headers, data=body, allow_redirects=False
                ) as answer:
                    kept = {k: v for k, v in answer.headers.items() if k.lower() not in _HOP}
                    return web.Response(body=await answer.read(), status=answer.status, headers=kept)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                break
        return web.Response(status=502)
