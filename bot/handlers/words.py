"""Words that are neither a search nor an answer: a person is wanted, or the state of an application."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.entities import Context

from bot.handlers.commands import open_application
from bot.say import Say
from bot.stale import show_living
from bot.states import (
    ApplicationsSG,
    CheckSG,
    ConfirmSG,
    ContactsSG,
    DocumentsSG,
    FormSG,
    HelpSG,
    MenuSG,
    ProfileSG,
    RecoverySG,
    WelcomeSG,
)
from core.applications.meaning import meant, small_talk
from core.applications.number import find
from core.bootstrap import Core
from core.citizens.model import Citizen


def words_router() -> Router:
    """Before the dialogs: a form's question decides for itself what such words are (it asks)."""
    router = Router(name="words")
    router.message.filter(F.chat.type == ChatType.PRIVATE)
    router.message.register(on_meaning, _meaning)
    router.message.register(on_number, _number)
    router.message.register(on_small_talk, _small_talk)
    return router


def _reads_itself(context: Context | None) -> bool:
    return context is not None and context.state in {
        FormSG.step,
        ProfileSG.value,
        DocumentsSG.field,
        ConfirmSG.collect,
        CheckSG.ask,
    }


def _reads_numbers(context: Context | None) -> bool:
    return context is not None and context.state in {ContactsSG.ask, ContactsSG.code, RecoverySG.ask}


async def _meaning(message: Message, aiogd_context: Context | None = None) -> bool | dict[str, str]:
    meaning = meant(message.text or "") if not _reads_itself(aiogd_context) else None
    return {"meaning": meaning} if meaning else False


async def _number(message: Message, aiogd_context: Context | None = None) -> bool | dict[str, str]:
    reads_numbers = aiogd_context is not None and aiogd_context.state in {
        ContactsSG.ask,
        ContactsSG.code,
        RecoverySG.ask,
    }
    number = find(message.text or "") if not reads_numbers and not _reads_itself(aiogd_context) else None
    return {"number": number} if number else False


async def _small_talk(message: Message, aiogd_context: Context | None = None) -> bool | dict[str, str]:
    talk = small_talk(message.text or "") if not _reads_itself(aiogd_context) else None
    return {"talk": talk} if talk else False


async def on_small_talk(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, say: Say, talk: str
) -> None:
    """A greeting is greeted, thanks are taken, a call for help opens the help: none of them is a search."""
    if talk == "thanks":
        await message.answer(say("small-talk-thanks"))
        await show_living(dialog_manager, ShowMode.SEND)
        return
    if talk == "help":
        await dialog_manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
        await dialog_manager.start(HelpSG.main, show_mode=ShowMode.SEND)
    elif talk == "who" or not citizen.registered:
        await dialog_manager.start(WelcomeSG.hello, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)
    else:
        await message.answer(say("small-talk-hello"))
        await dialog_manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.SEND)


async def on_meaning(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say, meaning: str
) -> None:
    if meaning == "distress":
        await message.answer(say("distress"))
        await show_living(dialog_manager, ShowMode.SEND)
        return
    if meaning == "status" and (number := find(message.text or "")):
        await open_application(message, dialog_manager, citizen, core, say, number)
        return
    await dialog_manager.start(MenuSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    state = HelpSG.operator if meaning == "operator" else ApplicationsSG.list
    await dialog_manager.start(state, show_mode=ShowMode.SEND)


async def on_number(
    message: Message, dialog_manager: DialogManager, citizen: Citizen, core: Core, say: Say, number: str
) -> None:
    """A registration number on its own, or in a sentence."""
    await open_application(message, dialog_manager, citizen, core, say, number)
