"""Where calls of the Bot API come in: token, fault, method, ledger, answer."""

import asyncio
import hmac
from dataclasses import dataclass

from aiohttp import web
from pydantic_core import to_json

from core.logs import get_logger
from sandbox.botapi.call import Call, Handler
from sandbox.botapi.methods import METHODS
from sandbox.botapi.parsing import AnyMethod, Uploads, arguments, parse_method, read_request
from sandbox.botapi.receiving import DOWNLOAD_LIMIT
from sandbox.faults import Fault
from sandbox.keys import WORLD
from sandbox.telegram import Json, Refusal
from sandbox.world import World

log = get_logger(__name__)

UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")


@dataclass(slots=True)
class Outcome:
    status: int
    body: bytes
    applied: bool


async def bot_api(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    if not _is_ours(world, request.match_info["token"]):
        return _respond(_refused(UNAUTHORIZED))
    try:
        args, uploads = await read_request(request)
    except Refusal as refusal:
        return _respond(_refused(refusal))
    except web.HTTPRequestEntityTooLarge:
        return _respond(_refused(Refusal(413, "Request Entity Too Large")))
    outcome = await run(world, request.match_info["method"], args, uploads, request)
    if outcome is None:
        return _cut(request)
    return _respond(outcome)


async def run(
    world: World, name: str, args: Json, uploads: Uploads, request: web.BaseRequest | None = None
) -> Outcome | None:
    """Does the call as faults, rules and limits allow; None when its connection is to be cut."""
    at = world.clock.now()
    kind, handler = METHODS.get(name.lower(), (None, None))
    shown = kind.__api_method__ if kind else name
    method, outcome = _parsed(kind, name, args, uploads)
    fault = world.faults.take(shown)
    if fault is not None:
        world.live.tell({"type": "fault"})
        await asyncio.sleep(fault.delay_s)
        outcome = _refused_by(fault) or outcome
    if outcome is None and method and handler and not (fault and fault.drop_before):
        outcome = await _apply(shown, handler, Call(world, method, uploads, request))
    world.journal.flush()
    cut = fault is not None and (fault.drop_before or fault.drop_after)
    seen = None if cut else outcome
    world.ledger.add(
        at,
        shown,
        arguments(method, args, uploads),
        status=seen.status if seen else None,
        answer=_kept_answer(shown, seen) if seen else None,
        applied=bool(outcome and outcome.applied),
    )
    return None if cut else outcome


def _parsed(
    kind: type[AnyMethod] | None, name: str, args: Json, uploads: Uploads
) -> tuple[AnyMethod | None, Outcome | None]:
    """The call as aiogram's model, or the answer to what is none."""
    if kind is None:
        log.error("unknown_method", method=name)
        return None, _refused(NOT_FOUND)
    try:
        return parse_method(kind, args, uploads), None
    except Refusal as refusal:
        return None, _refused(refusal)


async def _apply(name: str, handler: Handler, call: Call[AnyMethod]) -> Outcome:
    try:
        result = await handler(call)
    except Refusal as refusal:
        return _refused(refusal)
    except Exception:
        log.exception("method_stumbled", method=name)
        return _refused(Refusal(500, "Internal Server Error"))
    return Outcome(200, b'{"ok":true,"result":' + result + b"}", True)


def _refused_by(fault: Fault | None) -> Outcome | None:
    refusal = fault.refusal() if fault else None
    return _refused(refusal) if refusal else None


def _refused(refusal: Refusal) -> Outcome:
    body: Json = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Outcome(refusal.code, to_json(body), False)


def _respond(outcome: Outcome) -> web.Response:
    response = web.Response(body=outcome.body, status=outcome.status, content_type="application/json")
    if outcome.status == 413:
        response.force_close()
    return response


def _kept_answer(name: str, outcome: Outcome) -> bytes:
    # What getUpdates brought is in the chats already; the ledger would only grow by it.
    if name == "getUpdates" and outcome.applied:
        return b'{"ok":true}'
    return outcome.body


def _cut(request: web.Request) -> web.StreamResponse:
    """Closes the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _is_ours(world: World, token: str) -> bool:
    return hmac.compare_digest(token.encode(), world.token.encode())


async def download(request: web.Request) -> web.StreamResponse:
    """`/file/bot<token>/<file_path>`: the bytes as they were uploaded, up to 20 MB."""
    world = request.app[WORLD]
    if not _is_ours(world, request.match_info["token"]):
        return _respond(_refused(UNAUTHORIZED))
    file = world.files.at_path(request.match_info["path"])
    if file is None or file.size > DOWNLOAD_LIMIT:
        return _respond(_refused(NOT_FOUND))
    return web.FileResponse(world.files.on_disk(file), headers={"Content-Type": "application/octet-stream"})
