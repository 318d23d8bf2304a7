"""Themes, languages, narrow screens, the keyboard, contrast."""

import re

import pytest
from playwright.async_api import expect

from sandbox import page
from tests.e2e.scripted_bot import keyboard
from tests.e2e.stage import PHONE, Stage, on_a_phone, open_world

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_theme_follows_the_system_and_the_switch_is_remembered(stage: Stage) -> None:
    ground = "getComputedStyle(document.querySelector('.chat-header')).backgroundColor"
    await expect(stage.page.locator(".chat-header")).to_be_visible()
    light = await stage.page.evaluate(ground)
    await stage.page.emulate_media(color_scheme="dark")
    dark = await stage.page.evaluate(ground)
    assert light == "rgb(255, 255, 255)"
    assert dark != light
    await (
        stage.page.get_by_role("button", name="Тёмная тема")
        .or_(stage.page.get_by_role("button", name="Светлая тема"))
        .click()
    )
    chosen = await stage.page.evaluate("document.documentElement.dataset.theme")
    await stage.page.reload()
    await expect(stage.page.locator(".chat-header")).to_be_visible()
    assert await stage.page.evaluate("document.documentElement.dataset.theme") == chosen
    expected = {"light": light, "dark": dark}[chosen]
    assert await stage.page.evaluate(ground) == expected


async def test_the_page_speaks_english_too(stage: Stage) -> None:
    await stage.begin()
    await stage.page.get_by_role("button", name="English").click()
    await expect(stage.page.get_by_role("button", name="World")).to_be_visible()
    await expect(stage.composer).to_have_attribute("placeholder", "Message")
    assert await stage.page.evaluate("document.documentElement.lang") == "en"
    shown = await stage.page.locator(".top-bar").inner_text()
    shown += await stage.page.locator(".composer").inner_text()
    assert re.findall("[а-яё]{3,}", shown.replace("Анна", "").replace("Русский", "")) == []


async def test_every_word_the_page_asks_for_is_in_its_dictionary() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in (page.FOLDER / "js").glob("*.js")}
    known = set(re.findall(r"^  (\w+): \[", scripts.pop("i18n.js"), re.MULTILINE))
    asked = set(re.findall(r"""\bt\("(\w+)\"""", "".join(scripts.values())))
    assert len(asked) > 100
    assert asked - known == set()


@pytest.mark.parametrize(
    "stage", [{"viewport": {"width": 360, "height": 640}, "has_touch": True}], indirect=True
)
async def test_nothing_sticks_out_at_360_pixels(stage: Stage) -> None:
    me = await stage.begin()
    await stage.bot.say(
        me,
        "Заявление <code>410-377-258</code> " + "оченьдлинноесловобезпробелов" * 4,
        reply_markup=keyboard([{"text": "Замена паспорта гражданина при утрате", "callback_data": "a"}] * 2),
    )
    await expect(stage.page.locator(".inline")).to_have_count(2)
    assert await sticking_out(stage) == []
    await stage.page.get_by_role("button", name="Мир").click()
    for section in ("Ведомства", "Гражданин", "Время", "Поломки"):
        await stage.page.get_by_role("tab", name=section).click()
        assert await sticking_out(stage) == []


async def sticking_out(stage: Stage) -> list[str]:
    found: list[str] = await stage.page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((node) => node.checkVisibility() && !node.closest(".strip, svg, .offscreen"))
            .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
            .map((node) => `${node.tagName}.${node.className}`)"""
    )
    return found


@on_a_phone
async def test_on_a_phone_a_drawer_covers_the_chat_and_gives_it_back(stage: Stage) -> None:
    await stage.begin()
    await stage.page.get_by_role("button", name="Мир").click()
    world = stage.page.get_by_role("complementary", name="Мир")
    await expect(world).to_have_css("width", f"{PHONE['width']}px")
    await world.get_by_role("button", name="Закрыть").click()
    await expect(world).to_be_hidden()
    await expect(stage.composer).to_be_visible()


async def test_everything_is_reached_by_keyboard(stage: Stage) -> None:
    me = await stage.begin()
    stage.bot.answers["go"] = {"text": "Поехали"}
    await stage.bot.say(me, "Начнём?", reply_markup=keyboard([{"text": "Начать", "callback_data": "go"}]))
    await expect(stage.page.get_by_role("button", name="Начать", exact=True)).to_be_visible()
    reached: set[str] = set()
    for _ in range(30):
        await stage.page.keyboard.press("Tab")
        reached.add(
            await stage.page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
            )
        )
    for name in (
        "Начать",
        "Прикрепить",
        "Сообщение",
        "Добавить гражданина",
        "Мир",
        "Телефон",
        "Команды бота",
    ):
        assert name in reached, reached
    await stage.page.get_by_role("button", name="Начать", exact=True).focus()
    await stage.page.keyboard.press("Enter")
    await expect(stage.page.locator(".toast", has_text="Поехали")).to_be_visible()
    await stage.page.locator(".feed").focus()
    await stage.page.keyboard.press("ArrowUp")
    await stage.page.keyboard.press("Enter")
    await expect(stage.page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await stage.page.keyboard.press("Escape")
    unnamed = """() => [...document.querySelectorAll("button, input, select, textarea, a[href]")]
        .filter((node) => node.checkVisibility())
        .filter((node) => !node.ariaLabel && !node.textContent.trim() && !node.labels?.length)
        .map((node) => node.outerHTML)"""
    assert await stage.page.evaluate(unnamed) == []


async def test_contrast_is_enough_in_both_themes(stage: Stage) -> None:
    me = await stage.begin()
    row = [
        {"text": style, "callback_data": style, "style": style} for style in ("primary", "success", "danger")
    ]
    await stage.bot.say(me, "Текст и <a href='https://example.org'>ссылка</a>", reply_markup=keyboard(row))
    await expect(stage.page.locator(".inline")).to_have_count(3)
    await open_world(stage, "Поломки")
    for scheme in ("light", "dark"):
        await stage.page.emulate_media(color_scheme=scheme)
        await stage.page.wait_for_timeout(250)
        assert await stage.page.evaluate(CONTRAST) == [], scheme


# Text against the nearest opaque ground behind it; words over the wallpaper stand on their own pills.
CONTRAST = """() => {
    const toRgb = (() => {
        const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        return (colour) => {
            pen.clearRect(0, 0, 1, 1);
            pen.fillStyle = colour;
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data];
        };
    })();
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const ground = (node) => {
        for (let one = node; one; one = one.parentElement) {
            const colour = toRgb(getComputedStyle(one).backgroundColor);
            if (colour[3] > 200) return colour;
        }
        return null;
    };
    const bad = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const node = words.currentNode.parentElement;
        const text = words.currentNode.data.trim();
        const below = text && node.checkVisibility() && !node.closest(":disabled, .date") && ground(node);
        if (!below) continue;
        const [a, b] = [light(toRgb(getComputedStyle(node).color)), light(below)].sort((x, y) => y - x);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < 4.5) bad.push(`${text}: ${contrast.toFixed(2)}`);
    }
    return bad;
}"""
