"""A message is checked against aiogram's types once for every shape, and no wrong one slips through."""

import pytest
from aiogram.types import Message
from pydantic import ValidationError

from sandbox.telegram import Json, checked
from tests.sandbox.box import Box

CHAT: Json = {"id": 1, "type": "private"}
GOOD: Json = {"message_id": 1, "date": 1, "chat": CHAT, "text": "да"}


def test_what_differs_from_an_accepted_message_is_looked_at_again() -> None:
    checked(Message, GOOD)
    checked(Message, {**GOOD, "message_id": 2, "text": "нет"})
    wrong: list[Json] = [
        {**GOOD, "text": 5},
        {**GOOD, "date": "yesterday"},
        {**GOOD, "date": 10**18},
        {**GOOD, "chat": {"id": 1}},
        {**GOOD, "entities": [{"type": "bold", "offset": 0}]},
        {**GOOD, "forward_origin": {"type": "no such origin", "date": 1}},
    ]
    for message in wrong:
        for _ in range(2):
            with pytest.raises(ValidationError):
                checked(Message, message)


def test_a_list_is_looked_at_to_its_end() -> None:
    entity = {"type": "bold", "offset": 0, "length": 1}
    checked(Message, {**GOOD, "entities": [entity]})
    checked(Message, {**GOOD, "entities": [entity] * 3})
    with pytest.raises(ValidationError):
        checked(Message, {**GOOD, "entities": [entity, {"type": "bold"}]})


async def test_a_message_that_no_library_would_read_is_refused(box: Box) -> None:
    user = await box.person()
    await box.post("/sim/messages", {"user": user, "other": {"dice": {"emoji": "🎲", "value": 3}}})
    await box.post("/sim/messages", {"user": user, "other": {"dice": {"emoji": "🎲", "value": "x"}}}, 400)
    await box.post("/sim/messages", {"user": user, "other": {"type": {"a": [1]}, "date": 10**18}}, 400)
    dice = [update.message.dice for update in await box.updates() if update.message]
    assert [one.value for one in dice if one] == [3]
