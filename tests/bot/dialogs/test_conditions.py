"""Conditions on lists and on what was found: counts that hold, no empty page, one tap back to all."""

import re

from tests.okno import Okno, Person, Window, start

STALE = "Эта кнопка устарела. Вот что открыто сейчас."


def counted(label: str) -> int:
    return int(re.findall(r"\d+", label)[-1])


async def panel(person: Person) -> Window:
    await person.tap("Условия")
    return await person.window()


async def test_a_list_is_narrowed_and_widened_again(okno_anywhere: Okno) -> None:
    person = await okno_anywhere.person()
    first = await person.say("/start c_documents")
    window = await panel(person)
    assert window.id == first.id
    assert not any("Раздел" in label for label in window.labels)
    await person.tap("Оплата")
    free = next(label for label in (await person.window()).labels if "Бесплатно" in label)
    await person.tap("Бесплатно")
    window = await person.window()
    assert window.labels[0].endswith(("услугу", "услуги", "услуг"))
    assert counted(window.labels[0]) == counted(free)
    await person.tap("Показать")
    listed = await person.window()
    assert "Условия: Бесплатно" in listed.text
    assert "₽" not in listed.text
    assert "Условия · 1" in listed.labels
    await person.tap("Условия · 1")
    await person.tap("Сбросить условия")
    await person.tap("Показать")
    assert (await person.window()).text == first.text


async def test_no_value_offered_leads_to_an_empty_list(okno: Okno) -> None:
    person = await okno.person()
    for facet in ("Срок", "Документы", "Вид обращения"):
        await person.say("/start c_leisure")
        await panel(person)
        await person.tap(facet)
        values = [label for label in (await person.window()).labels if " · " in label]
        assert values
        assert all(counted(label) > 0 for label in values)
        await person.tap(values[-1])
        left = (await person.window()).labels[0]
        assert counted(left) == counted(values[-1]) > 0
        await person.tap("Показать")
        assert "1. " in (await person.window()).text


async def test_what_was_found_is_narrowed_too(okno: Okno) -> None:
    person = await okno.person()
    await person.say("справка")
    await panel(person)
    await person.tap("Срок")
    await person.tap("Сразу")
    await person.tap("Показать")
    window = await person.window()
    assert "Условия: Сразу" in window.text
    lines = [line for line in window.text.split("\n") if re.match(r"\d+\. ", line)]
    assert lines
    assert all("сразу" in line for line in lines)


async def test_by_a_departments_name(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/services")
    await person.tap("По ведомствам")
    window = await person.say("налог")
    assert "со словами «налог»" in window.text
    assert window.labels[0].startswith("ФНС · ")
    await person.tap("ФНС")
    window = await person.window()
    assert "Федеральная налоговая служба" in window.text
    assert all("ФНС" in line for line in window.text.split("\n") if re.match(r"\d+\. ", line))
    await person.tap("Назад")
    await person.tap("Все ведомства")
    assert "со словами" not in (await person.window()).text
    assert "1. " in (await person.say("потерял паспорт")).text


async def test_forged_conditions_do_nothing(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start c_documents")
    window = await panel(person)
    data = window.data("Оплата")
    for forged in ("facet:nothing", "value:fee:golden", "value:x:y", "values:x", "value:department:zzz"):
        assert await person.tap_data(window, data.replace("facet:fee", forged)) == STALE, forged
    assert (await person.window()).text == window.text


async def test_conditions_outlive_a_restart(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start c_documents")
    await panel(person)
    await person.tap("Оплата")
    await person.tap("Бесплатно")
    await okno.service.stop()
    await okno.session.close()
    await okno.core.close()
    again, stop = await start(okno.settings.okno_home, port=okno.settings.okno_port)
    try:
        person.okno = again
        await person.tap("Показать")
        assert "Условия: Бесплатно" in (await person.window()).text
    finally:
        await stop()
