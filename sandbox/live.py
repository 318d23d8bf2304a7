"""What the chat page is told as it happens. A page that falls behind is told to look again."""

import asyncio

from sandbox.telegram import Json

BACKLOG = 1000


class Live:
    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Json | None]] = set()

    def tell(self, event: Json) -> None:
        for queue in self._listeners:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait({"type": "reload"})
            queue.put_nowait(event)

    def listen(self) -> "asyncio.Queue[Json | None]":
        """A queue of events; None means that the sandbox is stopping."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue(BACKLOG)
        self._listeners.add(queue)
        return queue

    def leave(self, queue: "asyncio.Queue[Json | None]") -> None:
        self._listeners.discard(queue)

    def close(self) -> None:
        for queue in self._listeners:
            while not queue.empty():
                queue.get_nowait()
            queue.put_nowait(None)
