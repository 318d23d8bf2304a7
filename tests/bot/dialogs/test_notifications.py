"""Notifications: what was told, read once and kept; switches that work at once."""

from bot.dialogs.notifications import brief
from core.notifications.model import Notice
from core.notifications.posting import tell
from tests.okno import Okno, Person

HOSTILE = "<b>&amp;</i> {user} \u202e" + "ы" * 2000 + "</a>" + "👨‍👩‍👧" * 300


async def tell_status(okno: Okno, person: Person, number: str, comment: str = "") -> None:
    """News as a department's word makes it."""
    citizen = await okno.core.citizens.meet(person.id, "ru")
    params = {
        "number": number,
        "service": "passport-rf-loss",
        "status": "in_work",
        "stage": comment,
        "comment": comment,
        "reason": comment,
        "fee": 0,
        "due": None,
        "needs": {"fields": (), "documents": ()},
        "file": None,
    }
    async with okno.core.works.work() as work:
        key = f"{citizen.id}:status:{number}:{comment[:5]}"
        await tell(work, Notice(citizen.id, "status", "status-in_work", key, params))
        await work.commit()
    okno.core.wake.ring("outbox")


async def open_news(person: Person) -> str:
    await person.say("/menu")
    await person.tap("Уведомления")
    return (await person.window()).text


async def test_nothing_yet_says_so_and_offers_the_switches(okno: Okno) -> None:
    person = await okno.person()
    assert "Пока ничего не было" in await open_news(person)
    assert (await person.window()).labels == ["Настроить", "Назад"]


async def test_news_is_listed_newest_first_with_its_text_and_day(okno: Okno) -> None:
    person = await okno.confirmed()
    await tell_status(okno, person, "410-377-258")
    text = await open_news(person)
    assert text.index("410-377-258") < text.index("подтвержд")
    assert "В работе" in text
    assert f"{okno.core.clock.today().day} " in text
    assert "Открыть 410-377-258" in (await person.window()).labels


async def test_news_is_new_once(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.notifications.switch(citizen.id, "status", False)
    await tell_status(okno, person, "410-377-258")
    assert "· новое" in await open_news(person)
    assert "новое" not in await open_news(person)


async def test_a_switch_works_at_once_and_the_list_keeps_everything(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    await open_news(person)
    await person.tap("Настроить")
    window = await person.window()
    assert window.labels == ["✓ Статусы заявлений", "✓ Сроки", "✓ Профиль", "✓ Новости", "Назад"]
    assert "Безопасность: включена всегда" in window.text
    assert await person.tap("✓ Профиль") == "Выключено: в чат писать не буду."
    changed = await person.window()
    assert changed.id == window.id
    assert "Профиль — выключен" in changed.labels
    before = len(await person.messages())
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
    await okno.quiet()
    assert len(await person.messages()) == before
    assert "подтвержд" in (await open_news(person)).lower()
    await person.tap("Настроить")
    assert await person.tap("Профиль — выключен") == "Включено: буду писать в чат."
    await okno.sim("POST", "/sim/level", {"user": person.id, "level": "standard"})
    await person.until("стандарт")


async def test_a_repeated_tap_changes_nothing_more(okno: Okno) -> None:
    person = await okno.person()
    await open_news(person)
    await person.tap("Настроить")
    window = await person.window()
    data = window.data("✓ Новости")
    for _ in range(3):
        await person.tap_data(window, data)
    assert "Новости — выключены" in (await person.window()).labels


async def test_forged_switches_are_refused(okno: Okno) -> None:
    person = await okno.person()
    await open_news(person)
    await person.tap("Настроить")
    window = await person.window()
    data = window.data("✓ Новости")
    for forged, answer in (
        ("off:security", "Такого вида уведомлений нет. Вот те, что есть сейчас."),
        ("off:", "Такого вида уведомлений нет. Вот те, что есть сейчас."),
        ("toggle", "Эта кнопка устарела. Вот что открыто сейчас."),
    ):
        assert await person.tap_data(window, data.replace("off:news", forged)) == answer
    await person.tap("Назад")
    news = await person.window()
    data = news.data("Настроить")
    for forged in ("open:410-377-258", "open:", "page:-1", "page:x"):
        toast = await person.tap_data(news, data.replace("settings", forged))
        assert toast == "Эта кнопка устарела. Вот что открыто сейчас.", forged


async def test_many_long_and_hostile_pieces_fit_page_by_page(okno: Okno) -> None:
    person = await okno.person("<i>Анна</i>")
    await person.register()
    for place in range(12):
        await tell_status(okno, person, f"410-377-{place:03}", HOSTILE)
    await okno.quiet()
    text = await open_news(person)
    assert len(text.encode("utf-16-le")) // 2 < 4096
    assert "1 из 3" in (await person.window()).labels
    await person.tap("›")
    assert "410-377-006" in (await person.window()).text
    await person.tap("›")
    last = await person.window()
    assert "410-377-000" in last.text
    assert "›" not in last.labels


async def test_somebody_elses_news_is_not_shown(okno: Okno) -> None:
    person, other = await okno.person(), await okno.person("Борис")
    for one in (person, other):
        await one.register()
    await tell_status(okno, other, "410-377-258")
    await okno.quiet()
    assert "410-377-258" not in await open_news(person)


def test_brief_cuts_without_breaking_markup() -> None:
    assert brief("<b>ok</b>") == "<b>ok</b>"
    cut = brief("<b>" + "a&amp;b" * 500 + "</b>", 100)
    assert "<b>" not in cut
    assert cut.endswith("…")
    assert len(cut) <= 101
    assert "&amp;" in cut
