"""Notices: each says which application, what its news means, and what to do next."""

import asyncio
import html
import re
from datetime import date
from typing import Any

import pytest

from bot.notices import render
from bot.say import Say
from bot.widgets import Act
from core.applications.model import FROM_DEPARTMENT, Decision, Event, Needs
from core.bootstrap import Core, build_core
from core.db.engine import Database
from core.db.migrate import upgrade
from core.settings import load_settings
from tests.bot.dialogs.test_applications import filed, registered
from tests.okno import Okno

NUMBER = "410-377-258"
BASE: dict[str, Any] = {
    "number": NUMBER,
    "service": "passport-rf-loss",
    "stage": None,
    "comment": None,
    "reason": None,
    "fee": 1500,
    "due": None,
    "needs": {"fields": [], "documents": []},
    "file": None,
}


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Core:
    """Wired over an empty database, which notices never ask."""
    home = tmp_path_factory.mktemp("notices")

    async def made() -> Core:
        database = Database(f"sqlite+aiosqlite:///{home / 'okno.db'}")
        await upgrade(database)
        await database.close()
        core = await build_core(load_settings(_env_file=None, okno_home=home))
        await core.works.database.close()
        return core

    return asyncio.run(made())


def plain(text: str) -> str:
    shown = html.unescape(re.sub(r"</?[a-z][^<>]*>", "", text))
    return shown.replace("\u00a0", " ")


def told(core: Core, kind: str, language: str = "ru", **params: Any) -> tuple[str, list[list[Act]]]:
    text, rows = render(Say(core.texts, language), core, kind, BASE | params)
    return plain(text), rows


def actions(rows: list[list[Act]]) -> list[str]:
    return [act.do for row in rows for act in row]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("registered", ("Зарегистрировано", "приняло заявление", "делать не нужно")),
        ("in_work", ("В работе", "проверяет сведения", "делать не нужно")),
        ("needs_documents", ("Нужны документы", "Что именно — в его комментарии")),
        ("awaiting_payment", ("Ждёт оплаты", "оплатите 1 500 ₽", "«Платежи»")),
        ("approved", ("Одобрено", "Решение положительное", "напишу, когда")),
        ("ready", ("Готово к выдаче", "можно получать")),
        ("issued", ("Выдано", "закрыто")),
        ("rejected", ("Отказано", "подайте снова", "обжаловать")),
    ],
)
def test_every_status_says_what_it_means_and_what_to_do(
    core: Core, status: str, words: tuple[str, ...]
) -> None:
    text, rows = told(core, f"status-{status}")
    assert text.startswith(f"Заявление {NUMBER} · ")
    assert "паспорт" in text.splitlines()[0].lower()
    assert all(word in text for word in words), text
    adding = [f"more:{NUMBER}"] if status == "needs_documents" else []
    assert actions(rows) == [*adding, f"app:{NUMBER}", "quieter"]


def test_every_status_a_department_may_say_has_its_words_in_both_languages(core: Core) -> None:
    for status in FROM_DEPARTMENT:
        for language in ("ru", "en"):
            for fee in (0, 1500):
                text, _ = told(core, f"status-{status}", language, fee=fee, stage="Этап", due="2099-01-12")
                assert NUMBER in text


def test_the_due_date_is_said_while_it_is_to_come(core: Core) -> None:
    assert "до 12 января, понедельник" in told(core, "status-registered", due="2099-01-12")[0]
    past = date(2020, 1, 12).isoformat()
    assert "ответ — до" not in told(core, "status-registered", due=past)[0]


def test_what_is_wanted_is_named_and_one_tap_away(core: Core) -> None:
    needs = {"fields": ["snils", "Откуда вы узнали"], "documents": ["income_certificate"]}
    text, rows = told(core, "status-needs_documents", needs=needs)
    assert "СНИЛС, Откуда вы узнали, Справка о доходах" in text
    assert "номер останется прежним" in text
    assert actions(rows) == [f"more:{NUMBER}", f"app:{NUMBER}", "quieter"]
    assert rows[0][0].style == "primary"


def test_the_departments_words_are_shown_as_written(core: Core) -> None:
    hostile = "<b>жирно</b> & { $x } %s"
    text, _ = told(core, "status-rejected", stage=hostile, reason=hostile, comment=hostile)
    assert text.count(hostile) == 3
    assert f"Причина: {hostile}" in text
    assert f"Ведомство пишет: {hostile}" in text


