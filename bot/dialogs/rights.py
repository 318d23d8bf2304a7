"""«Мои данные»: what was agreed to, what is kept, who looked, all of it handed over, and leaving for good."""

from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import Dialog, DialogManager, ShowMode

from bot.say import Say
from bot.states import ProfileSG, RightsSG, StepUpSG
from bot.stepup import ensure, resuming
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, Rows, back_row, pager_row, screen, shown
from bot.widgets.offers import page_of
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.rights.accesses import Access
from core.rights.model import Purpose

PAGE = 6


async def main_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    purposes = await core.rights.purposes(citizen)
    _looks, looked = await core.rights.looks(citizen.id, 0, 1)
    lines = [say("rights-head"), _consents(say, core, purposes)]
    lines.append(say("rights-looked", count=looked) if looked else say("rights-nobody-looked"))
    return shown("\n\n".join(lines), _main_rows(say, purposes))


def _consents(say: Say, core: Core, purposes: Sequence[Purpose]) -> str:
    lines = [say("rights-consents")]
    for one in purposes:
        title = say(f"plain-purpose-{one.id}")
        given = one.at is not None
        at = moment_of(say, core, one.at) if one.at is not None else ""
        lines.append(
            say("rights-consent-given", title=title, at=at)
            if given
            else say("rights-consent-no", title=title)
        )
    return "\n".join(lines)


def _main_rows(say: Say, purposes: Sequence[Purpose]) -> Rows:
    return [
        [Act(say("btn-rights-export"), "export", style="primary")],
        [Act(say("btn-rights-kept"), "kept"), Act(say("btn-rights-looks"), "looks")],
        *([Act(say("btn-rights-consent", title=say(f"plain-purpose-{one.id}")), f"consent:{one.id}")]
          for one in purposes),
        [Act(say("btn-profile-erase"), "erase")],
        back_row(say),
    ]  # fmt: skip


async def on_main(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    states = {"export": RightsSG.export, "kept": RightsSG.kept, "looks": RightsSG.looks}
    if do == "back":
        await leave(manager)
    elif do in states:
        manager.dialog_data.clear()
        await manager.switch_to(states[do])
    elif do == "erase":
        if await ensure(manager, "account.erase", do):
            await manager.start(ProfileSG.erase)
    elif word == "consent" and await _purpose(manager, target) is not None:
        manager.dialog_data["purpose"] = target
        await manager.switch_to(RightsSG.consent)
    else:
        toast(say_of(manager)("toast-stale"))


async def _purpose(manager: DialogManager, name: str) -> Purpose | None:
    purposes = await core_of(manager).rights.purposes(citizen_of(manager))
    return next((one for one in purposes if one.id == name), None)


# One consent: its exact text, given and taken back in one tap


async def consent_getter(core: Core, say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    purpose = await _purpose(dialog_manager, str(dialog_manager.dialog_data.get("purpose")))
    if purpose is None:
        return shown(say("error-purpose-unknown"), [back_row(say)])
    if purpose.at is None:
        rows = [[Act(say("btn-rights-agree"), "give", style="primary")], back_row(say)]
        return shown(f"{purpose.text}\n\n{say('rights-not-given')}", rows)
    rows = [[Act(say("btn-consent-revoke"), "revoke", style="danger")], back_row(say)]
    given = say("rights-given", at=moment_of(say, core, purpose.at))
    return shown(f"{purpose.text}\n\n{given}\n{say(f'rights-without-{purpose.id}')}", rows)


async def on_consent(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    purpose = await _purpose(manager, str(manager.dialog_data.get("purpose")))
    if do == "back" or purpose is None:
        await manager.switch_to(RightsSG.main)
    elif do == "revoke" and purpose.at is not None:
        await core.rights.decide(citizen, purpose.id, accepted=False)
        toast(say("toast-consent-revoked"))
    elif do == "give" and purpose.at is None:
        await core.rights.decide(citizen, purpose.id, accepted=True)
        toast(say("toast-rights-agreed"))
    else:
        toast(say("toast-stale"))


# What is kept, and who looked


async def kept_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    counts = await core.rights.kept(citizen.id)
    lines = [
        say("rights-kept-line", title=say(f"plain-kept-{kind}"), count=str(count))
        for kind, count in counts.items()
        if count
    ]
    return shown("\n".join([say("rights-kept"), *lines, say("rights-kept-how")]), [back_row(say)])


async def looks_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    page = int(dialog_manager.dialog_data.get("page", 0))
    looks, total = await core.rights.looks(citizen.id, page * PAGE, PAGE)
    pages = -(-total // PAGE)
    if not looks:
        return shown(f"{say('rights-looks')}\n{say('rights-nobody-looked')}", [back_row(say)])
    lines = [_look(say, core, one) for one in looks]
    text = "\n\n".join([say("rights-looks"), *lines])
    return shown(text, [pager_row(say, page, pages), back_row(say)])


def _look(say: Say, core: Core, one: Access) -> str:
    at, what = moment_of(say, core, one.at), _what(say, one.what)
    return say("rights-look", at=at, staff=one.staff, what=what, why=one.why)


def _what(say: Say, what: str) -> str:
    key = f"plain-look-{what}"
    return say(key) if say.texts.has(say.language, key) else say("plain-look-other")


async def on_page(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await manager.switch_to(RightsSG.main)
    elif word == "page" and page is not None and page < 10_000:
        manager.dialog_data["page"] = page
    else:
        toast(say_of(manager)("toast-stale"))


# All of it


async def export_getter(say: Say, **_: object) -> dict[str, Any]:
    rows = [[Act(say("btn-rights-export-go"), "go", style="primary")], back_row(say)]
    return shown(say("rights-export"), rows)


async def on_export(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await manager.switch_to(RightsSG.main)
    elif do == "go":
        if await ensure(manager, "data.export", do):
            await _send(manager)
    else:
        toast(say_of(manager)("toast-stale"))


async def _send(manager: DialogManager) -> None:
    """Part after part into the chat, as they are made: only one is in memory."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    number = 0
    async for data in core.rights.export(citizen.id):
        number += 1
        await bot.send_chat_action(citizen.telegram_id, ChatAction.UPLOAD_DOCUMENT)
        name = f"okno-{core.clock.today().isoformat()}-{number}.zip"
        sent = await bot.send_document(
            citizen.telegram_id,
            BufferedInputFile(data, name),
            caption=say("rights-export-sent", number=number),
        )
        await core.rights.sent(citizen, sent.message_id)
    manager.show_mode = ShowMode.DELETE_AND_SEND
    toast(say("toast-rights-exported"))
    await manager.switch_to(RightsSG.main)


_SENSITIVE = {RightsSG.main: on_main, RightsSG.export: on_export}


async def _resume(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    """Go on in the window that asked for a proof."""
    handler = _SENSITIVE.get(manager.current_context().state)
    if do and handler is not None:
        await handler(callback, do, manager)


def rights_dialog() -> Dialog:
    main = RightsSG.main
    goes = [RightsSG.export, RightsSG.kept, RightsSG.looks, RightsSG.consent, ProfileSG.erase, StepUpSG.prove]
    return Dialog(
        screen(RightsSG.main, main_getter, on_main, on_free_message, goes),
        screen(RightsSG.kept, kept_getter, on_page, on_free_message, [main]),
        screen(RightsSG.consent, consent_getter, on_consent, on_free_message, [main]),
        screen(RightsSG.looks, looks_getter, on_page, on_free_message, [main]),
        screen(RightsSG.export, export_getter, on_export, on_free_message, [main, StepUpSG.prove]),
        on_process_result=resuming(_resume),
    )
