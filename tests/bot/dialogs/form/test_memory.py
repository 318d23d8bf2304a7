"""What a form remembers: over restarts, new versions, languages; and what it must not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from core.db.tables import dialog_stacks, drafts
from tests.okno import Okno, start
from tests.opening import SHORT, answer_all, open_form

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def test_a_language_switch_redraws_the_same_step(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("/language")
    await person.tap("English")
    await person.say("/menu")
    await person.tap("Continue")
    assert "Question 2 of 5" in (await person.window()).text


async def test_english_asks_in_english_and_says_what_is_russian_only(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    await person.say("/start")
    await person.say(SHORT)
    service = okno.core.services.by_code(SHORT)
    assert service is not None
    await person.tap(okno.core.services.short_title(service))
    await person.tap("Start")
    await person.tap("I agree")
    window = await person.window()
    assert window.text.startswith("Question 1 of 5")
    assert "in Russian only" in window.text
    await person.say("А123ВС77")
    window = await person.window()
    assert "Region" in window.text
    assert "in Russian only" not in window.text


async def test_a_restart_half_way_loses_nothing(okno: Okno) -> None:
    """The window of this button is forgotten, as after a flush: it leads to the living question."""
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    window = await person.window()
    forgotten = window.data("Сохранить")[:3] + "zzz" + window.data("Сохранить")[6:]
    toast = await person.tap_data(window, forgotten)
    assert toast
    living = await person.window()
    assert "Вопрос 2 из 5" in living.text


async def test_a_form_that_changed_asks_only_what_is_new(okno: Okno) -> None:
    """Nothing typed is lost when a new version of the service is deployed under an open draft."""
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    async with okno.core.works.work() as work:
        await work.conn.execute(update(drafts).values(form_version="older"))
        await work.commit()
    await person.say("/menu")
    await person.tap("Продолжить")
    window = await person.window()
    assert "Форма этой услуги изменилась" in window.text
    assert "Вопрос 2 из 5" in window.text
    await person.say("Тверская область")
    window = await person.window()
    assert "изменилась" not in window.text
    assert "Вопрос 3 из 5" in window.text


async def test_nothing_typed_lies_in_the_stack(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("КАНАРЕЙКА77")
    await person.say("такого региона нет КАНАРЕЙКА")
    await person.say("Тверская область")
    await person.tap("Хочу пожаловаться")
    await person.say("оператор")
    async with okno.core.works.look() as conn:
        stored = " ".join(str(row.data) for row in await conn.execute(select(dialog_stacks)))
    assert stored
    assert "КАНАРЕЙКА" not in stored
    assert "оператор" not in stored


async def test_what_the_profile_knows_is_offered_with_its_source(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    await person.tap("Хочу пожаловаться")
    await person.say("Нет лицензии")
    window = await person.window()
    assert "номер из Telegram" in window.text
    assert window.labels[:2] == ["Оставить", "Изменить"]
    await person.tap("Оставить")
    assert "+7 916" in (await person.window()).text


async def test_an_answer_outdated_by_another_is_asked_again(okno: Okno) -> None:
    """Changing the birth date below a passport's date sends the citizen back to just that question."""
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    form = next(
        one
        for one in okno.core.catalogue.services.values()
        if one.account == "standard"
        and {"birth_date", "passport_issued"} <= {field.id for field in one.form.fields}
        and not one.form.documents
    )
    draft_id = await okno.core.drafts.start(citizen, form)
    await answer_all(okno, citizen, draft_id)
    draft = await okno.core.drafts.view(citizen.id, draft_id)
    place = [one.id for one in draft.form.asked(draft.answers)].index("birth_date")
    await person.say("/menu")
    await person.tap("Продолжить")
    await person.tap("Изменить ответ")
    for _ in range(place // 6):
        await person.tap("›")
    await person.tap(f"{place + 1}. ")
    await person.say("01.01.2020")
    await person.tap("Отправить")
    window = await person.window()
    assert "больше не подходит" in window.text
    assert "Вопрос" in window.text


async def test_an_answer_to_a_draft_that_has_ended_is_told_so_once(okno: Okno) -> None:
    """After thirty days the question may still stand in the chat; the words typed there are no search."""
    person = await okno.person()
    await open_form(okno, person, SHORT)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    (opened,) = await okno.core.drafts.opened(citizen.id)
    async with okno.core.works.work() as work:
        await work.conn.execute(update(drafts).where(drafts.c.id == opened.id).values(state="expired"))
        await work.commit()
    window = await person.say("А123ВС77")
    assert "введённое удалено" in window.text
    assert "По запросу" in (await person.say("потерял паспорт")).text
