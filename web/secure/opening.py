"""A Mini App's way to a page: who it is, by Telegram's signature, and whether they may."""

from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import NotFound
from core.forms.kinds import kind_of
from core.security.model import ENTRY, PASSWORD
from web.secure.entry import standing_field


async def open_app(core: Core, init_data: str, what: str) -> str:
    """A token for the page. Raises Refused: `page-gone` alike for whatever is not in order, `proof-first`."""
    citizen = await core.citizens.meet(await core.pages.signed_in(init_data), None)
    room, _, target = what.partition("/")
    if room == "password" and not target:
        return await core.pages.link(citizen, PASSWORD)
    if room == "draft" and target.isascii() and target.isdigit() and len(target) < 19:
        asked = await standing_field(core, citizen, int(target))
        if asked is not None:
            return await core.pages.link(citizen, ENTRY, {"draft": int(target), "field": asked.id})
    if room == "profile":
        return await _profile(core, citizen, target)
    raise NotFound("page-gone")


async def _profile(core: Core, citizen: Citizen, path: str) -> str:
    asked = core.citizens.fields.get(path)
    if asked is None or not kind_of(asked).sensitive:
        raise NotFound("page-gone")
    if path in await core.citizens.profile(citizen.id):
        await core.security.require(citizen, "profile.change")
    return await core.pages.link(citizen, ENTRY, {"path": path})
