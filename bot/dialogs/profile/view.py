"""The profile at a glance, and its parts: every value masked, with where it is from and since when."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.brief import show_briefly
from bot.say import Say
from bot.states import ConfirmSG, ContactsSG, ProfileSG, RightsSG, SecuritySG, StepsSG, WelcomeSG
from bot.stepup import ensure
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.wording import cut
from core.bootstrap import Core
from core.citizens.model import Citizen, Known
from core.citizens.values import PHONE
from core.forms.kinds import kind_of
from core.forms.model import Field
from core.texts import say_date

# The parts in their order; the organisation's details stand apart from the person's.
PARTS: Mapping[str, tuple[str, ...]] = {
    "person": (
        "profile.full_name",
        "profile.birth_date",
        "profile.birth_place",
        "profile.sex",
        "profile.citizenship",
    ),
    "passport": (
        "profile.passport.number",
        "profile.passport.issued_on",
        "profile.passport.issuer",
        "profile.passport.department_code",
    ),
    "numbers": ("profile.snils", "profile.inn", "documents.oms.number", "documents.driving_licence.number"),
    "contacts": (
        PHONE,
        "profile.email",
        "profile.registration_address",
        "profile.residence_address",
        "profile.region",
    ),
    "organisation": (
        "organisation.name",
        "organisation.inn",
        "organisation.ogrn",
        "organisation.okved",
        "organisation.address",
    ),
}
MOST_VALUE = 200
# Rooms of their own, for whoever is registered.
_ROOMS = {
    "confirm": ConfirmSG.card,
    "reach": ContactsSG.list,
    "security": SecuritySG.main,
    "steps": StepsSG.list,
}


def title_of(say: Say, core: Core, path: str) -> str:
    """What the value is called. The services' own questions about an organisation are in Russian only."""
    room, _, name = path.partition(".")
    if room == "organisation":
        return say(f"plain-organisation-{name}")
    title = core.citizens.fields[path].title
    return title.get(say.language) or title["ru"]


def masked(say: Say, asked: Field, known: Known) -> str:
    if known.value is None:
        return "—"
    return cut(kind_of(asked).mask(known.value, asked, say.language), MOST_VALUE)[0]


def source_of(say: Say, core: Core, known: Known, *, dated: bool = True) -> str:
    """«из заявления 410-377-258, 22.11.2026»."""
    day = say_date(known.at.astimezone(core.clock.zone).date(), say.language) if dated else ""
    word, _, number = known.source.partition(" ")
    if word == "application":
        return say("plain-profile-from-application", number=number, day=day)
    if word == "bank":
        bank = core.identity.providers.get(number)
        name = bank.name(say.language) if bank is not None else number
        return say("plain-profile-from-bank", bank=name, day=day).strip()
    key = {
        "review": "plain-profile-from-review",
        "signature": "plain-profile-from-signature",
        "telegram": "plain-profile-from-telegram",
        "code": "plain-profile-from-code",
    }.get(word)
    return say(key or "plain-profile-from-you", day=day).strip()


async def view_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    known = await core.citizens.profile(citizen.id)
    part = str(dialog_manager.dialog_data.get("part", ""))
    if part in PARTS:
        saved = str(dialog_manager.dialog_data.get("saved", ""))
        return shown(_part_text(say, core, known, part, saved), _part_rows(say, core, known, part))
    consented = await core.citizens.consented(citizen)
    rows = _overview_rows(say, citizen, consented)
    if conflicts := [one for one in await core.disputes.of(citizen.id) if not one.disputed]:
        rows = [[Act(say("btn-profile-conflicts", count=len(conflicts)), "conflicts")], *rows]
    return shown(_overview(say, core, citizen, known), rows)


def _overview(say: Say, core: Core, citizen: Citizen, known: Mapping[str, Known]) -> str:
    level = citizen.level if citizen.registered else "none"
    parts = [say("profile-head"), say(f"profile-level-{level}")]
    for part, paths in PARTS.items():
        lines = [
            say("profile-short", title=title_of(say, core, path), value=_short(say, core, known[path]))
            for path in paths
            if path in known and path in core.citizens.fields
        ]
        if lines:
            parts.append(say(f"profile-part-{part}") + "\n" + "\n".join(lines))
    return "\n\n".join(parts if known else [*parts, say("profile-nothing")])


def _short(say: Say, core: Core, known: Known) -> str:
    return masked(say, core.citizens.fields[known.path], known)


def _overview_rows(say: Say, citizen: Citizen, consented: bool) -> Rows:
    parts = [Act(say(f"btn-profile-{part}"), f"part:{part}") for part in PARTS]
    rows = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    if not citizen.registered:
        rows.insert(0, [Act(say("btn-profile-register"), "register", style="primary")])
    elif citizen.level != "confirmed":
        rows.append([Act(say("btn-confirm"), "confirm", style="primary")])
    if citizen.registered:
        rows.append([Act(say("btn-profile-security"), "security"), Act(say("btn-profile-steps"), "steps")])
    rows.append([Act(say("btn-profile-data"), "data")])
    if consented:
        rows.append([Act(say("btn-profile-consent"), "consent")])
    if citizen.registered or consented:
        rows.append([Act(say("btn-profile-erase"), "erase")])
    return [*rows, back_row(say)]


