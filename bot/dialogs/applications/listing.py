"""The list of applications, by page and by what has become of them."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.say import Say
from bot.states import ApplicationsSG, CatalogueSG, FormSG
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, Rows, back_row, pager_row, shown
from bot.widgets.offers import page_of
from bot.wording import MARKS, in_russian_only, left_of, short_of, status_of
from core.applications.drafts import Opened
from core.applications.model import FINAL, Line
from core.applications.usecases import PAGE
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.errors import Refused

FILTERS = ("active", "finished", "all")
MOST_DRAFTS = 2


async def list_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    counts = await core.applications.counts(citizen.id)
    drafts = await core.drafts.opened(citizen.id)
    if not counts["all"]:
        return shown(*_empty(say, core, drafts))
    which = _which(counts, str(dialog_manager.dialog_data.get("which")))
    pages = max(-(-counts[which] // PAGE), 1)
    page = min(int(dialog_manager.dialog_data.get("page", 0)), pages - 1)
    lines, _total = await core.applications.listing(citizen.id, which, page)
    head = [say("applications-head", which=which, count=counts[which])]
    body = [_line(say, core, page * PAGE + place, line) for place, line in enumerate(lines, 1)]
    body = body or [say("applications-none-such")]
    rows = [
        *([_button(say, core, line)] for line in lines),
        pager_row(say, page, pages),
        *_filters(say, counts, which),
        *_draft_rows(say, core, drafts),
        back_row(say),
    ]
    about = [*_about_drafts(say, drafts), *in_russian_only(say)]
    return shown("\n\n".join([*head, "\n".join(body), *about]), rows)


def _empty(say: Say, core: Core, drafts: list[Opened]) -> tuple[str, Rows]:
    rows = [
        *_draft_rows(say, core, drafts),
        [Act(say("btn-applications-services"), "services")],
        back_row(say),
    ]
    rows[0] = [Act(rows[0][0].label, rows[0][0].do, style="primary")]
    return "\n\n".join([say("applications-none"), *_about_drafts(say, drafts)]), rows


def _which(counts: dict[str, int], chosen: str) -> str:
    """The filter in force: the chosen one, else the first that has something to show."""
    if chosen in FILTERS:
        return chosen
    return "active" if counts["active"] else "all"


def _line(say: Say, core: Core, place: int, line: Line) -> str:
    status = status_of(say, line.told)
    told = {"place": str(place), "mark": MARKS[line.told], "title": short_of(core, line.service_id)}
    if line.due_on is None or line.status in FINAL:
        return say("applications-line", **told, number=line.number, status=status)
    due = left_of(say, core, line.service_id, line.due_on)
    return say("applications-line-due", **told, number=line.number, status=status, due=due)


def _button(say: Say, core: Core, line: Line) -> Act:
    title = short_of(core, line.service_id)
    label = say("btn-applications-line", mark=MARKS[line.told], title=title, tail=line.number[-3:])
    return Act(label, f"card:{line.number}")


def _filters(say: Say, counts: dict[str, int], which: str) -> list[list[Act]]:
    """Always all of them, with their counts: a row that comes and goes would be looked for in vain.

    Two in a row: a third of a phone's width cuts «Завершённые».
    """
    keys = {
        name: "btn-applications-filter-on" if name == which else "btn-applications-filter" for name in FILTERS
    }
    acts = [Act(say(key, which=name, count=counts[name]), f"which:{name}") for name, key in keys.items()]
    return [acts[:2], acts[2:]]


def _about_drafts(say: Say, drafts: list[Opened]) -> list[str]:
    return [say("applications-drafts", count=len(drafts))] if drafts else []


def _draft_rows(say: Say, core: Core, drafts: list[Opened]) -> list[list[Act]]:
    return [
        [Act(say("btn-applications-continue", title=short_of(core, draft.service_id)), f"draft:{draft.id}")]
        for draft in drafts[:MOST_DRAFTS]
    ]


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    word, _, target = do.partition(":")
    page = page_of(target)
    if do == "back":
        await leave(manager)
    elif do == "services":
        await manager.start(CatalogueSG.categories)
    elif word == "which" and target in FILTERS:
        manager.dialog_data.update(which=target, page=0)
    elif word == "page" and page is not None:
        manager.dialog_data["page"] = page
    elif word == "draft" and target in {str(draft.id) for draft in await core.drafts.opened(citizen.id)}:
        await manager.start(FormSG.step, data={"draft": int(target)})
    elif word == "card":
        await _open_card(manager, target)
    else:
        toast(say("toast-stale"))


async def _open_card(manager: DialogManager, number: str) -> None:
    try:
        await core_of(manager).applications.card(citizen_of(manager).id, number)
    except Refused:
        toast(say_of(manager)("toast-stale"))
        return
    manager.dialog_data["number"] = number
    await manager.switch_to(ApplicationsSG.card)
