"""The bot as the inbox sees it: one stored update in, handled or refused."""

import contextlib
import re
from copy import deepcopy
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram_dialog.utils import REPLY_CALLBACK_SYMBOLS
from pydantic import ValidationError

from bot.closing import close_channel
from bot.flood import Flood, Measure
from bot.say import Say
from bot.session import failure_of
from bot.storage import Stacks
from bot.turns import toast_text
from core.bootstrap import Core
from core.errors import PermanentFailure, Unreadable
from core.inbox.model import MESSAGE_KINDS, Turn

_SURROGATES = re.compile("[\ud800-\udfff\x00]")


class BotFace:
    """Feeds updates to the dispatcher; implements `core.inbox.worker.Face`."""

    def __init__(self, core: Core, bot: Bot, dispatcher: Dispatcher, stacks: Stacks) -> None:
        self._core = core
        self._bot = bot
        self._dispatcher = dispatcher
        self._stacks = stacks
        self._flood = Flood(core.redis, core.settings.okno_redis_prefix)

    async def handle(self, turn: Turn) -> None:
        await self._feed(turn, redraw=False)

    async def redraw(self, turn: Turn) -> None:
        """The effect is there already: only the window is owed."""
        await self._feed(turn, redraw=True)

    async def apologise(self, turn: Turn) -> None:
        """A press that was given up is answered, so that its button stops waiting."""
        with contextlib.suppress(Exception):  # the notice says the same, and it is sent for certain
            await self._answer(turn, "toast-failed")

    async def _feed(self, turn: Turn, redraw: bool) -> None:
        update = self._parse(turn)
        toast_text.set(None)
        # Presses are measured by themselves: whoever has hammered at a button may still write.
        mark = "press:" if update.callback_query is not None else ""
        measure = Measure.KEPT if redraw else await self._flood.measure(mark + turn.lane)
        try:
            if measure is not Measure.KEPT and update.callback_query is not None:
                await self._answer(turn, "toast-flood")
            elif measure is not Measure.OVER:
                flooded = measure is Measure.FIRST_OVER
                async with self._stacks.turn():
                    await self._dispatcher.feed_update(
                        self._bot, update, redraw=redraw, leads_to=turn.leads_to, flooded=flooded
                    )
        except Exception as error:
            failure = failure_of(error)
            if failure is None:
                raise
            if isinstance(failure, PermanentFailure) and failure.code == "chat-closed":
                await self._close_chat(turn)
            elif isinstance(failure, PermanentFailure):
                raise  # Telegram refuses what we drew: a fault of ours, to be counted and seen
            raise failure from error

    async def _answer(self, turn: Turn, key: str) -> None:
        press = turn.raw.get("callback_query")
        if not isinstance(press, dict):
            return
        language = await self._core.citizens.language_of(int(press["from"]["id"]))
        await self._bot.answer_callback_query(str(press["id"]), Say(self._core.texts, language)(key))

    def _parse(self, turn: Turn) -> Update:
        """Raises Unreadable for kinds never asked for, for nonsense, and for words that nobody said."""
        if turn.kind not in MESSAGE_KINDS:
            raise Unreadable("kind-unknown")
        try:
            update = Update.model_validate(cleaned(turn.raw), context={"bot": self._bot})
        except (ValidationError, RecursionError):
            raise Unreadable("nonsense") from None
        if getattr(update.event, "from_user", None) is None:
            raise Unreadable("from-nobody")
        return update

    async def _close_chat(self, turn: Turn) -> None:
        owner = turn.lane.removeprefix("chat:")
        if owner.isdigit():
            await close_channel(self._core, int(owner))


def cleaned(raw: Any) -> dict[str, Any]:
    """An update as dialogs may see it.

    The engine takes a text that ends in certain invisible characters for a button of a reply keyboard,
    and a reply to an old window for a message to that window; neither exists here, so both marks go.
    A press without its message (an inline one, or too old) is one in the presser's own chat; one without
    data (a game's) is one that no window knows.
    """
    update: dict[str, Any] = deepcopy(dict(raw))
    press = update.get("callback_query")
    if isinstance(press, dict):
        press.setdefault("data", "")
        chat = {"id": (press.get("from") or {}).get("id"), "type": "private"}
        press.setdefault("message", {"message_id": 0, "date": 0, "chat": chat})
    message = update.get("message")
    if isinstance(message, dict):
        message.pop("reply_to_message", None)
        for name in ("text", "caption"):
            text = message.get(name)
            if isinstance(text, str):
                message[name] = _SURROGATES.sub("", text).rstrip(REPLY_CALLBACK_SYMBOLS) or " "
        for name in ("entities", "caption_entities"):
            message.pop(name, None)
    return update
