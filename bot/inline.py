"""Inline mode: `@bot загран…` in any chat gives cards of services. Answered at once or not at all.

Telegram waits some seconds and asks anew with every letter, so a query is stored nowhere: a restart loses
nothing that anybody still wants. Nothing is written, and nothing of the asker's goes into a card.
"""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
)

from bot.links import MENU, link_to, to_service
from bot.say import Say
from bot.widgets.offers import price_of, term_of
from bot.wording import department_of
from core.bootstrap import Core
from core.catalogue.model import Service, Situation
from core.catalogue.usecases import in_language
from core.inbox.model import Raw
from core.languages import LANGUAGES
from core.logs import get_logger

log = get_logger(__name__)

PAGE = 10
MOST = 40
LONGEST = 256  # what Telegram lets one type after the bot's name
MOST_ASKERS = 200
CACHED_S = 300


class InlineMode:
    """Answers in tasks of its own: the newest query of an asker, the ones before it are dropped."""

    def __init__(self, core: Core, bot: Bot) -> None:
        self._core = core
        self._bot = bot
        self._answering: OrderedDict[int, asyncio.Task[None]] = OrderedDict()

    def take(self, raws: Sequence[Raw]) -> None:
        """Begin to answer the inline queries among updates; everything else is left alone."""
        for raw in raws:
            query = raw.get("inline_query")
            asker = query.get("from", {}).get("id") if isinstance(query, dict) else None
            if isinstance(query, dict) and isinstance(asker, int):
                self._begin(asker, query)

    def _begin(self, asker: int, query: dict[str, Any]) -> None:
        before = self._answering.pop(asker, None)
        if before is not None:
            before.cancel()
        elif len(self._answering) >= MOST_ASKERS:
            self._answering.popitem(last=False)[1].cancel()
        task = asyncio.create_task(self._answer(asker, query))
        self._answering[asker] = task
        task.add_done_callback(lambda done: self._ended(asker, done))

    def _ended(self, asker: int, done: asyncio.Task[None]) -> None:
        if self._answering.get(asker) is done:
            del self._answering[asker]

    async def stop(self) -> None:
        """Drop what is being answered: nobody waits for it longer than a second."""
        tasks = list(self._answering.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, asker: int, query: dict[str, Any]) -> None:
        try:
            await self._give(asker, query)
        except TelegramAPIError as error:
            log.info("inline_refused", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one query is not worth more than a line in the log
            log.warning("inline_failed", error=type(error).__name__)

    async def _give(self, asker: int, query: dict[str, Any]) -> None:
        say = Say(self._core.texts, await self._language(asker, query))
        typed = str(query.get("query") or "")[:LONGEST].strip()
        services, situations = self._found(typed)
        start = _offset(query.get("offset"))
        page = services[start : start + PAGE]
        results: list[InlineQueryResultUnion] = []
        if start == 0:
            results += [await self._bundle(say, one) for one in situations]
        results += [await self._card(say, one) for one in page]
        await self._bot.answer_inline_query(
            str(query["id"]),
            results,
            cache_time=CACHED_S,
            is_personal=True,  # in the language of the asker
            next_offset=str(start + PAGE) if len(services) > start + PAGE else "",
            button=InlineQueryResultsButton(
                text=say("btn-inline-open" if results else "btn-inline-nothing"), start_parameter=MENU
            ),
        )

    async def _language(self, asker: int, query: dict[str, Any]) -> str:
        """What the asker reads here; of somebody never met, what their Telegram speaks."""
        if (known := await self._core.citizens.language_known(asker)) is not None:
            return known
        spoken = str(query["from"].get("language_code") or "").partition("-")[0].lower()
        return spoken if spoken in LANGUAGES else self._core.settings.okno_language

    def _found(self, typed: str) -> tuple[list[Service], list[Situation]]:
        services = self._core.services
        if typed:
            hits = services.find(typed, limit=MOST)
            return [hit.service for hit in hits], [one.situation for one in services.told(typed)]
        return list(services.most_used[:MOST]), []

    async def _card(self, say: Say, service: Service) -> InlineQueryResultArticle:
        """Title, department, term and fee; posted, it opens the service here."""
        department = department_of(say, self._core, service.department)
        term, fee = term_of(say, service.term), price_of(say, service.fee)
        text = say(
            "inline-service",
            title=service.title,
            summary=service.summary,
            department=department,
            term=term,
            fee=fee,
        )
        about = say("plain-inline-about", department=department, term=term, fee=fee)
        return await self._article(say, service.code, service.title, about, text, to_service(service))

    async def _bundle(self, say: Say, situation: Situation) -> InlineQueryResultArticle:
        title = in_language(situation.title, say.language)
        summary = in_language(situation.summary, say.language)
        text = say(
            "inline-situation",
            emoji=situation.emoji,
            title=title,
            summary=summary,
            count=len(situation.steps),
        )
        payload = f"b_{situation.id}"
        return await self._article(say, payload, f"{situation.emoji} {title}", summary, text, payload)

    async def _article(
        self, say: Say, name: str, title: str, about: str, text: str, payload: str
    ) -> InlineQueryResultArticle:
        link = await link_to(self._bot, payload)
        button = InlineKeyboardButton(text=say("btn-inline-service"), url=link)
        return InlineQueryResultArticle(
            id=name,
            title=title,
            description=about,
            input_message_content=InputTextMessageContent(message_text=text),
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )


def _offset(said: object) -> int:
    with contextlib.suppress(ValueError):
        return min(max(int(str(said or 0)[:4]), 0), MOST)
    return 0
