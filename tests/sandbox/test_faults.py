"""Telegram failing on purpose, and its limits."""

from time import monotonic

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import BufferedInputFile

from sandbox.limits import Limits
from sandbox.telegram import Refusal
from tests.sandbox.box import Box, refusal


async def test_a_fault_lasts_as_many_times_as_asked(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/faults", {"method": "sendMessage", "times": 2, "error_code": 502})
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await box.bot.send_message(user, "x")
    await box.bot.send_message(user, "y")
    assert [m["text"] for m in await box.chat(user)] == ["/start", "y"]
    calls = await box.calls("sendMessage")
    assert [(c["status"], c["applied"]) for c in calls] == [(502, False), (502, False), (200, True)]
    assert calls[0]["args"] == {"chat_id": user, "text": "x"}


async def test_a_fault_names_its_seconds_and_words(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/faults", {"method": "sendMessage", "times": 1, "error_code": 429, "retry_after": 7})
    with pytest.raises(TelegramRetryAfter) as waited:
        await box.bot.send_message(user, "x")
    assert waited.value.retry_after == 7
    body = {
        "method": "*",
        "times": 1,
        "error_code": 400,
        "description": "Bad Request: MESSAGE IS NOT MODIFIED",
    }
    await box.post("/sim/faults", body)
    assert await refusal(box.bot.send_message(user, "x")) == "Bad Request: MESSAGE IS NOT MODIFIED"


async def test_the_star_leaves_polling_alone(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/faults", {"method": "*", "times": 5, "error_code": 500})
    assert await box.bot.get_updates() == []
    assert await refusal(box.bot.get_me())
    assert (await box.get("/sim/faults"))["faults"][0]["times"] == 4
    async with box.http.delete("/sim/faults") as answer:
        assert answer.status == 200
    await box.bot.send_message(user, "x")


@pytest.mark.parametrize(("fault", "done"), [("drop_before", False), ("drop_after", True)])
async def test_a_cut_connection(box: Box, fault: str, done: bool) -> None:
    user = await box.person()
    await box.post("/sim/faults", {"method": "sendMessage", "times": 1, fault: True})
    with pytest.raises(TelegramNetworkError):
        await box.bot.send_message(user, "x")
    assert ((await box.last(user))["text"] == "x") is done
    call = (await box.calls("sendMessage"))[0]
    assert (call["applied"], call["status"], call["answer"]) == (done, None, None)


async def test_a_delay_comes_before_whatever_follows(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/faults", {"method": "sendMessage", "times": 1, "delay_s": 0.3})
    started = monotonic()
    await box.bot.send_message(user, "x")
    assert monotonic() - started >= 0.3


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def admitted(limits: Limits, time: Time, chat: int, group: bool, seconds: int) -> int:
    """How many messages get through in that many seconds, tried ten times a second."""
    count = 0
    for _ in range(seconds * 10):
        for _ in range(10):
            try:
                limits.take(chat, group)
            except Refusal:
                break
            count += 1
        time.now += 0.1
    return count


def test_one_a_second_into_a_chat_with_short_bursts() -> None:
    time = Time()
    limits = Limits(True, time)
    assert admitted(limits, time, 1, False, 60) == pytest.approx(65, abs=1)


def test_twenty_a_minute_into_a_group() -> None:
    time = Time()
    limits = Limits(True, time)
    time.now += 60
    assert admitted(limits, time, -1, True, 120) == pytest.approx(60, abs=1)


def test_thirty_a_second_over_all_chats() -> None:
    time = Time()
    limits = Limits(True, time)
    count = 0
    for tick in range(100):
        for chat in range(20):
            try:
                limits.take(tick * 100 + chat, False)
            except Refusal:
                continue
            count += 1
        time.now += 0.1
    assert count == pytest.approx(330, abs=5)


async def test_over_the_limit_telegram_says_when_to_come_again(box: Box) -> None:
    async with Box(box.home.parent / "limited", limits=True) as limited:
        user = await limited.person()
        for _ in range(20):
            assert "message thread not found" in await refusal(
                limited.bot.send_message(user, "x", message_thread_id=5)
            )
        for number in range(6):
            await limited.bot.send_message(user, str(number))
        with pytest.raises(TelegramRetryAfter) as waited:
            await limited.bot.send_message(user, "слишком")
        with pytest.raises(TelegramRetryAfter):
            await limited.bot.send_document(user, BufferedInputFile(b"x", "x.pdf"))
        assert list((limited.home / "files").iterdir()) == []
        assert waited.value.retry_after == 1
        last = await limited.last(user)
        for number in range(20):
            await limited.bot.edit_message_text(
                f"правка {number}", chat_id=user, message_id=last["message_id"]
            )
            await limited.bot.send_chat_action(user, "typing")
        assert (await limited.last(user))["text"] == "правка 19"
