"""The department's side: what it takes in, and how its decisions reach the service."""

import asyncio
import base64
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pypdf import PdfReader

from sandbox.paper import one_page_pdf
from sandbox.signing import HEADER, refused, sign
from tests.sandbox.box import SECRET, Box, Json


class Service:
    """The service's callback: takes decisions and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.answers: list[int] = []
        self.url = ""

    async def hear(self, request: web.Request) -> web.Response:
        body = await request.read()
        assert refused(SECRET.encode(), body, request.headers.get(HEADER)) is None
        self.heard.append(json.loads(body))
        status = self.answers.pop(0) if self.answers else 200
        return web.Response(status=status, text="неверный переход" if status >= 400 else "")

    def statuses(self, number: str) -> list[str]:
        return [event["status"] for event in self.heard if event["number"] == number]

    def letter(self, number: str = "123-456-785", **fields: Any) -> Json:
        return {
            "number": number,
            "service": "passport-loss",
            "service_title": "Замена паспорта при утрате",
            "department": "mvd",
            "submitted_at": "2026-01-05T10:00:00+03:00",
            "answers": {"full_name": "Ким Анна"},
            "documents": [
                {"document": "photo", "file_name": "фото.pdf", "content_type": "application/pdf", "size": 4}
            ],
            "callback": self.url,
            **fields,
        }


@asynccontextmanager
async def service() -> AsyncIterator[Service]:
    there = Service()
    app = web.Application()
    app.router.add_post("/events", there.hear)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/events"
    yield there
    await runner.cleanup()


async def until(condition: Any, within_s: float = 6.0) -> None:
    deadline = monotonic() + within_s
    while not condition():
        assert monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


async def test_an_application_lies_in_the_inbox_with_its_files(box: Box) -> None:
    async with service() as there:
        assert await box.submit(there.letter(), [b"%PDF"]) == {"accepted": True}
        found = (await box.get("/sim/departments/mvd/inbox"))["applications"][0]
        assert (found["number"], found["service"]) == ("123-456-785", "passport-loss")
        assert found["answers"] == {"full_name": "Ким Анна"}
        assert found["documents"][0]["file_name"] == "фото.pdf"
        async with box.http.get(found["documents"][0]["url"]) as answer:
            assert await answer.read() == b"%PDF"
        expected = [{"id": "mvd", "short": "mvd", "title": "mvd", "applications": 1}]
        assert (await box.get("/sim/departments"))["departments"] == expected
        assert (await box.get("/sim/departments/fns/inbox"))["applications"] == []


async def test_the_same_number_again_adds_only_what_is_new(box: Box) -> None:
    async with service() as there:
        for _ in range(2):
            await box.submit(there.letter(), [b"%PDF"])
        more = there.letter(answers={"phone": "+7916"}, documents=there.letter()["documents"] * 2)
        await box.submit(more, [b"%PDF", b"second"])
        found = (await box.get("/sim/departments/mvd/inbox"))["applications"]
        assert len(found) == 1
        assert found[0]["answers"] == {"full_name": "Ким Анна", "phone": "+7916"}
        assert len(found[0]["documents"]) == 2


async def test_only_signed_letters_are_taken(box: Box) -> None:
    async with service() as there:
        answer = await box.submit(there.letter(), [b"%PDF"], status=401, secret="another")
        assert answer == {"error": "the signature is wrong"}
        async with box.http.post("/sim/departments/mvd/applications", data=b"x") as unsigned:
            assert unsigned.status == 401
        assert (
            "callback"
            in (await box.submit(there.letter(callback="file:///x"), [b"%PDF"], status=400))["error"]
        )
        assert "1 documents" in (await box.submit(there.letter(), [], status=400))["error"]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (None, "no signature"),
        ("v1=x", "the signature has a wrong form"),
        (sign(b"key", b"body", 1000 - 301), "the signature is too old or from the future"),
        (sign(b"key", b"body", 1000 + 301), "the signature is too old or from the future"),
        (sign(b"other", b"body", 1000), "the signature is wrong"),
        (sign(b"key", b"other", 1000), "the signature is wrong"),
        (sign(b"key", b"body", 1000 - 299), None),
    ],
)
def test_signatures(header: str | None, reason: str | None) -> None:
    assert refused(b"key", b"body", header, now=1000) == reason


async def test_a_decision_reaches_the_service(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        body = {
            "number": "123-456-785",
            "status": "needs_documents",
            "stage": "Не хватает документа",
            "comment": "Пришлите скан",
            "needs": {"fields": ["phone"], "documents": ["scan"]},
        }
        told = await box.post("/sim/departments/mvd/decide", body)
        event = there.heard[0]
        assert told == {"event_id": event["event_id"], "delivered": True}
        assert {name: event[name] for name in body} == body
        assert (event["seq"], event["reason"]) == (1, "")
        assert datetime.fromisoformat(event["occurred_at"]).tzinfo is not None
        assert (await box.get("/sim/departments/mvd/inbox"))["applications"][0]["status"] == "needs_documents"
        await box.post("/sim/departments/mvd/decide", {"number": "123-456-785", "status": "in_work"})
        assert there.heard[1]["seq"] == 2


async def test_a_decision_may_be_told_twice_and_out_of_order(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        body = {
            "number": "123-456-785",
            "status": "approved",
            "event_id": "ev-1",
            "occurred_at": "2026-01-06T10:00:00+03:00",
            "seq": 7,
        }
        for _ in range(2):
            await box.post("/sim/departments/mvd/decide", body)
        assert there.heard[0] == there.heard[1]
        assert (there.heard[0]["event_id"], there.heard[0]["seq"]) == ("ev-1", 7)


async def test_a_decision_brings_its_file(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        form = aiohttp.FormData({"number": "123-456-785", "status": "ready", "stage": "Готово"})
        form.add_field(
            "file", io.BytesIO(b"%PDF-result"), filename="Решение.pdf", content_type="application/pdf"
        )
        await box.post("/sim/departments/mvd/decide", form)
        file = there.heard[0]["file"]
        assert (file["name"], file["content_type"]) == ("Решение.pdf", "application/pdf")
        assert base64.b64decode(file["base64"]) == b"%PDF-result"


async def test_what_the_department_may_not_decide(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        path = "/sim/departments/mvd/decide"
        assert "no application" in await box.post(path, {"number": "1", "status": "ready"}, 404)
        assert "must be one of" in await box.post(path, {"number": "123-456-785", "status": "lost"}, 400)
        there.answers = [409]
        said = await box.post(path, {"number": "123-456-785", "status": "ready"}, 409)
        assert said == "the service refused the decision: неверный переход"
        await asyncio.sleep(1.2)
        assert len(there.heard) == 1


async def test_a_decision_is_told_until_it_is_heard(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        there.answers = [503, 500]
        body = {"number": "123-456-785", "status": "approved"}
        assert (await box.post("/sim/departments/mvd/decide", body))["delivered"] is False
        await until(lambda: len(there.heard) == 3)
        assert len({event["event_id"] for event in there.heard}) == 1


async def test_an_undelivered_decision_outlives_a_restart(tmp_path: Path) -> None:
    async with service() as there:
        async with Box(tmp_path / "home") as box:
            await box.submit(there.letter(callback=there.url + "/none"), [b"%PDF"])
            there.answers = [503]
            await box.submit(there.letter(), [b"%PDF"])
            body = {"number": "123-456-785", "status": "approved"}
            assert (await box.post("/sim/departments/mvd/decide", body))["delivered"] is False
        async with Box(tmp_path / "home") as box:
            await until(lambda: len(there.heard) == 2)
            assert there.heard[0] == there.heard[1]
            assert (await box.get("/sim/departments/mvd/inbox"))["applications"][0]["status"] == "approved"


async def test_the_autopilot_brings_an_application_to_its_end(box: Box) -> None:
    async with service() as there:
        for number in ("1", "2"):
            await box.submit(there.letter(number), [b"%PDF"])
        await box.post("/sim/departments/mvd/decide", {"number": "2", "status": "in_work"})
        await box.post("/sim/autopilot", {"seconds": 0.05})
        await until(lambda: "issued" in there.statuses("1"))
        assert there.statuses("1") == ["registered", "in_work", "approved", "ready", "issued"]
        assert there.statuses("2") == ["in_work"]
        ready = next(event for event in there.heard if event["status"] == "ready")
        assert ready["stage"]
        assert ready["comment"]
        page = PdfReader(io.BytesIO(base64.b64decode(ready["file"]["base64"]))).pages[0]
        assert "Application number: 1" in page.extract_text()
        assert await box.get("/sim/autopilot") == {"seconds": 0.05}


async def test_the_autopilot_can_be_turned_off(box: Box) -> None:
    async with service() as there:
        await box.post("/sim/autopilot", {"seconds": 0.05})
        await box.post("/sim/autopilot", {"seconds": 0})
        await box.submit(there.letter(), [b"%PDF"])
        await asyncio.sleep(0.3)
        assert there.heard == []


async def test_a_withdrawn_application_is_left_alone(box: Box) -> None:
    async with service() as there:
        await box.submit(there.letter(), [b"%PDF"])
        body = b'{"number": "123-456-785"}'
        headers = {HEADER: sign(SECRET.encode(), body)}
        path = "/sim/departments/mvd/withdrawals"
        async with box.http.post(path, data=body, headers=headers) as answer:
            assert answer.status == 200
        await box.post("/sim/autopilot", {"seconds": 0.05})
        await asyncio.sleep(0.3)
        assert there.heard == []
        assert (await box.get("/sim/departments/mvd/inbox"))["applications"][0]["status"] == "withdrawn"


def test_the_paper_is_a_real_pdf() -> None:
    reader = PdfReader(io.BytesIO(one_page_pdf("Title (1)", ["back\\slash", "два"])), strict=True)
    assert reader.pages[0].extract_text().split("\n") == ["Title (1)", "back\\slash", "???"]
