"""Groups, the bot's account, time, level, letters and the page."""

from pathlib import Path

import pytest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    KeyboardButton,
    MenuButtonWebApp,
    ReplyKeyboardMarkup,
    WebAppInfo,
)

from tests.sandbox.box import Box, refusal


async def test_a_forum_and_its_topics(box: Box) -> None:
    operator = await box.person("Олег")
    group = await box.post("/sim/groups", {"title": "Операторы", "forum": True, "members": [operator]})
    update = (await box.updates())[0].my_chat_member
    assert update is not None
    assert update.new_chat_member.status == "administrator"
    chat = await box.bot.get_chat(group["id"])
    assert (chat.title, chat.is_forum) == ("Операторы", True)
    topic = await box.bot.create_forum_topic(group["id"], "Обращение 7")
    thread = topic.message_thread_id
    sent = await box.bot.send_message(group["id"], "Новое обращение", message_thread_id=thread)
    assert (sent.is_topic_message, sent.message_thread_id) == (True, thread)
    await box.write(operator, "Беру", chat=group["id"], thread=thread)
    heard = (await box.updates())[0].message
    assert heard is not None
    assert (heard.chat.id, heard.message_thread_id, heard.text) == (group["id"], thread, "Беру")
    await box.bot.close_forum_topic(group["id"], thread)
    assert await refusal(box.bot.close_forum_topic(group["id"], thread)) == "Bad Request: TOPIC_NOT_MODIFIED"
    shown = await box.chat(group["id"])
    assert [(m["thread"], m["text"]) for m in shown if m["text"]] == [
        (thread, "Новое обращение"),
        (thread, "Беру"),
    ]
    assert shown[-1]["service"]["kind"] == "forum_topic_closed"
    refused = await refusal(box.bot.send_message(group["id"], "x", message_thread_id=thread + 100))
    assert refused == "Bad Request: message thread not found"


async def test_strangers_stay_outside_a_group(box: Box) -> None:
    member, stranger = await box.person("Олег"), await box.person("Пётр")
    group = await box.post("/sim/groups", {"title": "x", "members": [member]})
    body = {"user": stranger, "chat": group["id"], "text": "x"}
    assert "is not in chat" in await box.post("/sim/messages", body, 403)
    inside = await box.bot.get_chat_member(group["id"], member)
    outside = await box.bot.get_chat_member(group["id"], stranger)
    assert (inside.status, outside.status) == ("member", "left")


async def test_the_bot_leaves_an_ordinary_group(box: Box) -> None:
    member = await box.person("Олег")
    group = await box.post(
        "/sim/groups", {"title": "Дом", "forum": False, "members": [member], "bot": "member"}
    )
    markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="x", request_contact=True)]])
    refused = await refusal(box.bot.send_message(group["id"], "x", reply_markup=markup))
    assert refused == "Bad Request: phone number can be requested in private chats only"
    assert (
        await refusal(box.bot.create_forum_topic(group["id"], "x")) == "Bad Request: the chat is not a forum"
    )
    await box.write(member, "x", chat=group["id"], sender_chat=True)
    heard = (await box.updates())[-1].message
    assert heard is not None
    assert heard.sender_chat is not None
    assert heard.sender_chat.id == group["id"]
    await box.bot.leave_chat(group["id"])
    refused = await refusal(box.bot.send_message(group["id"], "x"))
    assert refused == "Forbidden: bot is not a member of the supergroup chat"
    await box.write(member, "не слышно", chat=group["id"])
    assert await box.updates() == []


async def test_the_bot_says_who_it_is_in_both_languages(box: Box) -> None:
    bot = box.bot
    await bot.set_my_name("Окно")
    await bot.set_my_description("Государственные услуги")
    await bot.set_my_description("Public services", language_code="en")
    await bot.set_my_short_description("Услуги")
    await bot.set_my_commands([BotCommand(command="start", description="Начать")])
    await bot.set_my_commands(
        [BotCommand(command="start", description="Start")],
        scope=BotCommandScopeAllPrivateChats(),
        language_code="en",
    )
    await bot.set_chat_menu_button(
        menu_button=MenuButtonWebApp(text="Окно", web_app=WebAppInfo(url="https://x.ru"))
    )
    assert (await bot.get_my_description("en")).description == "Public services"
    assert (await bot.get_my_description("de")).description == "Государственные услуги"
    assert (await bot.get_my_short_description()).short_description == "Услуги"
    assert [c.description for c in await bot.get_my_commands()] == ["Начать"]
    assert (await bot.get_chat_menu_button()).type == "web_app"
    shown = await box.get("/sim/bot")
    assert (shown["first_name"], shown["description"]) == ("Окно", "Государственные услуги")
    assert shown["commands"] == {
        "": [{"command": "start", "description": "Начать"}],
        "en": [{"command": "start", "description": "Start"}],
    }
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    assert await refusal(bot.set_my_commands([BotCommand(command="Начать", description="x")])) == (
        "Bad Request: BOT_COMMAND_INVALID"
    )


