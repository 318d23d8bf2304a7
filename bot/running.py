"""What `run` and `sandbox` do: settings, lock, migration, the parts, one line with the address to open."""

import asyncio
import errno
import fcntl
import gc
import hashlib
import hmac
import secrets
import socket
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.refusals import make_home, no_database, no_door
from core.bootstrap import Core, build_core
from core.catalogue.model import Catalogue
from core.db.engine import Database
from core.db.memory import OtherBot, remember_bot
from core.db.migrate import upgrade
from core.db.vault import MasterKeys, WrongKey
from core.logs import configure_logs
from core.settings import Settings, WrongSetting, load_settings, mistyped

AUTOPILOT_S = 20.0
_NEIGHBOURS = 32
_TO_THE_MAIL = 1000  # from the sandbox's port to its mail server's


def run_service(role: str) -> None:
    """Until SIGTERM or SIGINT. Raises WrongSetting."""
    settings = load_settings()
    for line in mistyped():
        print(line, file=sys.stderr, flush=True)
    make_home(settings)
    in_sandbox = not settings.bot_token.get_secret_value()
    settings = _sandboxed(settings) if in_sandbox else beside_sandbox(settings)
    settings = with_outside(settings)
    if settings.on_sqlite and role != "all":
        raise WrongSetting(
            "DATABASE_URL: SQLite means one process; example: DATABASE_URL=postgresql+asyncpg://…"
        )
    if in_sandbox and role != "all":
        raise WrongSetting("BOT_TOKEN: roles of their own need a bot; example: BOT_TOKEN=123456:AAH…")
    configure_logs(settings.okno_log_level, json=not in_sandbox)
    with _alone(settings):
        on_loop(_run(settings, role, in_sandbox))


def on_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end, on uvloop where there is one: a turn is mostly waiting for sockets."""
    if sys.platform == "win32":
        asyncio.run(work)
        return
    import uvloop  # noqa: PLC0415 - not for every platform

    uvloop.run(work)


async def _run(settings: Settings, role: str, in_sandbox: bool) -> None:
    from bot.service import Service  # noqa: PLC0415 - aiogram takes seconds; wrong settings are told before

    core = await open_core(settings)
    app = None
    if in_sandbox:
        app = _make_sandbox(settings, core, AUTOPILOT_S)
    service = Service(core, role, app)
    try:
        with _door(settings):
            await service.run(lambda: _announce(settings, role, in_sandbox))
    finally:
        await core.close()


def _announce(settings: Settings, role: str, in_sandbox: bool) -> None:
    gc.freeze()  # what the start has built lives as long as the process: collections need not look at it
    address = f"http://{settings.okno_host}:{settings.okno_port}/"
    if in_sandbox:
        print(f"Open {address}", flush=True)
        return
    doors = {
        "bot": "",
        "dispatcher": f"; departments are told to answer to {settings.public_url} (OKNO_PUBLIC_URL)",
    }
    heard = f"; departments and webhooks reach it at {address}"
    print(f"Okno runs ({role}){doors.get(role, heard)}", flush=True)


async def open_core(settings: Settings, catalogue: Catalogue | None = None) -> Core:
    """Migrate, then wire; every refusal of a wrong database or key becomes one line."""
    make_home(settings)
    database = Database(settings.database)
    try:
        await upgrade(database)
        await remember_bot(database, settings.bot_id)
    except OtherBot as error:
        raise WrongSetting(f"DATABASE_URL: {error}; example: OKNO_HOME=./var-of-the-other-bot") from None
    except (OSError, DBAPIError) as error:
        raise no_database(error) or error from None
    finally:
        await database.close()
    made = _make_keys(settings)
    try:
        core = await build_core(settings, catalogue=catalogue)
    except WrongKey as error:
        if made is not None:
            made.unlink()  # the database has keys already: a new one opens nothing and would only mislead
        why = f"{made} is missing" if made is not None else error
        raise WrongSetting(
            f"ENCRYPTION_KEYS: {why}; example: the key file this database was made with"
        ) from None
    if made is not None:
        print(f"Made {made}: everything personal is encrypted with it. Back it up, apart from the database.")
    return core


def _make_keys(settings: Settings) -> Path | None:
    """The key file of a new embedded installation, if it was made just now."""
    return None if settings.encryption_keys else MasterKeys.in_home(settings.okno_home)[1]


def run_sandbox() -> None:
    """The outside world alone, on OKNO_PORT."""
    settings = load_settings()
    make_home(settings)
    if not settings.bot_token.get_secret_value():
        settings = settings.model_copy(update={"bot_token": _token(settings.okno_home)})
    address = f"http://{settings.okno_host}:{settings.okno_port}"
    settings = with_outside(settings.model_copy(update={"telegram_api": address}))
    configure_logs(settings.okno_log_level, json=False)
    on_loop(_run_sandbox(settings, address))


async def _run_sandbox(settings: Settings, address: str) -> None:
    from sandbox.app import receiving  # noqa: PLC0415

    core = await open_core(settings)
    app = _make_sandbox(settings, core, 0.0)

    async def health(request: web.Request) -> web.Response:
        hears = receiving(request.app)
        return web.json_response(
            {"status": "ok" if hears else "no bot listens yet"}, status=200 if hears else 503
        )

    app.router.add_get("/health", health)
    runner = web.AppRunner(app, access_log=None)
    try:
        await runner.setup()
        with _door(settings):
            await web.TCPSite(runner, settings.okno_host, settings.okno_port).start()
        print(f"Open {address}/", flush=True)
        print(
            "Join it with BOT_TOKEN and TELEGRAM_API as given here; "
            "its token lies in OKNO_HOME/sandbox/token",
            flush=True,
        )
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
        await core.close()


def _sandboxed(settings: Settings) -> Settings:
    """Settings for the one-process sandbox: everything outside is this very process."""
    token = _token(settings.okno_home)
    address = f"http://{settings.okno_host}:{settings.okno_port}"
    return settings.model_copy(update={"bot_token": token, "telegram_api": address, "webhook_url": ""})


def beside_sandbox(settings: Settings) -> Settings:
    """A bot joins a sandbox on this machine with BOT_TOKEN and TELEGRAM_API alone: where no port is set,
    it takes the first from the usual one on that is free of the sandbox and of other bots.

    Not just any: departments keep the address they were told with an application, so after a restart
    the bot has to be found where it was.
    """
    if not settings.loopback or "okno_port" in settings.model_fields_set:
        return settings
    ports = range(settings.okno_port, settings.okno_port + _NEIGHBOURS)
    free = next((port for port in ports if _is_free(settings.okno_host, port)), settings.okno_port)
    return settings.model_copy(update={"okno_port": free})


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE  # anything else is said when it is served on
        return True


def with_outside(settings: Settings) -> Settings:
    """Where Telegram is a stand-in on this machine, so are the departments, the SMS gateway and the mail
    server, unless another address is set.

    Both sides know the bot's token and nothing else, so their shared keys come from it: there is no
    default secret, and a real installation has to set its own.
    """
    if not settings.loopback:
        return settings
    sandbox, token = settings.telegram_api.rstrip("/"), settings.bot_token.get_secret_value()
    update: dict[str, object] = {}
    if not settings.departments_url:
        update |= {"departments_url": f"{sandbox}/sim", "departments_secret": _secret(token, b"departments")}
    if not settings.sms_url:
        update |= {"sms_url": f"{sandbox}/sim/sms", "sms_secret": _secret(token, b"sms")}
    if not settings.mail_url.get_secret_value():
        port = urlsplit(sandbox).port or 80
        mail_url = f"smtp://127.0.0.1:{port + _TO_THE_MAIL if port < 60_000 else port - _TO_THE_MAIL}"
        update |= {"mail_url": mail_url, "mail_from": settings.mail_from or "Окно <okno@okno.example>"}
    if not settings.identity_providers:
        update["identity_providers"] = _bank_of_the_sandbox(settings, sandbox, bank_secret(settings))
    return Settings.model_validate({**settings.model_dump(), "bot_token": token, **update})


def _bank_of_the_sandbox(settings: Settings, sandbox: str, secret: str) -> str:
    """The file of providers that names the sandbox's bank; its path."""
    path = settings.okno_home / "sandbox" / "identity.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        "- id: sandbank",
        "  title: {ru: Песочный банк, en: Sandbox Bank}",
        f"  issuer: {sandbox}/sim/bank",
        "  client_id: okno",
        f"  client_secret: {secret}",
        "  scopes: [openid, profile, phone, email, documents]",
        "  confirms: true",
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def _secret(token: str, of: bytes) -> str:
    return hmac.new(token.encode(), of, hashlib.sha256).hexdigest()


