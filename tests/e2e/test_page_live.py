"""What changes while a person looks."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from tests.e2e.stage import Stage, box, on_a_phone

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_edits_and_deletions_show_without_moving_what_is_read(stage: Stage) -> None:
    me = await stage.begin()
    numbers = [await stage.bot.say(me, f"Сообщение номер {n}\nвторая строка") for n in range(24)]
    await expect(stage.bubble("Сообщение номер 23")).to_be_visible()
    reading = stage.bubble("Сообщение номер 12")
    await stage.page.locator(".feed").hover()
    await stage.page.mouse.wheel(0, -1)
    await reading.evaluate("node => node.scrollIntoView({block: 'center', behavior: 'instant'})")
    await stage.page.wait_for_timeout(200)
    before = (await box(reading))["y"]
    longer = "Сообщение номер 3\n" + "стало длиннее\n" * 8
    await stage.bot.call("editMessageText", chat_id=me, message_id=numbers[3], text=longer)
    await expect(stage.bubble("стало длиннее")).to_contain_text("изменено")
    await stage.bot.call("deleteMessage", chat_id=me, message_id=numbers[5])
    await expect(stage.bubble("Сообщение номер 5\n")).to_have_count(0)
    await expect(stage.bubble("Сообщение номер 5")).to_have_count(0)
    await stage.bot.say(me, "А вот и новое")
    await expect(stage.page.get_by_role("button", name="К новым сообщениям")).to_contain_text("1")
    assert abs((await box(reading))["y"] - before) <= 2
    await stage.page.get_by_role("button", name="К новым сообщениям").click()
    await expect(stage.bubble("А вот и новое")).to_be_in_viewport()
    await expect(stage.page.get_by_role("button", name="К новым сообщениям")).to_be_hidden()


async def test_only_changed_messages_are_drawn_anew(stage: Stage) -> None:
    me = await stage.begin()
    first = await stage.bot.say(me, "Первое")
    await stage.bot.say(me, "Второе")
    await expect(stage.bubble("Второе")).to_be_visible()
    await stage.page.evaluate("document.querySelectorAll('.row').forEach(row => (row.marked = true))")
    await stage.bot.call("editMessageText", chat_id=me, message_id=first, text="Первое, иначе")
    await expect(stage.bubble("Первое, иначе")).to_be_visible()
    marked = "node => node.closest('.row').marked === true"
    assert await stage.bubble("Второе").evaluate(marked)
    assert not await stage.bubble("Первое, иначе").evaluate(marked)


async def test_own_messages_are_answered_and_edited_from_the_menu(stage: Stage) -> None:
    me = await stage.begin()
    question = await stage.bot.say(me, "Как вас зовут?")
    await stage.bubble("Как вас зовут?").click(button="right")
    await stage.page.get_by_role("menuitem", name="Ответить").click()
    heard = await stage.write("Анна")
    assert heard["reply_to_message"]["message_id"] == question
    own = stage.page.locator(".row.own .bubble", has_text="Анна")
    await expect(own.locator(".quote")).to_contain_text("Как вас зовут?")
    await own.click(button="right")
    await stage.page.get_by_role("menuitem", name="Изменить").click()
    await expect(stage.composer).to_have_value("Анна")
    await stage.composer.fill("Анна Петровна")
    await stage.composer.press("Enter")
    assert (await stage.bot.heard("edited_message"))["text"] == "Анна Петровна"
    await expect(stage.bubble("Анна Петровна")).to_contain_text("изменено")


async def test_typing_shows_until_the_message_comes(stage: Stage) -> None:
    me = await stage.begin()
    await stage.bot.call("sendChatAction", chat_id=me, action="typing")
    await expect(stage.page.locator(".chat-header")).to_contain_text("печатает…")
    await expect(stage.page.locator(".typing")).to_be_visible()
    await stage.bot.say(me, "Вот ответ")
    await expect(stage.bubble("Вот ответ")).to_be_visible()
    await expect(stage.page.locator(".typing")).to_be_hidden()


async def test_the_page_catches_up_after_the_stream_was_cut(stage: Stage) -> None:
    me = await stage.begin()
    await stage.page.context.route("**/sim/live", lambda route: route.abort())
    stage.cut()
    await expect(stage.page.locator(".chat-header")).to_contain_text("соединение…")
    await stage.bot.say(me, "Пока вас не было")
    await expect(stage.bubble("Пока вас не было")).to_have_count(0)
    await stage.page.context.unroute("**/sim/live")
    await expect(stage.bubble("Пока вас не было")).to_be_visible(timeout=15_000)


async def test_a_thousand_messages_stay_light(stage: Stage) -> None:
    me = await stage.begin()
    feed = {
        "cursor": 10_000,
        "messages": [
            {
                "message_id": n,
                "from": {"id": 4242 if n % 2 else me, "is_bot": bool(n % 2), "first_name": "Окно"},
                "date": 1_750_000_000 + n * 60,
                "text": f"Строка {n}",
                "html": f"Строка <b>{n}</b>",
                "buttons": [],
            }
            for n in range(1, 1001)
        ],
    }
    await stage.page.context.route(f"**/sim/chats/{me}/messages", lambda route: route.fulfill(json=feed))
    await stage.bot.say(me, "толчок")
    await expect(stage.bubble("Строка 1000")).to_be_visible()
    assert await stage.page.locator(".row").count() < 200
    last = feed["messages"][-1]  # type: ignore[index]
    last["text"], last["html"], last["edited"] = "Правка", "Правка", True
    took = await stage.page.evaluate(
        """async (id) => {
            const { town } = await import("/sim/page/js/town.js");
            const start = performance.now();
            await town.conversation(id).refresh();
            return performance.now() - start;
        }""",
        me,
    )
    await expect(stage.bubble("Правка")).to_be_visible()
    assert took < 15_000
    scroll = "node => { node.scrollTop = 0; }"
    for _ in range(18):
        await stage.page.locator(".feed").evaluate(scroll)
        await stage.page.wait_for_timeout(60)
    await expect(stage.page.locator(".text b", has_text=re.compile(r"^1$"))).to_have_count(1)


@on_a_phone
async def test_a_long_press_opens_the_menu_and_lifting_the_finger_keeps_it(stage: Stage) -> None:
    me = await stage.begin()
    await stage.bot.say(me, "Нажмите и держите")
    where = await box(stage.bubble("Нажмите и держите"))
    touch = {"x": where["x"] + 20, "y": where["y"] + 15}
    devtools = await stage.page.context.new_cdp_session(stage.page)
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [touch]})
    reply = stage.page.get_by_role("menuitem", name="Ответить")
    await expect(reply).to_be_visible()
    await devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await stage.page.wait_for_timeout(300)
    await expect(stage.page.get_by_role("menuitem")).to_have_count(2)
    await reply.tap()
    await expect(stage.page.locator(".context")).to_contain_text("Нажмите и держите")


async def test_the_newest_message_stays_in_sight_when_the_keyboard_rises(stage: Stage) -> None:
    me = await stage.begin()
    window = await stage.bot.say(me, "Прежнее окно\n" * 30)
    await stage.bot.say(me, "Ещё строки\n" * 12)
    await expect(stage.bubble("Ещё строки")).to_be_in_viewport()
    rows = [[{"text": "Отправить мой номер", "request_contact": True}], [{"text": "Назад"}]]
    deleted = stage.bot.call("deleteMessage", chat_id=me, message_id=window)
    asked = stage.bot.say(me, "Остался номер телефона", reply_markup={"keyboard": rows})
    await asyncio.gather(deleted, asked)
    await expect(stage.page.get_by_role("button", name="Отправить мой номер")).to_be_visible()
    await stage.page.wait_for_timeout(500)
    await expect(stage.bubble("Остался номер телефона")).to_be_in_viewport(ratio=1)
    await expect(stage.page.get_by_role("button", name="К новым сообщениям")).to_be_hidden()


async def test_a_window_that_grows_again_and_again_stays_in_sight(stage: Stage) -> None:
    """Edits that come faster than the list glides never take it from its end."""
    me = await stage.begin()
    for number in range(12):
        await stage.bot.say(me, f"Прежнее {number}\nвторая строка")
    window = await stage.bot.say(me, "Окно")
    for lines in (12, 2, 16, 3, 20, 1, 24):
        text = "Окно\n" + "строка\n" * lines + "конец"
        await stage.bot.call("editMessageText", chat_id=me, message_id=window, text=text)
        await expect(stage.bubble("Окно")).to_contain_text("конец")
    await stage.page.wait_for_timeout(1200)
    assert (
        await stage.page.locator(".feed").evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 60
    )
    await stage.page.locator(".feed").hover()
    await stage.page.mouse.wheel(0, -300)
    await expect(stage.page.get_by_role("button", name="К новым сообщениям")).to_be_visible()
