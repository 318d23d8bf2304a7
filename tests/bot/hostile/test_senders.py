"""Rows 35 and 41–49, 77–78: contacts, forwards, edits, replies, groups, channels, and chats that close."""

import time
from typing import Any

import pytest
from sqlalchemy import select

from core.db.tables import inbox
from tests.bot.hostile.people import citizen_of, from_bot, inject, message_of, stand_at_kind
from tests.okno import Okno, Person, Window

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRIEND = {"id": 5, "first_name": "Пётр"}


async def at_phone(okno: Okno) -> Person:
    person = await okno.person()
    await person.say("/start")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    return person


def own(person: Person, **more: Any) -> dict[str, Any]:
    return {"phone_number": person.phone, "first_name": "Анна", "user_id": person.id, **more}


CONTACTS: dict[str, tuple[dict[str, Any], str]] = {
    "another person's": (
        {"contact": {"phone_number": "+79990001122", "first_name": "П", "user_id": 5}},
        "друг",
    ),
    "without an account": ({"contact": {"phone_number": "+79990001122", "first_name": "П"}}, "друг"),
    "hand-made card": (
        {"contact": {"phone_number": "+79990001122", "first_name": "П", "vcard": "BEGIN:VCARD\n" * 160}},
        "друг",
    ),
    "own, forwarded": ({"own": True, "forward_from": FRIEND}, "Пересланный контакт не подходит"),
    "typed": ({"text": "+7 916 123-45-67"}, "Набирать номер не нужно"),
}


@pytest.mark.parametrize("name", CONTACTS)
async def test_only_the_senders_own_contact_is_taken(okno: Okno, name: str) -> None:
    person = await at_phone(okno)
    body, reason = CONTACTS[name]
    if body.get("own"):
        body = {"contact": own(person), "forward_from": body["forward_from"]}
    window = await person.send(**body)
    assert reason in window.text
    assert window.raw["keyboard"][0][0]["request_contact"]
    citizen = await citizen_of(okno, person, consented=False)
    assert not citizen.registered
    assert await okno.core.citizens.profile(citizen.id) == {}
    await person.send(contact="own")
    assert (await citizen_of(okno, person, consented=False)).registered


@pytest.mark.parametrize("leave", ["/menu", "/start", "потерял паспорт", "/help", "Назад", "отмена"])
async def test_the_keyboard_of_the_phone_never_lingers(okno: Okno, leave: str) -> None:
    person = await at_phone(okno)
    await person.say(leave)
    messages = await person.messages()
    assert not standing_keyboard(messages)
    assert not [one.text for one in messages if one.text == "..."]


async def test_the_keyboard_goes_when_an_old_button_leads_away(okno: Okno) -> None:
    person = await okno.person()
    menu = await person.say("/menu")
    await person.tap("Зарегистрироваться")
    await person.tap("Согласен")
    assert standing_keyboard(await person.messages())
    await person.tap_data(menu, "g:menu")
    window = await person.window()
    assert "номер телефона" in window.text or not standing_keyboard(await person.messages())


def standing_keyboard(messages: list[Window]) -> Any:
    """The reply keyboard as the app shows it: the last word said of it counts."""
    said = [one.raw["keyboard"] for one in messages if one.raw.get("keyboard") is not None]
    return said[-1] if said else None


async def test_a_contact_answers_a_question_for_a_phone_and_no_other(okno: Okno) -> None:
    standing, asked = await stand_at_kind(okno, "phone")
    await standing.person.send(contact="own")
    assert (await standing.state())[2][asked.id] == standing.person.phone
    other, _ = await stand_at_kind(okno, "full_name")
    before = await other.state()
    assert "Здесь нужен ответ" in (await other.person.send(contact="own")).text
    assert await other.state() == before


