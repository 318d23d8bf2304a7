"""Life situations: several services in the order they are due, and how far one has come."""

from typing import Any

from aiogram import Bot
from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager

from bot.links import link_to, to_share
from bot.say import Say
from bot.states import ApplicationsSG, CatalogueSG, SituationsSG
from bot.turns import citizen_of, core_of, leave, on_free_message, say_of, toast
from bot.widgets import Act, back_row, pager_row, screen, shown
from bot.widgets.offers import cut, page_of
from bot.wording import in_russian_only
from core.bootstrap import Core
from core.catalogue.model import Situation
from core.catalogue.usecases import in_language
from core.citizens.model import Citizen
from core.errors import NotFound, Refused
from core.situations.model import Progress, Standing

PAGE, STEPS = 8, 6
_SETTLED = frozenset({"filed", "done"})


# All of them


async def list_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    followed = {one.situation.id: one for one in await core.situations.followed(citizen.id)}
    every = core.catalogue.situations
    ordered = [*(every[key] for key in followed), *(one for key, one in every.items() if key not in followed)]
    listed, page, pages = cut(ordered, int(dialog_manager.dialog_data.get("page", 0)), PAGE)
    rows = [[Act(situation_label(say, one, followed.get(one.id)), f"open:{one.id}")] for one in listed]
    text = say("situations-head", count=len(every))
    return shown(text, [*rows, pager_row(say, page, pages), back_row(say)])


def situation_label(say: Say, one: Situation, progress: Progress | None) -> str:
    """«👶 Родился ребёнок», with how far one has come."""
    title = in_language(one.title, say.language)
    if progress is None:
        return say("btn-situation", emoji=one.emoji, title=title)
    done, total = str(progress.settled), str(len(progress.steps))
    return say("btn-situation-progress", emoji=one.emoji, title=title, done=done, total=total)


