"""Chats as the bot may ask about them, and the topics of a forum."""

from typing import Any

from aiogram import methods as m
from aiogram.types import ChatFullInfo, ForumTopic
from pydantic_core import from_json

from sandbox.botapi.call import TRUE, Call, answer, known_chat, writable_chat
from sandbox.chats import Chat, Topic
from sandbox.telegram import Json, bad_request, checked, forbidden
from sandbox.world import World

BLUE = 7322096
COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}


async def get_chat(call: Call[m.GetChat]) -> bytes:
    chat = known_chat(call.world, call.said.chat_id)
    person = call.world.people.get(chat.id)
    if person is not None and not person.started:
        raise bad_request("chat not found")
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    info = call.world.chat_object(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    pinned = [stored for stored in chat.messages.values() if stored.pinned]
    if pinned:
        info["pinned_message"] = from_json(pinned[-1].raw)
    return checked(ChatFullInfo, info)


async def get_chat_member(call: Call[m.GetChatMember]) -> bytes:
    chat, user = known_chat(call.world, call.said.chat_id), call.said.user_id
    if user == call.world.profile.id:
        return answer(call.world.membership(chat.bot_status))
    person = call.world.people.get(user)
    if person is None or (not chat.is_group and user != chat.id):
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = "member" if not chat.is_group or user in chat.members else "left"
    return answer({"status": status, "user": person.as_user()})


async def get_chat_administrators(call: Call[m.GetChatAdministrators]) -> bytes:
    chat = known_chat(call.world, call.said.chat_id)
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    return answer([call.world.membership("administrator")] if chat.bot_status == "administrator" else [])


async def get_chat_member_count(call: Call[m.GetChatMemberCount]) -> bytes:
    chat = known_chat(call.world, call.said.chat_id)
    return answer(len(chat.members) + 1 if chat.is_group else 2)


async def leave_chat(call: Call[m.LeaveChat]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    call.world.chats.save_group(chat)
    return TRUE


async def create_forum_topic(call: Call[m.CreateForumTopic]) -> bytes:
    chat, said = _forum(call), call.said
    _check_name(said.name)
    color = said.icon_color or BLUE
    if color not in COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    topic = {"name": said.name, "icon_color": color}
    thread = _service(call.world, chat, None, {"forum_topic_created": topic})
    chat.topics[thread] = Topic(said.name, color)
    call.world.chats.save_group(chat)
    return checked(ForumTopic, {"message_thread_id": thread, **topic})


async def edit_forum_topic(call: Call[m.EditForumTopic]) -> bytes:
    chat, topic = _topic(call)
    if call.said.name:
        _check_name(call.said.name)
        if topic.name == call.said.name:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.name = call.said.name
    call.world.chats.save_group(chat)
    _service(call.world, chat, call.said.message_thread_id, {"forum_topic_edited": {"name": topic.name}})
    return TRUE


async def close_forum_topic(call: Call[m.CloseForumTopic]) -> bytes:
    return _set_closed(call, True)


async def reopen_forum_topic(call: Call[m.ReopenForumTopic]) -> bytes:
    return _set_closed(call, False)


async def delete_forum_topic(call: Call[m.DeleteForumTopic]) -> bytes:
    chat, _ = _topic(call)
    thread = call.said.message_thread_id
    del chat.topics[thread]
    call.world.chats.save_group(chat)
    for number, stored in list(chat.messages.items()):
        if thread in (stored.thread, number):
            call.world.chats.delete(chat, number)
    call.world.tell_chat(chat)
    return TRUE


def _set_closed(call: Call[Any], closed: bool) -> bytes:
    chat, topic = _topic(call)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    call.world.chats.save_group(chat)
    event = "forum_topic_closed" if closed else "forum_topic_reopened"
    _service(call.world, chat, call.said.message_thread_id, {event: {}})
    return TRUE


def _forum(call: Call[Any]) -> Chat:
    chat = writable_chat(call.world, call.said.chat_id)
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise forbidden("not enough rights to create a topic")
    return chat


def _topic(call: Call[Any]) -> tuple[Chat, Topic]:
    chat = _forum(call)
    topic = chat.topics.get(call.said.message_thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def _check_name(name: str) -> None:
    if not name.strip():
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > 128:
        raise bad_request("TOPIC_TITLE_TOO_LONG")


def _service(world: World, chat: Chat, thread: int | None, event: Json) -> int:
    """A service message of the bot in the group; a new topic is its own thread."""
    number = world.chats.next_message_id(chat)
    message = {
        "message_id": number,
        "date": int(world.clock.now()),
        "chat": world.chat_object(chat),
        "from": world.profile.as_user(),
        "message_thread_id": thread or number,
        "is_topic_message": True,
        **event,
    }
    world.put_message(chat, message)
    return number