async def test_foreign_numbers_are_asked_about_and_short_ones_refused(okno: Okno) -> None:
    standing, _ = await stand_at_kind(okno, "phone")
    window = await standing.person.say("+380 44 123 45 67")
    assert "Верно?" in window.text
    await standing.person.tap("Ввести заново")
    window = await standing.person.say("112")
    assert "Сохранить и выйти" in window.labels


# Edits, replies, forwards


async def test_an_edited_answer_changes_nothing_and_says_how_to(okno: Okno) -> None:
    standing, asked = await stand_at_kind(okno, "address")
    typed = await okno.sim(
        "POST", "/sim/messages", {"user": standing.person.id, "text": "г. Тверь, ул. Мира, д. 1"}
    )
    await okno.quiet()
    before = await standing.state()
    edit = {"user": standing.person.id, "message_id": typed["message_id"], "text": "г. Тверь, ул. Мира, д. 9"}
    await okno.sim("POST", "/sim/edits", edit)
    await okno.quiet()
    last = await standing.person.window()
    assert "Ответ в заявлении остался прежним" in last.text
    assert await standing.state() == before
    assert "д. 1" in str(before[2][asked.id])


async def test_a_secret_written_into_an_old_message_is_deleted(okno: Okno) -> None:
    person = await okno.person()
    sent = await okno.sim("POST", "/sim/messages", {"user": person.id, "text": "потерял паспорт"})
    await okno.quiet()
    edit = {"user": person.id, "message_id": sent["message_id"], "text": "паспорт 45 10 583920"}
    await okno.sim("POST", "/sim/edits", edit)
    await okno.quiet()
    assert "Я удалил это сообщение" in (await person.window()).text
    assert all(from_bot(one, person) for one in await person.messages())


async def test_an_edited_search_or_command_is_no_command(okno: Okno) -> None:
    person = await okno.person()
    sent = await okno.sim("POST", "/sim/messages", {"user": person.id, "text": "потерял паспорт"})
    await okno.quiet()
    seen = len(await person.messages())
    await okno.sim(
        "POST", "/sim/edits", {"user": person.id, "message_id": sent["message_id"], "text": "/cancel"}
    )
    await okno.quiet()
    assert len(await person.messages()) == seen + 1


@pytest.mark.parametrize("how", ["reply", "quote", "forwarded from the bot", "via another bot", "forwarded"])
async def test_a_reply_or_a_forward_is_an_answer_to_the_current_step(okno: Okno, how: str) -> None:
    standing, asked = await stand_at_kind(okno, "address")
    person, text = standing.person, "г. Тверь, ул. Мира, д. 1"
    first = (await person.messages())[0]
    bot = {"id": 123456789, "is_bot": True, "first_name": "Okno", "username": "okno_sandbox_bot"}
    match how:
        case "reply":
            await person.say(text, reply_to=first.id)
        case "quote":
            chat = message_of(person)["chat"]
            button = {"text": "x", "callback_data": "zzzzzz\x1da:back"}
            old = {"message_id": first.id, "date": 1, "chat": chat, "from": bot, "text": "Меню",
                   "reply_markup": {"inline_keyboard": [[button]]}}  # fmt: skip
            quoted = {"reply_to_message": old, "quote": {"text": "Меню", "position": 0}, "text": text}
            await inject(okno, message=message_of(person, **quoted))
        case "via another bot":
            await inject(okno, message=message_of(person, text=text, via_bot={**bot, "id": 987654321}))
        case "forwarded from the bot":
            await person.say(text, forward_from={"id": 123456789, "is_bot": True, "first_name": "Okno"})
        case _:
            await person.say(text, forward_from=FRIEND)
    assert (await standing.state())[2][asked.id] == text


# Groups and channels


async def group(okno: Okno, fault: dict[str, Any] | None = None, **more: Any) -> tuple[Person, int]:
    owner = await okno.person()
    await owner.say("/menu")
    if fault is not None:
        await okno.sim("POST", "/sim/faults", fault)
    made = await okno.sim("POST", "/sim/groups", {"title": "Двор", "members": [owner.id], **more})
    await okno.quiet()
    return owner, int(made["id"])


