"""The gate before a form: what is missing is asked for once, and leads back to the service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, Person, Window, start
from tests.opening import SHORT, open_form

STANDARD = "FFOMS-306"
CONFIRMED = "MVD-103"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def card(okno: Okno, person: Person, code: str) -> Window:
    service = okno.core.services.by_code(code)
    assert service is not None
    await person.say("/menu")
    await person.say(code)
    await person.tap(okno.core.services.short_title(service))
    return await person.window()


async def test_a_service_for_everybody_asks_for_consent_only(okno: Okno) -> None:
    person = await okno.person()
    await card(okno, person, SHORT)
    await person.tap("Начать заявление")
    assert "Согласие на обработку" in (await person.window()).text
    await person.tap("Согласен(а)")
    assert "Вопрос 1 из" in (await person.window()).text


async def test_a_standard_service_leads_through_registration(okno: Okno) -> None:
    person = await okno.person()
    await card(okno, person, STANDARD)
    await person.tap("Начать заявление")
    await person.tap("Согласен(а)")
    assert "номер телефона" in (await person.window()).text
    window = await person.send(contact="own")
    assert "Вопрос 1 из 4" in window.text
    assert window.labels[-1] == "Назад"


async def test_back_from_consent_is_the_service_s_card(okno: Okno) -> None:
    person = await okno.person()
    await card(okno, person, STANDARD)
    await person.tap("Начать заявление")
    await person.tap("Назад")
    assert "Начать заявление" in (await person.window()).labels


async def test_back_from_the_first_question_is_the_service_s_card(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.tap("Назад")
    window = await person.window()
    assert SHORT in window.text


async def test_too_low_a_level_is_explained_and_checked_again(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await card(okno, person, CONFIRMED)
    await person.tap("Начать заявление")
    window = await person.window()
    assert "🔒 Для этой услуги нужна подтверждённая учётная запись" in window.text
    assert "прямо здесь" in window.text
    assert window.labels == ["Подтвердить личность", "Проверить ещё раз", "Помощь", "Назад"]
    assert "прежний" in (await person.tap("Проверить ещё раз") or "")
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    await person.until("Личный профиль подтверждён")
    await person.tap("Проверить ещё раз", window)
    question = await person.window()
    assert "Вопрос 1 из 14" in question.text, "below the news, where the eye is"


async def test_back_from_the_lock_is_the_service_s_card(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await card(okno, person, CONFIRMED)
    await person.tap("Начать заявление")
    await person.tap("Назад")
    assert "код MVD-103" in (await person.window()).text


async def begun(okno: Okno, person: Person) -> None:
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")


async def gate(okno: Okno, person: Person) -> Window:
    """The gate over an open draft."""
    await card(okno, person, SHORT)
    await person.tap("заново")
    return await person.window()


async def test_an_open_draft_is_offered_with_when_and_how_far(okno: Okno) -> None:
    person = await okno.person()
    await begun(okno, person)
    window = await gate(okno, person)
    assert "Вы уже заполняли это заявление. Сохранено" in window.text
    assert "вопросе 3 из 5" in window.text
    assert window.labels == ["Продолжить", "Начать заново", "Назад"]
    await person.tap("Продолжить")
    assert "Вопрос 3 из 5" in (await person.window()).text


async def test_starting_again_asks_first(okno: Okno) -> None:
    person = await okno.person()
    await begun(okno, person)
    await gate(okno, person)
    await person.tap("Начать заново")
    window = await person.window()
    assert "вернуть его будет нельзя" in window.text
    styles = {button["text"]: button.get("style") for row in window.raw["buttons"] for button in row}
    assert styles["Удалить и начать заново"] == "danger"
    await person.tap("Назад")
    assert "Вы уже заполняли" in (await person.window()).text
    await person.tap("Начать заново")
    await person.tap("Удалить и начать заново")
    assert "Вопрос 1 из 5" in (await person.window()).text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert len(await okno.core.drafts.opened(citizen.id)) == 1


async def test_a_forged_start_again_needs_the_question_first(okno: Okno) -> None:
    person = await okno.person()
    await begun(okno, person)
    window = await gate(okno, person)
    forged = window.data("Продолжить").removesuffix("continue") + "anew_yes"
    await person.tap_data(window, forged)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    draft = (await okno.core.drafts.opened(citizen.id))[0]
    assert len((await okno.core.drafts.view(citizen.id, draft.id)).answers) == 2


async def test_a_changed_consent_text_is_asked_again(okno: Okno) -> None:
    person = await okno.person()
    await begun(okno, person)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.decide_consent(citizen, False, "ru")
    window = await person.say("Слишком быстро ехал")
    assert "Согласие на обработку" in window.text
    await person.tap("Согласен(а)")
    assert "Вы уже заполняли это заявление" in (await person.window()).text


@pytest.mark.parametrize("do", ["sel:999", "", "page:-1", "submit@1"])
async def test_forged_data_redraws_the_gate(okno: Okno, do: str) -> None:
    person = await okno.person()
    await begun(okno, person)
    window = await gate(okno, person)
    toast = await person.tap_data(window, window.data("Продолжить").removesuffix("continue") + do)
    assert "устарела" in (toast or "")
