"""Telegram refuses, stumbles, falls silent: everything arrives all the same, in order, at most twice."""

import asyncio
import random
from typing import Any

import pytest

from tests.e2e.filler import fill
from tests.okno import Okno, Person, Window

SERVICE = "passport-rf-validity-check"
STATUSES = (
    ("registered", "арегистрирован"),
    ("in_work", "В работе"),
    ("approved", "добрен"),
    ("ready", "отов"),
)


@pytest.fixture
def okno(okno_there: Okno) -> Okno:
    return okno_there


async def waiting(okno: Okno, seed: int = 5) -> tuple[Person, str]:
    """Somebody who has filed and waits for news."""
    person = await okno.confirmed()
    number = await fill(person, okno.core.catalogue, SERVICE, seed, okno.core.clock)
    await okno.quiet()
    return person, number


async def fault(okno: Okno, method: str, times: int = 1, **more: Any) -> None:
    await okno.sim("POST", "/sim/faults", {"method": method, "times": times, **more})


async def ledger(okno: Okno, method: str = "") -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = (await okno.sim("GET", f"/sim/calls?method={method}"))["calls"]
    return calls


async def news(person: Person, number: str) -> list[str]:
    """Alerts of an application as the person sees them, oldest first."""
    return [one.text for one in await person.messages() if number in one.text and _is_news(one)]


def _is_news(message: Window) -> bool:
    rows = message.raw.get("buttons") or []
    return any(str(button.get("data", "")).startswith("g:") for row in rows for button in row)


async def all_said(okno: Okno, number: str) -> None:
    for status, _ in STATUSES:
        await okno.decide(number, status, comment=f"Слово о «{status}».")


async def arrived(okno: Okno, person: Person, number: str) -> list[str]:
    await person.until(f"Слово о «{STATUSES[-1][0]}».", timeout=60)
    await okno.quiet(timeout=60)
    return await news(person, number)


def in_order(texts: list[str]) -> bool:
    places = [next(i for i, (status, _) in enumerate(STATUSES) if f"«{status}»" in text) for text in texts]
    return sorted(places) == places and set(places) == set(range(len(STATUSES)))


@pytest.mark.fault("F14")
async def test_a_chat_told_to_wait_is_waited_for(okno: Okno) -> None:
    """F14: everything comes, once, in its order, and not a call before its time."""
    person, number = await waiting(okno)
    await fault(okno, "sendMessage", times=2, error_code=429, retry_after=2)
    await all_said(okno, number)
    texts = await arrived(okno, person, number)
    assert len(texts) == len(STATUSES)
    assert in_order(texts)
    assert not any("Повтор" in text for text in texts)
    calls = [one for one in await ledger(okno, "sendMessage") if one["args"]["chat_id"] == person.id]
    for at, call in enumerate(calls):
        if call["status"] == 429:
            assert calls[at + 1]["at"] - call["at"] >= 1.9


