"""Secrets out of place: others' codes, card numbers, somebody's passport. Warned about, deleted, not kept."""

import contextlib

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.entities import Context

from bot.say import Say
from bot.stale import show_living
from bot.states import (
    CheckSG,
    ConfirmSG,
    ContactsSG,
    DocumentsSG,
    FormSG,
    ProfileSG,
    RecoverySG,
    SecuritySG,
    StepUpSG,
)
from core.applications.steps import Step, stand
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound
from core.safety.out_of_place import find_secret

# Kinds of question that a text with digits may well answer.
_DIGITLESS = frozenset({"full_name", "region", "choice", "multichoice", "yes_no"})
# Windows that wait for a code or a PIN of our own; they delete the message themselves.
_CODES = frozenset({StepUpSG.prove, StepUpSG.pin, SecuritySG.totp, ContactsSG.code})
_OF_OURS = frozenset({"code"})  # what a message of ours may have brought them
_WORDS = frozenset({"text", "long_text", "address", "email"})


# Windows that ask for a value: a number of a document, a phone.
_NUMBERS = frozenset({ProfileSG.value, DocumentsSG.field, ConfirmSG.collect, ContactsSG.ask, RecoverySG.ask})


def guard_router() -> Router:
    router = Router(name="guard")
    router.message.register(on_secret, _is_secret)
    return router


async def _is_secret(
    message: Message, core: Core, citizen: Citizen, aiogd_context: Context | None = None
) -> bool | dict[str, str]:
    # A filter runs before the dialog manager exists; the context it will manage is there already.
    if message.chat.type != ChatType.PRIVATE or (aiogd_context and aiogd_context.state == CheckSG.ask):
        return False  # whatever is brought to be checked is looked at, and deleted, by that window
    if message.forward_origin is not None and (message.photo or message.document):
        return False if await _document_wanted(core, citizen, aiogd_context) else {"secret": "file"}
    text = message.text or message.caption
    secret = find_secret(text) if text else None
    if secret is None or await _digits_wanted(core, citizen, aiogd_context, secret):
        return False
    if secret in _OF_OURS and await core.codes.pending(citizen.telegram_id):
        return {"secret": "own"}
    return {"secret": secret}


async def _digits_wanted(core: Core, citizen: Citizen, context: Context | None, kind: str) -> bool:
    if context is None:
        return False
    if context.state in _CODES:
        return kind == "code"
    if context.state in _NUMBERS:
        return kind != "card"
    asked = (await _standing(core, citizen, context)).field
    if asked is None or asked.kind in _DIGITLESS:
        return False
    # An OGRN or a payment's number may look like a card's by chance; where words are asked for, nothing does.
    return kind != "card" or asked.kind not in _WORDS


async def _document_wanted(core: Core, citizen: Citizen, context: Context | None) -> bool:
    if context is not None and context.state in {DocumentsSG.pages, ConfirmSG.collect, RecoverySG.ask}:
        return True
    return context is not None and (await _standing(core, citizen, context)).document is not None


async def _standing(core: Core, citizen: Citizen, context: Context) -> Step:
    """The step of the form that is open, if one is."""
    if context.state != FormSG.step or not isinstance(context.start_data, dict):
        return Step("ended")
    try:
        return stand(await core.drafts.view(citizen.id, int(context.start_data["draft"])))
    except NotFound:
        return Step("ended")


async def on_secret(message: Message, dialog_manager: DialogManager, say: Say, secret: str) -> None:
    """Delete first: a warning is worth less than a secret gone from the chat."""
    with contextlib.suppress(TelegramBadRequest):  # older than Telegram lets a bot delete
        await message.delete()
    await message.answer(say("secret-warning", kind=secret))
    await show_living(dialog_manager, ShowMode.SEND)