class Staff:
    """The service's side of what staff does."""

    def __init__(self) -> None:
        self.levels: dict[int, str] = {}
        self.moved = 0.0

    async def set_level(self, telegram_id: int, level: str) -> None:
        if level not in {"standard", "confirmed"}:
            raise ValueError(f"no such level: {level}")
        if telegram_id == 1:
            raise LookupError
        self.levels[telegram_id] = level

    async def reviews(self) -> list[dict[str, object]]:
        return [{"id": "7"}]

    async def review_file(self, review: int, part: str) -> tuple[str, bytes]:
        if (review, part) != (7, "selfie"):
            raise LookupError
        return "image/jpeg", b"face"

    async def decide_review(self, review: int, approve: bool, reasons: list[str]) -> str:
        if review != 7:
            raise LookupError
        if not approve and not reasons:
            raise ValueError("a reason is needed")
        return "approved" if approve else "refused"

    async def advance_clock(self, seconds: float) -> None:
        self.moved += seconds

    def department(self, department: str, language: str) -> tuple[str, str] | None:
        return (f"{department} {language}", "in full") if department == "mvd" else None


async def test_staff_gives_levels_and_time_moves_for_all(tmp_path: Path) -> None:
    staff = Staff()
    async with Box(tmp_path / "home", staff=staff) as box:
        user = await box.person()
        await box.post("/sim/level", {"user": user, "level": "confirmed"})
        assert staff.levels == {user: "confirmed"}
        assert "does not know" in await box.post("/sim/level", {"user": 1, "level": "standard"}, 404)
        assert "no such level" in await box.post("/sim/level", {"user": user, "level": "high"}, 400)
        before = (await box.get("/sim/clock"))["now"]
        await box.advance(86_400)
        assert staff.moved == 86_400
        sent = await box.bot.send_message(user, "x")
        assert sent.date.timestamp() - before >= 86_399


async def test_staff_looks_at_reviews_and_decides(tmp_path: Path) -> None:
    async with Box(tmp_path / "home", staff=Staff()) as box:
        assert await box.get("/sim/reviews") == {"reviews": [{"id": "7"}]}
        answer = await box.post("/sim/reviews/7", {"decision": "refuse", "reasons": ["selfie-other"]})
        assert answer == {"id": "7", "state": "refused"}
        assert "a reason" in await box.post("/sim/reviews/7", {"decision": "refuse"}, 400)
        assert "decision" in await box.post("/sim/reviews/7", {"decision": "maybe"}, 400)
        assert "list of codes" in await box.post(
            "/sim/reviews/7", {"decision": "refuse", "reasons": "x"}, 400
        )
        for unknown in ("8", "x", "9" * 30, "-7"):
            assert "no such" in await box.post(f"/sim/reviews/{unknown}", {"decision": "approve"}, 404)


@pytest.mark.parametrize("written", ["+79161234567", "89161234567", "7 (916) 123-45-67"])
async def test_an_sms_is_found_however_the_number_is_written(box: Box, written: str) -> None:
    await box.post("/sim/phone/+79161234567/sms", {"text": "Код 1234", "from": "Okno"})
    await box.post("/sim/phone/79161234567/sms", {"text": "Код 5678"})
    found = await box.get(f"/sim/phone/{written}/sms")
    assert [letter["text"] for letter in found["messages"]] == ["Код 1234", "Код 5678"]
    assert (await box.get("/sim/phone"))["phones"] == [{"phone": "+79161234567", "count": 2}]


async def test_the_gateway_takes_only_what_is_signed(box: Box) -> None:
    assert "signature" in await box.post("/sim/sms", {"to": "+79161234567", "text": "Код 1234"}, 401)
    assert (await box.get("/sim/phone/+79161234567/sms"))["messages"] == []


async def test_mail_arrives(box: Box) -> None:
    await box.post("/sim/mail/Anna@Example.ru", {"subject": "Код", "text": "1234"})
    found = await box.get("/sim/mail/anna@example.ru")
    assert [(letter["subject"], letter["text"]) for letter in found["messages"]] == [("Код", "1234")]
    assert (await box.get("/sim/mail"))["addresses"] == [{"address": "anna@example.ru", "count": 1}]
    assert (await box.get("/sim/phone/+7/sms"))["messages"] == []


async def test_nobody_waits_for_review_yet(box: Box) -> None:
    assert await box.get("/sim/reviews") == {"reviews": []}
    assert "no such review" in await box.post("/sim/reviews/1", {"decision": "approve"}, 404)


async def test_other_sites_are_kept_out(box: Box) -> None:
    body = {"first_name": "x"}
    for origin, status in [("https://evil.example", 403), ("null", 403), (box.base, 200)]:
        async with box.http.post("/sim/users", json=body, headers={"Origin": origin}) as answer:
            assert answer.status == status


async def test_the_page_is_served_and_nothing_beside_it(box: Box) -> None:
    async with box.http.get("/") as answer:
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    async with box.http.get("/sim/page/icon.svg") as answer:
        assert answer.headers["Content-Type"] == "image/svg+xml"
    for path in ("/page/../app.py", "/page/%2e%2e/app.py", "/page/none.js"):
        async with box.http.get(path) as answer:
            assert answer.status == 404
