"""People who hold a question open, and what a hostile message may do to them: nothing."""

import html
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update

from bot.channel import GLOBAL
from bot.flood import Flood, Measure
from core.applications.drafts import Typed
from core.applications.steps import stand
from core.catalogue.model import Service
from core.citizens.model import Citizen
from core.db.tables import drafts, inbox
from core.errors import WrongAnswer
from core.forms.kinds import Context, kind_of
from core.forms.model import Document, Field, Value
from tests.filing import page
from tests.okno import Okno, Person, Window

REPLY_WITHIN_S = 20.0
_TAG = re.compile(r"<[^>]+>")


async def troubles(okno: Okno) -> list[tuple[Any, ...]]:
    """Updates that made a handler raise, or were parked; a wait for Telegram is no trouble."""
    bad = or_(inbox.c.tries > 0, inbox.c.state == "parked")
    columns = (inbox.c.update_id, inbox.c.kind, inbox.c.state, inbox.c.reason, inbox.c.tries)
    async with okno.core.works.look() as conn:
        found = await conn.execute(select(*columns).where(bad))
        return [tuple(row) for row in found]


def plain(markup: str) -> str:
    """Words of a text as Telegram shows it."""
    text = html.unescape(_TAG.sub("", markup))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def citizen_of(okno: Okno, person: Person, consented: bool = True) -> Citizen:
    """The same person as the core knows them; with consent given, so that forms are open to them."""
    citizen = await okno.core.citizens.meet(person.id, "ru")
    if consented:
        await okno.core.citizens.decide_consent(citizen, True, "ru")
    return citizen


def asks_at_once(okno: Okno, kind: str, skip: int = 0) -> tuple[Service, Field]:
    """A service that asks for this kind whatever was answered before, and its question."""
    seen: set[str] = set()
    for service in okno.core.catalogue.services.values():
        for asked in service.form.fields:
            if asked.kind == kind and asked.when is None and asked.id not in seen:
                if len(seen) == skip:
                    return service, asked
                seen.add(asked.id)
    raise AssertionError(f"no service asks for {kind} at once")


def wants_document(okno: Okno) -> tuple[Service, Document]:
    """A service whose first document must be there and may be a PDF or a picture."""
    for service in okno.core.catalogue.services.values():
        for document in service.form.documents[:1]:
            if not document.optional and {"pdf", "jpg", "png"} <= set(document.formats):
                return service, document
    raise AssertionError("no service wants a document")


@dataclass
class Standing:
    """A person whose form stands at one question or document."""

    okno: Okno
    person: Person
    citizen: Citizen
    service: Service
    draft: int
    window: Window
    used: int = 0

    async def state(self) -> tuple[int, str, Mapping[str, Value], Mapping[str, Any], Mapping[str, Any]]:
        seen = await self.okno.core.drafts.view(self.citizen.id, self.draft)
        return seen.version, seen.cursor, seen.answers, seen.attached, seen.pending

    async def told(self, send: Any) -> list[Window]:
        """Do it, and see the bot's new messages; they come, and soon enough not to be taken for a hang."""
        before = {one.id for one in await self.person.messages()}
        started = time.monotonic()
        await send
        assert time.monotonic() - started < REPLY_WITHIN_S
        return [
            one for one in await self.person.messages() if one.id not in before and from_bot(one, self.person)
        ]

    async def open(self, cursor: str) -> Window:
        """Put the draft at another step and open it as a notice's button does."""
        await move(self.okno, self.draft, cursor)
        await self.person.tap_data(await self.person.window(), f"{GLOBAL}draft:{self.draft}")
        return await self.person.window()


async def move(okno: Okno, draft: int, cursor: str) -> None:
    """Put a draft at a step, as if the form had been walked there."""
    async with okno.core.works.database.write() as conn:
        await conn.execute(update(drafts).where(drafts.c.id == draft).values(cursor=cursor))
        await conn.commit()


def from_bot(message: Window, person: Person) -> bool:
    return bool(message.raw["from"]["id"] != person.id)


async def stand_at(okno: Okno, service: Service, cursor: str, **person: Any) -> Standing:
    """Put a fresh person's draft of this service at a step, and open it as a notice's button does."""
    who = await okno.person(**person)
    opened = await who.say("/menu")
    citizen = await citizen_of(okno, who)
    draft = await okno.core.drafts.start(citizen, service)
    await move(okno, draft, cursor)
    await who.tap_data(opened, f"{GLOBAL}draft:{draft}")
    return Standing(okno, who, citizen, service, draft, await who.window())


async def stand_at_kind(okno: Okno, kind: str, skip: int = 0, **person: Any) -> tuple[Standing, Field]:
    service, asked = asks_at_once(okno, kind, skip)
    return await stand_at(okno, service, f"ask:{asked.id}", **person), asked


async def stand_at_document(okno: Okno, **person: Any) -> tuple[Standing, Document]:
    service, wanted = wants_document(okno)
    return await stand_at(okno, service, f"doc:{wanted.id}", **person), wanted


_injected = 5_000_000_000


async def inject(okno: Okno, **update_body: Any) -> None:
    """An update the sandbox's people could not cause, straight into the inbox."""
    global _injected  # noqa: PLW0603 - update ids must never repeat in a run
    _injected += 1
    await okno.core.inbox.accept([{"update_id": _injected, **update_body}], room=0)
    okno.core.wake.ring("inbox")
    await okno.quiet()


def message_of(person: Person, **content: Any) -> dict[str, Any]:
    """A private message as Telegram would carry it."""
    who = {"id": person.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    chat = {"id": person.id, "type": "private", "first_name": "Анна"}
    return {"message_id": 900_000, "date": int(time.time()), "from": who, "chat": chat, **content}


def press_of(person: Person, **more: Any) -> dict[str, Any]:
    return {"id": "7", "from": message_of(person)["from"], "chat_instance": "1", **more}


class Unmeasured(Flood):
    """Takes everything: a test that presses more in a minute than a person in a year."""

    async def measure(self, lane: str) -> Measure:
        return Measure.KEPT


def without_flood_measure(okno: Okno) -> None:
    """Floods have tests of their own; here every press counts."""
    worker: Any = okno.service._worker
    worker._face._flood = Unmeasured(None, "")


async def fill_up(okno: Okno, citizen: Citizen, draft_id: int, long: dict[str, str]) -> None:
    """Answer everything, with `long` where it has something; «Отправить» stays to be tapped."""
    filling, rng = okno.core.drafts, random.Random(1)
    while (step := stand(draft := await filling.view(citizen.id, draft_id))).kind != "review":
        if step.kind in {"confirm", "suggest"}:
            action = "yes" if step.kind == "confirm" else "pick:0"
            await filling.press(citizen, draft.id, draft.version, action, {})
        elif step.field is not None:
            context = Context(okno.core.clock.today(), draft.answers, draft.form)
            text = long.get(step.field.id) or kind_of(step.field).sample(step.field, rng, context)
            try:
                await filling.answer(citizen, draft.id, Typed(text, citizen.telegram_id, 1))
            except WrongAnswer as wrong:  # some questions take less
                long[step.field.id] = text[: int(str(wrong.params["limit"])) // 2]
        elif step.document is not None and not draft.attached.get(step.document.id):
            await filling.attach(citizen, draft.id, step.document.id, file=page(), name="x.pdf")
        else:
            await filling.press(citizen, draft.id, draft.version, "pages_done", {})
