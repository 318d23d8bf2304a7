"""A document's number typed on the page instead of in the chat."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.applications.drafts import Typed
from core.applications.steps import stand
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import CoreError, NotFound, Refused, WrongAnswer
from core.forms.kinds import kind_of
from core.forms.model import Field
from core.inbox.model import Raw
from core.security.model import ENTRY
from core.tokens.model import Taken


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed, under which link."""

    token: str
    taken: Taken
    value: str


async def standing_field(core: Core, citizen: Citizen, draft_id: int) -> Field | None:
    """The question that an open form stands at, if the page may take its answer."""
    try:
        draft = await core.drafts.view(citizen.id, draft_id)
    except NotFound:
        return None
    asked = stand(draft).field if draft.state == "open" else None
    return asked if asked is not None and kind_of(asked).sensitive else None


async def what_is_asked(core: Core, citizen: Citizen, data: Mapping[str, Any]) -> Field | None:
    """None where the form has gone on meanwhile."""
    if "path" in data:
        return core.citizens.fields.get(str(data["path"]))
    asked = await standing_field(core, citizen, int(data["draft"]))
    return asked if asked is not None and asked.id == data["field"] else None


async def put_entry(core: Core, citizen: Citizen, entry: Entry) -> tuple[str, CoreError | None]:
    """Take the answer: the link is spent first, so of several tries at once one answers the question.

    For a wrong answer returns a new link and what is wrong. Raises NotFound for a link that is spent.
    """
    if await what_is_asked(core, citizen, entry.taken.data) is None:
        raise NotFound("page-gone")
    await core.pages.use(entry.token, ENTRY)
    try:
        await _answer(core, citizen, entry)
    except (WrongAnswer, Refused) as error:
        return await core.pages.link(citizen, ENTRY, entry.taken.data), error
    return entry.token, None


async def _answer(core: Core, citizen: Citizen, entry: Entry) -> None:
    data, chat = entry.taken.data, citizen.telegram_id
    if "draft" in data:
        await core.drafts.answer(citizen, int(data["draft"]), Typed(entry.value, chat, 0))
        return
    path = str(data["path"])
    parsed = await core.citizens.correct(citizen, path, entry.value, chat=chat, message_id=0)
    if parsed.confirm:
        await core.citizens.settle(citizen, path, parsed.value)


def go_on(telegram_id: int) -> Raw:
    """An update of our own: the chat draws its window again, in its turn like any other.

    Anybody may type the command it stands for; it shows what is open, and nothing else.
    """
    whose = {"id": telegram_id, "is_bot": False, "first_name": "-"}
    message = {"message_id": 1, "date": 0, "chat": {"id": telegram_id, "type": "private"}, "from": whose}
    return {"update_id": 2**61 + secrets.randbits(60), "message": {**message, "text": "/continue"}}
