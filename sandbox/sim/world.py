"""The world around: faults, time, what the bot says of itself, SMS and mail, live events."""

import asyncio
from typing import Any

from aiohttp import web
from pydantic_core import to_json

from sandbox.keys import WORLD
from sandbox.mailboxes import phone_key
from sandbox.signing import HEADER, refused
from sandbox.sim.door import Wrong, read_json, seconds, text
from sandbox.telegram import Json
from sandbox.world import World

HEARTBEAT_S = 15.0


async def add_fault(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    fields: dict[str, Any] = {"method": text(body, "method"), "times": 1}
    for name in ("times", "error_code", "retry_after"):
        if body.get(name) is not None:
            fields[name] = _positive(body, name)
    if body.get("description") is not None:
        fields["description"] = text(body, "description")
    if body.get("delay_s") is not None:
        fields["delay_s"] = seconds(body, "delay_s")
    for name in ("drop_before", "drop_after"):
        fields[name] = body.get(name) is True
    if not (
        fields.keys() & {"error_code", "retry_after", "delay_s"}
        or fields["drop_before"]
        or fields["drop_after"]
    ):
        raise Wrong(400, "a fault needs error_code, retry_after, delay_s, drop_before or drop_after")
    fault = world.faults.add(**fields)
    world.live.tell({"type": "fault"})
    return {"id": fault.id, "faults": world.faults.active()}


def _positive(body: Json, name: str) -> int:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Wrong(400, f'"{name}" must be a whole number above 0')
    return value


async def list_faults(request: web.Request, world: World) -> Json:
    return {"faults": world.faults.active()}


async def clear_faults(request: web.Request, world: World) -> Json:
    world.faults.clear()
    world.live.tell({"type": "fault"})
    return {"faults": []}


async def show_clock(request: web.Request, world: World) -> Json:
    return {"offset_s": world.clock.offset_s, "now": world.clock.now()}


async def advance_clock(request: web.Request, world: World) -> Json:
    step = seconds(await read_json(request), "advance_s")
    if world.staff is not None:
        await world.staff.advance_clock(step)
    world.clock.advance(step)
    world.live.tell({"type": "clock"})
    return await show_clock(request, world)


async def show_bot(request: web.Request, world: World) -> Json:
    profile = world.profile
    language = request.query.get("language", "")
    return {
        **profile.as_user(),
        "description": profile.text("description", language),
        "short_description": profile.text("short_description", language),
        "commands": profile.commands_by_language(),
        "menu_button": profile.menu_button(None),
    }


async def read_sms(request: web.Request, world: World) -> Json:
    number = phone_key(request.match_info["phone"])
    return {"phone": number, "messages": world.sms.read(number)}


async def deliver_sms(request: web.Request, world: World) -> Json:
    """The provider's side: a text on its way to a phone."""
    body = await read_json(request)
    number = phone_key(request.match_info["phone"])
    if len(number) < 8:
        raise Wrong(400, "not a phone number")
    letter = world.sms.deliver(number, {"text": text(body, "text"), "from": str(body.get("from", "Okno"))})
    world.live.tell({"type": "sms", "phone": number})
    return letter


async def take_sms(request: web.Request, world: World) -> Json:
    """The gateway that the service sends by: signed, as it signs for departments."""
    reason = refused(world.sms_secret, await request.read(), request.headers.get(HEADER))
    if reason is not None:
        raise Wrong(401, reason)
    body = await read_json(request)
    number = phone_key(text(body, "to"))
    if len(number) < 8:
        raise Wrong(400, "not a phone number")
    world.sms.deliver(number, {"text": text(body, "text"), "from": "Okno"})
    world.live.tell({"type": "sms", "phone": number})
    return {"accepted": True}


async def list_phones(request: web.Request, world: World) -> Json:
    return {"phones": [{"phone": phone, "count": n} for phone, n in world.sms.counts().items()]}


async def read_mail(request: web.Request, world: World) -> Json:
    address = request.match_info["address"].lower()
    return {"address": address, "messages": world.mail.read(address)}


async def deliver_mail(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    address = request.match_info["address"].lower()
    if "@" not in address:
        raise Wrong(400, "not a mail address")
    letter: Json = {name: str(body.get(name, "")) for name in ("from", "subject", "text", "html")}
    world.mail.deliver(address, letter)
    world.live.tell({"type": "mail", "address": address})
    return letter


async def list_mail(request: web.Request, world: World) -> Json:
    return {"addresses": [{"address": address, "count": n} for address, n in world.mail.counts().items()]}


async def unknown(request: web.Request, world: World) -> Json:
    raise Wrong(404, f"there is no {request.method} {request.path}")


async def live(request: web.Request) -> web.StreamResponse:
    """Server-sent events for the page, until either side leaves."""
    events = request.app[WORLD].live
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    queue = events.listen()
    try:
        await response.write(b": here\n\n")
        while True:
            try:
                event = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                break
            await response.write(b"data: " + to_json(event) + b"\n\n")
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        events.leave(queue)
    return response
