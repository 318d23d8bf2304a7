"""Buttons in a form: old, forged, repeated, somebody else's; and questions answered by buttons alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.applications.steps import stand
from core.errors import NotFound
from tests.okno import Okno, Person, start
from tests.opening import SHORT, open_form

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def draft_of(okno: Okno, person: Person) -> int:
    citizen = await okno.core.citizens.meet(person.id, "ru")
    return (await okno.core.drafts.opened(citizen.id))[0].id


async def test_ticking_several(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, "MINCIFRY-134")
    await person.say("Тверская область")
    await person.tap("Пропустить")
    await person.tap("Готово")
    assert "Отметьте хотя бы один" in (await person.window()).text
    await person.tap("Почта")
    await person.tap("МФЦ")
    window = await person.window()
    assert window.labels[:4] == ["✓ МФЦ", "Банк", "✓ Почта", "Готово"] or set(window.labels[:3]) == {
        "✓ МФЦ",
        "Банк",
        "✓ Почта",
    }
    await person.tap("✓ МФЦ")
    await person.tap("Готово")
    assert "3. Какие центры — Почта" in (await person.window()).text


async def test_many_options_come_by_page(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await open_form(okno, person, "REGION_EDUCATION-306")
    draft_id = await draft_of(okno, person)
    while True:
        draft = await okno.core.drafts.view(citizen.id, draft_id)
        step = stand(draft)
        assert step.field is not None
        if step.field.kind == "choice":
            break
        answers = {
            "full_name": "Смирнова Анна",
            "passport": "4510 123456",
            "region": "Москва",
            "integer": "2025",
        }
        await person.say(answers[step.field.kind])
    window = await person.window()
    assert "1 из 2" in window.labels
    last = step.field.options[-1]
    assert last not in window.labels
    await person.tap("›")
    assert last in (await person.window()).labels
    await person.tap(last)
    assert last in (await person.window()).text


async def test_the_calendar_pages_and_picks(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, "GIBDD-211")
    await person.say("77 12 345678")
    await person.tap("Календарь")
    window = await person.window()
    assert "пн" in window.labels
    assert "Закрыть календарь" in window.labels
    old = window.data("‹")
    await person.tap("‹")
    previous = await person.window()
    assert "уже пройден" in (await person.tap_data(previous, old) or "")
    head = next(label for label in previous.labels if " 20" in label)
    await person.tap(head)
    assert "янв" in (await person.window()).labels
    await person.tap("янв")
    await person.tap("15")
    assert ".01." in (await person.window()).text
    assert "15.01." in (await person.window()).text


async def test_an_old_button_of_a_passed_step_only_redraws(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    choice = await person.window()
    old = choice.data("Перед поездкой")
    await person.tap("Хочу пожаловаться")
    now = await person.window()
    assert "уже пройден" in (await person.tap_data(now, old) or "")
    assert "Что случилось" in (await person.window()).text


@pytest.mark.parametrize(
    "action", ["pick:99@", "submit@", "item:0@", "day:2020-01-01@", "sel:999@", "page:-1", "@", "x@y"]
)
async def test_forged_actions_change_nothing(okno: Okno, action: str) -> None:
    person = await okno.person()
    window = await open_form(okno, person, SHORT)
    prefix = window.data("Сохранить").removesuffix("save")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    draft_id = await draft_of(okno, person)
    before = await okno.core.drafts.view(citizen.id, draft_id)
    forged = action + str(before.version) if action.endswith("@") and action != "@" else action
    toast = await person.tap_data(window, prefix + forged)
    assert toast
    assert await okno.core.drafts.view(citizen.id, draft_id) == before
    assert "Вопрос 1 из 5" in (await person.window()).text


async def test_the_same_button_fifty_times_moves_once(okno: Okno) -> None:
    person = await okno.person()
    await open_form(okno, person, SHORT)
    await person.say("А123ВС77")
    await person.say("Тверская область")
    window = await person.window()
    data = window.data("Хочу пожаловаться")
    for _ in range(5):
        await person.tap_data(window, data)
    assert "Что случилось" in (await person.window()).text


async def test_another_s_draft_is_not_there(okno: Okno) -> None:
    anna, boris = await okno.person(), await okno.person("Борис")
    await open_form(okno, anna, SHORT)
    stranger = await okno.core.citizens.meet(boris.id, "ru")
    with pytest.raises(NotFound):
        await okno.core.drafts.view(stranger.id, await draft_of(okno, anna))
