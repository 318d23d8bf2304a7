"""The drawers: the phone, and the world that departments and faults come from."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import FilePayload, expect

from sandbox.signing import HEADER, sign
from tests.e2e.scripted_bot import Json
from tests.e2e.stage import SECRET, Stage, open_world, photo

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_sms_and_mail_arrive_in_the_phone(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="Телефон", exact=True).click()
    phone = (await stage.users())[0]["phone"]
    drawer = stage.page.get_by_role("complementary", name="Телефон")
    await expect(drawer).to_contain_text("СМС пока нет")
    sms = {"from": "Okno", "text": "Код 483920. Никому его не сообщайте."}
    await stage.http.post(f"{stage.base}/sim/phone/{phone}/sms", json=sms)
    await expect(drawer).to_contain_text("Никому его не сообщайте")
    await drawer.get_by_role("button", name="483920").click()
    assert await stage.page.evaluate("navigator.clipboard.readText()") == "483920"
    letter = {"from": "okno@example.org", "subject": "Заявление принято", "text": "Номер 410-377-258"}
    await stage.http.post(f"{stage.base}/sim/mail/anna@example.org", json=letter)
    await drawer.get_by_role("tab", name="Почта").click()
    await drawer.get_by_text("Заявление принято").click()
    await expect(drawer).to_contain_text("Номер 410-377-258")


async def hand_over(stage: Stage, callback: str) -> None:
    """What the service's connector does: an application with one document reaches its department."""
    application = {
        "number": "410-377-258",
        "service": "MVD-103",
        "service_title": "Замена паспорта при утрате",
        "submitted_at": "2026-11-22T10:00:00+00:00",
        "callback": callback,
        "answers": {"full_name": "Смирнова Анна Петровна"},
        "documents": [{"document": "photo", "file_name": "фото.jpg", "content_type": "image/jpeg"}],
    }
    with aiohttp.MultipartWriter("form-data") as form:
        form.append(json.dumps(application)).set_content_disposition("form-data", name="application")
        part = form.append(photo(), {"Content-Type": "image/jpeg"})
        part.set_content_disposition("form-data", name="file0", filename="photo.jpg")
        body = await form.as_bytes()
        headers = {"Content-Type": form.content_type, HEADER: sign(SECRET.encode(), body)}
    place = f"{stage.base}/sim/departments/mvd/applications"
    async with stage.http.post(place, data=body, headers=headers) as response:
        assert response.status == 200, await response.text()


async def test_the_world_moves_an_application_on(stage: Stage) -> None:
    told: asyncio.Queue[Json] = asyncio.Queue()

    async def callback(request: web.Request) -> web.Response:
        told.put_nowait(await request.json())
        return web.Response()

    service = web.Application()
    service.router.add_post("/callback", callback)
    runner = web.AppRunner(service)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    world = await open_world(stage, "Ведомства")
    await expect(world).to_contain_text("Заявлений пока нет")
    await hand_over(stage, f"http://127.0.0.1:{runner.addresses[0][1]}/callback")

    await world.get_by_text("410-377-258").click()
    await expect(world).to_contain_text("Смирнова Анна Петровна")
    async with stage.page.expect_download() as download:
        await world.get_by_role("link", name="фото.jpg").click()
    assert (await (await download.value).path()).read_bytes() == photo()

    await world.get_by_role("radio", name="Нужны документы").click()
    await world.get_by_role("button", name="photo", exact=True).click()
    await world.get_by_label("Комментарий гражданину").fill("Снимок тёмный")
    await world.get_by_role("button", name="Передать гражданину").click()
    event = await asyncio.wait_for(told.get(), 10)
    assert event["status"] == "needs_documents"
    assert event["needs"] == {"fields": [], "documents": ["photo"]}
    assert event["comment"] == "Снимок тёмный"
    await expect(world.locator(".status-pill")).to_have_text("Нужны документы")

    await world.get_by_role("radio", name="Готово").click()
    async with stage.page.expect_file_chooser() as chooser:
        await world.get_by_role("button", name="Файл решения").click()
    paper: FilePayload = {"name": "решение.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    await (await chooser.value).set_files(paper)
    await world.get_by_role("button", name="Передать гражданину").click()
    event = await asyncio.wait_for(told.get(), 10)
    assert (event["status"], event["file"]["name"]) == ("ready", "решение.pdf")
    await expect(world.locator(".history")).to_contain_text("решение.pdf")
    await expect(world.get_by_text("Заявление уже дальше")).to_be_hidden()
    await world.get_by_role("radio", name="В работе").click()
    await expect(world.get_by_text("Заявление уже дальше")).to_be_visible()
    await runner.cleanup()


async def test_autopilot_is_switched_and_paced(stage: Stage) -> None:
    world = await open_world(stage, "Ведомства")
    await world.get_by_label("секунд на шаг").fill("30")
    await world.get_by_role("switch").check()
    await expect(stage.page.get_by_text("Автопилот: шаг 30 с")).to_be_visible()
    async with stage.http.get(f"{stage.base}/sim/autopilot") as response:
        assert (await response.json())["seconds"] == 30
    await world.get_by_role("switch").uncheck()
    await expect(stage.page.get_by_text("Автопилот выключен")).to_be_visible()


@pytest.mark.parametrize(
    ("preset", "shown", "fault"),
    [
        ("429", "Telegram отвечает 429", {"error_code": 429, "retry_after": 5}),
        ("500", "500 Internal Server Error", {"error_code": 500}),
        ("slow", "Медленно: 3", {"delay_s": 3}),
        ("before", "Обрыв до", {"drop_before": True}),
        ("after", "Обрыв после", {"drop_after": True}),
    ],
)
async def test_things_are_broken_and_repaired(stage: Stage, preset: str, shown: str, fault: Json) -> None:
    world = await open_world(stage, "Поломки")
    await expect(world).to_contain_text("Всё исправно.")
    await world.get_by_label("Метод").select_option("sendMessage")
    await world.get_by_label("Сколько вызовов").fill("7")
    await world.locator(f"[data-fault='{preset}']").click()
    await expect(world.locator(".fault")).to_contain_text(shown)
    await expect(world.locator(".fault")).to_contain_text("осталось вызовов: 7")
    async with stage.http.get(f"{stage.base}/sim/faults") as response:
        [active] = (await response.json())["faults"]
    assert active["method"] == "sendMessage"
    assert {name: active[name] for name in fault} == fault
    await world.get_by_role("button", name="Починить всё").click()
    await expect(world).to_contain_text("Всё исправно.")
    async with stage.http.get(f"{stage.base}/sim/faults") as response:
        assert (await response.json())["faults"] == []


async def test_the_clock_moves_on_and_the_chat_with_it(stage: Stage) -> None:
    me = await stage.begin()
    world = await open_world(stage, "Время")
    await expect(world).to_contain_text("Время настоящее")
    await world.get_by_role("button", name="+3 дня").click()
    await expect(world).to_contain_text("Сдвиг от настоящего времени: 3 дня")
    await stage.bot.say(me, "Прошло три дня")
    await expect(stage.page.locator(".date").last).to_have_text("Сегодня")
    await expect(stage.page.locator(".date")).to_have_count(2)
