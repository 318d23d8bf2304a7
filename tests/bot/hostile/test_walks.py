"""A long walk through every window: there is always a way back, and in English no Russian of our own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.catalogue.model import Catalogue
from core.languages import LANGUAGES
from tests.bot.hostile.people import Standing, asks_at_once, citizen_of, stand_at, without_flood_measure
from tests.bot.hostile.tour import Tour, tour
from tests.okno import Okno
from tests.sample import WHOLE, sample
from tests.source import ROOT

pytestmark = pytest.mark.asyncio(loop_scope="module")

# The last button of every window and notice: back, the list or menu it stands over, a «no» to its question.
WAYS_BACK = (
    *(
        "btn-back",
        "btn-menu",
        "btn-applications-list",
        "btn-form-cancel-no",
        "btn-form-retype",
        "btn-withdraw-no",
    ),
    *("btn-consent-keep", "btn-profile-no", "btn-menu-language", "btn-other-language", "btn-notice-quieter"),
)
STEPS = 600 if WHOLE else 60
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
PLACEABLE = re.compile(r"\{[^{}]*\}|<[^>]+>")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def walked(okno: Okno) -> Tour:
    without_flood_measure(okno)
    return await tour(okno)


async def test_every_window_has_a_way_on_and_a_way_back(okno: Okno, walked: Tour) -> None:
    await okno.core.citizens.set_language(await citizen_of(okno, walked.person), "ru")
    await walked.walk(STEPS, seed=5)
    ways = {okno.core.texts.get(language, key) for key in WAYS_BACK for language in LANGUAGES}
    strange = set()
    for window in walked.windows:
        assert window.labels or window.raw["keyboard"], window.text
        if window.labels and window.labels[-1] not in ways:
            strange.add((window.labels[-1], window.text[:40]))
    assert not strange, strange


# English


def ours(catalogue: Catalogue) -> set[str]:
    """Russian words of the interface: pieces of its texts that the services' own do not contain."""
    forms = [service.form for service in catalogue.services.values()]
    theirs = {
        text for form in forms for asked in form.fields for text in (*asked.title.values(), *asked.options)
    }
    whole = "\n".join(theirs)
    files = (ROOT / "bot" / "texts" / "ru").glob("*.ftl")
    return {words for file in files for words in _pieces(file) if words not in whole}


def _pieces(file: Path) -> Iterator[str]:
    english = (file.parent.parent / "en" / file.name).read_text(encoding="utf-8")
    for line in file.read_text(encoding="utf-8").splitlines():
        _, _, value = line.partition(" = ")
        for piece in PLACEABLE.split(value or line.strip().lstrip("*[]abcdefghijklmnopqrstuvwxyz ")):
            words = piece.strip(" .,:;«»()—·")
            if len(words) >= 12 and CYRILLIC.search(words) and words not in english:
                yield words


def labels_of_ours() -> set[str]:
    texts = (ROOT / "bot" / "texts" / "ru").glob("*.ftl")
    lines = [line for file in texts for line in file.read_text(encoding="utf-8").splitlines()]
    found = {line.partition(" = ")[2].strip() for line in lines if line.startswith("btn-")}
    return {one for one in found if CYRILLIC.search(one) and "{" not in one} - {"Русский"}


async def test_english_is_english(okno: Okno, walked: Tour) -> None:
    assert "en" in LANGUAGES
    citizen = await citizen_of(okno, walked.person)
    await okno.core.citizens.set_language(citizen, "en")
    walked.windows.clear()
    standing = await _form_of(okno, walked)
    for cursor in (
        "",
        "ask:full_name",
        "ask:birth_date",
        "ask:snils",
        "doc:other_document",
        "review",
        "list:0",
        "cancel|",
    ):
        walked.windows.append(await standing.open(cursor))
    for text in (
        "112-233-445 94",
        "no such thing",
        "/menu",
        "passport",
        "/nonsense",
        "/start garbage",
        "482193",
    ):
        await walked.person.say(text)
        walked.windows += [one for one in await walked.person.messages() if one.id > walked.windows[-1].id]
    await walked.walk(STEPS, seed=9, avoid=("set:", "language"))
    russian, labels = ours(okno.core.catalogue), labels_of_ours()
    mine = [one for one in walked.windows if one.raw["from"]["id"] != walked.person.id]
    assert len(mine) > STEPS
    for window in mine:
        assert not set(window.labels) & labels, window.labels
        assert not [words for words in russian if words in window.text], window.text


async def _form_of(okno: Okno, walked: Tour) -> Standing:
    citizen = await citizen_of(okno, walked.person, consented=False)
    service = okno.core.catalogue.services["account-confirmation"]
    draft = await okno.core.drafts.start(citizen, service)
    return Standing(okno, walked.person, citizen, service, draft, await walked.person.window())


KINDS = (
    "date",
    "money",
    "phone",
    "email",
    "passport",
    "inn",
    "vehicle_plate",
    "cadastral_number",
    "integer",
    "region",
)


@pytest.mark.parametrize("kind", sample(KINDS, 5))
async def test_mistakes_are_told_in_english(okno: Okno, kind: str) -> None:
    service, asked = asks_at_once(okno, kind)
    standing = await stand_at(okno, service, f"ask:{asked.id}", language_code="en")
    window = await standing.person.say("<b>what?</b>")
    own = (*asked.title.values(), *asked.hint.values(), *asked.why.values(), *asked.options)
    rest = window.text
    for words in (*own, okno.core.services.short_title(service), "Смирнова Анна Петровна"):
        rest = rest.replace(words.replace("\u00a0", " "), "")
    assert not [words for words in ours(okno.core.catalogue) if words in rest]
    assert "Call an operator" in " ".join(window.labels) or "operator" in " ".join(window.labels)
