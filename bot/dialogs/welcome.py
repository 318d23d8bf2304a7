"""Meeting the bot: who it is, the consent, the phone. Started with {"then": code}, it leads back there."""

from typing import Any

from aiogram.types import CallbackQuery, Message, ReplyKeyboardRemove
from aiogram_dialog import Dialog, DialogManager, StartMode
from aiogram_dialog.widgets.input import MessageInput

from bot.say import Say
from bot.states import ApplySG, CatalogueSG, ConfirmSG, ContactsSG, MenuSG, ProfileSG, RecoverySG, WelcomeSG
from bot.turns import citizen_of, core_of, leave, meet_again, on_free_message, say_of, toast
from bot.widgets import Act, back_row, screen, shown
from bot.widgets.contact import ContactKeyboard, why_refused
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.contacts.model import KINDS
from core.errors import Refused

OTHER_LANGUAGE = {"ru": "en"}  # from any other one tap leads to Russian; /language has them all


# Hello


async def hello_getter(core: Core, citizen: Citizen, say: Say, **_: object) -> dict[str, Any]:
    known = citizen.registered
    first = Act(
        say("btn-menu" if known else "btn-register"), "menu" if known else "register", style="primary"
    )
    lost = [] if known else [Act(say("btn-recover"), "recover")]
    rows = [
        [first],
        [Act(say("btn-see-services"), "services")],
        lost,
        [Act(say("btn-other-language"), "language")],
    ]
    return shown(say("welcome-hello"), rows)


