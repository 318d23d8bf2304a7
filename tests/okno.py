"""The whole service in one test process, over its own sandbox: real HTTP, real database, and people.

A test speaks through the front door only: what a person writes and taps, what they see, what a
department decides.
"""

import asyncio
import contextlib
import io
import itertools
import re
import secrets
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy import select

from bot.running import bank_secret, mail_port, open_core, with_outside
from bot.service import Service
from core.bootstrap import Core
from core.catalogue.model import Catalogue
from core.citizens.model import Citizen
from core.db.tables import inbox, outbox
from core.db.types import db_now
from core.security.rows import mark_proved
from core.settings import Settings, load_settings
from sandbox.app import SandboxSettings, add_sandbox
from sandbox.staff import CoreStaff

TOKEN = "123456789:AAHtestTokenTestTokenTestTokenTest"
ALARM = ["Это не я", "Безопасность"]  # under an alert of security
SEND = ("Получить код по СМС", "Get a code by SMS")
JPEG_SIDE = 900
PATIENCE_S = 90.0


# Below the ports that the system gives to outgoing connections, from a place of this process's own: nobody
# takes a port between its choice and its use.
_ports = itertools.count(secrets.randbelow(15_000) + 10_000)


def free_port() -> int:
    for port in _ports:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("ports have no end")


def as_seen(text: str) -> str:
    """No-break spaces look like spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@dataclass
class Window:
    """A message as the person sees it."""

    raw: dict[str, Any]

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Plain text, with the no-break spaces of numbers and dates made plain."""
        return as_seen(str(self.raw.get("text") or self.raw.get("caption") or ""))

    @property
    def html(self) -> str:
        return str(self.raw.get("html") or self.raw.get("caption_html") or "")

    @property
    def labels(self) -> list[str]:
        return [as_seen(button["text"]) for row in self.raw.get("buttons") or [] for button in row]

    def data(self, label: str) -> str:
        """The callback data behind the first label that contains these words."""
        for row in self.raw.get("buttons") or []:
            for button in row:
                if label in as_seen(button["text"]):
                    return str(button.get("data", ""))
        raise AssertionError(f"no button {label!r} among {self.labels}")


