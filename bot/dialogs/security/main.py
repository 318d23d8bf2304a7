"""«Безопасность» at a glance, the automatic lock, and «Это не я»."""

from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.states import SecuritySG
from bot.stepup import ensure, phrase_line
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, back_row, shown
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused
from core.security.model import LOCK_CHOICES, Protection

PARTS: dict[str, State] = {
    "pin": SecuritySG.pin,
    "totp": SecuritySG.totp,
    "backup": SecuritySG.backup,
    "password": SecuritySG.password,
    "phrase": SecuritySG.phrase,
    "lock": SecuritySG.lock,
    "journal": SecuritySG.journal,
    "devices": SecuritySG.devices,
}


async def main_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    kept = await core.security.protection(citizen.id)
    parts = [*await phrase_line(core, citizen, say), say("security-head", on=str(kept.on).lower())]
    if kept.frozen_until is not None:
        parts.append(say("security-frozen", until=moment_of(say, core, kept.frozen_until)))
    parts.append("\n".join(_lines(say, kept)))
    parts_here = [part for part in PARTS if part != "password" or core.settings.has_page]
    acts = [Act(say(f"btn-security-{part}"), part) for part in parts_here]
    if not kept.on:
        acts[0] = Act(acts[0].label, acts[0].do, style="primary")
    rows = [acts[:1], *(acts[at : at + 2] for at in range(1, len(acts), 2))]
    return shown("\n\n".join(parts), [*rows, [Act(say("btn-not-me"), "not-me")], back_row(say)])


def _password(kept: Protection) -> str:
    if kept.password_at is None:
        return "false"
    return "change" if kept.password_must_change else "true"


def _lines(say: Say, kept: Protection) -> list[str]:
    return [
        say("security-pin", on=str(kept.pin).lower()),
        say("security-totp", on=str(kept.totp).lower()),
        say("security-backup", left=kept.backup_left),
        say("security-password", on=_password(kept)),
        say("security-phrase", on=str(kept.phrase is not None).lower()),
        say("security-lock", minutes=kept.lock_after_s // 60),
    ]


async def on_main(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await leave(manager)
    elif do in PARTS:
        await manager.switch_to(PARTS[do])
    elif do == "not-me":
        await manager.switch_to(SecuritySG.freeze)
    else:
        toast(say_of(manager)("toast-stale"))


# The automatic lock


async def lock_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    now = (await core.security.protection(citizen.id)).lock_after_s
    rows = [
        [Act(say("btn-security-lock-after", minutes=one // 60, now=str(one == now).lower()), f"after:{one}")]
        for one in LOCK_CHOICES
    ]
    text = say("security-lock-about")
    return shown(text, [*rows, [Act(say("btn-security-lock-now"), "now")], back_row(say)])


async def on_lock(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    word, _, target = do.partition(":")
    if do == "back":
        await manager.switch_to(SecuritySG.main)
    elif do == "now":
        await core.security.lock(citizen)
        toast(say("toast-locked"))
    elif word == "after" and target.isdecimal():
        if not await ensure(manager, "factor.change", do):
            return
        try:
            await core.security.set_lock(citizen, int(target))
        except Refused:
            toast(say("toast-stale"))
            return
        toast(say("toast-security-saved"))
    else:
        toast(say("toast-stale"))


# «Это не я»


async def freeze_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    kept = await core.security.protection(citizen.id)
    if kept.frozen_until is not None:
        until = moment_of(say, core, kept.frozen_until)
        rows = [[Act(say("btn-security-devices"), "devices")], back_row(say)]
        return shown(say("security-frozen-already", until=until), rows)
    rows = [[Act(say("btn-freeze"), "freeze", style="primary")], back_row(say)]
    return shown(say("security-freeze"), rows)


async def on_freeze(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    if do == "back":
        await manager.switch_to(SecuritySG.main)
    elif do == "devices":
        await manager.switch_to(SecuritySG.devices)
    elif do == "freeze":
        if (await core.security.protection(citizen.id)).frozen_until is None:
            await core.security.freeze(citizen)
    else:
        toast(say_of(manager)("toast-stale"))