def _part_text(say: Say, core: Core, known: Mapping[str, Known], part: str, saved: str) -> str:
    lines = []
    for path in PARTS[part]:
        if path not in core.citizens.fields:
            continue
        title = title_of(say, core, path)
        if path in known:
            value, source = _short(say, core, known[path]), source_of(say, core, known[path])
            lines.append(say("profile-known", title=title, value=value, source=source))
        else:
            lines.append(say("profile-unknown", title=title))
    parts = [say(f"profile-part-{part}"), "\n".join(lines)]
    if part == "contacts":
        parts.append(say("profile-phone"))
    if part == "organisation":
        parts.append(say("profile-organisation"))
    if saved in known and saved in PARTS[part]:
        parts.insert(0, say("profile-saved", title=title_of(say, core, saved)))
    return "\n\n".join([*parts, say("profile-change")])


def _part_rows(say: Say, core: Core, known: Mapping[str, Known], part: str) -> Rows:
    rows = []
    for path in PARTS[part]:
        if path in core.citizens.fields and path != PHONE:
            key = "btn-profile-edit" if path in known else "btn-profile-add"
            title, left_out = cut(title_of(say, core, path), 40)
            rows.append([Act(say(key, title=title + "…" * left_out), f"edit:{path}")])
    if any(_is_masked(say, core, known[path]) for path in PARTS[part] if path in known):
        rows.insert(0, [Act(say("btn-profile-show"), "show")])
    if part == "contacts" and PHONE in known:
        rows.append([Act(say("btn-profile-phone"), "phone")])
        rows.append([Act(say("btn-profile-reach"), "reach")])
    return [*rows, back_row(say)]


async def on_view(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, data = core_of(manager), citizen_of(manager), manager.dialog_data
    word, _, target = do.partition(":")
    data.pop("saved", None)
    match word:
        case "back" if data.get("part"):
            data.pop("part")
        case "back":
            await leave(manager)
        case "register" if not citizen.registered:
            await manager.start(WelcomeSG.consent)
        case "conflicts":
            await manager.switch_to(ProfileSG.conflicts)
        case word if word in _ROOMS and citizen.registered:
            await manager.start(_ROOMS[word])
        case "phone" if citizen.registered:
            await manager.start(WelcomeSG.phone, data={"again": True})
        case "consent" if await core.citizens.consented(citizen):
            await manager.switch_to(ProfileSG.consent)
        case "data":
            await manager.start(RightsSG.main)
        case "part" if target in PARTS:
            data["part"] = target
        case "edit" if part_of(target) and target in core.citizens.fields and target != PHONE:
            await _edit(manager, target, do)
        case _:
            await _on_guarded(do, manager)


async def _on_guarded(do: str, manager: DialogManager) -> None:
    """What needs a proof first."""
    part = str(manager.dialog_data.get("part"))
    if do == "erase":
        if await ensure(manager, "account.erase", do):
            await manager.switch_to(ProfileSG.erase)
    elif do == "show" and part in PARTS:
        if await ensure(manager, "profile.show", do):
            await _reveal(manager, part)
    else:
        toast(say_of(manager)("toast-stale"))


def part_of(path: str) -> str | None:
    return next((part for part, paths in PARTS.items() if path in paths), None)


async def _edit(manager: DialogManager, path: str, do: str) -> None:
    """Nothing personal is asked before the consent, and nothing known is changed without a proof."""
    if not await core_of(manager).citizens.consented(citizen_of(manager)):
        await manager.start(WelcomeSG.consent)
        return
    if not await may_change(manager, path, do):
        return
    manager.dialog_data.update(part=part_of(path), path=path)
    manager.dialog_data.pop("held", None)
    await manager.switch_to(ProfileSG.value)


async def may_change(manager: DialogManager, path: str, do: str) -> bool:
    """A value that was not there may be added freely; one that is there asks for a proof."""
    known = await core_of(manager).citizens.profile(citizen_of(manager).id)
    return path not in known or await ensure(manager, "profile.change", do)


async def _reveal(manager: DialogManager, part: str) -> None:
    """Every value of the part in full, in a message that goes after a minute."""
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    known = await core.citizens.profile(citizen.id)
    lines = [
        say("profile-full", title=title_of(say, core, path), value=_full(say, core, known[path]))
        for path in PARTS[part]
        if path in known and path in core.citizens.fields
    ]
    await core.security.note(citizen, "values-shown")
    text = "\n\n".join([say(f"profile-part-{part}"), "\n".join(lines), say("profile-full-end")])
    await show_briefly(manager, text)


def _full(say: Say, core: Core, known: Known) -> str:
    asked = core.citizens.fields[known.path]
    return kind_of(asked).show(known.value, asked, say.language) if known.value is not None else "—"


def _is_masked(say: Say, core: Core, known: Known) -> bool:
    asked = core.citizens.fields.get(known.path)
    return asked is not None and kind_of(asked).sensitive and known.value is not None