async def bots_lines(okno: Okno, chat: int) -> list[str]:
    seen = await okno.sim("GET", f"/sim/chats/{chat}/messages")
    return [one["text"] for one in seen["messages"] if one["from"]["is_bot"] and one["text"]]


@pytest.mark.parametrize("status", ["member", "administrator"])
async def test_a_group_gets_one_polite_line_and_the_bot_leaves(okno: Okno, status: str) -> None:
    owner, chat = await group(okno, bot=status)
    assert await bots_lines(okno, chat) == [
        "Я работаю только в личном чате: заявления и документы — дело личное. Напишите мне туда."
    ]
    calls = (await okno.sim("GET", "/sim/calls?method=leaveChat"))["calls"]
    assert [one for one in calls if str(chat) in str(one["args"])]
    seen = len(await owner.messages())
    await owner.send(text="/start", chat=chat)
    assert len(await owner.messages()) == seen


async def test_a_group_that_forbids_writing_is_left_all_the_same(okno: Okno) -> None:
    refused = {
        "method": "sendMessage",
        "times": 1,
        "error_code": 400,
        "description": "Bad Request: not enough rights to send text messages to the chat",
    }
    _, chat = await group(okno, refused)
    await okno.sim("DELETE", "/sim/faults")
    assert await bots_lines(okno, chat) == []
    calls = (await okno.sim("GET", "/sim/calls?method=leaveChat"))["calls"]
    assert [one for one in calls if str(chat) in str(one["args"])]


async def test_a_group_that_grows_while_the_bot_takes_its_leave(okno: Okno) -> None:
    """Row 78: the old chat answers no more, the supergroup gets the line and is left."""
    owner = await okno.person()
    await owner.say("/menu")
    await okno.sim("POST", "/sim/faults", {"method": "sendMessage", "times": 1, "delay_s": 1})
    made = await okno.sim("POST", "/sim/groups", {"title": "Двор", "members": [owner.id], "basic": True})
    grown = await okno.sim("POST", f"/sim/groups/{made['id']}/upgrade", {})
    await okno.quiet()
    assert await bots_lines(okno, made["id"]) == []
    assert len(await bots_lines(okno, grown["id"])) == 1
    calls = (await okno.sim("GET", "/sim/calls?method=leaveChat"))["calls"]
    assert [one["status"] for one in calls if one["args"]["chat_id"] == grown["id"]] == [200]
    async with okno.core.works.look() as conn:
        assert "parked" not in set(await conn.scalars(select(inbox.c.state)))