async def on_hello(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    match do:
        case "register" if await core.citizens.consented(citizen):
            await _go_on(manager)
        case "register":
            await manager.switch_to(WelcomeSG.consent)
        case "services":
            await manager.start(CatalogueSG.categories)
        case "recover" if not citizen.registered:
            await manager.start(RecoverySG.main)
        case "language":
            await core.citizens.set_language(citizen, OTHER_LANGUAGE.get(citizen.language, "ru"))
            await meet_again(manager)
        case "menu":
            await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
        case _:
            toast(say_of(manager)("toast-stale"))


# Consent


async def consent_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    if dialog_manager.dialog_data.get("declined"):
        rows = [
            [Act(say("btn-see-services"), "services", style="primary")],
            [Act(say("btn-reread"), "reread")],
            [Act(say("btn-menu"), "menu")],
        ]
        return shown(say("welcome-declined"), rows)
    rows = [
        [Act(say("btn-agree"), "agree", style="primary")],
        [Act(say("btn-disagree"), "disagree")],
        back_row(say),
    ]
    return shown(core.citizens.consent_text(say.language), rows)


async def on_consent(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    match do:
        case "agree":
            await core.citizens.decide_consent(citizen, True, citizen.language)
            await _go_on(manager)
        case "disagree":
            await core.citizens.decide_consent(citizen, False, citizen.language)
            manager.dialog_data["declined"] = True
        case "reread":
            manager.dialog_data.pop("declined", None)
        case "services":
            await manager.start(CatalogueSG.categories)
        case "menu":
            await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)
        case "back":
            await _go_back(manager)
        case _:
            toast(say_of(manager)("toast-stale"))


# Phone


async def phone_getter(say: Say, said: str = "", **_: object) -> dict[str, Any]:
    return shown("\n\n".join(part for part in (said, say("welcome-phone")) if part), [])


async def on_phone(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    toast(say_of(manager)("toast-stale"))


async def on_phone_message(message: Message, _input: MessageInput, manager: DialogManager) -> None:
    core, say = core_of(manager), say_of(manager)
    if message.text is not None and message.text.strip() == say("btn-back"):
        await _go_back(manager)
        return
    if message.text is not None and message.text.strip() == say("btn-other-ways") and open_ways(manager):
        await manager.switch_to(WelcomeSG.ways)
        return
    if message.text and not any(char.isdigit() for char in message.text):
        await on_free_message(message, _input, manager)  # no number: a need in their own words
        return
    reason = why_refused(message)
    if reason is None and message.contact is not None:
        try:
            await core.citizens.register(citizen_of(manager), message.contact.phone_number)
        except Refused as error:
            if error.code == "consent-first":
                await manager.switch_to(WelcomeSG.consent)
                return
            manager.middleware_data["said"] = say.error(error)
            return
        known = citizen_of(manager).registered
        await meet_again(manager)
        # The keyboard goes with its window; said as well, for clients that keep it.
        level = citizen_of(manager).level  # staff may have confirmed somebody who only now gives a phone
        done = say("welcome-phone-changed") if known else say("welcome-registered", level=level)
        await message.answer(done, reply_markup=ReplyKeyboardRemove())
        await (leave(manager) if known and _then(manager) is None else _go_on(manager))
        return
    manager.middleware_data["said"] = say(f"welcome-phone-{reason}")


# Other ways


def open_ways(manager: DialogManager) -> list[str]:
    """What can be had beside Telegram's own contact; a registered citizen adds contacts in the profile."""
    core = core_of(manager)
    known = citizen_of(manager).registered
    banks = ["bank"] if core.identity.offered("register") else []
    return [] if known else [*(kind for kind in KINDS if core.channels.reaches(kind)), *banks]


async def ways_getter(say: Say, dialog_manager: DialogManager, **_: object) -> dict[str, Any]:
    rows = [[Act(say(f"btn-way-{kind}"), f"way:{kind}")] for kind in open_ways(dialog_manager)]
    return shown(say("welcome-ways"), [*rows, back_row(say)])


async def on_ways(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, kind = do.partition(":")
    if do == "back":
        await manager.switch_to(WelcomeSG.phone)
    elif do == "way:bank" and kind in open_ways(manager):
        await manager.start(ConfirmSG.bank, data={"use": "register", "service": _then(manager)})
    elif word == "way" and kind in open_ways(manager):
        await manager.start(ContactsSG.ask, data={"kind": kind, "then": _then(manager)})
    else:
        toast(say_of(manager)("toast-stale"))


# What an e-mail does not tell, and a phone of one's own needs not


ABOUT = ("profile.full_name", "profile.birth_date", "profile.passport.number")


async def about_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    path = await _next_about(core, citizen, dialog_manager)
    if path is None:
        return shown(say("welcome-about-done"), [[Act(say("btn-about-on"), "on", style="primary")]])
    title = core.citizens.fields[path].title
    rows = [
        [Act(say("btn-about-tell"), "tell", style="primary")],
        [Act(say("btn-about-skip"), "skip")],
        [Act(say("btn-about-later"), "on")],
    ]
    left = len(ABOUT) - ABOUT.index(path)
    return shown(say("welcome-about", title=title.get(say.language) or title["ru"], left=left), rows)


async def _next_about(core: Core, citizen: Citizen, manager: DialogManager) -> str | None:
    """The first of the three that is neither known nor skipped."""
    known = await core.citizens.profile(citizen.id)
    skipped = manager.dialog_data.get("skipped", [])
    asked = (path for path in ABOUT if path in core.citizens.fields)
    return next((path for path in asked if path not in known and path not in skipped), None)


async def on_about(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    path = await _next_about(core_of(manager), citizen_of(manager), manager)
    if do == "tell" and path is not None:
        await manager.start(ProfileSG.value, data={"path": path})
    elif do == "skip" and path is not None:
        manager.dialog_data["skipped"] = [*manager.dialog_data.get("skipped", []), path]
    elif do == "on":
        await _go_on(manager)
    else:
        toast(say_of(manager)("toast-stale"))


# Leaving


async def erased_getter(say: Say, **_: object) -> dict[str, Any]:
    return shown(say("welcome-erased"), [[Act(say("btn-erased-again"), "hello", style="primary")]])


async def on_erased(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "hello":
        await manager.switch_to(WelcomeSG.hello)
    else:
        toast(say_of(manager)("toast-stale"))


# Where to


def _then(manager: DialogManager) -> str | None:
    data = manager.start_data
    then = data.get("then") if isinstance(data, dict) else None
    return str(then) if then else None


async def _go_on(manager: DialogManager) -> None:
    """To the service the citizen was going to; else to the phone while there is none; else to the menu."""
    then = _then(manager)
    if isinstance(manager.start_data, dict) and manager.start_data.get("only"):
        await manager.done()
    elif then is not None:
        await manager.start(ApplySG.gate, data={"service": then}, mode=StartMode.RESET_STACK)
    elif not citizen_of(manager).registered:
        await manager.switch_to(WelcomeSG.phone)
    else:
        await manager.start(MenuSG.main, mode=StartMode.RESET_STACK)


async def _go_back(manager: DialogManager) -> None:
    then = _then(manager)
    if then is not None:
        await manager.start(CatalogueSG.card, data={"service": then}, mode=StartMode.RESET_STACK)
    else:
        await leave(manager)


async def on_welcome(start_data: object, manager: DialogManager) -> None:
    """Nobody is asked twice: whoever has agreed goes on to the phone, whoever is registered to the menu.

    Started with {"again": True}, the phone is asked for anew: the number has changed. With {"only": True}
    the consent alone is asked for.
    """
    core, citizen = core_of(manager), citizen_of(manager)
    state = manager.current_context().state
    if state in {WelcomeSG.erased, WelcomeSG.about}:
        return
    again = isinstance(start_data, dict) and start_data.get("again")
    if state in {WelcomeSG.phone, WelcomeSG.ways} and citizen.registered and not again:
        await _go_on(manager)
    elif state != WelcomeSG.hello and not await core.citizens.consented(citizen):
        await manager.switch_to(WelcomeSG.consent)
    elif state == WelcomeSG.consent:
        await _go_on(manager)


def welcome_dialog() -> Dialog:
    return Dialog(
        screen(
            WelcomeSG.hello,
            hello_getter,
            on_hello,
            on_free_message,
            goes=[
                WelcomeSG.consent,
                WelcomeSG.phone,
                CatalogueSG.categories,
                RecoverySG.main,
                MenuSG.main,
            ],
        ),
        screen(
            WelcomeSG.consent,
            consent_getter,
            on_consent,
            on_free_message,
            goes=[WelcomeSG.phone, ApplySG.gate, CatalogueSG.categories, CatalogueSG.card, MenuSG.main],
        ),
        screen(
            WelcomeSG.phone,
            phone_getter,
            on_phone,
            on_phone_message,
            goes=[WelcomeSG.ways, ApplySG.gate, CatalogueSG.card, MenuSG.main],
            extra=[ContactKeyboard(lambda manager: ["btn-other-ways"] if open_ways(manager) else [])],
            reply_keyboard=True,
        ),
        screen(WelcomeSG.ways, ways_getter, on_ways, on_free_message, [WelcomeSG.phone, ContactsSG.ask]),
        screen(
            WelcomeSG.about,
            about_getter,
            on_about,
            on_free_message,
            [ProfileSG.value, ApplySG.gate, MenuSG.main],
        ),
        screen(WelcomeSG.erased, erased_getter, on_erased, on_free_message, goes=[WelcomeSG.hello]),
        on_start=on_welcome,
    )
