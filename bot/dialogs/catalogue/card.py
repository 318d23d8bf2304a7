"""A service's card, and everything it will ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager

from bot.dialogs.catalogue.opened import opened_list, opened_service
from bot.dialogs.catalogue.share import send_qr
from bot.say import Say
from bot.states import ApplySG, CatalogueSG, FormSG
from bot.turns import citizen_of, core_of, leave, say_of, toast
from bot.widgets import Act, Rows, back_row, shown
from bot.widgets.offers import price_of, term_of
from bot.wording import department_of
from core.bootstrap import Core
from core.catalogue.model import Service
from core.catalogue.regions import english
from core.catalogue.usecases import in_language
from core.citizens.model import Citizen, Known
from core.files.inspect import MAX_BYTES
from core.forms.filling import fits, most_questions, profile_path
from core.forms.kinds import Context
from core.forms.model import Document, Field
from core.remembered.model import LISTED, PINNED
from core.texts import say_day

# What the estimate rests on; the card says so, since nobody has measured a citizen yet.
SECONDS_AN_ANSWER, SECONDS_A_DOCUMENT = 20, 60
REGION = "profile.region"
EVERY_FORMAT = ("pdf", "jpg", "png")


async def _known(core: Core, citizen: Citizen, service: Service) -> set[str]:
    return known_fields(service, await core.citizens.profile(citizen.id), core.clock.today())


def known_fields(service: Service, profile: Mapping[str, Known], today: date) -> set[str]:
    """The questions asked of everybody that the profile already answers."""
    context = Context(today, {}, service.form)
    paths = [
        (field, profile_path(field, service.form)) for field in service.form.fields if field.when is None
    ]
    return {
        field.id
        for field, path in paths
        if path is not None and path in profile and fits(field, profile[path].value, context)
    }


def minutes(questions: int, documents: int) -> int:
    """How long it may take, in whole minutes: answers yet unknown and documents that must be there."""
    return max(1, -(-(questions * SECONDS_AN_ANSWER + documents * SECONDS_A_DOCUMENT) // 60))


# The card


async def card_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    service = opened_service(core, dialog_manager)
    if service is None:
        return _gone(say)
    await _remember(core, citizen, dialog_manager, service)
    draft = await core.drafts.open_for(citizen.id, service.id)
    profile = await core.citizens.profile(citizen.id)
    parts = [
        _head(core, say, service),
        "\n".join([_terms(core, say, service), *_region(say, service, profile)]),
        _wanted(say, service, len(known_fields(service, profile, core.clock.today()))),
        say("catalogue-outcome", outcome=service.outcome),
        *_notes(core, say, citizen, service, draft),
    ]
    papers = say("btn-catalogue-papers" if service.form.documents else "btn-catalogue-questions")
    pinned = await core.remembered.state_of(citizen.id, service.id) == PINNED
    rows = [
        *_start_rows(say, draft),
        [Act(papers, "papers")],
        [Act(say("btn-catalogue-unpin" if pinned else "btn-catalogue-pin"), "unpin" if pinned else "pin")],
        [Act(say("btn-catalogue-share"), "share"), Act(say("btn-catalogue-qr"), "qr")],
    ]
    return shown("\n\n".join(parts), [*rows, back_row(say)])


async def _remember(core: Core, citizen: Citizen, manager: DialogManager, service: Service) -> None:
    """Among the citizen's own services, once a visit and not before their consent."""
    if manager.dialog_data.get("visited") != service.code and await core.citizens.consented(citizen):
        await core.remembered.visit(citizen.id, service.id)
    manager.dialog_data["visited"] = service.code


def _region(say: Say, service: Service, profile: Mapping[str, Known]) -> list[str]:
    """Where a region's or a town's service is given: everywhere, so in the citizen's own."""
    if service.level == "federal":
        return []
    known = profile.get(REGION)
    if known is None:
        return [say("catalogue-region-unknown")]
    name = str(known.value)
    return [say("catalogue-region", region=name if say.language == "ru" else english(name))]


def _gone(say: Say) -> dict[str, Any]:
    rows = [[Act(say("btn-catalogue-all"), "all", style="primary")], back_row(say)]
    return shown(say("catalogue-gone"), rows)


def _head(core: Core, say: Say, service: Service) -> str:
    department = department_of(say, core, service.department)
    lines = [
        say("catalogue-head", title=service.title, department=department, code=service.code),
        say("catalogue-summary", summary=service.summary),
    ]
    if "citizen" not in service.audience:
        audience = ", ".join(say(f"audience-{one}") for one in service.audience)
        lines.append(say("catalogue-audience", audience=audience))
    return "\n".join(lines)


def _terms(core: Core, say: Say, service: Service) -> str:
    fee = price_of(say, service.fee)
    if service.term.unit == "instant":
        return say("catalogue-term-instant", fee=fee)
    ready = core.services.ready_on(service, core.clock.today())
    return say("catalogue-term", term=term_of(say, service.term), date=say_day(ready, say.language), fee=fee)