def _make_sandbox(settings: Settings, core: Core, autopilot_s: float) -> web.Application:
    """Imported here alone: nothing else of the service knows that the sandbox exists."""
    from sandbox.app import SandboxSettings, make_sandbox  # noqa: PLC0415
    from sandbox.staff import CoreStaff  # noqa: PLC0415

    sandbox_settings = SandboxSettings(
        home=settings.okno_home / "sandbox",
        token=settings.bot_token.get_secret_value(),
        department_secret=settings.departments_secret.get_secret_value(),
        sms_secret=settings.sms_secret.get_secret_value(),
        bank_secret=bank_secret(settings),
        mail_port=mail_port(settings),
        limits=settings.okno_sim_limits == "on",
        autopilot_s=autopilot_s,
    )
    return make_sandbox(sandbox_settings, CoreStaff(core))


def bank_secret(settings: Settings) -> str:
    """The service's secret as a client of the sandbox's bank."""
    return _secret(settings.bot_token.get_secret_value(), b"bank")


def mail_port(settings: Settings) -> int:
    """Where the sandbox's mail server is to listen: where the service was pointed to, on this machine."""
    address = urlsplit(settings.mail_url.get_secret_value())
    return (address.port or 0) if address.hostname == "127.0.0.1" else 0


def _token(home: Path) -> object:
    """The sandbox's own bot token, made once; a real one never lies in a file of ours."""
    from pydantic import SecretStr  # noqa: PLC0415

    path = home / "sandbox" / "token"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)}")
    return SecretStr(path.read_text().strip())


@contextmanager
def _door(settings: Settings) -> Iterator[None]:
    """A port or an address that cannot be had is a wrong setting."""
    try:
        yield
    except OSError as error:
        raise no_door(settings, error) or error from None


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """SQLite means one process: a second one over the same home is refused, not left to corrupt."""
    if not settings.on_sqlite:
        yield
        return
    with (settings.okno_home / "okno.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise WrongSetting(
                f"OKNO_HOME: another process already runs in {settings.okno_home}; example: OKNO_HOME=./var2"
            ) from None
        yield
