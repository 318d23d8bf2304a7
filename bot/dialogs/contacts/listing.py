"""«Телефоны и почта»: which are whose for certain, which is the main one; added, chosen, deleted."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.contacts.code import open_code
from bot.say import Say
from bot.states import ContactsSG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.contacts.model import KINDS, MOST, Contact, masked
from core.errors import CoreError, Refused
from core.texts import say_date

CHANGE = "contacts.change"


async def list_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    contacts = await core.contacts.of(citizen.id)
    lines = [_line(say, core, one) for one in contacts] or [say("contacts-none")]
    rows = [[Act(masked(one.kind, one.value), f"open:{one.id}")] for one in contacts]
    adding = [
        Act(say(f"btn-contact-add-{kind}"), f"add:{kind}") for kind in KINDS if core.channels.reaches(kind)
    ]
    text = "\n\n".join([say("contacts-head"), "\n".join(lines), say("contacts-why")])
    return shown(text, [*rows, adding if len(contacts) < MOST else [], back_row(say)])


def _line(say: Say, core: Core, one: Contact) -> str:
    value = masked(one.kind, one.value)
    if one.verified_at is None:
        return say("contact-unverified", value=value)
    day = say_date(one.verified_at.astimezone(core.clock.zone).date(), say.language)
    by = "telegram" if one.source == "telegram" else "code"
    key = "contact-main" if one.main else "contact-other"
    return say(key, value=value, source=say.html(f"contact-by-{by}", day=day))


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    core, citizen = core_of(manager), citizen_of(manager)
    if do == "back":
        await leave(manager)
    elif word == "add" and target in KINDS and core.channels.reaches(target):
        if await ensure(manager, CHANGE, do):
            await manager.start(ContactsSG.ask, data={"kind": target, "listed": True})
    elif word == "open" and any(str(one.id) == target for one in await core.contacts.of(citizen.id)):
        manager.dialog_data["open"] = int(target)
        await manager.switch_to(ContactsSG.card)
    else:
        toast(say_of(manager)("toast-stale"))


async def card_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    contact = await _open(core, citizen, dialog_manager)
    if contact is None:
        return shown(say("error-contact-unknown"), [back_row(say)])
    if dialog_manager.dialog_data.get("deleting"):
        rows: Rows = [
            [Act(say("btn-contact-delete-yes"), "delete", style="danger")],
            [Act(say("btn-contact-keep"), "keep")],
        ]
        return shown(say("contact-delete", value=masked(contact.kind, contact.value)), rows)
    return shown(_line(say, core, contact), _card_rows(say, core, contact))


def _card_rows(say: Say, core: Core, contact: Contact) -> Rows:
    rows = []
    if not contact.verified and core.channels.reaches(contact.kind):
        rows.append([Act(say("btn-contact-verify"), "verify", style="primary")])
    if contact.verified and not contact.main:
        rows.append([Act(say("btn-contact-main"), "main")])
    return [*rows, [Act(say("btn-contact-delete"), "ask")], back_row(say)]


async def on_card(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    contact = await _open(core, citizen, manager)
    deleting = bool(manager.dialog_data.pop("deleting", False))
    try:
        if do == "back" or contact is None:
            await manager.switch_to(ContactsSG.list)
        elif do == "main" and contact.verified and not contact.main:
            if await ensure(manager, CHANGE, do):
                await core.contacts.make_main(citizen, contact.id)
                toast(say("toast-contact-main"))
        elif do == "verify" and not contact.verified:
            await _verify(manager, contact)
        elif do == "ask":
            if await ensure(manager, CHANGE, do):
                manager.dialog_data["deleting"] = True
        elif do == "delete" and deleting and await ensure(manager, CHANGE, "ask"):
            await core.contacts.drop(citizen, contact.id)
            toast(say("toast-contact-deleted"))
            await manager.switch_to(ContactsSG.list)
        elif do != "keep":
            toast(say("toast-stale"))
    except CoreError as error:
        toast(say.error_line(error))


async def _verify(manager: DialogManager, contact: Contact) -> None:
    """A code that still lives is asked for again only on the citizen's word."""
    try:
        await core_of(manager).contacts.add(citizen_of(manager), contact.kind, contact.value)
    except Refused as error:
        if error.code != "code-soon":
            raise
    await open_code(manager, contact.id)


async def _open(core: Core, citizen: Citizen, manager: DialogManager) -> Contact | None:
    chosen = manager.dialog_data.get("open")
    return next((one for one in await core.contacts.of(citizen.id) if one.id == chosen), None)
