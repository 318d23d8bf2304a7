"""Deleting and pinning."""

from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    PinChatMessage,
    SetMessageReaction,
    UnpinAllChatMessages,
    UnpinChatMessage,
)

from sandbox.botapi.call import TRUE, Call, found_message, known_chat, writable_chat
from sandbox.chats import Chat, Stored
from sandbox.telegram import bad_request
from sandbox.world import World

DELETABLE_S = 48 * 3600
AT_ONCE = 100


async def delete_message(call: Call[DeleteMessage]) -> bytes:
    chat = known_chat(call.world, call.said.chat_id)
    stored = found_message(chat, call.said.message_id, "delete")
    if not _deletable(call.world, chat, stored):
        raise bad_request("message can't be deleted for everyone")
    _delete(call.world, chat, call.said.message_id)
    return TRUE


async def delete_messages(call: Call[DeleteMessages]) -> bytes:
    """Those that are not there or too old are passed over, as Telegram does."""
    numbers = call.said.message_ids
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = known_chat(call.world, call.said.chat_id)
    for number in numbers:
        stored = chat.messages.get(number)
        if stored is not None and _deletable(call.world, chat, stored):
            _delete(call.world, chat, number)
    return TRUE


def _deletable(world: World, chat: Chat, stored: Stored) -> bool:
    """48 hours in a private chat; an administrator of a group may delete anything in it."""
    if chat.is_group:
        return chat.bot_status == "administrator"
    return bool(world.clock.now() - stored.message()["date"] < DELETABLE_S)


def _delete(world: World, chat: Chat, number: int) -> None:
    world.chats.delete(chat, number)
    world.tell_chat(chat)


async def pin_chat_message(call: Call[PinChatMessage]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    found_message(chat, call.said.message_id, "pin")
    call.world.chats.pin(chat, call.said.message_id, True)
    call.world.tell_chat(chat)
    return TRUE


async def unpin_chat_message(call: Call[UnpinChatMessage]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    number = call.said.message_id
    if number is None:
        pinned = [n for n, stored in chat.messages.items() if stored.pinned]
        if not pinned:
            raise bad_request("message to unpin not found")
        number = pinned[-1]
    found_message(chat, number, "unpin")
    call.world.chats.pin(chat, number, False)
    call.world.tell_chat(chat)
    return TRUE


async def unpin_all_chat_messages(call: Call[UnpinAllChatMessages]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    for number, stored in list(chat.messages.items()):
        if stored.pinned:
            call.world.chats.pin(chat, number, False)
    call.world.tell_chat(chat)
    return TRUE


async def set_message_reaction(call: Call[SetMessageReaction]) -> bytes:
    chat = writable_chat(call.world, call.said.chat_id)
    found_message(chat, call.said.message_id, "react")
    if len(call.said.reaction or ()) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    return TRUE
