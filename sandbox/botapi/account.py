"""The bot about itself: name, descriptions, commands, menu button."""

import re
from typing import Any

from aiogram import methods as m
from aiogram.types import User

from sandbox.botapi.call import TRUE, Call, answer
from sandbox.telegram import Json, bad_request, checked

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(call: Call[m.GetMe]) -> bytes:
    return checked(User, call.world.profile.as_me())


def _set_text(kind: str) -> Any:
    async def handler(call: Call[Any]) -> bytes:
        text = getattr(call.said, kind) or ""
        if len(text) > LIMITS[kind]:
            raise bad_request(f"BOT_{kind.upper()}_TOO_LONG")
        call.world.profile.set_text(kind, call.said.language_code or "", text)
        call.world.live.tell({"type": "bot"})
        return TRUE

    return handler


def _get_text(kind: str) -> Any:
    async def handler(call: Call[Any]) -> bytes:
        return answer({kind: call.world.profile.text(kind, call.said.language_code or "")})

    return handler


set_my_name, get_my_name = _set_text("name"), _get_text("name")
set_my_description, get_my_description = _set_text("description"), _get_text("description")
set_my_short_description, get_my_short_description = (
    _set_text("short_description"),
    _get_text("short_description"),
)


async def set_my_commands(call: Call[m.SetMyCommands]) -> bytes:
    commands: list[Json] = []
    for command in call.said.commands:
        name = command.command.removeprefix("/")
        if not COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": command.description})
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.world.profile.set_commands(_scope(call.said.scope), call.said.language_code or "", commands)
    call.world.live.tell({"type": "bot"})
    return TRUE


async def get_my_commands(call: Call[m.GetMyCommands]) -> bytes:
    return answer(call.world.profile.commands(_scope(call.said.scope), call.said.language_code or ""))


async def delete_my_commands(call: Call[m.DeleteMyCommands]) -> bytes:
    call.world.profile.set_commands(_scope(call.said.scope), call.said.language_code or "", [])
    call.world.live.tell({"type": "bot"})
    return TRUE


def _scope(scope: Any) -> str:
    if scope is None:
        return "default"
    parts = [str(scope.type), getattr(scope, "chat_id", None), getattr(scope, "user_id", None)]
    return ".".join(str(part) for part in parts if part is not None)


async def set_chat_menu_button(call: Call[m.SetChatMenuButton]) -> bytes:
    button = (
        call.said.menu_button.model_dump(mode="json", exclude_none=True) if call.said.menu_button else None
    )
    call.world.profile.set_menu_button(call.said.chat_id, button)
    call.world.live.tell({"type": "bot"})
    return TRUE


async def get_chat_menu_button(call: Call[m.GetChatMenuButton]) -> bytes:
    return answer(call.world.profile.menu_button(call.said.chat_id))
