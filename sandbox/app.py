"""The sandbox as an aiohttp application: what it is made of and where its doors are."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from aiohttp import web

from sandbox import page
from sandbox.bank import door as bank
from sandbox.botapi.door import bot_api, download, run
from sandbox.keys import WORLD
from sandbox.sim import chats, departments, inline, messages, people, reviews, shopping, taps, world
from sandbox.sim.door import sim
from sandbox.telegram import Json
from sandbox.world import Staff, World

__all__ = ["SandboxSettings", "Staff", "add_sandbox", "make_sandbox", "receiving"]

BODY_LIMIT = 60 * 1024 * 1024
POLLS_EVERY_S = 60.0


@dataclass(frozen=True)
class SandboxSettings:
    home: Path
    """Its state lies here only, and survives kill -9."""
    token: str
    """The one bot token it accepts."""
    department_secret: str
    """The key of the signatures between the service and its departments."""
    sms_secret: str = ""
    """The key of the signatures under texts on their way to phones."""
    bank_secret: str = ""
    """The service's secret as a client of the bank."""
    mail_port: int = 0
    """Where its mail server listens; 0: nowhere."""
    limits: bool = True
    autopilot_s: float = 0
    """How often the departments move applications on by themselves at first; 0: not at all."""


def make_sandbox(settings: SandboxSettings, staff: Staff | None) -> web.Application:
    app = web.Application(client_max_size=BODY_LIMIT)
    add_sandbox(app, settings, staff)
    return app


def add_sandbox(app: web.Application, settings: SandboxSettings, staff: Staff | None) -> None:
    """Puts the sandbox's doors into `app`; it lives from the app's start-up to its clean-up."""
    created = World(
        settings.home,
        settings.token,
        staff,
        secret=settings.department_secret,
        sms_secret=settings.sms_secret,
        bank_secret=settings.bank_secret,
        mail_port=settings.mail_port,
        limits=settings.limits,
        autopilot_s=settings.autopilot_s,
    )
    app[WORLD] = created
    app.cleanup_ctx.append(_life)
    app.on_shutdown.append(_wind_down)
    add_routes(app.router)


def receiving(app: web.Application) -> bool:
    """Whether a bot hears: it has a webhook, or polled within the last minute."""
    there = app[WORLD]
    return (
        bool(there.webhook.url) or there.poller is not None or monotonic() - there.polled_at < POLLS_EVERY_S
    )


async def _life(app: web.Application) -> AsyncIterator[None]:
    there = app[WORLD]

    async def run_method(value: Json) -> None:
        await run(there, str(value.pop("method")), value, {})

    there.webhook.run_method = run_method
    there.open()
    await there.start()
    yield
    await there.stop()


async def _wind_down(app: web.Application) -> None:
    app[WORLD].wind_down()


def add_routes(router: web.UrlDispatcher) -> None:
    router.add_get("/", page.index)
    router.add_get("/page/{path:.+}", page.asset)
    router.add_get("/sim/page/{path:.+}", page.asset)
    router.add_route("*", "/bot{token}/{method}", bot_api)
    router.add_get("/file/bot{token}/{path:.+}", download)
    router.add_get("/sim/live", world.live)
    router.add_get("/sim/users", sim(people.list_users))
    router.add_post("/sim/users", sim(people.add_user))
    router.add_get("/sim/users/{id}", sim(people.show_user))
    router.add_post("/sim/block", sim(people.block))
    router.add_post("/sim/unblock", sim(people.unblock))
    router.add_post("/sim/level", sim(people.set_level))
    router.add_post("/sim/messages", sim(messages.write))
    router.add_post("/sim/edits", sim(messages.edit))
    router.add_post("/sim/taps", sim(taps.tap))
    router.add_post("/sim/inline", sim(inline.inline_query))
    router.add_post("/sim/payments", sim(shopping.pay))
    router.add_post("/sim/groups", sim(chats.add_group))
    router.add_post("/sim/groups/{chat}/upgrade", sim(chats.upgrade_group))
    router.add_get("/sim/chats/{chat}/messages", sim(chats.messages))
    router.add_get("/sim/chats/{chat}/state", sim(chats.state))
    router.add_get("/sim/files/{file_id}", sim(chats.file))
    router.add_get("/sim/calls", sim(chats.calls))
    router.add_get("/sim/faults", sim(world.list_faults))
    router.add_post("/sim/faults", sim(world.add_fault))
    router.add_delete("/sim/faults", sim(world.clear_faults))
    router.add_get("/sim/clock", sim(world.show_clock))
    router.add_post("/sim/clock", sim(world.advance_clock))
    router.add_get("/sim/bot", sim(world.show_bot))
    router.add_get("/sim/phone", sim(world.list_phones))
    router.add_get("/sim/phone/{phone}/sms", sim(world.read_sms))
    router.add_post("/sim/phone/{phone}/sms", sim(world.deliver_sms))
    router.add_post("/sim/sms", sim(world.take_sms))
    router.add_get("/sim/mail", sim(world.list_mail))
    router.add_get("/sim/mail/{address}", sim(world.read_mail))
    router.add_post("/sim/mail/{address}", sim(world.deliver_mail))
    router.add_post("/sim/bank", sim(bank.decide))
    bank.add_bank(router)
    router.add_get("/sim/reviews", sim(reviews.list_reviews))
    router.add_post("/sim/reviews/{id}", sim(reviews.decide_review))
    router.add_get("/sim/reviews/{id}/files/{part}", sim(reviews.review_file))
    router.add_get("/sim/departments", sim(departments.list_departments))
    router.add_post("/sim/departments/{id}/applications", sim(departments.receive))
    router.add_post("/sim/departments/{id}/withdrawals", sim(departments.withdraw))
    router.add_get("/sim/departments/{id}/applications/{number}/files/{index}", sim(departments.file))
    router.add_get("/sim/departments/{id}/inbox", sim(departments.inbox))
    router.add_post("/sim/departments/{id}/decide", sim(departments.decide))
    router.add_get("/sim/autopilot", sim(departments.show_autopilot))
    router.add_post("/sim/autopilot", sim(departments.set_autopilot))
    router.add_route("*", "/sim/{path:.*}", sim(world.unknown))
