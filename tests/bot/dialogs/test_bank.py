"""Through a bank: to the end, and everything that goes wrong on the way there and back."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from tests.okno import Okno, Person, Window, start
from tests.proving import snils

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """One service for all: every test brings a person of its own."""
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


def somebody(**more: str) -> dict[str, str]:
    known = {"name": "Смирнова Анна Петровна", "birthdate": "1968-03-14", "snils": snils()}
    return {**known, "inn": "500100732259", **more}


async def link(person: Person, *, registered: bool = True) -> str:
    """The link into the bank, as it stands on the button."""
    if registered:
        await person.register()
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Подтвердить личность")
    await person.tap("Через банк")
    await person.tap("Песочный банк")
    buttons = [button for row in (await person.window()).raw["buttons"] for button in row]
    return next(str(button["url"]) for button in buttons if button.get("url"))


async def page(okno: Okno, url: str) -> tuple[int, str, str]:
    """(status, text, where the browser ended)."""
    async with okno.session.get(url) as answer:
        return answer.status, await answer.text(), str(answer.url)


def to_chat(text: str) -> str:
    """The payload of the link back to the chat."""
    return text.split("?start=")[1].split('"', maxsplit=1)[0]


async def through(okno: Okno, url: str, **decision: Any) -> str:
    await okno.sim("POST", "/sim/bank", decision)
    _, text, _ = await page(okno, url)
    return to_chat(text)


async def test_the_bank_s_word_confirms_at_once(okno: Okno) -> None:
    person = await okno.person()
    payload = await through(okno, await link(person), decision="grant", person=somebody())
    await person.say(f"/start {payload}")
    window = await person.until("подтвердил вашу личность")
    assert "Личный профиль подтверждён" in window.text
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert citizen.level == "confirmed"
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.snils"].source == "bank sandbank"
    again = await person.say(f"/start {payload}")
    assert "Личный профиль подтверждён" in again.text or any(
        "устарела" in one.text for one in await person.messages()
    )


async def test_a_person_at_the_consent_page(okno: Okno) -> None:
    person = await okno.person()
    _, text, where = await page(okno, await link(person))
    assert "Песочный банк" in text
    assert "Передать данные" in text
    form = {**somebody(), "decision": "grant", "request": urlsplit(where).query}
    async with okno.session.post(okno.url + "/sim/bank/consent", data=form) as answer:
        back = await answer.text()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    await person.say(f"/start {to_chat(back)}")
    await person.until("подтвердил вашу личность")


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"decision": "deny"}, "вы не дали согласия"),
        ({"decision": "grant", "person": {"name": "Анна"}}, "не передал всего"),
        *(
            ({"decision": "grant", "person": somebody(), "spoil": spoil}, "не прошёл проверку")
            for spoil in ("issuer", "audience", "nonce", "expired", "signature")
        ),
    ],
    ids=["denied", "too-little", "issuer", "audience", "nonce", "expired", "signature"],
)
async def test_an_answer_that_proves_nothing(okno: Okno, decision: dict[str, Any], said: str) -> None:
    person = await okno.person()
    payload = await through(okno, await link(person), **decision)
    window = await person.say(f"/start {payload}")
    assert said in window.text
    assert "Способы подтверждения" in window.labels
    assert (await okno.core.citizens.meet(person.id, "ru")).level == "standard"
    await person.tap("Способы подтверждения")
    assert "Выберите способ" in (await person.window()).text


async def test_keys_of_another_kind_hold_too(okno: Okno) -> None:
    person = await okno.person()
    payload = await through(okno, await link(person), decision="grant", person=somebody(), spoil="es256")
    await person.say(f"/start {payload}")
    await person.until("подтвердил вашу личность")


async def test_a_callback_played_again_and_made_up(okno: Okno) -> None:
    person = await okno.person()
    url = await link(person)
    await okno.sim("POST", "/sim/bank", {"decision": "grant", "person": somebody()})
    _, text, where = await page(okno, url)
    assert to_chat(text)
    status, text, _ = await page(okno, where)
    assert status == 410
    assert "уже использована или устарела" in text
    for query in ("", "?state=x&code=y", f"?state={'A' * 22}&code=y"):
        assert (await page(okno, f"{okno.url}/identity/callback{query}"))[0] == 410
    for path in ("sandbank/start", "sandbank/start?t=" + "A" * 22, "nobank/start?t=x"):
        assert (await page(okno, f"{okno.url}/identity/{path}"))[0] == 410


async def test_somebody_else_s_telegram_account_gets_nothing(okno: Okno) -> None:
    person, other = await okno.person(), await okno.person()
    await other.register()
    payload = await through(okno, await link(person), decision="grant", person=somebody())
    await other.say(f"/start {payload}")
    assert any("устарела" in one.text for one in await other.messages())
    for one in (person, other):
        assert (await okno.core.citizens.meet(one.id, "ru")).level == "standard"
    await person.say(f"/start {payload}")
    await person.until("подтвердил вашу личность")


async def test_fifty_callbacks_and_fifty_links_are_one(okno: Okno) -> None:
    person = await okno.person()
    url = await link(person)
    async with okno.session.get(url, allow_redirects=False) as answer:
        state = parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
    denied = f"{okno.url}/identity/callback?error=access_denied&state={state}"
    pages = await asyncio.gather(*(page(okno, denied) for _ in range(50)))
    assert sorted({status for status, _, _ in pages}) == [200, 410]
    assert sum(status == 200 for status, _, _ in pages) == 1
    payload = await through(okno, url, decision="grant", person=somebody())
    citizen = await okno.core.citizens.meet(person.id, "ru")
    results = await asyncio.gather(
        *(okno.core.identity.accept(citizen, payload.removeprefix("t_")) for _ in range(50)),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, BaseException) for one in results) == 1
    await person.until("Личный профиль подтверждён")


async def test_one_person_s_second_account(okno: Okno) -> None:
    first, second, who = await okno.person(), await okno.person(), somebody()
    await first.say(f"/start {await through(okno, await link(first), decision='grant', person=who)}")
    await first.until("подтвердил вашу личность")
    window = await second.say(
        f"/start {await through(okno, await link(second), decision='grant', person=who)}"
    )
    assert "уже подтверждена в другой учётной записи" in window.text


async def test_the_link_ends_and_old_buttons_lead_on(okno: Okno) -> None:
    person = await okno.person()
    url = await link(person)
    window: Window = await person.window()
    assert "15 минут" in window.text
    await okno.sim("POST", "/sim/clock", {"advance_s": 16 * 60})
    status, text, _ = await page(okno, url)
    assert status == 410
    assert "уже использована или устарела" in text
    await person.tap("Назад")
    assert "Выберите банк" in (await person.window()).text
    await person.tap("Назад")
    assert "Выберите способ" in (await person.window()).text


async def test_registering_through_the_bank(okno: Okno) -> None:
    person, who = await okno.person(), somebody(phone_number="+79990001122", email="anna@bank.example")
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    await person.say("Другие способы")
    await person.tap("Через банк")
    await person.tap("Песочный банк")
    buttons = [button for row in (await person.window()).raw["buttons"] for button in row]
    url = next(str(button["url"]) for button in buttons if button.get("url"))
    await person.say(f"/start {await through(okno, url, decision='grant', person=who)}")
    await person.until("подтвердил вашу личность")
    citizen = await okno.core.citizens.meet(person.id, "ru")
    assert citizen.registered
    assert citizen.level == "confirmed"
    held = {one.value for one in await okno.core.contacts.of(citizen.id)}
    assert held == {"+79990001122", "anna@bank.example"}
    other = await okno.person()
    await other.register()
    payload = await through(okno, await link(other, registered=False), decision="grant", person=somebody())
    await other.say(f"/start {payload}")
    await other.until("подтвердил вашу личность")


async def test_a_provider_that_is_away_is_tried_again(okno: Okno) -> None:
    person = await okno.person()
    url = await link(person)
    bank = okno.core.identity.providers["sandbank"]
    away = dataclasses.replace(bank, issuer="http://127.0.0.1:9")
    okno.core.identity.providers["sandbank"] = away
    status, text, _ = await page(okno, url)
    okno.core.identity.providers["sandbank"] = bank
    assert status == 503
    assert "сейчас не отвечает" in text
    assert "Попробовать ещё раз" in text
    payload = await through(okno, url, decision="grant", person=somebody())
    await person.say(f"/start {payload}")
    await person.until("подтвердил вашу личность")


async def test_a_word_that_differs_is_shown_and_judged(okno: Okno) -> None:
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    mine = {"profile.full_name": "Смирнова Анна Павловна", "profile.inn": "773370857141"}
    await okno.core.citizens.remember(citizen.id, mine, "citizen")
    payload = await through(okno, await link(person, registered=False), decision="grant", person=somebody())
    await person.say(f"/start {payload}")
    await person.until("подтвердил вашу личность")
    await person.say("/menu")
    await person.tap("Профиль")
    await person.tap("Расхождения: 2")
    window = await person.window()
    assert "Сейчас: Смирнова Анна Петровна — передал Песочный банк" in window.text
    assert "Иначе: Смирнова Анна Павловна — указали вы" in window.text
    assert "Взять другое" not in window.labels
    take = window.data("Верно то").replace("keep:", "take:")
    await person.tap("Верно то, что сейчас")
    assert "осталось 1" in (await person.window()).text
    await person.tap_data(await person.window(), take)  # asks for a proof first, and is gone by then
    await okno.core.disputes.dispute(citizen.id, "profile.inn")
    assert [one.disputed for one in await okno.core.disputes.of(citizen.id)] == [True]
    known = await okno.core.citizens.profile(citizen.id)
    assert known["profile.inn"].value == "500100732259"
    assert known["profile.full_name"].value == "Смирнова Анна Петровна"
