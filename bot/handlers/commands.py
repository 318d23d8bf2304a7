"""Commands, typed with a slash or as a plain word; they work whatever window is open."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.entities import Context

from bot.dialogs.profile.value import leave_value
from bot.links import MENU, goal_of, payload_in
from bot.say import Say
from bot.stale import show_living
from bot.states import (
    ApplicationsSG,
    CatalogueSG,
    CheckSG,
    ContactsSG,
    FormSG,
    HelpSG,
    LanguageSG,
    MenuSG,
    ProfileSG,
    RightsSG,
    WelcomeSG,
)
from core.applications.number import asked as asked_number
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import CoreError

COMMANDS = (
    "menu",
    "services",
    "applications",
    "status",
    "data",
    "check",
    "help",
    "language",
    "lock",
    "cancel",
)
_WORDS = {
    "меню": "menu",
    "услуги": "services",
    "заявления": "applications",
    "мои данные": "data",
    "проверить сообщение": "check",
    "помощь": "help",
    "язык": "language",
    "заблокировать": "lock",
    "блокировка": "lock",
    "отмена": "cancel",
}
_STATES = {
    "menu": MenuSG.main,
    "services": CatalogueSG.categories,
    "applications": ApplicationsSG.list,
    "data": RightsSG.main,
    "check": CheckSG.ask,
    "help": HelpSG.main,
    "language": LanguageSG.choose,
}


def commands_router() -> Router:
    router = Router(name="commands")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(on_start, CommandStart(ignore_case=True))
    router.message.register(on_status, Command("status", ignore_case=True))
    router.message.register(on_cancel, Command("cancel", ignore_case=True))
    router.message.register(on_continue, Command("continue", ignore_case=True))
    router.message.register(on_lock, Command("lock", ignore_case=True))
    router.message.register(on_section, Command(*_STATES, ignore_case=True))
    router.message.register(on_link, _link)
    router.message.register(on_word, F.text.func(_word))
    router.message.register(on_unknown, F.text.regexp(r"^/[A-Za-z]\w*(@\w+)?(\s|$)"))
    return router


def _word(text: str | None) -> bool:
    return (text or "").strip().removeprefix("/").lower() in _WORDS


async def on_start(
    message: Message,
    command: CommandObject,
    dialog_manager: DialogManager,
    citizen: Citizen,
    core: Core,
    say: Say,
) -> None:
    """Greets once; a link opens its window; one that leads nowhere is said in one line, and the ordinary
    way is open."""
    await core.citizens.set_reachable(citizen.telegram_id, True)
    if command.args and command.args != MENU:
        if await follow(dialog_manager, core, citizen, command.args):
            return
        await message.answer(say("link-expired"))
    consented = citizen.registered or await core.citizens.consented(citizen)
    if not citizen.registered and consented and (begun := await core.contacts.begun(citizen)) is not None:
        await _silently_start_menu(dialog_manager)
        await dialog_manager.start(ContactsSG.code, data={"contact": begun.id}, show_mode=ShowMode.SEND)
        return
    state = MenuSG.main if consented else WelcomeSG.hello
    await dialog_manager.start(state, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


async def follow(manager: DialogManager, core: Core, citizen: Citizen, payload: str) -> bool:
    """Open what a link leads to, over the menu. False for one that leads nowhere."""
    goal = await goal_of(core, citizen, payload)
    if goal is None:
        return False
    await manager.reset_stack(remove_keyboard=False)
    await _silently_start_menu(manager)
    await manager.start(goal.state, data=goal.data, show_mode=ShowMode.SEND)
    return True


async def _link(message: Message, bot: Bot, aiogd_context: Context | None = None) -> bool | dict[str, str]:
    """A link to this bot, pasted into the chat: it may stand in a sentence. Not one to be checked."""
    text = message.text or ""
    if "start=" not in text or (aiogd_context is not None and aiogd_context.state == CheckSG.ask):
        return False
    payload = payload_in(text, (await bot.me()).username)
    return {"payload": payload} if payload else False


async def on_link(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say, payload: str
) -> None:
    if not await follow(dialog_manager, core, citizen, payload):
        await message.answer(say("link-expired"))
        await show_living(dialog_manager, ShowMode.SEND)


async def on_section(message: Message, command: CommandObject, dialog_manager: DialogManager) -> None:
    await _open(dialog_manager, command.command.lower())


async def on_word(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say
) -> None:
    name = _WORDS[(message.text or "").strip().removeprefix("/").lower()]
    if name == "cancel":
        await on_cancel(message, dialog_manager, citizen, core, say)
    elif name == "lock":
        await on_lock(message, dialog_manager, citizen, core, say)
    else:
        await _open(dialog_manager, name)


async def _open(manager: DialogManager, name: str) -> None:
    """A section over a fresh menu, so that «Назад» leads there; the language over whatever is open."""
    if name == "language" and manager.has_context():
        if manager.current_context().state != LanguageSG.choose:
            await manager.start(LanguageSG.choose, show_mode=ShowMode.SEND)
            return
        await manager.show(ShowMode.SEND)
        return
    await manager.reset_stack(remove_keyboard=False)
    if name != "menu":
        await _silently_start_menu(manager)
    await manager.start(_STATES[name], show_mode=ShowMode.SEND)


async def _silently_start_menu(manager: DialogManager) -> None:
    await manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)


async def on_status(
    message: Message,
    command: CommandObject,
    dialog_manager: DialogManager,
    citizen: Citizen,
    core: Core,
    say: Say,
) -> None:
    """`/status <number>`, or the list."""
    number = asked_number(command.args or "")
    if number is None:
        if command.args:
            await message.answer(say("status-example"))
        await _open(dialog_manager, "applications")
        return
    await open_application(message, dialog_manager, citizen, core, say, number)


async def open_application(
    message: Message, manager: DialogManager, citizen: Citizen, core: Core, say: Say, number: str
) -> None:
    """The card of a number, or the same answer for a wrong number and for another citizen's."""
    try:
        await core.applications.card(citizen.id, number)
    except CoreError as error:
        await message.answer(say.error(error))
        await show_living(manager, ShowMode.SEND)
        return
    await manager.reset_stack(remove_keyboard=False)
    await _silently_start_menu(manager)
    await manager.start(ApplicationsSG.card, data={"number": number}, show_mode=ShowMode.SEND)


