"""Whatever is sent while a review is being put together: words, pictures, a video note."""

import json

from aiogram import Bot
from aiogram.types import Message
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.input import MessageInput

from bot.dialogs.confirm.card import method_of
from bot.dialogs.confirm.collect import held_of, part_now, press, title_of
from bot.receiving import FILES, download, received, stay_below
from bot.states import ConfirmSG
from bot.turns import citizen_of, core_of, on_free_message, say_of
from core.applications.spoken import said_of_value
from core.confirmation.model import FIELDS, PICTURES, VIDEO, VIDEO_BYTES, Review
from core.errors import Refused, WrongAnswer, WrongFile
from core.files.inspect import refuse_size
from core.forms.kinds import kind_of, mask_typed

FORMATS = ("jpg", "png")


async def on_sent(message: Message, given: MessageInput, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    review = await core.confirmation.latest(citizen.id, method_of(manager))
    if review is None or review.state != "collecting":
        await on_free_message(message, given, manager)
        return
    manager.dialog_data.pop("mending", None)
    try:
        if message.content_type in FILES:
            await _on_picture(message, review, manager)
        elif message.video_note:
            await _on_video(message, review, manager)
        elif message.text:
            await _on_text(message, given, review, manager)
        else:
            _say(manager, say("confirm-unexpected"))
    except (Refused, WrongFile) as error:
        _say(manager, say.error(error))


def _say(manager: DialogManager, text: str) -> None:
    """Words above the window drawn next; they live in this turn only."""
    manager.middleware_data["said"] = text


async def _on_picture(message: Message, review: Review, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    if not set(review.needs) & set(PICTURES):
        raise Refused("review-part")
    stay_below(message, manager)
    found, name = await received(message, manager.middleware_data["bot"], FORMATS)
    chosen = str(manager.dialog_data.pop("part", ""))
    part, doubts = await core.confirmation.attach(
        citizen.id,
        review.method,
        chosen,
        found,
        name,
        chat=message.chat.id,
        message_id=message.message_id,
    )
    if doubts and message.media_group_id is None:
        manager.dialog_data["part"] = part
    _say(manager, say("confirm-taken", title=title_of(core, say, part)))


async def _on_video(message: Message, review: Review, manager: DialogManager) -> None:
    assert message.video_note is not None
    if VIDEO not in review.needs:
        raise Refused("review-part")
    note = message.video_note
    if (note.file_size or 0) > VIDEO_BYTES:
        refuse_size(note.file_size or 0)
    bot: Bot = manager.middleware_data["bot"]
    data = await download(bot, note.file_id)
    await core_of(manager).confirmation.record(
        citizen_of(manager).id,
        review.method,
        data,
        note.duration,
        chat=message.chat.id,
        message_id=message.message_id,
    )
    manager.dialog_data.pop("part", None)
    _say(manager, say_of(manager)("confirm-video-taken"))


async def _on_text(message: Message, given: MessageInput, review: Review, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    held, text = held_of(core, manager), message.text or ""
    part = str(held.get("path") or part_now(review, manager))
    if said := said_of_value(text, asked_back="value" in held):
        if said == "back":
            await manager.switch_to(ConfirmSG.card)
        elif said == "no":
            manager.dialog_data.pop("held", None)
        else:
            await press(manager, said, "")
        return
    if part not in FIELDS:
        if part:
            _say(manager, say("confirm-unexpected"))
        else:
            await on_free_message(message, given, manager)
        return
    asked = core.citizens.fields[part]
    manager.dialog_data.pop("held", None)
    try:
        parsed = await core.confirmation.answer(
            citizen.id, review.method, part, text, chat=message.chat.id, message_id=message.message_id
        )
    except WrongAnswer as error:
        lines = [say.error(error)]
        if kind_of(asked).sensitive:
            lines.append(say("profile-value-sent", typed=mask_typed(text)))
        _say(manager, "\n".join(lines))
        return
    if parsed.suggestions:
        _hold(manager, path=part, suggestions=list(parsed.suggestions))
    elif parsed.confirm:
        _hold(manager, path=part, value=parsed.value)
    else:
        manager.dialog_data.pop("part", None)


def _hold(manager: DialogManager, **held: object) -> None:
    core = core_of(manager)
    manager.dialog_data["held"] = core.hide(json.dumps(held, ensure_ascii=False))
