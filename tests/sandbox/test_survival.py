"""What was answered is still there after kill -9."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic_core import to_json

from sandbox.journal import Journal
from sandbox.ledger import Ledger
from tests.sandbox.box import TOKEN, Box, keyboard

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def process(home: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, aiohttp.ClientSession]]:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.sandbox.alone", str(home), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    port = int(await asyncio.wait_for(running.stdout.readline(), 60))
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        yield running, http
    if running.returncode is None:
        running.kill()
    await running.wait()


async def call(http: aiohttp.ClientSession, path: str, body: Any) -> Any:
    async with http.post(path, json=body) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def test_kill_9_in_the_middle_of_sending(tmp_path: Path) -> None:
    home = tmp_path / "sandbox"
    answered: list[int] = []
    async with process(home) as (running, http):
        user = (await call(http, "/sim/users", {"first_name": "Анна"}))["id"]
        await call(http, "/sim/messages", {"user": user, "text": "/start"})

        async def send_on() -> None:
            number = 0
            while True:
                body = {"chat_id": user, "text": f"сообщение {number}"}
                answer = await call(http, f"/bot{TOKEN}/sendMessage", body)
                answered.append(answer["result"]["message_id"])
                number += 1

        sending = asyncio.create_task(send_on())
        while len(answered) < 200 and not sending.done():
            await asyncio.sleep(0.01)
        running.send_signal(signal.SIGKILL)
        await running.wait()
        assert isinstance((await asyncio.gather(sending, return_exceptions=True))[0], aiohttp.ClientError)
    async with Box(home) as box:
        shown = [m["message_id"] for m in await box.chat(user) if m["from"]["is_bot"]]
        assert shown[: len(answered)] == answered
        assert len(shown) - len(answered) <= 1
        applied = [c["answer"]["result"]["message_id"] for c in await box.calls("sendMessage")]
        assert applied[: len(answered)] == answered
        assert [u.message.text for u in await box.updates() if u.message] == ["/start"]
        sent = await box.bot.send_message(user, "дальше")
        assert sent.message_id > max(shown)


async def test_everything_else_comes_back_too(tmp_path: Path) -> None:
    home = tmp_path / "sandbox"
    async with Box(home) as box:
        user = await box.person("Анна", username="anna", phone="+79161234567")
        group = await box.post("/sim/groups", {"title": "Операторы", "members": [user]})
        topic = await box.bot.create_forum_topic(group["id"], "Обращение 1")
        sent = await box.bot.send_message(user, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard("да"))
        await box.bot.pin_chat_message(user, sent.message_id)
        gone = await box.bot.send_message(user, "лишнее")
        await box.bot.delete_message(user, gone.message_id)
        await box.advance(3600)
        await box.updates()
        query, waiting = await box.press(user, sent.message_id, "да")
        waiting.cancel()
        await box.bot.set_my_commands([], language_code="ru")
        await box.bot.set_my_description("Окно")
        await box.post("/sim/faults", {"method": "sendPhoto", "times": 3, "error_code": 500})
        await box.post("/sim/phone/+79161234567/sms", {"text": "Код 1234"})
        await box.write(user, "не услышано")
        await box.post("/sim/autopilot", {"seconds": 0})
        before = await box.get(f"/sim/chats/{user}/messages")
    async with Box(home) as box:
        assert await box.get(f"/sim/chats/{user}/messages") == before
        assert (await box.get(f"/sim/users/{user}"))["username"] == "anna"
        assert (await box.get("/sim/clock"))["offset_s"] == 3600
        assert (await box.get("/sim/faults"))["faults"][0]["times"] == 3
        assert (await box.get("/sim/phone/89161234567/sms"))["messages"][0]["text"] == "Код 1234"
        assert (await box.bot.get_my_description()).description == "Окно"
        assert [u.message.text for u in await box.updates() if u.message] == ["не услышано"]
        await box.bot.send_message(group["id"], "x", message_thread_id=topic.message_thread_id)
        assert await box.bot.answer_callback_query(query.id)
        fresh = await box.bot.send_message(user, "новое")
        assert fresh.message_id > gone.message_id


def test_a_torn_last_line_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = Journal(path)
    journal.open()
    journal.put("people", 1, b'{"name":"a"}')
    journal.flush()
    journal.put("people", 2, b'{"name":"b"}')
    journal.drop("people", 1)
    journal.flush()
    journal.close()
    with path.open("ab") as file:
        file.write(b',["people","3"]\t{"name":"c"}\n.["people","4"]\t{"na')
    journal = Journal(path)
    assert journal.open().all() == {"people": {"2": {"name": "b"}}}
    journal.put("people", 4, b"{}")
    journal.close()
    assert Journal(path).open().all() == {"people": {"2": {"name": "b"}, "4": {}}}


def test_a_home_has_one_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    first = Journal(path)
    first.open()
    with pytest.raises(RuntimeError, match="another sandbox lives in"):
        Journal(path).open()
    first.close()
    again = Journal(path)
    again.open()
    again.close()


def test_a_long_journal_is_written_short_at_start(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = Journal(path)
    journal.open()
    for number in range(20_000):
        journal.put("counters", "last", to_json(number))
        journal.flush()
    journal.close()
    again = Journal(path, floor=100)
    assert again.open().all() == {"counters": {"last": 19_999}}
    again.close()
    assert path.stat().st_size < 100
    assert Journal(path).open().all() == {"counters": {"last": 19_999}}


async def test_a_long_journal_is_written_short_while_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = Journal(path, floor=2_000)
    journal.open()
    for number in range(3_000):
        journal.put("counters", "last", to_json(number))
        journal.put("kept", number % 50, to_json(number))
        journal.drop("gone", number - 1)
        journal.put("gone", number, b"0")
        journal.flush()
        if number % 50 == 0:
            await asyncio.sleep(0.001)
    largest = path.stat().st_size
    journal.close()
    assert largest < 60_000, "twelve thousand changes take 300 KB and more"
    kept = {str(number % 50): number for number in range(2_950, 3_000)}
    expected = {"counters": {"last": 2_999}, "kept": kept, "gone": {"2999": 0}}
    assert Journal(path).open().all() == expected


async def test_a_stop_while_the_journal_is_written_short_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = Journal(path, floor=1_000)
    journal.open()
    for number in range(200):
        journal.put("kept", number, to_json("x" * 100))
        journal.flush()
    journal.close()
    assert len(Journal(path).open().get("kept")) == 200


def test_a_key_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "state.jsonl"
    journal = Journal(path)
    journal.open()
    journal.put("mail", 'a"b\t\n@x/1', b'{"text":"1"}')
    journal.put("people", 1, b"{}")
    journal.close()
    assert Journal(path).open().all() == {"mail": {'a"b\t\n@x/1': {"text": "1"}}, "people": {"1": {}}}


def test_the_ledger_outlives_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    ledger = Ledger(path)
    ledger.open()
    ledger.add(1.0, "getMe", {}, status=200, answer=b'{"ok":true}', applied=True)
    ledger.close()
    with path.open("ab") as file:
        file.write(b'{"n":2,"at"')
    ledger = Ledger(path)
    ledger.open()
    ledger.add(2.0, "sendMessage", {"text": "x"}, status=None, answer=None, applied=False)
    assert [b'"n":1' in ledger.read(None, 0)[0], b'"n":2' in ledger.read("sendmessage", 0)[0]] == [True, True]
    assert ledger.read(None, 2) == []
    ledger.close()
