"""Buttons, keyboards and commands as a person presses them."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.scripted_bot import keyboard
from tests.e2e.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_tap_waits_visibly_and_shows_the_answer(stage: Stage) -> None:
    me = await stage.begin()
    stage.bot.answers["save"] = {"text": "Сохранено"}
    stage.bot.slow["save"] = 0.6
    rows = keyboard(
        [{"text": "Сохранить", "callback_data": "save", "style": "success"}],
        [{"text": "Скопировать номер", "copy_text": {"text": "410-377-258"}}],
    )
    await stage.bot.say(me, "Заявление готово", reply_markup=rows)
    button = stage.page.get_by_role("button", name="Сохранить", exact=True)
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "")
    assert (await stage.bot.heard("callback_query"))["data"] == "save"
    await expect(stage.page.locator(".toast", has_text="Сохранено")).to_have_count(1)
    await expect(button).not_to_have_attribute("aria-busy", "")
    await stage.page.get_by_role("button", name="Скопировать номер").click()
    await expect(stage.page.locator(".toast", has_text="Скопировано")).to_be_visible()
    assert await stage.page.evaluate("navigator.clipboard.readText()") == "410-377-258"


async def test_an_alert_waits_to_be_read(stage: Stage) -> None:
    me = await stage.begin()
    stage.bot.answers["late"] = {"text": "Срок правки прошёл.", "show_alert": True}
    await stage.bot.say(me, "Изменить?", reply_markup=keyboard([{"text": "Да", "callback_data": "late"}]))
    await stage.page.get_by_role("button", name="Да", exact=True).click()
    dialog = stage.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Срок правки прошёл.")
    await dialog.get_by_role("button", name="Хорошо").click()
    await expect(dialog).to_have_count(0)


async def test_styles_of_buttons_are_told_apart(stage: Stage) -> None:
    me = await stage.begin()
    row = [
        {"text": style, "callback_data": style, "style": style} for style in ("primary", "success", "danger")
    ]
    await stage.bot.say(me, "Выберите", reply_markup=keyboard(row))
    colour = "node => getComputedStyle(node).backgroundColor"
    buttons = stage.page.locator(".inline")
    await expect(buttons).to_have_count(3)
    colours = [await buttons.nth(index).evaluate(colour) for index in range(3)]
    assert len(set(colours)) == 3


async def test_a_foreign_link_is_asked_about_and_a_deep_link_stays_in_the_chat(stage: Stage) -> None:
    me = await stage.begin()
    name = (await stage.bot.call("getMe"))["username"]
    rows = keyboard(
        [{"text": "На портал", "url": "https://portal.example/"}],
        [{"text": "К услуге", "url": f"https://t.me/{name}?start=svc_MVD-103"}],
    )
    await stage.bot.say(me, "Куда?", reply_markup=rows)
    await stage.page.get_by_role("button", name="На портал").click()
    dialog = stage.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("https://portal.example/")
    await dialog.get_by_role("button", name="Отмена").click()
    await stage.page.get_by_role("button", name="К услуге").click()
    assert (await stage.bot.heard())["text"] == "/start svc_MVD-103"


async def test_sharing_the_number_is_asked_about_and_the_keyboard_goes_away(stage: Stage) -> None:
    me = await stage.begin()
    request = {
        "keyboard": [[{"text": "Отправить мой номер", "request_contact": True}]],
        "one_time_keyboard": True,
        "input_field_placeholder": "Нажмите кнопку ниже",
    }
    await stage.bot.say(me, "Нужен ваш номер", reply_markup=request)
    await expect(stage.composer).to_have_attribute("placeholder", "Нажмите кнопку ниже")
    share = stage.page.get_by_role("button", name="Отправить мой номер")
    await share.click()
    phone = (await stage.users())[0]["phone"]
    dialog = stage.page.get_by_role("dialog")
    await expect(dialog).to_contain_text(
        f"Отправить ваш номер +7 916 {phone[5:8]}-{phone[8:10]}-{phone[10:]}?"
    )
    await dialog.get_by_role("button", name="Отмена").click()
    await expect(share).to_be_visible()
    await share.click()
    await dialog.get_by_role("button", name="Да", exact=True).click()
    contact = (await stage.bot.heard())["contact"]
    assert contact["user_id"] == me
    assert contact["phone_number"].lstrip("+") == phone.lstrip("+")
    await expect(share).to_be_hidden()
    await stage.page.get_by_role("button", name="Показать кнопки").click()
    await expect(share).to_be_visible()
    await stage.bot.say(me, "Спасибо", reply_markup={"remove_keyboard": True})
    await expect(share).to_be_hidden()
    await expect(stage.composer).to_have_attribute("placeholder", "Сообщение")


async def test_commands_are_offered_by_a_slash_and_by_the_menu(stage: Stage) -> None:
    await stage.begin()
    await stage.composer.press_sequentially("/")
    options = stage.page.get_by_role("option")
    await expect(options).to_have_text(["/menuГлавное меню", "/statusГде моё заявление"])
    await stage.composer.press_sequentially("st")
    await expect(options).to_have_count(1)
    await stage.composer.press("Tab")
    await expect(stage.composer).to_have_value("/status ")
    await stage.composer.fill("")
    await stage.page.get_by_role("button", name="Команды бота").click()
    await stage.composer.press("ArrowDown")
    await stage.composer.press("Enter")
    heard = await stage.bot.heard()
    assert heard["text"] == "/status"
    assert heard["entities"][0]["type"] == "bot_command"


async def test_services_are_found_inline_and_posted(stage: Stage) -> None:
    me = await stage.begin()
    stage.bot.inline_results = [
        {
            "type": "article",
            "id": "MVD-103",
            "title": "Замена паспорта",
            "description": "МВД, 5 рабочих дней",
            "input_message_content": {"message_text": "Замена паспорта при утрате"},
        }
    ]
    share = {"text": "Поделиться", "switch_inline_query_current_chat": "паспорт"}
    await stage.bot.say(me, "Услуга", reply_markup=keyboard([share]))
    await stage.page.get_by_role("button", name="Поделиться").click()
    assert (await stage.bot.heard("inline_query"))["query"] == "паспорт"
    option = stage.page.get_by_role("option", name="Замена паспорта")
    gap = """node => {
        const [title, about] = ["b", "span"].map((name) => node.querySelector(name).getBoundingClientRect());
        return about.top - title.bottom;
    }"""
    assert await option.evaluate(gap) >= -1, "the line about a service stands under its title"
    await option.click()
    assert (await stage.bot.heard())["text"] == "Замена паспорта при утрате"
    posted = stage.page.locator(".row.own .bubble", has_text="Замена паспорта при утрате")
    await expect(posted).to_contain_text("через @")
    await expect(stage.composer).to_have_value("")


async def test_an_invoice_is_paid_or_refused(stage: Stage) -> None:
    me = await stage.begin()
    await stage.bot.call(
        "sendInvoice",
        chat_id=me,
        title="Госпошлина",
        description="За замену паспорта",
        payload="charge-1",
        provider_token="1744374395:TEST:1",
        currency="RUB",
        prices=[{"label": "Пошлина", "amount": 150_000}],
    )
    bill = stage.page.locator(".row.theirs .bubble")
    await expect(bill).to_contain_text("Госпошлина")
    await expect(bill).to_contain_text(re.compile(r"1\s500,00\s₽"))
    pay = stage.page.locator(".row.theirs .inline")
    await pay.click()
    dialog = stage.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Банк отказал").click()
    await expect(stage.page.locator(".toast")).to_contain_text("Оплата не прошла")
    await pay.click()
    await dialog.get_by_role("button", name="Оплачено").click()
    assert (await stage.bot.heard())["successful_payment"]["total_amount"] == 150_000
    await expect(stage.page.get_by_text("Оплата прошла")).to_be_visible()