async def test_a_window_told_to_wait_comes_later(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/start")
    await fault(okno, "sendMessage", times=2, error_code=429, retry_after=1)
    window = await person.say("/menu")
    assert any("Услуги" in label for label in window.labels)


@pytest.mark.fault("F14")
async def test_telegram_that_lets_nobody_through_is_waited_for_by_all(okno: Okno) -> None:
    """F14: two chats refused at once mean the limit over all chats: a third one waits too."""
    people = [await waiting(okno, seed) for seed in (5, 6, 7)]
    await fault(okno, "*", times=12, error_code=429, retry_after=1)
    await asyncio.gather(*(all_said(okno, number) for _, number in people))
    for person, number in people:
        texts = await arrived(okno, person, number)
        assert len(texts) == len(STATUSES)
        assert in_order(texts)


@pytest.mark.fault("F15")
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_bad_minute_of_telegrams_costs_nothing(okno: Okno, seed: int) -> None:
    """F15: a third of all calls fails in one way or another while people read menus and alerts come."""
    rng = random.Random(seed)
    people = [await waiting(okno, 10 + n) for n in range(3)]
    kinds: list[dict[str, Any]] = [
        {"error_code": 500, "description": "Internal Server Error"},
        {"error_code": 502, "description": "Bad Gateway"},
        {"drop_before": True},
        {"delay_s": 0.4},
        {"error_code": 429, "retry_after": 1},
    ]
    over = asyncio.Event()

    async def weather() -> None:
        while not over.is_set():
            if rng.random() < 0.3:
                await fault(okno, "*", **rng.choice(kinds))
            await asyncio.sleep(0.05)

    async def reads(person: Person) -> None:
        while not over.is_set():
            await okno.sim("POST", "/sim/messages", {"user": person.id, "text": "/menu"})
            await asyncio.sleep(0.8)

    tasks = [asyncio.create_task(weather()), *(asyncio.create_task(reads(one)) for one, _ in people)]
    await asyncio.gather(*(all_said(okno, number) for _, number in people))
    await asyncio.sleep(3)
    over.set()
    await asyncio.gather(*tasks)
    await okno.sim("DELETE", "/sim/faults")
    for person, number in people:
        await okno.quiet(timeout=60)
        sent = [one for one in await ledger(okno, "sendMessage") if one["applied"]]
        for status, _ in STATUSES:
            mine = [
                one for one in sent if number in one["args"]["text"] and f"«{status}»" in one["args"]["text"]
            ]
            listed = len(mine) or await _in_the_list(person, status)
            assert 1 <= listed <= 2, (status, len(mine))
            assert all("Повтор" in one["args"]["text"] for one in mine[1:])
        assert in_order_of_first(await news(person, number))
        window = await person.say("/menu")
        assert any("Услуги" in label for label in window.labels)
    assert await okno.core.inbox.listing(["parked"]) == []


async def _in_the_list(person: Person, status: str) -> int:
    """After two outcomes that nobody saw, a piece of news stands under «Уведомления» alone."""
    await person.say("/menu")
    await person.tap("Уведомления")
    return int(f"«{status}»" in (await person.window()).text)


def in_order_of_first(texts: list[str]) -> bool:
    places = [next(i for i, (status, _) in enumerate(STATUSES) if f"«{status}»" in text) for text in texts]
    return sorted(places) == places


@pytest.mark.fault("F16")
async def test_a_closed_chat_gets_nothing_and_loses_nothing(okno: Okno) -> None:
    """F16: blocked between two alerts; the list keeps them; opened again, the next one comes."""
    person, number = await waiting(okno)
    await okno.decide(number, "registered", comment="Первое слово.")
    await person.until("Первое слово.")
    await fault(okno, "sendMessage", error_code=403, description="Forbidden: bot was blocked by the user")
    await okno.decide(number, "in_work", comment="Второе слово.")
    await okno.quiet()
    before = len(await ledger(okno, "sendMessage"))
    await okno.decide(number, "approved", comment="Третье слово.")
    await okno.quiet()
    assert len(await ledger(okno, "sendMessage")) == before, "a closed chat is not knocked at"
    await okno.sim("POST", "/sim/block", {"user": person.id})
    await okno.quiet()
    await okno.sim("POST", "/sim/unblock", {"user": person.id})
    await okno.quiet()
    await okno.decide(number, "ready", comment="Четвёртое слово.")
    await person.until("Четвёртое слово.")
    assert not any("Второе" in text or "Третье" in text for text in await news(person, number))
    await person.say("/menu")
    await person.tap("Уведомления")
    listed = (await person.window()).text
    assert "Второе слово." in listed
    assert "Третье слово." in listed


EDITS = [
    "Bad Request: message is not modified: specified new message content is the same",
    "Bad Request: MESSAGE IS NOT MODIFIED",
    "Bad Request: MESSAGE_NOT_MODIFIED",
    "Bad Request: message can't be edited",
    "Bad Request: Message can't be edited",
    "Bad Request: message to edit not found",
    "Bad Request: MESSAGE TO EDIT NOT FOUND",
    "Bad Request: MESSAGE_ID_INVALID",
    "Bad Request: there is no text in the message to edit",
]
ANSWERS = [
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
    "Bad Request: QUERY IS TOO OLD AND RESPONSE TIMEOUT EXPIRED OR QUERY ID IS INVALID",
    "Bad Request: QUERY_ID_INVALID",
]


@pytest.mark.fault("F17")
async def test_refusals_that_mean_nothing_never_reach_the_citizen(okno: Okno) -> None:
    """F17: in every wording, the window that was asked for stands there after at most one more tap."""
    person = await okno.person()
    await person.say("/start")
    for method, description in [
        *(("editMessageText", one) for one in EDITS),
        *(("editMessageReplyMarkup", one) for one in EDITS),
        *(("answerCallbackQuery", one) for one in ANSWERS),
    ]:
        await person.say("/menu")
        before = len(await person.messages())
        await fault(okno, method, error_code=400, description=description)
        body = {"user": person.id, "message_id": (await person.window()).id, "text": "Помощь"}
        tap = asyncio.create_task(okno.sim("POST", "/sim/taps", body))
        await asyncio.sleep(0.3)
        await okno.quiet()
        if "MODIFIED" not in description.upper():
            assert "омощь" in (await person.window()).text, (method, description)
        assert len(await person.messages()) - before <= 1
        assert "Не получилось" not in "".join(one.text for one in await person.messages())
        tap.cancel()
        await okno.sim("DELETE", "/sim/faults")
    assert await okno.core.inbox.listing(["parked"]) == []