def test_long_words_are_cut_and_the_rest_is_on_the_card(core: Core) -> None:
    long = "Очень подробный ответ. " * 400
    needs = {"fields": [f"Вопрос {n}" for n in range(300)], "documents": []}
    text, _ = told(core, "status-needs_documents", stage=long, reason=long, comment=long, needs=needs)
    assert "полностью — в карточке" in text
    assert len(text) < 4096


def test_a_file_is_announced(core: Core) -> None:
    assert "Приложен файл «Решение.pdf»" in told(core, "status-ready", file="Решение.pdf")[0]


def test_a_service_that_is_gone_still_has_its_notices(core: Core) -> None:
    text, _ = told(
        core, "status-needs_documents", service="gone", needs={"fields": ["snils"], "documents": []}
    )
    assert text.startswith(f"Заявление {NUMBER} · gone")


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("none", "зарегистрируйтесь снова"),
        ("standard", "стандартный"),
        ("confirmed", "Личный профиль подтверждён"),
    ],
)
def test_levels(core: Core, level: str, words: str) -> None:
    text, rows = render(Say(core.texts, "ru"), core, f"level-{level}", {})
    assert words in text
    assert actions(rows) == ["menu"]


def test_a_draft_is_reminded_of_with_the_day_it_ends(core: Core) -> None:
    params = {"service": "passport-rf-loss", "draft": 77, "until": "2026-12-03"}
    text, rows = render(Say(core.texts, "ru"), core, "draft-reminder", params)
    assert "хранится до 3 декабря, четверг" in text
    assert actions(rows) == ["draft:77", "quieter"]


def test_a_parked_message_says_so_with_its_number(core: Core) -> None:
    text, rows = render(Say(core.texts, "ru"), core, "parked", {"incident": "И-7F3K"})
    assert "<code>И-7F3K</code>" in text
    assert "на нашей стороне" in text
    assert actions(rows) == ["menu"]


@pytest.mark.parametrize("kind", ["", "status", "status-", "level-king", "нечто", "status-in_work"])
def test_what_nobody_has_worded_still_leads_somewhere(core: Core, kind: str) -> None:
    text, rows = render(Say(core.texts, "ru"), core, kind, {})
    assert "есть новости" in text
    assert actions(rows) == ["news", "menu"]


# Through the front door


async def test_a_change_is_told_once_with_a_button_to_the_card(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    for _ in range(2):
        await okno.decide(number, "in_work", stage="Проверка", event_id="same")
    alert = await person.until("В работе · Проверка")
    await okno.quiet()
    assert [number in one.text for one in await person.messages()].count(True) == 1
    assert alert.labels == ["Открыть заявление", "Реже уведомлять"]
    await person.tap("Открыть заявление", alert)
    assert "Этап: Проверка" in (await person.window()).text


async def test_a_decision_comes_with_its_file(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    department = (await okno.core.applications.card(citizen.id, number)).application.department
    event = Event("e1", number, "ready", okno.core.clock.now(), comment="Заберите в отделении")
    await okno.core.applications.apply_event(
        department, event, Decision("Решение.pdf", "application/pdf", b"%PDF-1.4")
    )
    await person.until("Готово к выдаче")
    await okno.quiet()
    assert (await person.messages())[-1].raw["media"]["file_name"] == "Решение.pdf"


async def test_what_is_wanted_is_asked_for_from_the_alert(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    department = (await okno.core.applications.card(citizen.id, number)).application.department
    event = Event("e1", number, "needs_documents", okno.core.clock.now(), needs=Needs(("snils",), ()))
    await okno.core.applications.apply_event(department, event)
    alert = await person.until("просит дополнить")
    await person.tap("Добавить документы", alert)
    assert "СНИЛС" in (await person.window()).text


async def test_an_alert_of_a_withdrawn_application_still_leads_to_its_card(okno: Okno) -> None:
    person, citizen = await registered(okno)
    number = await filed(okno, citizen)
    await okno.decide(number, "needs_documents", needs={"fields": ["snils"], "documents": []})
    alert = await person.until("просит дополнить")
    await okno.core.applications.withdraw(citizen, number)
    await person.tap("Добавить документы", alert)
    assert "Отозвано вами" in (await person.window()).text