SUPERGROUP = {"id": -100555, "type": "supergroup", "title": "Двор"}
CHANNEL = {"id": -100777, "type": "channel", "title": "Канал"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
BASE = {"message_id": 5, "date": 1}
FROM_ELSEWHERE: dict[str, dict[str, Any]] = {
    "anonymous admin": {"message": {**BASE, "chat": SUPERGROUP, "from": ANONYMOUS, "sender_chat": SUPERGROUP,
                                    "text": "/start"}},
    "linked discussion": {"message": {**BASE, "chat": SUPERGROUP, "sender_chat": CHANNEL, "text": "пост",
                                      "is_automatic_forward": True,
                                      "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}}},
    "channel post": {"channel_post": {**BASE, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "пост"}},
    "edited channel post": {"edited_channel_post": {**BASE, "chat": CHANNEL, "text": "пост", "edit_date": 2}},
    "business message": {"business_message": {**BASE, "business_connection_id": "b", "text": "привет",
                                              "chat": {"id": 6, "type": "private", "first_name": "Б"},
                                              "from": {"id": 6, "is_bot": False, "first_name": "Б"}}},
    "reaction": {"message_reaction": {"chat": SUPERGROUP, "message_id": 5, "date": 1, "old_reaction": [],
                                      "new_reaction": [{"type": "emoji", "emoji": "👍"}]}},
    "boost": {"chat_boost": {"chat": CHANNEL, "boost": {"boost_id": "1", "add_date": 1, "expiration_date": 2,
              "source": {"source": "gift_code", "user": {"id": 6, "is_bot": False, "first_name": "Б"}}}}},
    "join request": {"chat_join_request": {"chat": SUPERGROUP, "user_chat_id": 6, "date": 1,
                                           "from": {"id": 6, "is_bot": False, "first_name": "Б"}}},
    "poll answer": {"poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": ["1"],
                                    "user": {"id": 6, "is_bot": False, "first_name": "Б"}}},
    "edit in a group": {"edited_message": {**BASE, "chat": SUPERGROUP, "text": "x", "edit_date": 2,
                                           "from": {"id": 6, "is_bot": False, "first_name": "Б"}}},
    "contact in a group": {"message": {**BASE, "chat": SUPERGROUP,
                                       "from": {"id": 6, "is_bot": False, "first_name": "Б"},
                                       "contact": {"phone_number": "+7", "first_name": "Б", "user_id": 6}}},
    "press in a group": {"callback_query": {"id": "9", "chat_instance": "1", "data": "g:menu",
                                            "from": {"id": 6, "is_bot": False, "first_name": "Б"},
                                            "message": {**BASE, "chat": SUPERGROUP, "text": "x"}}},
    "made admin of a channel": {"my_chat_member": {"chat": CHANNEL, "date": 1,
                                "from": {"id": 6, "is_bot": False, "first_name": "Б"},
                                "old_chat_member": {"status": "left", "user": ANONYMOUS},
                                "new_chat_member": {"status": "member", "user": ANONYMOUS}}},
    "a group grown to a supergroup": {"message": {**BASE, "chat": {**SUPERGROUP, "type": "group"},
                                                  "from": {"id": 6, "is_bot": False, "first_name": "Б"},
                                                  "migrate_to_chat_id": -100999}},
    "unknown kind": {"hologram": {"from": {"id": 6}}},
    "no kind": {},
    "empty message": {"message": {}},
    "wrong types": {"message": {**BASE, "chat": "x", "from": 7, "text": ["a"]}},
}  # fmt: skip


@pytest.mark.parametrize("name", FROM_ELSEWHERE)
@pytest.mark.filterwarnings("ignore:Detected unknown update type")
async def test_what_comes_from_elsewhere_is_recorded_and_shown_to_nobody(okno: Okno, name: str) -> None:
    before = (await okno.sim("GET", "/sim/calls?method=sendMessage"))["cursor"]
    await inject(okno, **FROM_ELSEWHERE[name])
    calls = (await okno.sim("GET", f"/sim/calls?since={before}&method=sendMessage"))["calls"]
    assert not [one for one in calls if '"6"' in str(one["args"]) or ": 6," in str(one["args"])]
    assert await okno.core.inbox.listing(["parked"]) == []


# Chats that close


async def test_blocked_then_back_after_a_year_the_draft_goes_on(okno: Okno) -> None:
    standing, _ = await stand_at_kind(okno, "address")
    person = standing.person
    await okno.sim("POST", "/sim/block", {"user": person.id})
    await okno.quiet()
    await okno.sim("POST", "/sim/unblock", {"user": person.id})
    await okno.quiet()
    window = await person.say("/start")
    assert any("Продолжить" in label for label in window.labels)


async def test_a_deleted_account_closes_quietly(okno: Okno) -> None:
    person = await okno.person()
    await person.say("/menu")
    gone = {
        "method": "sendMessage",
        "times": 1,
        "error_code": 403,
        "description": "Forbidden: user is deactivated",
    }
    await okno.sim("POST", "/sim/faults", gone)
    await inject(okno, message=message_of(person, text="/help", date=int(time.time())))
    await okno.sim("DELETE", "/sim/faults")
    assert [one for one in await person.messages() if from_bot(one, person)]
