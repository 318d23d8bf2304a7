"""Between a form and «Мои документы»: a kept document attached in one tap, a sent one kept for next time."""

from collections.abc import Mapping

from aiogram_dialog import DialogManager

from bot.turns import citizen_of, core_of, say_of
from core.applications.steps import Draft, attached_to, stand
from core.citizens.model import Known
from core.errors import Refused
from core.forms.filling import profile_path
from core.forms.model import Document, Value
from core.wallet.kinds import WalletKind, kind_for
from core.wallet.model import EXPIRED


async def press_kept(action: str, draft_id: int, version: int, manager: DialogManager) -> None:
    """`kept:<id>` attaches, `keep_doc` keeps. Raises Refused (an old window), NotFound, WrongFile."""
    draft = await core_of(manager).drafts.view(citizen_of(manager).id, draft_id)
    document = stand(draft).document
    if document is None or draft.version != version or draft.state != "open":
        raise Refused("step-passed")
    if action == "keep_doc":
        await _keep(draft, document, manager)
    else:
        target = action.removeprefix("kept:")
        plain = target.isascii() and target.isdigit() and len(target) < 20
        await _attach(draft, document, min(int(target), 2**63 - 1) if plain else 0, manager)


async def _attach(draft: Draft, document: Document, document_id: int, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    kept = await core.wallet.one(citizen.id, document_id)
    kind = kind_for(document.id)
    if kind is None or kept.kind.id != kind.id or not kept.pages or attached_to(draft, document.id).pages:
        raise Refused("step-passed")
    ended = kept.status(core.clock.today()) == EXPIRED
    await core.drafts.attach_kept(citizen, (draft.id, draft.version), document.id, kept.pages, ended)


async def _keep(draft: Draft, document: Document, manager: DialogManager) -> None:
    core, citizen, say = core_of(manager), citizen_of(manager), say_of(manager)
    kind = kind_for(document.id)
    pages = [page.file_id for page in attached_to(draft, document.id).pages]
    if kind is None or not pages:
        raise Refused("step-passed")
    values = _values(draft, kind, await core.citizens.profile(citizen.id))
    try:
        made = await core.wallet.keep(citizen, kind, pages, values)
    except Refused as error:
        manager.middleware_data["said"] = say.error(error)
    else:
        manager.middleware_data["said"] = say("form-kept-again" if made is None else "form-kept-saved")


def _values(draft: Draft, kind: WalletKind, known: Mapping[str, Known]) -> dict[str, Value]:
    """What this form's answers say of the document, and else the profile."""
    given: dict[str, Value] = {path: one.value for path, one in known.items()}
    for asked in draft.form.asked(draft.answers):
        path = profile_path(asked, draft.form)
        if path is not None and draft.answers.get(asked.id) is not None:
            given[path] = draft.answers[asked.id]
    return {one.id: given[one.autofill] for one in kind.fields if one.autofill and one.autofill in given}
