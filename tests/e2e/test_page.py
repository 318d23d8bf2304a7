"""Meeting the bot in the page: the first visit, text both ways."""

import pytest
from playwright.async_api import expect

from tests.e2e.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_first_visit_makes_anna_and_shows_what_the_bot_can_do(stage: Stage) -> None:
    await expect(stage.page.get_by_role("tab", name="Анна")).to_have_attribute("aria-selected", "true")
    await expect(stage.page.get_by_text("Помогаю получить услуги прямо в чате.")).to_be_visible()
    [anna] = await stage.users()
    assert (anna["first_name"], anna["last_name"], anna["language_code"]) == ("Анна", "Смирнова", "ru")
    assert anna["phone"].startswith("+7916")
    assert len(anna["phone"]) == 12
    await stage.begin()
    await expect(stage.bubble("/start")).to_be_visible()
    await expect(stage.composer).to_be_visible()
    await expect(stage.page.get_by_text("Помогаю получить услуги прямо в чате.")).to_be_hidden()


async def test_text_goes_to_the_bot_and_html_comes_back(stage: Stage) -> None:
    me = await stage.begin()
    assert (await stage.write("потерял паспорт"))["text"] == "потерял паспорт"
    await expect(stage.page.locator(".row.own .bubble", has_text="потерял паспорт")).to_be_visible()
    await expect(stage.composer).to_have_value("")
    await stage.bot.say(
        me,
        "<b>Замена паспорта</b> <i>быстро</i> <u>тут</u> <s>там</s> <code>410-377-258</code>"
        "<pre>две\nстроки</pre><blockquote expandable>цитата</blockquote><tg-spoiler>58 14</tg-spoiler> "
        '<a href="https://example.org/">ссылка</a>',
    )
    text = stage.page.locator(".row.theirs .text").last
    for tag, words in {
        "b": "Замена паспорта",
        "i": "быстро",
        "u": "тут",
        "s": "там",
        "pre": "две\nстроки",
    }.items():
        await expect(text.locator(tag)).to_have_text(words)
    await expect(text.locator("blockquote")).to_have_text("цитата")
    await expect(text.locator("a")).to_have_attribute("href", "https://example.org/")
    await text.locator("code").click()
    await expect(stage.page.get_by_text("Скопировано")).to_be_visible()
    assert await stage.page.evaluate("navigator.clipboard.readText()") == "410-377-258"
    spoiler = text.locator(".spoiler")
    hidden = "getComputedStyle(node).color === 'rgba(0, 0, 0, 0)'"
    assert await spoiler.evaluate(f"node => {hidden}")
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler open")


async def test_enter_sends_and_shift_enter_breaks_the_line(stage: Stage) -> None:
    await stage.begin()
    await stage.composer.press_sequentially("первая")
    await stage.composer.press("Shift+Enter")
    await stage.composer.press_sequentially("вторая")
    low, high = 40, 60
    height = await stage.composer.evaluate("node => node.offsetHeight")
    assert low < height <= high + 10
    await stage.composer.press("Enter")
    assert (await stage.bot.heard())["text"] == "первая\nвторая"


async def test_a_refused_message_says_why_and_can_be_sent_again(stage: Stage) -> None:
    await stage.begin()
    await stage.page.context.route("**/sim/messages", lambda route: route.abort())
    await stage.composer.fill("дойдёт не сразу")
    await stage.composer.press("Enter")
    await expect(stage.page.get_by_text("Не отправлено: песочница не отвечает")).to_be_visible()
    await stage.page.context.unroute("**/sim/messages")
    await stage.page.get_by_role("button", name="Повторить отправку").click()
    assert (await stage.bot.heard())["text"] == "дойдёт не сразу"
    await expect(stage.page.get_by_text("Не отправлено")).to_have_count(0)
    await expect(stage.bubble("дойдёт не сразу")).to_have_count(1)
