"""Photos, files, albums and samples, both ways."""

import pytest
from playwright.async_api import expect

from tests.e2e.stage import Stage, attach, drop, picture_file

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_photo_goes_by_the_button_with_a_caption_and_opens_full_screen(stage: Stage) -> None:
    await stage.begin()
    await attach(stage, "Фото", [picture_file("паспорт.jpg")])
    sheet = stage.page.get_by_role("dialog")
    await expect(sheet.locator(".preview img")).to_be_visible()
    await sheet.get_by_label("Подпись").fill("Мой паспорт")
    await sheet.get_by_role("button", name="Отправить").click()
    heard = await stage.bot.heard()
    assert heard["caption"] == "Мой паспорт"
    assert heard["photo"][-1]["width"] == 640
    thumbnail = stage.page.locator(".row.own .picture img")
    await expect(thumbnail).to_be_visible()
    await stage.page.wait_for_function("document.querySelector('.picture img').naturalWidth > 0")
    await stage.page.locator(".picture").click()
    viewer = stage.page.locator("dialog.viewer")
    await expect(viewer).to_contain_text("Мой паспорт")
    await stage.page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)


async def test_a_photo_can_go_as_a_file(stage: Stage) -> None:
    await stage.begin()
    await attach(stage, "Фото", [picture_file("снимок.jpg")])
    sheet = stage.page.get_by_role("dialog")
    await sheet.get_by_role("radio", name="Как файл").click()
    await sheet.get_by_role("button", name="Отправить").click()
    heard = await stage.bot.heard()
    assert heard["document"]["file_name"] == "снимок.jpg"
    assert "photo" not in heard


async def test_a_file_dragged_over_the_chat_is_offered_and_sent(stage: Stage) -> None:
    await stage.begin()
    await drop(stage.page.locator("section.chat"), "справка.pdf", "application/pdf", b"%PDF-1.4 test")
    assert "как файл" in await stage.page.evaluate("window.zoneText")
    sheet = stage.page.get_by_role("dialog")
    await expect(sheet).to_contain_text("справка.pdf")
    await sheet.get_by_role("button", name="Отправить").click()
    assert (await stage.bot.heard())["document"]["file_name"] == "справка.pdf"
    await expect(stage.page.locator(".row.own a.file")).to_contain_text("справка.pdf")


async def test_several_files_are_one_album(stage: Stage) -> None:
    await stage.begin()
    files = [
        picture_file(f"{name}.jpg", colour) for name, colour in (("1", "teal"), ("2", "plum"), ("3", "tan"))
    ]
    await attach(stage, "Фото", files)
    sheet = stage.page.get_by_role("dialog")
    await expect(sheet.locator(".preview")).to_have_count(3)
    await sheet.get_by_role("button", name="Убрать 2.jpg").click()
    await sheet.get_by_label("Подпись").fill("Две страницы")
    await sheet.get_by_role("button", name="Отправить").click()
    first, second = await stage.bot.heard(), await stage.bot.heard()
    assert first["media_group_id"] == second["media_group_id"]
    assert (first.get("caption"), second.get("caption")) == ("Две страницы", None)
    album = stage.page.locator(".row.own .bubble", has_text="Две страницы")
    await expect(album.locator(".picture")).to_have_count(2)
    await expect(stage.page.locator(".row.own .bubble.pictures")).to_have_count(1)


async def test_the_bots_document_can_be_downloaded(stage: Stage) -> None:
    me = await stage.begin()
    await stage.bot.send_file(me, "Решение 410.pdf", b"%PDF-1.4 decision")
    card = stage.page.locator(".row.theirs a.file")
    await expect(card).to_contain_text("Решение 410.pdf")
    await expect(card).to_contain_text("17 Б")
    async with stage.page.expect_download() as download:
        await card.click()
    file = await (await download.value).path()
    assert file.read_bytes() == b"%PDF-1.4 decision"


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("Голосовое", "voice"),
        ("Стикер", "sticker"),
        ("Геопозиция", "location"),
        ("Чужой контакт", "contact"),
    ],
)
async def test_samples_reach_the_bot_as_what_they_are(stage: Stage, item: str, kind: str) -> None:
    me = await stage.begin()
    await stage.page.get_by_role("button", name="Прикрепить").click()
    await stage.page.get_by_role("menuitem", name=item).click()
    heard = await stage.bot.heard()
    assert kind in heard
    if kind == "contact":
        assert heard["contact"].get("user_id") != me
    await expect(stage.page.locator(".row.own .stack").last).to_be_visible()
