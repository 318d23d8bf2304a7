"""Whatever is sent, the sandbox answers a Telegram error and never stumbles."""

import random
from typing import Any

import pytest

from sandbox.botapi.methods import METHODS
from tests.sandbox.box import TOKEN, Box

WAITS_FOR_NOTHING: dict[str, Any] = {"timeout": 0}
GARBAGE: list[Any] = [
    "", "x", "0", "-1", "999999999999999999999", "true", "null", "\x00", "\u202e", "😀" * 50, "<b>", "HTML",
    "[]", "{}", "[[]]", '{"a":1}', "[1,2]", "{", "attach://none", '{"type":"photo"}',
    '{"inline_keyboard":[[{"text":"x"}]]}', '{"keyboard":[["x"]]}', '{"type":"chat","chat_id":"x"}',
    '[{"type":"photo","media":"x"},{"type":"photo","media":"y"}]',
]  # fmt: skip


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_garbage_is_refused_not_stumbled_over(box: Box, method: str) -> None:
    user = await box.person()
    kind, _ = METHODS[method]
    chance = random.Random(method)
    for _ in range(60):
        names = [name for name in kind.model_fields if chance.random() < 0.6]
        args = {name: chance.choice(GARBAGE) for name in names}
        if "chat_id" in kind.model_fields and chance.random() < 0.8:
            args["chat_id"] = str(user)
        if "message_id" in kind.model_fields and chance.random() < 0.5:
            args["message_id"] = "1"
        args |= WAITS_FOR_NOTHING if method == "getupdates" else {}
        async with box.http.post(f"/bot{TOKEN}/{method}", data=args) as answer:
            body = await answer.json()
            assert answer.status in {200, 400, 403, 404, 409}, (args, body)
            assert body["ok"] is (answer.status == 200)
    async with box.http.get(f"/sim/chats/{user}/messages") as shown:
        assert shown.status == 200
