"""What the windows of a form share: buttons bound to a draft's version, titles and masked answers."""

from collections.abc import Sequence

from aiogram_dialog import DialogManager, StartMode

from bot.say import Say
from bot.states import WelcomeSG
from bot.turns import citizen_of, core_of
from bot.widgets.screen import Act
from core.applications.steps import Draft, Step, back_from
from core.forms.kinds import kind_of
from core.forms.model import Document, Field, Value
from core.texts import Html

_SOURCES = {"draft": "form-source-draft", "telegram": "form-source-telegram"}
TWO_IN_A_ROW = 14  # labels up to this long share a row


async def led_to_consent(manager: DialogManager, draft: Draft) -> bool:
    """Nothing personal is taken without consent: it may be withdrawn, or its text changed, meanwhile."""
    core = core_of(manager)
    if draft.state != "open" or await core.citizens.consented(citizen_of(manager)):
        return False
    then = {"then": core.catalogue.services[draft.service_id].code}
    # What a department has asked for is found again in the menu: the service's gate would begin a new one.
    data = then if draft.application_id is None else None
    await manager.start(WelcomeSG.consent, data=data, mode=StartMode.RESET_STACK)
    return True


def data_of(draft: Draft, action: str) -> str:
    """A button's data: what to do, and the version of the draft that its window shows."""
    return f"{action}@{draft.version}"


def act_on(draft: Draft, label: str, action: str, style: str | None = None) -> Act:
    return Act(label, data_of(draft, action), style)


def title_of(say: Say, item: Field | Document) -> str:
    return item.title.get(say.language) or item.title["ru"]


def russian_only(say: Say, item: Field | Document) -> bool:
    """Whether the reader's language has no words of its own for it."""
    return say.language not in item.title and say.language != "ru"


def masked(say: Say, asked: Field, value: Value) -> str:
    """An answer as the chat shows it; a skipped one in words."""
    if value is None:
        return say("plain-form-skipped")
    return kind_of(asked).mask(value, asked, say.language)


def source_of(say: Say, source: str) -> Html:
    """Where a known value is from, in words."""
    number = source.removeprefix("application ")
    if number != source:
        return say.html("form-source-application", number=number)
    return say.html(_SOURCES.get(source, "form-source-profile"))


def in_rows(acts: Sequence[Act]) -> list[list[Act]]:
    """Buttons one in a row, or in pairs where all are short."""
    if len(acts) > 1 and all(len(one.label) <= TWO_IN_A_ROW for one in acts):
        return [list(acts[at : at + 2]) for at in range(0, len(acts), 2)]
    return [[one] for one in acts]


def leaving_rows(say: Say, draft: Draft, step: Step) -> list[list[Act]]:
    """Save and leave, cancel, and back; from the very first question back is the service's card."""
    rows = [[Act(say("btn-form-save"), "save"), act_on(draft, say("btn-form-cancel"), "cancel")]]
    if step.kind in {"confirm", "suggest", "clash"}:  # what was typed is dropped, the question stays
        return [*rows, [act_on(draft, say("btn-form-retype"), "no")]]
    if back_from(draft, step) is not None:
        return [*rows, [act_on(draft, say("btn-back"), "back")]]
    return [*rows, [Act(say("btn-back"), "leave")]]
