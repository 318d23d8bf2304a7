"""Looking into chats, their files and the calls that made them; making groups."""

import mimetypes
from urllib.parse import quote

from aiohttp import web

from sandbox.sim.door import Wrong, number, person, read_json, text
from sandbox.telegram import Json
from sandbox.view import chat_view
from sandbox.world import World

LONGEST_WAIT_S = 30.0
SHOWN_IN_PLACE = {
    "image/jpeg", "image/png", "image/gif", "image/webp",
    "audio/ogg", "audio/mpeg", "video/mp4", "video/webm",
}  # fmt: skip


async def messages(request: web.Request, world: World) -> bytes:
    chat_id = number(dict(request.match_info), "chat")
    chat = world.chats.get(chat_id)
    if chat is None:
        if world.people.get(chat_id) is None:
            raise Wrong(404, f"no such chat: {chat_id}")
        chat = world.chats.open(chat_id)
    since = _query_number(request, "since")
    wait = min(max(_query_number(request, "wait"), 0.0), LONGEST_WAIT_S)
    if wait:
        await world.chats.changed(chat, int(since), wait)
    thread = int(_query_number(request, "thread")) if "thread" in request.query else None
    return chat_view(chat, world.files, thread)


async def state(request: web.Request, world: World) -> Json:
    chat_id = number(dict(request.match_info), "chat")
    chat, person = world.chats.get(chat_id), world.people.get(chat_id)
    if chat is None and person is None:
        raise Wrong(404, f"no such chat: {chat_id}")
    return {
        "typing": bool(chat and chat.typing_until > world.clock.now()),
        "blocked": bool(person and person.blocked),
        "started": bool(person and person.started),
        "cursor": chat.cursor if chat else 0,
    }


async def calls(request: web.Request, world: World) -> bytes:
    found = world.ledger.read(request.query.get("method"), int(_query_number(request, "since")))
    return b'{"cursor":%d,"calls":[%s]}' % (world.ledger.cursor, b",".join(found))


def _query_number(request: web.Request, name: str) -> float:
    try:
        return float(request.query.get(name, "0") or 0)
    except ValueError:
        raise Wrong(400, f'"{name}" must be a number') from None


async def file(request: web.Request, world: World) -> web.StreamResponse:
    return file_response(world, request.match_info["file_id"])


def file_response(world: World, file_id: str) -> web.StreamResponse:
    """The bytes as they were sent; only pictures, sound and video may be shown in place."""
    found = world.files.get(file_id)
    if found is None:
        raise Wrong(404, "no such file")
    kind = found.content_type if found.content_type in SHOWN_IN_PLACE else "application/octet-stream"
    name = found.name or f"{found.kind}{mimetypes.guess_extension(found.content_type) or ''}"
    how = "inline" if kind in SHOWN_IN_PLACE else "attachment"
    return web.FileResponse(
        world.files.on_disk(found),
        headers={
            "Content-Type": kind,
            "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, max-age=3600",
        },
    )


async def add_group(request: web.Request, world: World) -> Json:
    """A supergroup with the bot in it as administrator; `"bot": "member"` makes it a plain member.

    `"basic": true` makes a group that is no supergroup yet.
    """
    body = await read_json(request)
    members = body.get("members") or []
    if not isinstance(members, list) or not all(isinstance(m, int) for m in members):
        raise Wrong(400, '"members" must be a list of user ids')
    unknown = [m for m in members if world.people.get(m) is None]
    if unknown:
        raise Wrong(404, f"no such users: {unknown}")
    status = body.get("bot", "administrator")
    if status not in {"administrator", "member"}:
        raise Wrong(400, '"bot" must be "administrator" or "member"')
    basic = bool(body.get("basic", False))
    forum = bool(body.get("forum", not basic))
    if basic and forum:
        raise Wrong(400, "only a supergroup can be a forum")
    chat = world.chats.add_group(text(body, "title"), forum, members, status, basic=basic)
    if members and (owner := world.people.get(members[0])):
        world.tell_membership(chat, owner, status, "left")
    return {**chat.as_chat(), "is_forum": chat.forum, "members": members}


async def upgrade_group(request: web.Request, world: World) -> Json:
    """A basic group becomes a supergroup: with an id of its own, and a line of Telegram's in both.

    https://core.telegram.org/bots/api#responseparameters
    """
    chat = world.chats.get(number(dict(request.match_info), "chat"))
    if chat is None or not chat.basic or not chat.members:
        raise Wrong(404, "no such basic group with somebody in it")
    if chat.migrated_to is not None:
        raise Wrong(409, f"it has become {chat.migrated_to} already")
    grown = world.chats.add_group(chat.title or "", False, list(chat.members), chat.bot_status)
    owner = person(world, {"user": chat.members[0]})
    chat.migrated_to = grown.id
    world.chats.save_group(chat)
    for where, line in ((chat, {"migrate_to_chat_id": grown.id}), (grown, {"migrate_from_chat_id": chat.id})):
        frame = {"date": int(world.clock.now()), "chat": where.as_chat(), "from": owner.as_user()}
        world.post_as(owner, where, frame | line)
    return {**grown.as_chat(), "members": grown.members}
