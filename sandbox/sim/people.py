"""Making people and looking at them; blocking the bot; the level staff gives."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from sandbox.people import Person
from sandbox.sim.door import Wrong, number, person, read_json, text
from sandbox.telegram import Json
from sandbox.world import World


def shown(who: Person) -> Json:
    return asdict(who)


async def add_user(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    fields: dict[str, Any] = {}
    for name in ("last_name", "username", "language_code", "phone"):
        value = body.get(name)
        if value is not None and not isinstance(value, str):
            raise Wrong(400, f'"{name}" must be a text')
        fields[name] = value or None
    first_name = body.get("first_name", "")
    if not isinstance(first_name, str):
        raise Wrong(400, '"first_name" must be a text')
    who = world.people.add(first_name, **fields)
    world.live.tell({"type": "user", "id": who.id})
    return shown(who)


async def list_users(request: web.Request, world: World) -> Json:
    return {"users": [shown(who) for who in world.people.all()]}


async def show_user(request: web.Request, world: World) -> Json:
    return shown(person(world, {"user": request.match_info["id"]}))


async def block(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    who = person(world, body)
    if body.get("deactivated"):
        who.deactivated = True
        world.people.save(who)
    world.set_blocked(who, True)
    return shown(who)


async def unblock(request: web.Request, world: World) -> Json:
    who = person(world, await read_json(request))
    who.deactivated = False
    world.people.save(who)
    world.set_blocked(who, False)
    return shown(who)


async def set_level(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    user, level = number(body, "user"), text(body, "level")
    if world.staff is None:
        raise Wrong(501, "this sandbox stands alone: it has no staff of the service to ask")
    try:
        await world.staff.set_level(user, level)
    except LookupError:
        raise Wrong(404, f"the service does not know user {user} yet") from None
    except ValueError as error:
        raise Wrong(400, str(error) or f"no such level: {level}") from None
    return {"user": user, "level": level}
