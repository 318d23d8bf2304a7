"""One review's window: a checklist edited in place, what is asked for now, and how it ended."""

import json
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.confirm.card import begin, method_of
from bot.say import Say
from bot.states import ConfirmSG, HelpSG, RecoverySG
from bot.turns import citizen_of, core_of, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.wording import moment_of
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.confirmation.model import FIELDS, PERSON_TAKEN, PICTURES, VIDEO, Review
from core.errors import Refused, WrongAnswer
from core.forms.kinds import Context, kind_of

Held = dict[str, Any]


async def collect_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, said: str = "", **_: object
) -> dict[str, Any]:
    review = await core.confirmation.latest(citizen.id, method_of(dialog_manager))
    if review is None or review.state == "left":
        return shown(say("confirm-gone"), [[Act(say("btn-confirm-ways"), "ways", style="primary")]])
    if citizen.level == "confirmed":
        return shown(say("confirm-done"), [back_row(say)])
    if review.state == "waiting":
        return shown(_waiting(core, say, review), [back_row(say)])
    if review.state == "refused":
        return _refused(say, review)
    data = dialog_manager.dialog_data
    if data.get("mending"):
        return shown(say("confirm-mend"), _mend_rows(core, say, review))
    held = held_of(core, dialog_manager)
    part = part_now(review, dialog_manager)
    parts = [said, _checklist(core, say, review), _wanted(core, say, review, part, held)]
    return shown("\n\n".join(one for one in parts if one), _rows(core, say, review, part, held))


def part_now(review: Review, manager: DialogManager) -> str:
    """What is asked for: the part chosen to be sent anew, else the first that is missing; else nothing."""
    chosen = str(manager.dialog_data.get("part") or "")
    if chosen in review.needs:
        return chosen
    return next(iter(review.missing), "")


def title_of(core: Core, say: Say, part: str) -> str:
    if part in core.citizens.fields:
        title = core.citizens.fields[part].title
        return title.get(say.language) or title["ru"]
    return say(f"plain-part-{part}")


def _waiting(core: Core, say: Say, review: Review) -> str:
    when = moment_of(say, core, review.due_at) if review.due_at is not None else ""
    return say("confirm-overdue") if review.escalated else say("confirm-waiting", when=when)


def _refused(say: Say, review: Review) -> dict[str, Any]:
    lines = [f"• {say(f'review-reason-{code}')}" for code in review.reasons]
    text = "\n".join([say("confirm-refused"), *lines])
    if PERSON_TAKEN in review.reasons:
        regain = [Act(say("btn-confirm-regain"), "regain", style="primary")]
        return shown(text, [regain, [Act(say("btn-help"), "help")], back_row(say)])
    return shown(
        f"{text}\n\n{say('confirm-refused-how')}",
        [[Act(say("btn-review-mend"), "again", style="primary")], back_row(say)],
    )


def _checklist(core: Core, say: Say, review: Review) -> str:
    return "\n".join(
        [say(f"confirm-collect-{review.method}"), *(_line(core, say, review, part) for part in review.needs)]
    )


def _line(core: Core, say: Say, review: Review, part: str) -> str:
    title = title_of(core, say, part)
    if part in review.answers:
        asked = core.citizens.fields[part]
        return say(
            "confirm-part-value",
            title=title,
            value=kind_of(asked).mask(review.answers[part], asked, say.language),
        )
    if part in review.doubts:
        words = ", ".join(say(f"plain-doubt-{one}") for one in review.doubts[part])
        return say("confirm-part-doubt", title=title, doubts=words)
    return say("confirm-part-there" if part in review.files else "confirm-part-missing", title=title)


def _wanted(core: Core, say: Say, review: Review, part: str, held: Held) -> str:
    if part == VIDEO:
        fresh = review.phrase_holds(core.clock.now())
        said = say("confirm-say", phrase=review.phrase, digits=review.digits)
        return said if fresh else say("confirm-phrase-old")
    if not part:
        return say("confirm-all-there")
    if part in PICTURES:
        return say("confirm-doubtful" if part in review.doubts else f"confirm-ask-{part}")
    asked = core.citizens.fields[part]
    if "value" in held:
        return say("profile-value-confirm", value=kind_of(asked).mask(held["value"], asked, say.language))
    if "suggestions" in held:
        return say("profile-value-choose")
    example = kind_of(asked).example(asked)
    return say("confirm-ask-field", title=title_of(core, say, part), example=example)


