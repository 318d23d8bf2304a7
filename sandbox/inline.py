"""Inline queries that wait for results, and the results a person may choose from."""

import asyncio
import secrets
from dataclasses import dataclass, field

from sandbox.telegram import Json


@dataclass(slots=True)
class InlineQuery:
    id: str
    user: int
    query: str
    offset: str
    """What the bot said with the page before; empty for the first page."""
    answered: "asyncio.Future[Json]"


@dataclass(slots=True)
class Offer:
    """The results last shown to a person, page upon page."""

    query: str
    results: dict[str, Json] = field(default_factory=dict)


class InlineQueries:
    """Not kept over a restart: a person simply types again."""

    def __init__(self) -> None:
        self._open: dict[str, InlineQuery] = {}
        self._offers: dict[int, Offer] = {}

    def ask(self, user: int, query: str, offset: str) -> InlineQuery:
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        asked = InlineQuery(str(secrets.randbits(62)), user, query, offset, future)
        self._open[asked.id] = asked
        return asked

    def forget(self, asked: InlineQuery) -> None:
        self._open.pop(asked.id, None)

    def answer(self, number: str, answer: Json) -> bool:
        """`answer` has `results`; False when the query is unknown or too old."""
        asked = self._open.pop(number, None)
        if asked is None:
            return False
        shown = self._offers.get(asked.user)
        if not asked.offset or shown is None or shown.query != asked.query:
            shown = self._offers[asked.user] = Offer(asked.query)
        shown.results |= {item["id"]: item for item in answer["results"]}
        if not asked.answered.done():
            asked.answered.set_result(answer)
        return True

    def close(self) -> None:
        """Sends home whoever waits for results."""
        for asked in self._open.values():
            if not asked.answered.done():
                asked.answered.set_result({"results": [], "silent": True})
        self._open.clear()

    def offered(self, user: int, result: str) -> tuple[str, Json] | None:
        """(query, result) as it was last shown to the person."""
        offer = self._offers.get(user)
        if offer is None or result not in offer.results:
            return None
        return offer.query, offer.results[result]