async def on_continue(message: Message, dialog_manager: DialogManager) -> None:
    """Something was done on the secure page: the window that waited for it goes on."""
    context = dialog_manager.current_context() if dialog_manager.has_context() else None
    if context is not None and context.state == ProfileSG.value:
        await leave_value(dialog_manager)
    await show_living(dialog_manager, ShowMode.SEND)


async def on_lock(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say
) -> None:
    """From here on whatever is sensitive asks for a proof again; what stood open is closed."""
    await core.security.lock(citizen)
    await message.answer(say("locked"))
    await _open(dialog_manager, "menu")


async def on_cancel(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say
) -> None:
    """In a form: asks whether to drop it. At a value of the profile: leaves it. Elsewhere: to the menu."""
    context = dialog_manager.current_context() if dialog_manager.has_context() else None
    if context is not None and context.state == ProfileSG.value:
        await message.answer(say("profile-value-left"))
        await leave_value(dialog_manager)
        await dialog_manager.show(ShowMode.SEND)
        return
    if context is None or context.state != FormSG.step or not isinstance(context.start_data, dict):
        await message.answer(say("nothing-to-cancel"))
        await _open(dialog_manager, "menu")
        return
    draft_id = int(context.start_data["draft"])
    draft = await core.drafts.view(citizen.id, draft_id)
    if draft.state == "open" and not draft.cursor.startswith("cancel"):
        await core.drafts.press(citizen, draft_id, draft.version, "cancel", {})
    await dialog_manager.show(ShowMode.SEND)


async def on_unknown(message: Message, dialog_manager: DialogManager, say: Say) -> None:
    await message.answer(say("unknown-command"))
    await show_living(dialog_manager, ShowMode.SEND)
