"""Everything sent into a form: words are an answer, files a document, the rest is told what would help."""

from aiogram import Bot
from aiogram.types import Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.form.presses import press_said
from bot.dialogs.form.tails import MOST, is_tail, note_length
from bot.receiving import FILES, received, stay_below
from bot.say import Say
from bot.secure import on_page
from bot.states import ApplicationsSG, HelpSG
from bot.turns import citizen_of, core_of, drop, on_free_message, say_of
from bot.widgets.form import led_to_consent, masked
from core.applications.drafts import Typed, holds_digits
from core.applications.meaning import meant
from core.applications.spoken import has_no_answer, pressed_by, skips
from core.applications.steps import FREE_TEXT, Draft, Step, stand
from core.errors import CoreError, NotFound, Refused, WrongAnswer, WrongFile
from core.forms.kinds import kind_of, mask_typed
from core.forms.model import Document, Field

_LEADS = {"operator": HelpSG.operator, "status": ApplicationsSG.list}


async def on_form_message(message: Message, message_input: MessageInput, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    try:
        draft = await core.drafts.view(citizen.id, int(data.get("draft", 0)))
    except NotFound:
        await on_free_message(message, message_input, manager)
        return
    step = stand(draft)
    if draft.state == "expired" and not manager.dialog_data.get("told"):
        manager.dialog_data["told"] = True  # an answer to what is no more: said once, then words are a search
    elif step.kind == "ended":
        await on_free_message(message, message_input, manager)
    elif await led_to_consent(manager, draft):
        return
    elif message.content_type in FILES:
        await _on_file(message, draft, manager)
    elif (text := _words(message, step)) is not None and on_page(core, step.field) and holds_digits(text):
        await drop(message)
        manager.middleware_data["mistaken"] = True
        _say(manager, say_of(manager)("error-page-only"))
    elif text is not None:
        kept = manager.dialog_data
        if tail := is_tail(message, kept):
            manager.middleware_data["mistaken"] = True
            _say(manager, say_of(manager)("form-tail", most=str(MOST)))
        else:
            await _on_text(Typed(text, message.chat.id, message.message_id), draft, step, manager)
        note_length(message, kept, tail)
    else:
        manager.middleware_data["mistaken"] = True
        _say(manager, say_of(manager)(_wrong_content(step)))


def _words(message: Message, step: Step) -> str | None:
    """What was typed; a shared contact answers a question for a phone."""
    if message.text is not None:
        return message.text
    if message.contact is not None and step.field is not None and step.field.kind == "phone":
        return "+" + message.contact.phone_number.lstrip("+")
    return None


def _wrong_content(step: Step) -> str:
    if step.document is not None:
        return "error-file-expected"
    return "error-text-expected" if step.field is not None else "error-button-expected"


def _say(manager: DialogManager, text: str) -> None:
    """Words above the window drawn next. They live in this turn only: nothing typed is kept in the stack."""
    manager.middleware_data["said"] = text


# Words


async def _on_text(typed: Typed, draft: Draft, step: Step, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    offered = core.drafts.with_offers(draft, await core.citizens.profile(citizen.id))
    if (pressed := pressed_by(offered, step, typed.text)) is not None:
        await press_said(pressed, draft.version, manager)
        return
    other = meant(typed.text)
    if other is not None and (step.field is None or step.field.kind not in FREE_TEXT):
        await _instead_of_answer(other, manager)
        return
    try:
        seen = await core.drafts.answer(citizen, draft.id, typed)
    except WrongAnswer as error:
        if skips(draft, step, typed.text):
            await press_said("skip", draft.version, manager)
            return
        manager.middleware_data["mistaken"] = True
        lines = [say.error(error), *_returned(say, step.field, typed.text)]
        if has_no_answer(step, typed.text):
            lines.append(say("form-no-answer"))
        _say(manager, "\n".join(lines))
    except Refused as error:
        manager.middleware_data["mistaken"] = True
        _say(manager, say.error(error))
    else:
        manager.dialog_data.clear()
        manager.middleware_data["form_draft"] = seen
        if step.field is not None and kind_of(step.field).sensitive:
            _say(manager, _recorded(say, step.field, seen))


async def _instead_of_answer(other: str, manager: DialogManager) -> None:
    """A call for help where no words are waited for, or none that could be these."""
    if other in _LEADS:
        await manager.start(_LEADS[other])
    else:
        manager.middleware_data["mistaken"] = True
        _say(manager, say_of(manager)("form-distress"))


def _returned(say: Say, asked: Field | None, text: str) -> list[str]:
    """A document's number is not left lying in the chat: what came is shown masked."""
    if asked is None or not kind_of(asked).sensitive or not holds_digits(text):
        return []
    return [say("form-typed-deleted", value=mask_typed(text))]


def _recorded(say: Say, asked: Field, seen: Draft) -> str:
    if asked.id not in seen.answers or seen.cursor.startswith("held:"):
        return say("form-deleted")
    return say("form-recorded-deleted", value=masked(say, asked, seen.answers[asked.id]))


# Files


async def _on_file(message: Message, draft: Draft, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    try:
        wanted = await core.drafts.expected(citizen, draft.id)
    except Refused as error:
        manager.middleware_data["mistaken"] = True
        _say(manager, say.error(error))
        return
    album = message.media_group_id
    stay_below(message, manager)
    try:
        await _take(message, draft, wanted, manager)
    except (WrongFile, Refused) as error:
        await _refuse(error, album, draft, wanted, manager)


async def _take(message: Message, draft: Draft, wanted: Document, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    found, name = await received(message, bot, wanted.formats)
    await core.drafts.attach(
        citizen, draft.id, wanted.id, file=found, name=name, album=message.media_group_id
    )


async def _refuse(
    error: CoreError, album: str | None, draft: Draft, wanted: Document, manager: DialogManager
) -> None:
    """A single file's fault is said above the window; an album's part gets its line in the list."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if album is not None:
        try:
            await core.drafts.refuse(citizen, draft.id, wanted.id, error, album)
        except Refused as passed:
            error = passed
        else:
            return
    manager.middleware_data["mistaken"] = True
    _say(manager, say.error(error))
