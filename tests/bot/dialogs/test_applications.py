"""«Мои заявления» as a citizen meets them: the list, the card, what lies behind it, taking back."""

from pathlib import Path

from core.citizens.model import Citizen
from core.errors import NotFound
from tests.filing import citizen_of, file_application
from tests.okno import Okno, Person, start

PASSPORT = "passport-lost"
SNILS = "112-233-445 95"


async def registered(okno: Okno, **extra: str) -> tuple[Person, Citizen]:
    person = await okno.person(**extra)
    await person.say("/menu")
    return person, await citizen_of(okno.core, person.id, person.phone)


def service_with(okno: Okno, field: str, documents: bool = True) -> str:
    """A service that asks for this field."""
    return next(
        service.id
        for service in okno.core.catalogue.services.values()
        if any(one.id == field and one.when is None for one in service.form.fields)
        and bool(service.form.documents) is documents
    )


async def filed(okno: Okno, citizen: Citizen, **answers: str) -> str:
    service_id = service_with(okno, "snils")
    number = await file_application(okno.core, citizen, service_id, {"snils": SNILS, **answers})
    await okno.quiet()
    return number


async def opened(person: Person, number: str) -> str:
    return (await person.say(f"/status {number}")).text


async def test_a_newcomer_has_none_and_is_led_to_services(okno: Okno) -> None:
    person = await okno.person()
    window = await person.say("/applications")
    assert "Вы пока ничего не подавали" in window.text
    assert window.labels == ["Выбрать услугу", "Назад"]
    await person.tap("Выбрать услугу")
    assert "Услуги" in (await person.window()).text