@dataclass
class Person:
    """Somebody with a phone."""

    okno: "Okno"
    id: int
    phone: str
    cursor: int = 0

    async def messages(self) -> list[Window]:
        """The chat as it stands, oldest first."""
        seen = await self.okno.sim("GET", f"/sim/chats/{self.id}/messages")
        self.cursor = seen["cursor"]
        return [Window(raw) for raw in seen["messages"]]

    async def window(self) -> Window:
        """The bot's last message."""
        return [one for one in await self.messages() if one.raw["from"]["id"] != self.id][-1]

    async def say(self, text: str, **extra: object) -> Window:
        """Write, wait until the bot is done with it, and look at its last message."""
        await self._settled(self.okno.sim("POST", "/sim/messages", {"user": self.id, "text": text, **extra}))
        return await self.window()

    async def send(self, **body: object) -> Window:
        """Send anything else `/sim/messages` knows (contact, location, …)."""
        await self._settled(self.okno.sim("POST", "/sim/messages", {"user": self.id, **body}))
        return await self.window()

    async def send_file(
        self, kind: str, data: bytes, name: str, content_type: str = "application/octet-stream", **extra: str
    ) -> Window:
        """`kind` is document, photo, video_note, voice or sticker."""
        form = aiohttp.FormData()
        form.add_field("user", str(self.id))
        for key, value in extra.items():
            form.add_field(key, value)
        form.add_field(kind, io.BytesIO(data), filename=name, content_type=content_type)
        await self._settled(self.okno.sim_form("/sim/messages", form))
        return await self.window()

    async def tap(self, label: str, message: Window | None = None) -> str | None:
        """Tap a button of the last message that has it; returns the toast. Fails when nothing answers."""
        target = message or await self._with_button(label)
        body = {"user": self.id, "message_id": target.id, "text": label}
        return await self._tapped(body)

    async def tap_data(self, message: Window, data: str) -> str | None:
        """Send any data, as a modified client could."""
        return await self._tapped({"user": self.id, "message_id": message.id, "data": data})

    async def _tapped(self, body: dict[str, object]) -> str | None:
        answer = await self._settled(self.okno.sim("POST", "/sim/taps", body))
        assert answer["answered"], f"nobody answered {body}"
        text: str | None = answer.get("text")
        return text

    async def _with_button(self, label: str) -> Window:
        for one in reversed(await self.messages()):
            if any(label in text for text in one.labels):
                return one
        raise AssertionError(f"no button {label!r}; the last window is:\n{(await self.window()).text}")

    async def _settled(self, request: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        answer = await request
        await self.okno.quiet(self.id)
        return answer

    async def register(self) -> None:
        """The short way: /start, consent, own contact."""
        await self.say("/start")
        await self.tap("Зарегистрироваться")
        await self.tap("Согласен")
        await self.send(contact="own")

    async def sms(self, phone: str | None = None) -> list[str]:
        """What arrived at a number, newest last."""
        await self.okno.quiet()
        seen = await self.okno.sim("GET", f"/sim/phone/{phone or self.phone}/sms")
        return [str(one["text"]) for one in seen["messages"]]

    async def mail(self, address: str) -> list[dict[str, str]]:
        """What arrived in a mailbox, newest last: subject, text."""
        await self.okno.quiet()
        return list((await self.okno.sim("GET", f"/sim/mail/{address}"))["messages"])

    async def tap_code(self, code: str) -> None:
        """On the keypad of the last window."""
        window = await self.open_window()
        for digit in code:
            await self.tap(digit, window)

    async def prove(self, pin: str = "274916") -> Window:
        """Pass the step-up that is open: by a code that comes by SMS where it offers one, else by the PIN."""
        labels = (await self.open_window()).labels
        if (send := next((one for one in labels if one in SEND), None)) is not None:
            await self.tap(send)
            pin = await self.code()
        await self.say(pin)
        return await self.open_window()

    async def code(self) -> str:
        """The code in the last SMS to this person's phone."""
        return str(re.findall(r"\b\d{6}\b", (await self.sms())[-1])[0])

    async def open_window(self) -> Window:
        """The dialog's window: the last message that can be left, with alerts of security below it."""
        told = [one for one in await self.messages() if one.raw["from"]["id"] != self.id]
        return next(one for one in reversed(told) if one.labels and one.labels[:2] != ALARM)

    async def until(self, words: str, timeout: float = PATIENCE_S) -> Window:
        """Wait for a message that contains these words."""
        async with asyncio.timeout(timeout):
            while True:
                for one in reversed(await self.messages()):
                    if words in one.text:
                        return one
                await asyncio.sleep(0.05)

    async def until_file(self, name: str, timeout: float = PATIENCE_S) -> Window:
        """Wait for a document of this name."""
        async with asyncio.timeout(timeout):
            while True:
                for one in reversed(await self.messages()):
                    if (one.raw.get("media") or {}).get("file_name") == name:
                        return one
                await asyncio.sleep(0.05)


@dataclass
class Okno:
    """A running service with its sandbox."""

    settings: Settings
    core: Core
    service: Service
    url: str
    session: aiohttp.ClientSession
    _born: int = field(default=0)

    async def sim(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        async with self.session.request(method, self.url + path, json=body) as answer:
            parsed: dict[str, Any] = await answer.json()
            assert answer.status < 400, f"{method} {path}: {answer.status} {parsed}"
            return parsed

    async def sim_form(self, path: str, form: aiohttp.FormData) -> dict[str, Any]:
        async with self.session.post(self.url + path, data=form) as answer:
            parsed: dict[str, Any] = await answer.json()
            assert answer.status < 400, f"{path}: {answer.status} {parsed}"
            return parsed

    async def person(self, first_name: str = "Анна", **extra: object) -> Person:
        self._born += 1
        phone = f"+79161{self._born:06}"
        made = await self.sim("POST", "/sim/users", {"first_name": first_name, "phone": phone, **extra})
        return Person(self, int(made["id"]), str(extra.get("phone", phone)))

    async def confirmed(self, **extra: object) -> Person:
        """A registered person whom staff has confirmed."""
        person = await self.person(**extra)  # type: ignore[arg-type]
        await person.register()
        await self.sim("POST", "/sim/level", {"user": person.id, "level": "confirmed"})
        await person.until("подтвержд")
        return person

    async def give_pin(self, citizen: Citizen, pin: str = "274916") -> None:
        """Set a PIN the short way, and lock: what is sensitive asks for it from here on."""
        async with self.core.works.work() as work:
            await mark_proved(work, citizen.id, citizen.telegram_id, "sms")
            await work.commit()
        await self.core.factors.set_pin(citizen, pin)
        await self.core.security.lock(citizen)

    async def decide(self, number: str, status: str, **extra: object) -> dict[str, Any]:
        """A department's decision, once the application has reached it."""
        body = {"number": number, "status": status, **extra}
        return await self.sim("POST", f"/sim/departments/{await self._holder(number)}/decide", body)

    async def decide_with_file(self, number: str, status: str, name: str, data: bytes) -> None:
        """A department's decision with a document."""
        form = aiohttp.FormData()
        form.add_field("number", number)
        form.add_field("status", status)
        form.add_field("file", data, filename=name, content_type="application/pdf")
        await self.sim_form(f"/sim/departments/{await self._holder(number)}/decide", form)

    async def _holder(self, number: str) -> str:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for department in await self.departments():
                    held = await self.sim("GET", f"/sim/departments/{department}/inbox")
                    if any(one["number"] == number for one in held["applications"]):
                        return department
                await asyncio.sleep(0.05)

    async def departments(self) -> list[str]:
        async with self.session.get(self.url + "/sim/departments") as answer:
            parsed = await answer.json()
            listed = parsed if isinstance(parsed, list) else parsed["departments"]
            return [one["id"] for one in listed]

    async def quiet(self, user: int | None = None, timeout: float = PATIENCE_S) -> None:
        """Wait until stored updates are handled and what is due is sent: of one person, or of all."""
        async with asyncio.timeout(timeout):
            while await self._undelivered() or await self._busy(user):
                await asyncio.sleep(0.02)

    async def _busy(self, user: int | None) -> bool:
        lane = f"chat:{user}"
        waiting = select(inbox.c.id).where(inbox.c.state.in_(("new", "claimed")))
        sending = select(outbox.c.id).where(
            (outbox.c.state == "sending") | ((outbox.c.state == "new") & (outbox.c.due_at <= db_now()))
        )
        if user is not None:
            waiting = waiting.where(inbox.c.lane == lane)
            mine = (outbox.c.order_key == lane) | outbox.c.order_key.like(f"delete:{user}:%")
            sending = sending.where(mine)
        async with self.core.works.look() as conn:
            return bool(await conn.scalar(waiting.limit(1)) or await conn.scalar(sending.limit(1)))

    async def _undelivered(self) -> int:
        async with self.session.get(f"{self.url}/bot{TOKEN}/getWebhookInfo") as answer:
            told = await answer.json()
        return int(told["result"]["pending_update_count"]) if told["ok"] else 1  # a fault meant for the bot


async def start(
    home: Path,
    database_url: str = "",
    redis_url: str = "",
    limits: bool = False,
    port: int | None = None,
    cache: Path | None = None,
    catalogue: Catalogue | None = None,
    **more: Any,
) -> tuple[Okno, Callable[[], Awaitable[None]]]:
    """Start everything in this process; returns it and the way to stop it."""
    home.mkdir(parents=True, exist_ok=True)
    if cache is not None and not (home / "cache").exists():
        (home / "cache").symlink_to(cache)
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    settings = with_outside(
        load_settings(
            _env_file=None,
            bot_token=TOKEN,
            telegram_api=address,
            database_url=database_url,
            redis_url=redis_url,
            okno_home=home,
            okno_port=port,
            okno_sim_limits="on" if limits else "off",
            mail_url=f"smtp://127.0.0.1:{free_port()}",
            mail_from="Окно <okno@okno.example>",
            **({} if not database_url.startswith("postgresql") else {"encryption_keys": f"k1:{'A' * 43}="}),
            **more,
        )
    )
    core = await open_core(settings, catalogue)
    app = web.Application(client_max_size=60 * 1024 * 1024)
    add_sandbox(
        app,
        SandboxSettings(
            home=home / "sandbox",
            token=TOKEN,
            department_secret=settings.departments_secret.get_secret_value(),
            sms_secret=settings.sms_secret.get_secret_value(),
            bank_secret=bank_secret(settings),
            mail_port=mail_port(settings),
            limits=limits,
        ),
        CoreStaff(core),
    )
    service = Service(core, "all", app)
    await service.start()
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
    okno = Okno(settings, core, service, address, session)
    await _healthy(okno)

    async def stop() -> None:
        await session.close()
        await service.stop()
        await core.close()

    return okno, stop


async def _healthy(okno: Okno) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            async with okno.session.get(okno.url + "/health") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.02)


NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{3}\b")
