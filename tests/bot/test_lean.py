"""aiogram's types are built when they are needed, and each of them can be."""

import subprocess
import sys

SERVICE = """
import bot.service
from aiogram import types
kinds = [kind for name in types.__all__ if hasattr(kind := getattr(types, name), "model_rebuild")]
print(len(kinds), sum(kind.__pydantic_complete__ for kind in kinds))
"""
EACH = "print(sum(bool(kind.model_rebuild(force=True)) and kind.__pydantic_complete__ for kind in kinds))"
# Each in a process where nothing has been built before it: what is needed first must not matter.
CALLED = """
from aiogram import methods, types
button = types.InlineKeyboardButton.model_construct(text="A", callback_data="a")
keyboard = types.InlineKeyboardMarkup.model_construct(inline_keyboard=[[button]])
print(methods.SendMessage(chat_id=1, text="A", reply_markup=keyboard).chat_id)
"""
ANSWERED = """
from aiogram import methods
message = {"message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"}, "text": "A"}
kind = methods.Response[methods.SendMessage.__returning__]
print(kind.model_validate({"ok": True, "result": message}).result.text)
"""
METHODS = """
from aiogram import methods
each = [getattr(methods, name) for name in methods.__all__]
each = [one for one in each if isinstance(one, type) and issubclass(one, methods.TelegramMethod)]
each.remove(methods.TelegramMethod)  # it is none itself
print(len(each), sum(bool(one.model_rebuild(force=True)) for one in each))
print(sum(methods.Response[one.__returning__].model_rebuild(force=True) for one in each))
"""
PARSED = """
update = {"update_id": 1, "message": {"message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"},
    "from": {"id": 4, "is_bot": False, "first_name": "A"}, "photo": [
    {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}}
message = types.Update.model_validate(update).message
print(type(message.chat).__name__, type(message.photo[0]).__name__)
"""


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_the_service_builds_no_type_until_it_is_needed() -> None:
    counted, parsed = run(SERVICE + PARSED)
    kinds, built = map(int, counted.split())
    assert kinds > 300
    assert built == 0
    assert parsed == "Chat PhotoSize"


def test_every_type_can_be_built() -> None:
    counted, built = run(SERVICE + EACH)
    assert counted.split()[0] == built


def test_what_is_needed_first_does_not_matter() -> None:
    assert run("import bot.service" + CALLED) == ["1"]
    assert run("import bot.service" + ANSWERED) == ["A"]


def test_every_method_and_its_answer_can_be_built() -> None:
    counted, answers = run("import bot.service" + METHODS)
    count, built = map(int, counted.split())
    assert count > 100
    assert (built, int(answers)) == (count, count)
