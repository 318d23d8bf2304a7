"""Staff's desk: what citizens sent to prove who they are, and a person's decision on it."""

from typing import Any

from aiohttp import web

from sandbox.sim.door import Wrong, read_json
from sandbox.telegram import Json
from sandbox.world import Staff, World


def _review_id(request: web.Request) -> int:
    text = request.match_info["id"]
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise Wrong(404, f"no such review: {text[:40]}")
    return min(int(text), 2**63 - 1)


def _staff(world: World, number: int) -> Staff:
    if world.staff is None:
        raise Wrong(404, f"no such review: {number}")
    return world.staff


async def list_reviews(request: web.Request, world: World) -> Json:
    """The queue; empty where no service is asked."""
    return {"reviews": await world.staff.reviews() if world.staff is not None else []}


async def review_file(request: web.Request, world: World) -> web.Response:
    number, part = _review_id(request), request.match_info["part"]
    try:
        content_type, data = await _staff(world, number).review_file(number, part)
    except LookupError:
        raise Wrong(404, "no such file of a review") from None
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=data, content_type=content_type, headers=headers)


async def decide_review(request: web.Request, world: World) -> Json:
    number, body = _review_id(request), await read_json(request)
    decision: Any = body.get("decision")
    reasons: Any = body.get("reasons") or []
    if decision not in ("approve", "refuse"):
        raise Wrong(400, '"decision" must be "approve" or "refuse"')
    if not isinstance(reasons, list) or not all(isinstance(one, str) for one in reasons):
        raise Wrong(400, '"reasons" must be a list of codes')
    try:
        state = await _staff(world, number).decide_review(number, decision == "approve", reasons)
    except LookupError:
        raise Wrong(404, f"no such review: {number}") from None
    except ValueError as error:
        raise Wrong(400, str(error)) from None
    world.live.tell({"type": "review"})
    return {"id": str(number), "state": state}