def _wanted(say: Say, service: Service, known: int) -> str:
    form = service.form
    fewest, most = len(form.asked({})), most_questions(form, {})
    required = sum(not document.optional for document in form.documents)
    asked = say(
        "catalogue-asked",
        questions=most,
        range=str(most) if fewest == most else f"{fewest}–{most}",
        known=known,
        documents=required,
        optional=len(form.documents) - required,
    )
    estimate = say("catalogue-minutes", minutes=minutes(most - known, required), documents=required)
    return f"{asked}\n{estimate}"


def _notes(core: Core, say: Say, citizen: Citizen, service: Service, draft: int | None) -> list[str]:
    """What stands between the citizen and the result, or speaks for going on."""
    notes = []
    if core.departments is None:
        notes.append(say("catalogue-no-departments"))
    elif not citizen.reaches(service.account):
        notes.append(say(f"catalogue-lock-{service.account}"))
    if draft is not None:
        notes.append(say("catalogue-draft"))
    if say.language != "ru":
        notes.append(say("service-russian-only"))
    return notes


def _start_rows(say: Say, draft: int | None) -> Rows:
    if draft is None:
        return [[Act(say("btn-catalogue-start"), "start", style="primary")]]
    return [
        [Act(say("btn-catalogue-continue"), "continue", style="primary")],
        [Act(say("btn-catalogue-start-anew"), "start")],
    ]


async def on_card(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await _leave_card(manager)
    elif do == "all":
        await manager.switch_to(CatalogueSG.categories)
    elif (service := opened_service(core_of(manager), manager)) is None:
        toast(say_of(manager)("toast-stale"))
    elif do == "papers":
        await manager.switch_to(CatalogueSG.papers)
    elif do == "share":
        await manager.switch_to(CatalogueSG.share)
    elif do == "qr":
        await send_qr(callback, manager, service)
    elif do in {"pin", "unpin"}:
        await _pin(manager, service, do == "pin")
    else:
        await _begin(do, manager)


async def _pin(manager: DialogManager, service: Service, pinned: bool) -> None:
    await core_of(manager).remembered.put(citizen_of(manager).id, service.id, PINNED if pinned else LISTED)
    toast(say_of(manager)("toast-pinned" if pinned else "toast-unpinned"))


async def _leave_card(manager: DialogManager) -> None:
    """To the list the card was opened from, or to the window before this dialog."""
    if opened_list(manager)[0]:
        await manager.switch_to(CatalogueSG.services)
    else:
        await leave(manager)


async def _begin(do: str, manager: DialogManager) -> None:
    core, citizen = core_of(manager), citizen_of(manager)
    service = opened_service(core, manager)
    draft = await core.drafts.open_for(citizen.id, service.id) if service is not None else None
    if do == "continue" and draft is not None and await core.citizens.consented(citizen):
        await manager.start(FormSG.step, data={"draft": draft})
    elif service is not None and (do == "start" or (do == "continue" and draft is not None)):
        await manager.start(ApplySG.gate, data={"service": service.code})
    else:
        toast(say_of(manager)("toast-stale"))


# What it asks for


async def papers_getter(
    core: Core, citizen: Citizen, say: Say, dialog_manager: DialogManager, **_: object
) -> dict[str, Any]:
    service = opened_service(core, dialog_manager)
    if service is None:
        return _gone(say)
    draft = await core.drafts.open_for(citizen.id, service.id)
    known = await _known(core, citizen, service)
    questions = [
        _question(say, number, field, field.id in known)
        for number, field in enumerate(service.form.fields, 1)
    ]
    parts = [
        say("catalogue-papers", title=service.title),
        _documents(say, service.form.documents),
        *(["\n".join([say("catalogue-papers-questions"), *questions])] if questions else []),
    ]
    return shown("\n\n".join(parts), [*_start_rows(say, draft)[:1], back_row(say)])


def _documents(say: Say, documents: tuple[Document, ...]) -> str:
    if not documents:
        return say("catalogue-papers-none")
    lines = [say("catalogue-papers-documents", megabytes=str(MAX_BYTES // 1024 // 1024))]
    for number, document in enumerate(documents, 1):
        lines.append(
            say(
                "catalogue-paper-optional" if document.optional else "catalogue-paper",
                number=str(number),
                title=in_language(document.title, say.language),
                formats=", ".join(one.upper() for one in EVERY_FORMAT if one in document.formats),
            )
        )
    return "\n".join(lines)


def _question(say: Say, number: int, field: Field, known: bool) -> str:
    key = "catalogue-question"
    if known:
        key = "catalogue-question-known"
    elif field.when is not None:
        key = "catalogue-question-when"
    elif field.optional:
        key = "catalogue-question-optional"
    return say(key, number=str(number), title=in_language(field.title, say.language))


async def on_papers(callback: CallbackQuery, do: str, manager: DialogManager) -> None:
    if do == "back":
        await manager.switch_to(CatalogueSG.card)
    elif do == "all":
        await manager.switch_to(CatalogueSG.categories)
    else:
        await _begin(do, manager)
