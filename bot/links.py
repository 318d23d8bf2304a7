"""Public links: `t.me/<bot>?start=…`, permanent, and what stands behind each."""

import io
import re
from dataclasses import dataclass
from urllib.parse import quote

import segno
from aiogram import Bot
from aiogram.fsm.state import State

from bot.states import ApplicationsSG, CatalogueSG, ConfirmSG, ContactsSG, SituationsSG
from core.bootstrap import Core
from core.catalogue.model import Service
from core.citizens.model import Citizen

MENU = "menu"
# Which window a one-time link opens, by the word its token's purpose begins with. The window is started with
# the token, sealed; it takes it (`core.tokens.rows.take`) when the citizen does what the link is for.
TOKEN_GOALS: dict[str, State] = {"contact": ContactsSG.link, "bank": ConfirmSG.banked}
LONGEST = 64  # https://core.telegram.org/bots/features#deep-linking
_PAYLOAD = re.compile(r"([a-z])_([A-Za-z0-9_-]{1,62})", re.ASCII)
_LINK = re.compile(
    r"(?:t\.me/(\w{4,32})/?\?|resolve\?domain=(\w{4,32})&)start=([\w-]{1,64})(?![\w-])", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Goal:
    """The window a link leads to, and what it is opened with."""

    state: State
    data: dict[str, str]


async def link_to(bot: Bot, payload: str) -> str:
    """The link, as it is shared, printed and drawn as a QR code."""
    return f"https://t.me/{(await bot.me()).username}?start={payload}"


def to_service(service: Service) -> str:
    """The payload of a service's link: its id, or its code where the id is too long for a link."""
    payload = f"s_{service.id}"
    return payload if len(payload) <= LONGEST else f"s_{service.code}"


def to_share(link: str, text: str) -> str:
    """Telegram's own page that sends a link to a chat of one's choice."""
    return f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(text, safe='')}"


def payload_in(text: str, username: str | None) -> str | None:
    """The payload of a link to this very bot that somebody wrote or pasted; None for any other text."""
    found = _LINK.search(text[:500])
    if found is None or (found[1] or found[2]).lower() != (username or "").lower():
        return None
    return found[3]


async def goal_of(core: Core, citizen: Citizen, payload: str) -> Goal | None:
    """Where a payload leads; None alike for garbage, for what is gone and for another citizen's."""
    found = _PAYLOAD.fullmatch(payload)
    kind, target = (found[1], found[2]) if found is not None else ("", "")
    match kind:
        case "s" if (service := core.services.linked(target)) is not None:
            return Goal(CatalogueSG.card, {"service": service.code})
        case "c" if target in core.catalogue.categories:
            return Goal(CatalogueSG.services, {"category": target})
        case "d" if target in core.services.offices.counts:
            return Goal(CatalogueSG.services, {"department": target})
        case "b" if target in core.catalogue.situations:
            return Goal(SituationsSG.steps, {"situation": target})
        case "a" if (number := await core.links.number(citizen.id, target)) is not None:
            return Goal(ApplicationsSG.card, {"number": number})
    return await _token_goal(core, citizen, target) if kind == "t" else None


async def _token_goal(core: Core, citizen: Citizen, token: str) -> Goal | None:
    """A one-time link leads only the Telegram account that it was made for."""
    found = await core.tokens.peek(token, citizen.telegram_id)
    if found is None or found.citizen_id != citizen.id:
        return None
    state = TOKEN_GOALS.get(found.purpose.partition(":")[0])
    return Goal(state, {"token": core.hide(token)}) if state is not None else None


def draw_qr(link: str) -> bytes:
    """The link as a PNG, large enough to be scanned off a screen or paper. Some milliseconds of work."""
    buffer = io.BytesIO()
    segno.make_qr(link, error="m").save(buffer, kind="png", scale=12, border=4)
    return buffer.getvalue()
