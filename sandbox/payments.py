"""Invoices in chats and the pre-checkout questions on their way to the bot."""

import asyncio
import secrets
from dataclasses import dataclass

from pydantic_core import to_json

from sandbox.journal import Journal, Tables
from sandbox.telegram import Json

ANSWER_WITHIN_S = 10.0


@dataclass(slots=True)
class Checkout:
    id: str
    answered: "asyncio.Future[Json]"


class Payments:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._invoices: dict[str, Json] = {}
        self._checkouts: dict[str, Checkout] = {}

    def restore(self, tables: Tables) -> None:
        self._invoices = tables.get("invoices")

    def keep(self, chat: int, message: int, invoice: Json) -> None:
        """What the message does not say: the payload and the provider."""
        key = f"{chat}:{message}"
        self._invoices[key] = invoice
        self._journal.put("invoices", key, to_json(invoice))

    def invoice(self, chat: int, message: int) -> Json | None:
        return self._invoices.get(f"{chat}:{message}")

    def ask(self) -> Checkout:
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        checkout = Checkout(str(secrets.randbits(62)), future)
        self._checkouts[checkout.id] = checkout
        return checkout

    def close(self, checkout: Checkout) -> None:
        self._checkouts.pop(checkout.id, None)

    def answer(self, number: str, value: Json) -> bool:
        """False when nobody waits for that answer any more."""
        checkout = self._checkouts.pop(number, None)
        if checkout is None or checkout.answered.done():
            return False
        checkout.answered.set_result(value)
        return True
