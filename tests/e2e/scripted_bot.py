"""A bot of a few lines that speaks the Bot API over plain HTTP, so that the page is tested without ours."""

import asyncio
import contextlib
import json
from typing import Any

import aiohttp

Json = dict[str, Any]

POLL_S = 5


class ScriptedBot:
    """Hears everything, says only what a test tells it to; presses get the answer laid out for their data."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._session = aiohttp.ClientSession()
        self._task: asyncio.Task[None] | None = None
        self._updates: asyncio.Queue[Json] = asyncio.Queue()
        self.answers: dict[str, Json] = {}
        self.slow: dict[str, float] = {}
        self.inline_results: list[Json] = []

    async def call(self, method: str, **fields: Any) -> Any:
        """The method's result; raises on a refusal, so that a test never goes on without it."""
        form = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()
        }
        async with self._session.post(f"{self._base}/{method}", data=form) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise AssertionError(f"{method}: {answer}")
        return answer["result"]

    async def say(self, chat: int, html: str, **fields: Any) -> int:
        sent = await self.call("sendMessage", chat_id=chat, text=html, parse_mode="HTML", **fields)
        number: int = sent["message_id"]
        return number

    async def send_file(self, chat: int, name: str, data: bytes, kind: str = "application/pdf") -> int:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("chat_id", str(chat))
        form.add_field("document", data, filename=name, content_type=kind)
        async with self._session.post(f"{self._base}/sendDocument", data=form) as response:
            number: int = (await response.json())["result"]["message_id"]
            return number

    async def heard(self, kind: str = "message") -> Json:
        """The next update of that kind, as the page made it."""
        async with asyncio.timeout(10):
            while kind not in (update := await self._updates.get()):
                pass
        heard: Json = update[kind]
        return heard

    def start(self) -> None:
        self._task = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._session.close()

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=POLL_S):
                offset = update["update_id"] + 1
                if query := update.get("callback_query"):
                    await self._answer(query)
                elif asked := update.get("inline_query"):
                    await self.call(
                        "answerInlineQuery", inline_query_id=asked["id"], results=self.inline_results
                    )
                elif checkout := update.get("pre_checkout_query"):
                    await self.call("answerPreCheckoutQuery", pre_checkout_query_id=checkout["id"], ok=True)
                self._updates.put_nowait(update)

    async def _answer(self, query: Json) -> None:
        data = query["data"]
        if data in self.slow:
            await asyncio.sleep(self.slow[data])
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **self.answers.get(data, {}))


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}
