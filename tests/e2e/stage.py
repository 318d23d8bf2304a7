"""The page in front of a person: what the browser tests look at and do to it."""

import io
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import FilePayload, Locator, Page

from sandbox.world import World
from tests.e2e.scripted_bot import Json, ScriptedBot

TOKEN = "4242:scripted-bot-of-the-page-tests"
SECRET = "a secret of these tests"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@dataclass
class Stage:
    """The page in front of a person, the bot behind it, and everything the browser asked for."""

    page: Page
    bot: ScriptedBot
    base: str
    world: World
    http: aiohttp.ClientSession
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    async def users(self) -> list[Json]:
        async with self.http.get(f"{self.base}/sim/users") as response:
            answer = await response.json()
        people: list[Json] = answer["users"]
        return people

    async def me(self) -> int:
        number: int = (await self.users())[0]["id"]
        return number

    async def begin(self) -> int:
        """Presses «Старт», so that the bot may write; answers the citizen's id."""
        await self.page.get_by_role("button", name="Старт").click()
        assert (await self.bot.heard())["text"] == "/start"
        return await self.me()

    def cut(self) -> None:
        """Ends the live stream, as a restarting server does."""
        self.world.live.close()

    def bubble(self, text: str) -> Locator:
        return self.page.locator(".row .bubble", has_text=text)

    @property
    def composer(self) -> Locator:
        return self.page.locator(".composer .field")

    async def write(self, text: str) -> Json:
        await self.composer.fill(text)
        await self.composer.press("Enter")
        return await self.bot.heard()


on_a_phone = pytest.mark.parametrize("stage", [{"viewport": PHONE, "has_touch": True}], indirect=True)


def photo(colour: str = "steelblue", size: tuple[int, int] = (640, 480)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    return data.getvalue()


def picture_file(name: str, colour: str = "steelblue") -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(colour)}


async def attach(stage: Stage, item: str, files: list[FilePayload]) -> None:
    await stage.page.get_by_role("button", name="Прикрепить").click()
    async with stage.page.expect_file_chooser() as chooser:
        await stage.page.get_by_role("menuitem", name=item).click()
    await (await chooser.value).set_files(files)


async def drop(target: Locator, name: str, kind: str, data: bytes) -> None:
    """Lets a file fall on the element as a dragging hand would."""
    script = """async (node, [name, type, bytes]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
        const send = (where, event) => where.dispatchEvent(
            new DragEvent(event, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        send(node, "dragenter");
        send(node, "dragover");
        const zone = document.querySelector(".drop-zone[data-kind=document]");
        window.zoneText = zone.checkVisibility() ? zone.textContent : "";
        send(zone, "drop");
    }"""
    await target.evaluate(script, [name, kind, list(data)])


async def box(of: Locator) -> Any:
    found = await of.bounding_box()
    assert found is not None
    return found


async def open_world(stage: Stage, section: str) -> Locator:
    tool = stage.page.get_by_role("button", name="Мир", exact=True)
    if await tool.get_attribute("aria-pressed") != "true":
        await tool.click()
    world = stage.page.get_by_role("complementary", name="Мир")
    await world.get_by_role("tab", name=section).click()
    return world
