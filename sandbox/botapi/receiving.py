"""How the bot hears: getUpdates, the webhook's settings, file downloads."""

import asyncio
import re
from time import monotonic
from urllib.parse import urlsplit

from aiogram.methods import DeleteWebhook, GetFile, GetUpdates, GetWebhookInfo, SetWebhook
from aiogram.types import File, WebhookInfo
from aiohttp import web

from sandbox.botapi.call import TRUE, Call
from sandbox.telegram import Refusal, bad_request, checked
from sandbox.world import World

LONGEST_POLL_S = 50
DOWNLOAD_LIMIT = 20 * 1024 * 1024
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
SECOND_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def get_updates(call: Call[GetUpdates]) -> bytes:
    said, world = call.said, call.world
    if world.webhook.url:
        raise Refusal(409, WEBHOOK_ACTIVE)
    if world.poller is not None and not gone(world.poller):
        raise Refusal(409, SECOND_POLLER)
    if said.allowed_updates is not None:
        world.updates.allow(said.allowed_updates)
    if said.offset:
        world.updates.confirm(said.offset)
    limit = min(max(said.limit or 100, 1), 100)
    wait_s = min(max(said.timeout or 0, 0), LONGEST_POLL_S)
    world.poller = call.request
    world.polled_at = monotonic()
    try:
        updates = await _wait(world, limit, wait_s)
    finally:
        if world.poller is call.request:
            world.poller = None
        world.polled_at = monotonic()
    return b"[" + b",".join(updates) + b"]"


async def _wait(world: World, limit: int, wait_s: float) -> list[bytes]:
    deadline = monotonic() + wait_s
    poller = world.poller
    while not (updates := world.updates.first(limit)):
        left = deadline - monotonic()
        if left <= 0 or world.closing or world.webhook.url or (poller is not None and gone(poller)):
            break
        world.updates.arrived.clear()
        world.journal.flush()
        try:
            # A poller that was killed leaves its place within a second.
            await asyncio.wait_for(world.updates.arrived.wait(), min(left, 1.0))
        except TimeoutError:
            continue
    return updates


def gone(request: web.BaseRequest) -> bool:
    return request.transport is None or request.transport.is_closing()


async def set_webhook(call: Call[SetWebhook]) -> bytes:
    said, world = call.said, call.world
    if not said.url:
        return await _delete(world, bool(said.drop_pending_updates))
    parts = urlsplit(said.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if said.secret_token and not SECRET.fullmatch(said.secret_token):
        raise bad_request(
            "secret token is too long"
            if len(said.secret_token) > 256
            else "secret token contains unallowed characters"
        )
    if said.drop_pending_updates:
        world.updates.clear()
    if said.allowed_updates is not None:
        world.updates.allow(said.allowed_updates)
    connections = min(max(said.max_connections or 40, 1), 100)
    await world.webhook.set(
        {"url": said.url, "secret_token": said.secret_token or "", "max_connections": connections}
    )
    world.updates.arrived.set()
    return TRUE


async def delete_webhook(call: Call[DeleteWebhook]) -> bytes:
    return await _delete(call.world, bool(call.said.drop_pending_updates))


async def _delete(world: World, drop: bool) -> bytes:
    if drop:
        world.updates.clear()
    if world.webhook.url:
        await world.webhook.set({})
    return TRUE


async def get_webhook_info(call: Call[GetWebhookInfo]) -> bytes:
    world = call.world
    info = {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.all()),
    }
    if world.webhook.url:
        info |= {"max_connections": world.webhook.settings["max_connections"], "ip_address": "127.0.0.1"}
        if world.webhook.last_error:
            at, text = world.webhook.last_error
            info |= {"last_error_date": at, "last_error_message": text}
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return checked(WebhookInfo, info)


async def get_file(call: Call[GetFile]) -> bytes:
    file = call.world.files.get(call.said.file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    value = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": file.size,
        "file_path": file.path,
    }
    return checked(File, value)
