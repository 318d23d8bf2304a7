"""Inline queries: the person types `@bot …` and posts one of the results."""

import asyncio

from aiogram.types import InputTextMessageContent
from aiohttp import web

from sandbox.botapi.editing import inline_message_id
from sandbox.botapi.sending import preview_options, with_people
from sandbox.chats import Chat
from sandbox.inline import InlineQuery
from sandbox.people import Person
from sandbox.sim.door import Wrong, chat_of, check_may_write, person, read_json, text, thread_of
from sandbox.telegram import Json, without_none
from sandbox.text import message_text
from sandbox.world import World

ANSWER_WITHIN_S = 10.0
QUERY_LIMIT = 256


async def inline_query(request: web.Request, world: World) -> Json:
    body = await read_json(request)
    who = person(world, body)
    if body.get("choose") is not None:
        return _choose(world, who, body)
    if not isinstance(body.get("query", ""), str):
        raise Wrong(400, '"query" must be a text')
    # The field of an app takes no more than that.
    asked = world.inline.ask(who.id, body.get("query", "")[:QUERY_LIMIT], str(body.get("offset") or ""))
    return await _answer(world, who, asked, chat_of(world, body, who))


async def _answer(world: World, who: Person, asked: InlineQuery, chat: Chat) -> Json:
    query = {
        "id": asked.id,
        "from": who.as_user(),
        "query": asked.query,
        "offset": asked.offset,
        "chat_type": "supergroup" if chat.is_group else "sender",
    }
    silence: Json = {"answered": False, "results": []}
    if world.update("inline_query", query, f"inline:{asked.id}") is None:
        world.inline.forget(asked)
        return silence
    world.journal.flush()
    try:
        answer = await asyncio.wait_for(asked.answered, ANSWER_WITHIN_S)
    except TimeoutError:
        world.inline.forget(asked)
        return silence
    return silence if "silent" in answer else {"answered": True, **answer}


def _choose(world: World, who: Person, body: Json) -> Json:
    """Posts an offered result into a chat, in the person's name and via the bot."""
    offered = world.inline.offered(who.id, text(body, "choose"))
    if offered is None:
        raise Wrong(404, "no such result was offered to this person")
    query, result = offered
    chat = chat_of(world, body, who)
    check_may_write(chat, who)
    message: Json = {
        "message_id": 0,
        "date": int(world.clock.now()),
        "chat": world.chat_object(chat),
        "from": who.as_user(),
        "via_bot": world.profile.as_user(),
        **thread_of(chat, body),
        **_content(world, result),
    }
    if result.get("reply_markup"):
        message["reply_markup"] = result["reply_markup"]
    number = world.post_as(who, chat, message)
    chosen = {"result_id": result["id"], "from": who.as_user(), "query": query}
    if result.get("reply_markup"):
        chosen["inline_message_id"] = inline_message_id(chat.id, number)
    world.update("chosen_inline_result", chosen, f"inline:{who.id}")
    return {"message_id": number}


def _content(world: World, result: Json) -> Json:
    said = result.get("input_message_content") or {}
    if "message_text" in said:
        content = InputTextMessageContent.model_validate(said)
        words = message_text(content.message_text, content.parse_mode, content.entities, edit=False)
        return with_people(world, words | preview_options(content.link_preview_options))
    if "latitude" in said:
        return {"location": {name: said[name] for name in ("latitude", "longitude")}}
    if "phone_number" in said:
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": without_none(**{name: said.get(name) for name in names})}
    raise Wrong(409, "only results with a text, a place or a contact can be chosen here")
