"""Ways into a form through the front door, and files to send there."""

import io
import random

from PIL import Image, ImageFilter
from pypdf import PdfWriter

from core.applications.drafts import Typed
from core.applications.steps import stand
from core.citizens.model import Citizen
from core.forms.kinds import Context, kind_of
from tests.okno import Okno, Person, Window

SHORT = "REGION_TRANSPORT-207"  # level none: a plate, a region, a choice, a long text, a phone


async def open_form(okno: Okno, person: Person, code: str) -> Window:
    """From the service's own code to the first question; the consent on the way. The level must be there."""
    await person.say("/menu")
    await person.say(code)
    service = okno.core.services.by_code(code)
    assert service is not None
    await person.tap(okno.core.services.short_title(service))
    await person.tap("Начать заявление")
    if "Согласен(а)" in (await person.window()).labels:
        await person.tap("Согласен(а)")
    return await person.window()


def photo(width: int = 900, height: int = 1157, seed: int = 80) -> bytes:
    """A sharp picture."""
    return _jpeg(Image.effect_noise((width, height), seed).convert("RGB"))


def blurred(width: int = 900, height: int = 1157) -> bytes:
    """A dark and blurred one."""
    noise = Image.effect_noise((width, height), 20).point(lambda level: level // 6)
    return _jpeg(noise.filter(ImageFilter.GaussianBlur(12)).convert("RGB"))


def _jpeg(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for number in range(pages):
        writer.add_blank_page(595, 842 + number)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


async def at_documents(okno: Okno, person: Person, code: str) -> Window:
    """A form whose questions are all answered, opened from the menu at its first document."""
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.decide_consent(citizen, True, "ru")
    service = okno.core.services.by_code(code)
    assert service is not None
    draft_id = await okno.core.drafts.start(citizen, service)
    await answer_all(okno, citizen, draft_id)
    await person.say("/menu")
    await person.tap("Продолжить")
    return await person.window()


async def answer_all(okno: Okno, citizen: Citizen, draft_id: int) -> None:
    """Samples for every question that stands, as the use cases take them."""
    rng = random.Random(7)
    while True:
        draft = await okno.core.drafts.view(citizen.id, draft_id)
        step = stand(draft)
        if step.field is None:
            return
        if step.kind == "question":
            context = Context(okno.core.clock.today(), draft.answers, draft.form)
            text = kind_of(step.field).sample(step.field, rng, context)
            await okno.core.drafts.answer(
                citizen, draft_id, Typed(text, citizen.telegram_id, rng.getrandbits(30))
            )
        else:
            action = "yes" if step.kind == "confirm" else "pick:0"
            await okno.core.drafts.press(citizen, draft_id, draft.version, action, {})