async def on_list(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    match do.partition(":")[::2]:
        case "back", "":
            await leave(manager)
        case "page", target if (page := page_of(target)) is not None:
            manager.dialog_data["page"] = page
        case "open", target if target in core_of(manager).catalogue.situations:
            manager.dialog_data.update(situation=target, steps=0)
            await manager.switch_to(SituationsSG.steps)
        case _:
            toast(say_of(manager)("toast-stale"))


# One, step by step


def _situation(manager: DialogManager) -> str:
    data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return str(manager.dialog_data.get("situation") or data.get("situation") or "")


async def steps_getter(
    core: Core, citizen: Citizen, say: Say, bot: Bot, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    try:
        progress = await core.situations.view(citizen.id, _situation(dialog_manager))
    except NotFound as error:
        return shown(say.error(error), [[Act(say("btn-situations-all"), "all", style="primary")]])
    steps, page, pages = cut(progress.steps, _page(dialog_manager, progress), STEPS)
    first = progress.steps.index(steps[0]) + 1
    lines = [_line(core, say, number, one) for number, one in enumerate(steps, first)]
    consented = await core.citizens.consented(citizen)
    rows = [
        [
            Act(
                _step_label(core, say, number, one, progress),
                f"step:{one.step.service}",
                style=_style(one, progress),
            )
        ]
        for number, one in enumerate(steps, first)
    ]
    link = await link_to(bot, f"b_{progress.situation.id}")
    more = [
        _skip_row(core, say, progress) if consented else [],
        [
            Act(
                say("btn-situation-share"),
                url=to_share(link, in_language(progress.situation.title, say.language)),
            )
        ],
        [Act(say("btn-situation-put-away"), "away")] if progress.begun is not None else [],
    ]
    text = "\n\n".join([_head(say, progress), "\n".join(lines), *in_russian_only(say)])
    return shown(text, [*rows, pager_row(say, page, pages), *more, back_row(say)])


def _page(manager: DialogManager, progress: Progress) -> int:
    """The page chosen; else the one of the next step."""
    kept = manager.dialog_data.get("steps_page")
    if kept is not None or progress.next is None:
        return int(kept or 0)
    place = progress.steps.index(progress.next)
    pages = -(-len(progress.steps) // STEPS)
    return next(page for page in range(pages) if progress.steps[place] in cut(progress.steps, page, STEPS)[0])


def _head(say: Say, progress: Progress) -> str:
    situation = progress.situation
    head = say(
        "situation-head",
        emoji=situation.emoji,
        title=in_language(situation.title, say.language),
        summary=in_language(situation.summary, say.language),
    )
    if progress.next is None:
        return f"{head}\n{say('situation-finished')}"
    return f"{head}\n{say('situation-progress', done=progress.settled, total=len(progress.steps))}"


def _line(core: Core, say: Say, number: int, one: Standing) -> str:
    return say(
        f"situation-step-{one.state}",
        number=str(number),
        title=core.catalogue.services[one.step.service].title,
        when=in_language(one.step.when, say.language),
    )


def _step_label(core: Core, say: Say, number: int, one: Standing, progress: Progress) -> str:
    title = core.services.short_title(core.catalogue.services[one.step.service])
    return say(f"btn-situation-step-{one.state}", number=str(number), title=title)


def _style(one: Standing, progress: Progress) -> str | None:
    return "primary" if one is progress.next else None


def _skip_row(core: Core, say: Say, progress: Progress) -> list[Act]:
    if progress.next is None or progress.next.state != "open":
        return []
    service = progress.next.step.service
    number = progress.steps.index(progress.next) + 1
    return [Act(say("btn-situation-skip", number=str(number)), f"skip:{service}")]


async def on_steps(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    try:
        progress = await core.situations.view(citizen.id, _situation(manager))
    except NotFound:
        progress = None
    word, _, target = do.partition(":")
    if do == "back":
        await _leave_steps(manager)
    elif do == "all":
        await manager.switch_to(SituationsSG.list)
    elif progress is None:
        toast(say_of(manager)("toast-stale"))
    elif word == "page" and (page := page_of(target)) is not None:
        manager.dialog_data["steps_page"] = page
    elif do == "away" and progress.begun is not None:
        await _put_away(manager, progress)
    else:
        standing = next((one for one in progress.steps if one.step.service == target), None)
        await _act(manager, word, standing, progress)


async def _leave_steps(manager: DialogManager) -> None:
    if "situation" in manager.dialog_data:
        manager.dialog_data.pop("steps_page", None)
        await manager.switch_to(SituationsSG.list)
    else:
        await leave(manager)


async def _put_away(manager: DialogManager, progress: Progress) -> None:
    try:
        await core_of(manager).situations.put_away(citizen_of(manager).id, progress.situation.id)
    except Refused:
        toast(say_of(manager)("toast-stale"))
        return
    toast(say_of(manager)("toast-situation-away"))


async def _act(manager: DialogManager, word: str, one: Standing | None, progress: Progress) -> None:
    """A step opens its card or its application; what was skipped comes back."""
    core, citizen, situation = core_of(manager), citizen_of(manager), progress.situation.id
    consented = await core.citizens.consented(citizen)
    if one is None or word not in {"step", "skip"} or (word == "skip" and not consented):
        toast(say_of(manager)("toast-stale"))
    elif word == "skip":
        await core.situations.skip(citizen.id, situation, one.step.service, True)
        manager.dialog_data.pop("steps_page", None)
        toast(say_of(manager)("toast-situation-skipped"))
    elif one.state == "skipped":
        await core.situations.skip(citizen.id, situation, one.step.service, False)
        toast(say_of(manager)("toast-situation-back"))
    elif one.state in _SETTLED and one.number is not None:
        await manager.start(ApplicationsSG.card, data={"number": one.number})
    else:
        if consented:
            await core.situations.begin(citizen.id, situation)
        manager.dialog_data.pop("steps_page", None)
        service = core.catalogue.services[one.step.service]
        await manager.start(CatalogueSG.card, data={"service": service.code})


def situations_dialog() -> Dialog:
    goes = [CatalogueSG.card, ApplicationsSG.card, SituationsSG.list]
    return Dialog(
        screen(SituationsSG.list, list_getter, on_list, on_free_message, [SituationsSG.steps]),
        screen(SituationsSG.steps, steps_getter, on_steps, on_free_message, goes),
    )