def _rows(core: Core, say: Say, review: Review, part: str, held: Held) -> Rows:
    if "value" in held:
        return [[Act(say("btn-profile-yes"), "yes", style="primary")], [Act(say("btn-profile-no"), "no")]]
    if "suggestions" in held:
        picks = [[Act(text[:60], f"pick:{at}")] for at, text in enumerate(held["suggestions"])]
        return [*picks, [Act(say("btn-profile-no"), "no")]]
    rows = []
    if not review.missing:
        rows.append([Act(say("btn-confirm-submit"), "submit", style="primary")])
    if part in review.doubts:
        rows.append([Act(say("btn-confirm-keep"), f"keep:{part}")])
    if part == VIDEO and not review.phrase_holds(core.clock.now()):
        rows.append([Act(say("btn-confirm-phrase"), "phrase", style="primary")])
    mending = [[Act(say("btn-confirm-mend"), "mend")]] if review.answers or review.files else []
    return [*rows, *mending, back_row(say)]


def _mend_rows(core: Core, say: Say, review: Review) -> Rows:
    parts = [part for part in review.needs if part in review.answers or part in review.files]
    rows = [[Act(say("btn-confirm-anew", title=title_of(core, say, part)), f"part:{part}")] for part in parts]
    held = [part for part in PICTURES if part in review.files]
    pairs = [(one, other) for at, one in enumerate(held) for other in held[at + 1 :]]
    for one, other in pairs:
        names = {"one": title_of(core, say, one), "other": title_of(core, say, other)}
        rows.append([Act(say("btn-confirm-swap", **names), f"swap:{one}:{other}")])
    return [*rows, [Act(say("btn-confirm-leave"), "leave", style="danger")], back_row(say, "unmend")]


def held_of(core: Core, manager: DialogManager) -> Held:
    """What was typed and waits for a tap; sealed, since a stack may lie in Redis."""
    hidden = manager.dialog_data.get("held")
    held: Held = json.loads(core.reveal(str(hidden))) if hidden else {}
    return held


async def on_collect(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    word, _, target = do.partition(":")
    data = manager.dialog_data
    match word:
        case "back" | "ways":
            data.clear()
            await manager.switch_to(ConfirmSG.card)
        case "help":
            await manager.start(HelpSG.main)
        case "regain":
            await manager.start(RecoverySG.main)
        case "again":
            await begin(manager)
        case "mend":
            data.pop("held", None)
            data["mending"] = True
        case "unmend":
            data.pop("mending", None)
        case "part":
            data.pop("mending", None)
            data["part"] = target
        case "no":
            data.pop("held", None)
        case _:
            await press(manager, word, target)


async def press(manager: DialogManager, word: str, target: str) -> None:
    """What changes the review; it decides itself whether it may."""
    core, citizen, say, method = core_of(manager), citizen_of(manager), say_of(manager), method_of(manager)
    try:
        match word:
            case "yes" | "pick":
                await _choose(manager, word, target)
            case "submit":
                await core.confirmation.submit(citizen.id, method)
            case "keep":
                await core.confirmation.keep(citizen.id, method, target)
                manager.dialog_data.pop("part", None)
            case "phrase":
                await core.confirmation.rephrase(citizen.id, method)
            case "swap":
                one, _, other = target.partition(":")
                await core.confirmation.swap(citizen.id, method, one, other)
                manager.dialog_data.pop("mending", None)
            case "leave":
                await core.confirmation.leave(citizen.id, method)
                manager.dialog_data.clear()
                await manager.switch_to(ConfirmSG.card)
            case _:
                toast(say("toast-stale"))
    except (Refused, WrongAnswer) as error:
        toast(say.error_line(error))


async def _choose(manager: DialogManager, word: str, target: str) -> None:
    """A tap that stands for a value; it is checked like a typed one."""
    core, citizen, method = core_of(manager), citizen_of(manager), method_of(manager)
    held = held_of(core, manager)
    path = str(held.get("path"))
    if word == "yes" and "value" in held and path in FIELDS:
        value = held["value"]
    elif word == "pick" and target.isdecimal() and int(target) < len(held.get("suggestions", ())):
        asked = core.citizens.fields[path]
        value = (
            kind_of(asked).parse(held["suggestions"][int(target)], asked, Context(core.clock.today())).value
        )
    else:
        raise Refused("review-part")
    await core.confirmation.settle(citizen.id, method, path, value)
    manager.dialog_data.pop("held", None)
    manager.dialog_data.pop("part", None)
