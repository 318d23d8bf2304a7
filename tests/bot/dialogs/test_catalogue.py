"""The catalogue: from categories to a card, to what it asks for, and back where one came from."""

import re
from datetime import date, timedelta

import pytest

from bot.dialogs.catalogue.card import known_fields, minutes
from bot.widgets.offers import cut, page_of
from core.catalogue.model import Service
from core.catalogue.usecases import in_language
from core.texts import say_day
from tests.okno import Okno, Person, Window, start

LOST_PASSPORT = "Замена паспорта при утрате"


def titles_of(service: Service) -> list[str]:
    """Everything a card asks for, by name."""
    form = service.form
    return [field.title["ru"] for field in form.fields] + [
        document.title["ru"] for document in form.documents
    ]


async def card_of(person: Person, query: str) -> Window:
    await person.say(query)
    window = await person.window()
    await person.tap(window.labels[0])
    return await person.window()


async def test_from_categories_to_a_card_and_back(okno: Okno) -> None:
    person = await okno.person()
    categories = await person.say("/services")
    assert f"Всего {len(okno.core.catalogue.services):,}".replace(",", " ") in categories.text
    documents = len(okno.core.catalogue.by_category["documents"])
    assert categories.labels[0] == f"📄 Документы и справки · {documents}"
    await person.tap("Документы и справки")
    services = await person.window()
    assert f"{documents} услуг" in services.text
    assert services.text.count("— МВД,") == 8
    assert services.labels[8:] == ["1 из 10", "›", "Условия", "Назад"]
    await person.tap(services.labels[0])
    card = await person.window()
    assert "код MVD-" in card.text
    ways = ["В избранное", "Поделиться", "QR-код", "Назад"]
    assert card.labels == ["Начать заявление", "Какие документы", *ways]
    await person.tap("Назад")
    assert (await person.window()).text == services.text
    await person.tap("Назад")
    assert (await person.window()).text == categories.text
    await person.tap("Назад")
    assert "Помощь" in (await person.window()).labels
    assert (await person.window()).id == categories.id


