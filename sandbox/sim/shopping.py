"""Payments, as a person makes them."""

import asyncio
import secrets
from typing import Any

from aiohttp import web

from sandbox.chats import Chat
from sandbox.payments import ANSWER_WITHIN_S
from sandbox.people import Person
from sandbox.sim.door import Wrong, chat_of, number, person, read_json, text
from sandbox.telegram import Json
from sandbox.world import World


async def pay(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    who = person(world, body)
    chat = chat_of(world, body, who)
    message_id, outcome = number(body, "message_id"), text(body, "outcome")
    if outcome not in {"paid", "declined", "abandoned"}:
        raise Wrong(400, '"outcome" must be paid, declined or abandoned')
    invoice = world.payments.invoice(chat.id, message_id)
    if invoice is None or message_id not in chat.messages:
        raise Wrong(404, f"message {message_id} is no invoice")
    if outcome == "abandoned":
        # The form was opened and closed: Telegram tells the bot nothing.
        return {"ok": False, "outcome": outcome}
    allowed = await _pre_checkout(world, who, invoice)
    if not allowed["ok"]:
        return {"ok": False, "outcome": "refused", "error": allowed["error"]}
    if outcome == "declined":
        return {"ok": False, "outcome": outcome, "error": "the bank declined the card"}
    return {"ok": True, "outcome": outcome, "message_id": _paid(world, chat, who, invoice)}


async def _pre_checkout(world: World, who: Person, invoice: Json) -> Json:
    checkout = world.payments.ask()
    query: Json = {
        "id": checkout.id,
        "from": who.as_user(),
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": invoice["payload"],
    }
    world.update("pre_checkout_query", query, f"checkout:{checkout.id}")
    world.journal.flush()
    try:
        answer: dict[str, Any] = await asyncio.wait_for(checkout.answered, ANSWER_WITHIN_S)
    except TimeoutError:
        return {"ok": False, "error": "the bot did not answer the pre-checkout within 10 seconds"}
    finally:
        world.payments.close(checkout)
    return answer


def _paid(world: World, chat: Chat, who: Person, invoice: Json) -> int:
    message: Json = {
        "message_id": world.chats.next_message_id(chat),
        "date": int(world.clock.now()),
        "chat": world.chat_object(chat),
        "from": who.as_user(),
        "successful_payment": {
            "currency": invoice["currency"],
            "total_amount": invoice["total_amount"],
            "invoice_payload": invoice["payload"],
            "telegram_payment_charge_id": f"sbt_{secrets.token_hex(12)}",
            "provider_payment_charge_id": f"sbp_{secrets.token_hex(12)}",
        },
    }
    world.put_message(chat, message)
    world.update("message", message, f"chat:{chat.id}")
    return int(message["message_id"])
