"""The secure page in a real browser: by a link without JavaScript, as a Mini App with it, light and dark."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from tests.okno import Okno, start
from tests.web.secure.test_page import GOOD, OTHER, at_password, link

SIZE = ViewportSize(width=390, height=844)
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def okno(tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache)
    yield running
    await stop()


async def test_a_password_is_set_without_javascript_and_changed_in_the_mini_app(
    okno: Okno, browser: Browser, tmp_path: Path
) -> None:
    person = await at_password(okno)
    asked: list[str] = []
    troubles: list[str] = []
    bare = await browser.new_context(viewport=SIZE, java_script_enabled=False)
    page = await bare.new_page()
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(await link(person))
    await page.fill("#new", GOOD)
    await page.fill("#again", OTHER)
    await page.click("button")
    assert "не совпали" in await page.inner_text("[role=alert]")
    await page.screenshot(path=tmp_path / "secure-light.png", full_page=True)
    await page.fill("#new", GOOD)
    await page.fill("#again", GOOD)
    await page.click("button")
    assert await page.inner_text("h1") == "Сохранено"
    await bare.close()
    await person.until("Пароль задан")

    window = await person.open_window()
    body = {"user": person.id, "message_id": window.id, "text": "Открыть защищённую страницу"}
    url = str((await okno.sim("POST", "/sim/taps", body))["url"])
    app = await browser.new_context(viewport=SIZE, color_scheme="dark")
    page = await app.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    await page.goto(url)
    await page.wait_for_selector("#current")
    assert "tgWebAppData" not in page.url
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= SIZE["width"]
    await page.fill("#current", GOOD)
    await page.fill("#new", OTHER)
    await page.fill("#again", OTHER)
    await page.screenshot(path=tmp_path / "secure-dark.png", full_page=True)
    await page.click("button")
    assert await page.inner_text("h1") == "Сохранено"
    await page.goto(url)
    await page.wait_for_selector("#wrong:not([hidden])")
    await app.close()
    assert [one for one in asked if not one.startswith(okno.url)] == [], "nothing from elsewhere"
    assert not [one for one in troubles if "Content Security Policy" in one]