async def test_every_category_and_service_can_be_reached(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/services")
    seen: list[str] = []
    while True:
        seen += [label for label in window.labels if " · " in label]
        if "›" not in window.labels:
            break
        await person.tap("›")
        window = await person.window()
    titles = [in_language(category.title, "ru") for category in okno.core.catalogue.categories.values()]
    assert len(seen) == len(titles)
    assert all(title in label for title, label in zip(titles, seen, strict=True))
    await person.tap(seen[-1])
    window, found = await person.window(), 0
    around, counted = {"‹", "›", "Условия", "Назад"}, re.compile(r"\d+ из \d+")
    while True:
        found += len(
            [label for label in window.labels if label not in around and not counted.fullmatch(label)]
        )
        if "›" not in window.labels:
            break
        await person.tap("›")
        window = await person.window()
    assert found == len(okno.core.catalogue.by_category["leisure"])
    await person.tap("‹")
    assert "‹" in (await person.window()).labels


async def test_a_card_says_what_it_takes(okno: Okno) -> None:
    person = await okno.person()
    card = await card_of(person, "потерял паспорт")
    service = okno.core.services.by_code("MVD-103")
    assert service is not None
    ready = okno.core.services.ready_on(service, okno.core.clock.today())
    assert card.text.startswith("Замена паспорта гражданина РФ при утрате\nМВД · код MVD-103\n")
    assert service.summary in card.text
    assert f"если подать сейчас, до {say_day(ready, 'ru')} · 1 500 ₽" in card.text
    fewest, most = len(service.form.asked({})), len(service.form.fields)
    assert f"Понадобится: {fewest}–{most} ответов" in card.text, "one question depends on another's answer"
    assert "уже известн" not in card.text
    assert "по 20 секунд на новый ответ" in card.text
    assert service.outcome in card.text
    assert "🔒 Нужна подтверждённая учётная запись" in card.text


async def test_what_is_answered_at_once_has_no_date(okno: Okno) -> None:
    card = await card_of(await okno.person(), "проверка подлинности электронной подписи документа")
    assert "Ответ сразу · бесплатно" in card.text
    assert "если подать сейчас" not in card.text


async def test_the_lock_goes_when_the_account_is_enough(okno: Okno) -> None:
    person = await okno.confirmed()
    assert "🔒" not in (await card_of(person, "потерял паспорт")).text


async def test_what_the_profile_knows_is_counted(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    known = {"profile.full_name": "Смирнова Анна Петровна", "profile.birth_date": "1968-03-14"}
    await okno.core.citizens.remember(citizen.id, known, "citizen")
    card = await card_of(person, "потерял паспорт")
    assert "(3 уже известны)" in card.text  # the phone came with the registration
    await person.tap("Какие документы")
    papers = await person.window()
    assert "ФИО — уже известно" in papers.text.replace("Фамилия, имя, отчество", "ФИО")
    assert "1968" not in papers.text
    assert "Смирнова" not in papers.text


async def test_papers_list_documents_and_questions(okno: Okno) -> None:
    person = await okno.person()
    card = await card_of(person, "MVD-103")
    await person.tap("Какие документы")
    papers = await person.window()
    service = okno.core.services.by_code("MVD-103")
    assert service is not None
    assert "до 5 МБ" in papers.text
    assert [title for title in titles_of(service) if title not in papers.text] == []
    assert papers.labels == ["Начать заявление", "Назад"]
    await person.tap("Назад")
    assert (await person.window()).text == card.text
    await person.tap("Назад")
    assert "По запросу" in (await person.window()).text


async def test_starting_leads_to_the_gate(okno: Okno) -> None:
    person = await okno.confirmed()
    card = await card_of(person, "MVD-103")
    await person.tap("Начать заявление")
    assert (await person.window()).text != card.text


async def test_a_begun_application_is_offered_first(okno: Okno) -> None:
    person = await okno.confirmed()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    service = okno.core.services.by_code("MVD-103")
    assert service is not None
    await okno.core.drafts.start(citizen, service)
    card = await card_of(person, "MVD-103")
    assert card.labels[:2] == ["Продолжить заявление", "Начать заявление заново"]
    assert "Вы уже начали это заявление" in card.text
    await person.tap("Продолжить заявление")
    assert (await person.window()).text != card.text


async def test_english_says_that_services_speak_russian(okno: Okno) -> None:
    person = await okno.person(language_code="en")
    card = await card_of(person, "MVD-103")
    assert "if you apply now" in card.text
    assert "are in Russian" in card.text
    ways = ["Add to favourites", "Share", "QR code", "Back"]
    assert card.labels == ["Start application", "Which documents", *ways]
    await person.tap("Which documents")
    assert "What I will ask" in (await person.window()).text


async def test_forged_and_old_buttons_show_what_is_open(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/services")
    data = window.data("Документы и справки")
    for forged in ("category:nothing", "category:", "page:-1", "page:10000000000", "card:MVD-103", "start"):
        toast = await person.tap_data(window, data.replace("category:documents", forged))
        assert toast == "Эта кнопка устарела. Вот что открыто сейчас.", forged
    await person.tap_data(window, data.replace("category:documents", "page:999"))
    assert "3 из 3" in (await person.window()).labels
    await person.say("/menu")
    assert await person.tap_data(window, data) == "Эта кнопка устарела. Вот что открыто сейчас."
    assert "Услуги" in (await person.window()).labels


async def test_a_card_outlives_a_restart(okno: Okno) -> None:
    person = await okno.person()
    card = await card_of(person, "MVD-103")
    await okno.service.stop()
    await okno.session.close()
    await okno.core.close()
    again, stop = await start(okno.settings.okno_home, port=okno.settings.okno_port)
    try:
        person.okno = again
        await person.tap("Какие документы", card)
        assert "Что я спрошу" in (await person.window()).text
    finally:
        await stop()


def test_pages_come_out_even() -> None:
    items = list(range(17))
    assert [len(cut(items, page, 8)[0]) for page in range(3)] == [6, 6, 5]
    assert [one for page in range(3) for one in cut(items, page, 8)[0]] == items
    assert cut(items, 99, 8)[1:] == (2, 3)
    assert cut(items, -5, 8)[1:] == (0, 3)
    assert cut([], 0, 8) == ([], 0, 1)
    assert list(cut(items[:8], 0, 8)[0]) == items[:8]


@pytest.mark.parametrize("text", ["", "-1", "x", "１", "²", "1e3", "10000000", " 1"])
def test_a_page_is_a_small_plain_number(text: str) -> None:
    assert page_of(text) is None
    assert page_of("12") == 12


def test_minutes_count_answers_and_documents() -> None:
    assert [minutes(5, 2), minutes(0, 0), minutes(3, 0), minutes(4, 0)] == [4, 1, 1, 2]


async def test_no_card_is_too_long_for_a_message(okno: Okno) -> None:
    """Every service: texts whole, labels within a button, data within Telegram's limit."""
    person = await okno.person()
    longest = max(
        okno.core.catalogue.services.values(),
        key=lambda one: sum(map(len, titles_of(one))),
    )
    await card_of(person, longest.code)
    await person.tap("Как")
    assert len((await person.window()).text) < 3000
    assert max(len(f"card:{one.code}".encode()) for one in okno.core.catalogue.services.values()) <= 48
    assert known_fields(longest, {}, date(2026, 1, 1) + timedelta(days=1)) == set()
