"""Several citizens, and hostile ones."""

import pytest
from playwright.async_api import expect

from tests.e2e.scripted_bot import keyboard
from tests.e2e.stage import TOKEN, Stage, open_world

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_two_citizens_live_side_by_side(stage: Stage) -> None:
    anna = await stage.begin()
    await stage.page.get_by_role("button", name="Добавить гражданина").click()
    form = stage.page.get_by_role("dialog")
    await form.get_by_label("Имя").fill("Джон")
    await form.get_by_label("Фамилия").fill("Смит")
    await form.get_by_label("Телефон").fill("8 999 123-45-67")
    await form.get_by_label("Язык Telegram").select_option("en")
    await form.get_by_role("button", name="Создать").click()
    await expect(stage.page.get_by_role("tab", name="Джон")).to_have_attribute("aria-selected", "true")
    await stage.page.get_by_role("button", name="Старт").click()
    heard = await stage.bot.heard()
    assert heard["from"]["language_code"] == "en"
    await stage.bot.say(anna, "Письмо для Анны")
    tab = stage.page.get_by_role("tab", name="Анна")
    await expect(tab.locator(".badge")).to_have_text("1")
    await expect(stage.page).to_have_title("(1) " + (await stage.bot.call("getMe"))["first_name"])
    await tab.click()
    await expect(stage.bubble("Письмо для Анны")).to_be_visible()
    await expect(tab.locator(".badge")).to_have_count(0)
    await stage.page.get_by_role("button", name="Два чата рядом").click()
    await expect(stage.page.locator("section.chat")).to_have_count(2)
    await stage.page.reload()
    await expect(stage.page.locator("section.chat")).to_have_count(2)
    await stage.bot.say(heard["from"]["id"], "A letter to John")
    await expect(stage.bubble("A letter to John")).to_be_visible()


async def test_names_and_messages_are_never_markup(stage: Stage) -> None:
    me = await stage.begin()
    attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    await stage.page.get_by_role("button", name="Добавить гражданина").click()
    form = stage.page.get_by_role("dialog")
    await form.get_by_label("Имя").fill(attack[:64])
    await form.get_by_role("button", name="Создать").click()
    await expect(stage.page.get_by_role("tab").nth(1)).to_contain_text("<img src=x")
    await stage.page.get_by_role("tab", name="Анна").click()
    await stage.write(attack)
    await expect(stage.page.locator(".row.own .text").last).to_contain_text(attack)
    rows = keyboard([{"text": attack[:50], "callback_data": "x"}])
    await stage.bot.call("sendMessage", chat_id=me, text=attack, reply_markup=rows)
    await expect(stage.page.locator(".row.theirs .text").last).to_contain_text(attack)
    await expect(stage.page.locator(".inline")).to_contain_text("<img src=x")
    await stage.bot.send_file(me, "<b onmouseover=alert(1)>.svg", b"<svg onload=alert(1)>", "image/svg+xml")
    await expect(stage.page.locator(".row.theirs a.file")).to_be_visible()
    hostile = [
        "<script>window.hacked=1</script>",
        '<a href="javascript:window.hacked=1">x</a>',
        '<b onclick="window.hacked=1" style="position:fixed">x</b>',
        '<svg onload="window.hacked=1"></svg>',
        '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
        '<math><mtext><table><mglyph><style><img src=x onerror="window.hacked=1">',
        '<template><img src=x onerror="window.hacked=1"></template>',
    ]
    leaks = await stage.page.evaluate(
        """async (sources) => {
            const { markup } = await import("/sim/page/js/markup.js");
            const allowed = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "BLOCKQUOTE", "SPAN", "BUTTON"]);
            const leaks = [];
            for (const source of sources) {
                const host = document.createElement("div");
                host.append(markup(source));
                document.body.append(host);
                for (const node of host.querySelectorAll("*")) {
                    const bad = [...node.attributes].some(({ name }) => /^(on|style|srcdoc)/.test(name));
                    const link = /javascript/i.test(node.getAttribute("href") ?? "");
                    if (!allowed.has(node.tagName) || bad || link) leaks.push(node.outerHTML);
                }
                host.remove();
            }
            return leaks;
        }""",
        hostile,
    )
    assert leaks == []
    assert await stage.page.evaluate("window.hacked") is None


async def test_blocking_the_bot_and_taking_it_back(stage: Stage) -> None:
    me = await stage.begin()
    await open_world(stage, "Гражданин")
    await stage.page.get_by_role("button", name="Заблокировать бота").click()
    await expect(stage.page.get_by_text("Вы заблокировали бота")).to_be_visible()
    refused = await stage.http.post(
        f"{stage.base}/bot{TOKEN}/sendMessage", json={"chat_id": me, "text": "Вы тут?"}
    )
    assert refused.status == 403
    await stage.page.locator("section.chat").get_by_role("button", name="Разблокировать бота").click()
    await expect(stage.composer).to_be_visible()
