"""Applications filed through the use cases, for tests of what comes after «Отправить»."""

import random
from collections.abc import Mapping
from dataclasses import replace

from core.applications.drafts import Typed
from core.applications.steps import stand
from core.bootstrap import Core
from core.citizens.model import Citizen
from core.files.inspect import Inspected
from core.forms.kinds import Context, kind_of

PAGE = b"%PDF-1.4 one page"


def page(data: bytes = PAGE) -> Inspected:
    """A document's page as inspection leaves it."""
    return Inspected("pdf", "application/pdf", 1, 0, 0, (), data)


async def citizen_of(core: Core, telegram_id: int = 1001, phone: str = "+79161234567") -> Citizen:
    """Somebody registered."""
    citizen = await core.citizens.meet(telegram_id, "ru")
    await core.citizens.decide_consent(citizen, True, "ru")
    await core.citizens.register(citizen, phone)
    return await core.citizens.meet(telegram_id, "ru")


async def file_application(
    core: Core, citizen: Citizen, service_id: str, answers: Mapping[str, str] | None = None
) -> str:
    """Fill the service's form with `answers` (else with samples) and send it; returns the number."""
    draft_id = await core.drafts.start(citizen, core.catalogue.services[service_id])
    return await finish(core, citizen, draft_id, answers or {})


async def finish(
    core: Core, citizen: Citizen, draft_id: int, answers: Mapping[str, str], data: bytes = PAGE
) -> str:
    """Answer whatever the draft still asks, and send it."""
    rng = random.Random(draft_id)
    while True:
        draft = await core.drafts.view(citizen.id, draft_id)
        step = stand(draft)
        if step.kind == "review":
            # Levels are the gate's and the form's own tests' business.
            return await core.applications.submit(
                replace(citizen, level="confirmed"), draft_id, draft.version
            )
        if step.kind in {"confirm", "suggest"}:
            action = "yes" if step.kind == "confirm" else "pick:0"
            await core.drafts.press(citizen, draft_id, draft.version, action, {})
        elif step.field is not None:
            context = Context(core.clock.today(), draft.answers, draft.form)
            text = answers.get(step.field.id) or kind_of(step.field).sample(step.field, rng, context)
            await core.drafts.answer(citizen, draft_id, Typed(text, citizen.telegram_id, rng.getrandbits(30)))
        elif step.document is not None and not draft.attached.get(step.document.id):
            name = f"{step.document.id}.pdf"
            await core.drafts.attach(citizen, draft_id, step.document.id, file=page(data), name=name)
        else:
            await core.drafts.press(citizen, draft_id, draft.version, "pages_done", {})
