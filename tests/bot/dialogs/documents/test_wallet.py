"""«Мои документы» as people use them: kept once, seen masked, attached in a tap, reminded of."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.okno import Okno, Person, Window, start
from tests.opening import at_documents, blurred, pdf, photo

pytestmark = pytest.mark.asyncio(loop_scope="module")

PASSPORT = "passport_scan"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def okno(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    _catalogue_cache: Path,
    databases: object,
) -> AsyncIterator[Okno]:
    """One service for all on each database: every test brings a person of its own."""
    url = databases.fresh() if request.param == "postgres" else ""  # type: ignore[attr-defined]
    running, stop = await start(tmp_path_factory.mktemp("home"), url, cache=_catalogue_cache)
    yield running
    await stop()
    if url:
        databases.drop(url)  # type: ignore[attr-defined]


async def at_wallet(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await person.say("/menu")
    await person.tap("Документы")
    return person


async def from_the_bot(person: Person) -> list[Window]:
    return [one for one in await person.messages() if one.raw["from"]["id"] != person.id]


async def with_licence(okno: Okno, days: int = 400) -> Person:
    """Somebody who keeps a licence of one page that ends in so many days."""
    person = await at_wallet(okno)
    today = okno.core.clock.today()
    await person.tap("Добавить документ")
    await person.tap("Водительское удостоверение")
    await person.say("77 12 345678")
    await person.tap("Пропустить")
    await person.say(f"{today - timedelta(days=3000):%d.%m.%Y}")
    await person.say(f"{today + timedelta(days=days):%d.%m.%Y}")
    await person.send_file("document", pdf(), "права.pdf", "application/pdf")
    await person.tap("Готово")
    return person


async def test_an_empty_wallet_says_what_it_is_for(okno: Okno) -> None:
    person = await at_wallet(okno)
    window = await person.window()
    assert "прикладывайте к заявлениям одним нажатием" in window.text
    assert window.labels == ["Добавить документ", "Все файлы", "Назад"]


async def test_a_licence_is_kept_question_by_question(okno: Okno) -> None:
    person = await at_wallet(okno)
    await person.tap("Добавить документ")
    await person.tap("Водительское удостоверение")
    assert "Серия и номер" in (await person.window()).text
    window = await person.say("77 12 987654")
    assert "Категории" in window.text
    assert not any("987654" in one.text for one in await person.messages())
    await person.say("B, C")
    window = await person.say("когда-то давно")
    assert "Дата выдачи" in window.text
    issued, until = okno.core.clock.today() - timedelta(days=30), okno.core.clock.today()
    await person.say(f"{issued:%d.%m.%Y}")
    window = await person.say(f"{issued:%d.%m.%Y}")
    assert "Действует до" in window.text, "it cannot end on the day it was given"
    window = await person.say(f"{until + timedelta(days=12):%d.%m.%Y}")
    assert "Страницы" in window.text
    await person.send_file("photo", photo(), "a.jpg", "image/jpeg")
    window = await person.send_file("photo", blurred(), "b.jpg", "image/jpeg")
    assert "Сохранено 2 страницы" in window.text
    assert "нерезкий" in window.text
    await person.tap("Готово")
    card = await person.window()
    assert "Истекает через 12 дней" in card.text
    assert "987654" not in card.text.replace(" ", "")
    assert "B, C" in card.text
    assert {"Стр. 1", "Стр. 2", "Изменить", "Страницы", "Удалить", "Оформить новый"} <= set(card.labels)
    await person.tap("Стр. 2")
    assert not any(one.raw.get("media") for one in await from_the_bot(person)), "a picture shows it all"
    await person.prove()
    assert any(one.raw.get("media") for one in await from_the_bot(person))
    assert await person.tap("Стр. 1") == "Файл отправлен в этот чат."
    await person.tap("Показать полностью")
    assert any("77 12 987654" in one.text for one in await person.messages())
    await person.tap("Назад")
    assert "Водительское удостоверение" in (await person.window()).text


async def test_what_the_profile_knows_is_put_in_by_a_tap(okno: Okno) -> None:
    person = await at_wallet(okno)
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.remember(citizen.id, {"profile.snils": "11223344595"}, "citizen")
    await person.tap("Добавить документ")
    await person.tap("СНИЛС")
    window = await person.window()
    assert window.labels[0].startswith("Подставить: 112-•••")
    await person.tap("Подставить")
    await person.tap("Добавлю потом")
    card = await person.window()
    assert "✅ Действует" in card.text
    assert "Добавить страницы" in card.labels


async def test_a_wrong_number_says_what_is_wrong_and_the_way_back_leaves_nothing(okno: Okno) -> None:
    person = await at_wallet(okno)
    await person.tap("Добавить документ")
    await person.tap("СНИЛС")
    window = await person.say("112-233-445 96")
    assert "Не сходится контрольное число" in window.text
    assert "сообщение я удалил" in window.text
    await person.tap("Назад")
    await person.tap("Назад")
    assert "Добавить документ" in (await person.window()).labels
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert await okno.core.wallet.listing(citizen.id) == []


async def test_among_all_files_a_page_leads_to_its_document(okno: Okno) -> None:
    person = await with_licence(okno)
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Все файлы · 1")
    assert "из «Моих документов»" in (await person.window()).text
    await person.tap("1. права")
    assert "Показать полностью" in (await person.window()).labels


async def test_half_filled_it_waits_and_goes_on(okno: Okno) -> None:
    person = await at_wallet(okno)
    await person.tap("Добавить документ")
    await person.tap("Полис ОМС")
    await person.say("7712345678901235")
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Полис ОМС")
    card = await person.window()
    assert "Заполнено не всё" in card.text
    await person.tap("Дополнить")
    assert "На чьё имя" in (await person.window()).text


async def test_changing_replacing_and_deleting(okno: Okno) -> None:
    person = await with_licence(okno)
    await person.tap("Изменить")
    await person.tap("Категории")
    await person.say("B, M")
    card = await person.window()
    assert "Категории: B, M" in card.text
    await person.tap("Страницы")
    await person.tap("Заменить страницы")
    window = await person.send_file("document", pdf(2), "новые.pdf", "application/pdf")
    assert "Сохранена 1 страница" in window.text
    await person.tap("Готово")
    await person.tap("Удалить")
    assert "удалятся навсегда" in (await person.window()).text
    await person.tap("Назад")
    await person.tap("Удалить")
    old = await person.window()
    assert await person.tap("Удалить навсегда") == "Документ удалён."
    assert (await person.window()).labels == ["Добавить документ", "Все файлы", "Назад"]
    await person.tap_data(old, old.data("Удалить навсегда"))
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert await okno.core.files.listing(citizen.id) == ([], 0)


@pytest.mark.parametrize("do", ["doc:1", "doc:99999999999999999999", "doc:²", "page:-1", "kind:x", ""])
async def test_forged_taps_show_nothing(okno: Okno, do: str) -> None:
    owner = await with_licence(okno)
    assert "345678" not in (await owner.window()).text.replace(" ", "")
    person = await at_wallet(okno)
    window = await person.window()
    await person.tap_data(window, window.data("Все файлы").removesuffix("files") + do)
    assert "Водительское" not in (await person.window()).text


async def test_another_s_document_and_a_strange_file_are_not_found(okno: Okno) -> None:
    owner = await with_licence(okno)
    citizen = await okno.core.citizens.meet(owner.id, "ru")
    theirs = (await okno.core.wallet.listing(citizen.id))[0].id
    person = await at_wallet(okno)
    window = await person.window()
    await person.tap_data(window, window.data("Все файлы").removesuffix("files") + f"doc:{theirs}")
    assert "больше нет" in (await person.window()).text


async def test_a_bad_file_says_why_and_keeps_the_window(okno: Okno) -> None:
    person = await at_wallet(okno)
    await person.tap("Добавить документ")
    await person.tap("СНИЛС")
    await person.say("112-233-445 95")
    window = await person.send_file("document", b"%PDF-1.4 broken", "a.pdf", "application/pdf")
    assert "Файл повреждён" in window.text
    assert "Добавлю потом" in window.labels


# In a form


def code_with(okno: Okno, document: str) -> str:
    """A service that begins its documents with this one, and asks for no confirmed account."""
    for service in okno.core.catalogue.services.values():
        asked = service.form.documents
        if asked and asked[0].id == document and service.account != "confirmed":
            return service.code
    raise AssertionError(document)


async def at_form(okno: Okno, person: Person, code: str) -> Window:
    return await at_documents(okno, person, code)


async def test_a_kept_document_is_attached_in_one_tap(okno: Okno) -> None:
    person = await with_licence(okno)
    window = await at_form(okno, person, code_with(okno, "driving_licence_scan"))
    assert "есть в «Моих документах»" in window.text
    assert window.labels[0].startswith("Взять из Моих документов")
    await person.tap("Взять из Моих документов")
    window = await person.window()
    assert "Приложено из «Моих документов»" in window.text
    assert window.labels[:2] == ["Дальше", "Заменить"]
    assert "Сохранить в Мои документы" not in window.labels
    citizen = await okno.core.citizens.meet(person.id, "ru")
    kept = (await okno.core.wallet.listing(citizen.id))[0]
    await okno.core.wallet.delete(citizen, kept.id)
    _, total = await okno.core.files.listing(citizen.id)
    assert total == 1, "the form has a copy of its own"


async def test_one_that_has_expired_says_so(okno: Okno) -> None:
    person = await with_licence(okno, days=-3)
    assert "Истёк" in (await person.window()).text
    window = await at_form(okno, person, code_with(okno, "driving_licence_scan"))
    assert window.labels[0].startswith("Истёк: ")
    await person.tap("Истёк: ")
    assert "Срок этого документа истёк" in (await person.window()).text


async def test_what_was_sent_in_a_form_is_kept_when_asked_for(okno: Okno) -> None:
    person = await at_wallet(okno)
    code = code_with(okno, PASSPORT)
    await at_form(okno, person, code)
    window = await person.send_file("document", pdf(), "a.pdf", "application/pdf")
    assert "Сохранить в Мои документы" in window.labels
    await person.tap("Сохранить в Мои документы", window)
    window = await person.window()
    assert "Сохранено в «Мои документы»" in window.text
    assert "Сохранить в Мои документы" not in window.labels
    await person.say("/menu")
    await person.tap("Документы")
    assert "Паспорт РФ" in (await person.window()).text


async def test_an_old_window_s_tap_attaches_nothing_twice(okno: Okno) -> None:
    person = await with_licence(okno)
    window = await at_form(okno, person, code_with(okno, "driving_licence_scan"))
    data = window.data("Взять из Моих документов")
    await person.tap_data(window, data)
    assert "пройден" in str(await person.tap_data(await person.window(), data))
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert (await okno.core.files.listing(citizen.id))[1] == 2


async def test_the_renewal_is_filled_in_by_what_is_kept(okno: Okno) -> None:
    person = await with_licence(okno, days=5)
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    await person.say("/menu")
    await person.tap("Документы")
    await person.tap("Водительское удостоверение")
    await person.tap("Оформить новый")
    assert "Вопрос 1 из" in (await person.window()).text
    citizen, core = await okno.core.citizens.meet(person.id, "ru"), okno.core
    draft_id = await core.drafts.open_for(citizen.id, "driving-licence-renewal")
    draft = await core.drafts.view(citizen.id, draft_id or 0)
    offers = core.drafts.with_offers(draft, await core.citizens.profile(citizen.id)).offers
    assert offers["driving_licence"].value == "77 12 345678"