async def test_from_the_menu_to_the_card_and_back(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await person.say("/menu")
    await person.tap("Заявления")
    listed = await person.window()
    assert number in listed.text
    assert "Отправлено" in listed.text
    await person.tap(number[-3:])
    card = await person.window()
    assert card.id == listed.id, "a tap edits the window in place"
    assert f"<code>{number}</code>" in card.html
    for words in ("Отправлено", "Ответ — до", "Передаю заявление ведомству", "спрашивать не нужно"):
        assert words in card.text
    await person.tap("К списку")
    await person.tap("Назад")
    assert "Услуги" in (await person.window()).labels


async def test_every_step_of_the_department_shows_on_the_card(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide(number, "in_work", stage="Проверка сведений", comment="Ждите <b>ответа</b> & звонка")
    await person.until("Проверка сведений")
    card = await opened(person, number)
    assert "В работе" in card
    assert "Этап: Проверка сведений" in card
    assert "Ждите <b>ответа</b> & звонка" in card, "a department's markup is shown as it is"
    await okno.decide(number, "rejected", reason="Нет подписи")
    card = await opened(person, number)
    assert "Отказано" in card
    assert "Причина: Нет подписи" in card
    window = await person.window()
    assert window.labels[0] == "Подать снова"
    assert not any("Отозвать" in label for label in window.labels)
    await person.tap("Подать снова")
    assert "Начать заявление" in " ".join((await person.window()).labels)


async def test_the_history_is_dated_and_marks_late_words(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide(number, "approved", comment="Решено")
    await okno.decide(number, "registered", occurred_at="2026-01-01T10:00:00+03:00", comment="Давно")
    await opened(person, number)
    await person.tap("История")
    text = (await person.window()).text
    assert text.index("Отправлено") > text.index("Одобрено"), "the latest first"
    assert "пришло с опозданием" in text
    assert "Давно" in text
    await person.tap("Назад")
    assert "Одобрено" in (await person.window()).text


async def test_answers_are_masked(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    await person.tap("Ответы")
    window = await person.window()
    pages = [window.text]
    while "›" in window.labels:
        await person.tap("›")
        window = await person.window()
        pages.append(window.text)
    text = "\n".join(pages)
    assert "СНИЛС" in text
    assert "112-233-445 95" not in text
    assert "•" in text


async def test_files_come_into_the_chat_as_often_as_asked(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    await person.tap("Файлы (")
    for _ in range(2):
        assert await person.tap("1. ") == "Файл отправлен в этот чат."
    messages = await person.messages()
    assert len([one for one in messages if one.raw.get("media")]) == 2
    assert "Файлы заявления" in messages[-1].text, "the window stays at the bottom"


async def test_what_a_department_wants_is_asked_from_the_card(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide(number, "needs_documents", needs={"fields": ["snils"], "documents": []})
    await person.until("просит дополнить заявление: СНИЛС")  # else this news may stand below the card
    card = await opened(person, number)
    assert "Ход за вами" in card
    assert "Добавьте: СНИЛС" in card
    assert (await person.window()).labels[0] == "Добавить документы"
    await person.tap("Добавить документы")
    assert "СНИЛС" in (await person.window()).text


async def test_what_was_added_shows_in_the_list_and_on_the_card_alike(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide(number, "needs_documents", needs={"fields": ["snils"], "documents": []})
    assert "Нужны документы" in (await person.say("/applications")).text
    await opened(person, number)
    await person.tap("Добавить документы")
    await person.say(SNILS)
    await person.tap("Отправить")
    listed = (await person.say("/applications")).text
    assert "Вы добавили сведения" in listed
    assert "Нужны документы" not in listed
    card = await opened(person, number)
    assert "Вы добавили сведения" in card
    assert "Дополнение отправлено ведомству" in card
    assert "Сейчас у ведомства" in card
    await okno.decide(number, "needs_documents", needs={"fields": ["snils"], "documents": []})
    assert "Нужны документы" in (await person.say("/applications")).text, "asked again"
    assert "Добавьте: СНИЛС" in await opened(person, number)


async def test_a_decisions_file_says_what_it_is_and_where_it_stays(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    title = okno.core.services.short_title(okno.core.catalogue.services[service_with(okno, "snils")])
    for status, name, words in (
        ("in_work", "Письмо.pdf", "Документ от ведомства"),
        ("issued", "Справка.pdf", "Результат по заявлению"),
    ):
        await okno.decide_with_file(number, status, name, b"%PDF-1.4 decision")
        came = await person.until_file(name)
        assert came.text.splitlines() == [words, f"{title} · {number}", "Файл останется в «Документах»."]


async def test_withdrawing_asks_first_and_is_final(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    await person.tap("Отозвать заявление")
    assert "вернуть заявление будет нельзя" in (await person.window()).text
    await person.tap("Оставить заявление")
    assert "Отправлено" in (await person.window()).text
    await person.tap("Отозвать заявление")
    assert await person.tap("Отозвать") == "Заявление отозвано. Ведомство узнает об этом."
    window = await person.window()
    assert "Отозвано вами" in window.text
    assert "Подать снова" in window.labels


async def test_a_second_phone_with_an_old_window_can_neither_withdraw_twice_nor_hide_that_it_is_done(
    okno: Okno,
) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    old = await person.window()
    await opened(person, number)
    await person.tap("Отозвать заявление")
    asked = await person.window()
    assert "устарела" in str(await person.tap_data(old, old.data("Отозвать заявление")))
    below = await person.window()
    assert "вернуть заявление будет нельзя" in below.text, "the living window comes to whoever pressed"
    assert (
        await person.tap_data(asked, asked.data("Отозвать"))
        == "Заявление отозвано. Ведомство узнает об этом."
    )
    pressed = next(one for one in await person.messages() if one.id == asked.id)
    assert "Отозвано вами" in pressed.text, "told where it was pressed"
    assert "устарела" in str(await person.tap_data(below, below.data("Отозвать")))
    assert "Отозвано вами" in (await person.window()).text, "the question left below leads on in one tap"


async def test_it_is_said_when_withdrawing_came_too_late(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    await person.tap("Отозвать заявление")
    question = await person.window()
    await okno.decide(number, "approved")
    assert "Отозвать уже нельзя" in str(await person.tap("Отозвать", question))
    assert "Одобрено" in (await person.window()).text


async def test_filters_stand_under_every_list(okno: Okno) -> None:
    person, citizen = await registered(okno)
    numbers = [await filed(okno, citizen) for _ in range(7)]
    window = await person.say("/applications")
    assert {"✓ Активные: 7", "Завершённые: 0", "Все: 7"} <= set(window.labels)
    assert "1 из 2" in " ".join(window.labels)
    await person.tap("Завершённые")
    assert "Здесь пока ничего нет" in (await person.window()).text
    await okno.core.applications.withdraw(citizen, numbers[0])
    window = await person.say("/applications")
    assert {"✓ Активные: 6", "Завершённые: 1", "Все: 7"} <= set(window.labels)
    await person.tap("Завершённые")
    window = await person.window()
    assert numbers[0] in window.text
    assert numbers[1] not in window.text
    await person.tap("Все: 7")
    await person.tap("›")
    window = await person.window()
    assert numbers[0] in window.text
    assert "2 из 2" in " ".join(window.labels)


async def test_another_citizens_number_answers_as_one_that_does_not_exist(okno: Okno) -> None:
    _, owner = await registered(okno)
    number = await filed(okno, owner)
    person, citizen = await registered(okno, first_name="Олег")
    theirs, nobodys = await opened(person, number), await opened(person, "410-377-258")
    assert theirs == nobodys
    await filed(okno, citizen)
    window = await person.say("/applications")
    data = window.data("·").rpartition("card:")[0]
    for asked in (number, "410-377-258"):
        assert (
            await person.tap_data(window, f"{data}card:{asked}")
            == "Эта кнопка устарела. Вот что открыто сейчас."
        )
        assert "Мои заявления" in (await person.window()).text


async def test_forged_and_stale_taps_change_nothing(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await opened(person, number)
    card = await person.window()
    mark = card.data("История").removesuffix("history")
    await okno.core.applications.withdraw(citizen, number)
    for do in ("withdraw", "add", "payments", "file:1", "page:-1", "page:9999999999", "", "нет такого"):
        assert await person.tap_data(card, mark + do) == "Эта кнопка устарела. Вот что открыто сейчас.", do
    assert "Отозвано вами" in (await person.window()).text


async def test_the_open_card_survives_a_restart(okno: Okno, tmp_path: Path) -> None:
    home, cache = tmp_path / "again", okno.settings.okno_home / "cache"
    first, stop = await start(home, cache=cache)
    port = first.settings.okno_port
    person, citizen = await registered(first)
    number = await filed(first, citizen)
    await opened(person, number)
    await stop()
    again, stop = await start(home, cache=cache, port=port)
    try:
        person.okno = again
        await person.tap("История")
        assert number in (await person.window()).text
    finally:
        await stop()


async def test_english_readers_are_told_in_english(okno: Okno) -> None:
    person, citizen = await registered(okno, language_code="en")
    await okno.core.citizens.set_language(citizen, "en")
    number = await filed(okno, citizen)
    await okno.decide(number, "in_work")
    text = await opened(person, number)
    assert "Answer due by" in text
    assert "Now with the department" in text
    assert "in Russian" in text


async def test_nobody_reads_a_file_that_is_not_theirs(okno: Okno) -> None:
    _, owner = await registered(okno)
    number = await filed(okno, owner)
    file_id = (await okno.core.applications.card(owner.id, number)).files[0].file_id
    person, citizen = await registered(okno, first_name="Олег")
    await filed(okno, citizen)
    await opened(person, "410-377-258")
    await person.say("/applications")
    await person.tap("·")
    await person.tap("Файлы (")
    window = await person.window()
    mark = window.data("1. ").rpartition("file:")[0]
    assert "Этого файла больше нет" in str(await person.tap_data(window, f"{mark}file:{file_id}"))
    try:
        await okno.core.files.read(citizen.id, file_id)
    except NotFound:
        return
    raise AssertionError("another's file was read")
