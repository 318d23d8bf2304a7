"""What keeps the service from starting, each said in one line: the variable, what is wrong, an example."""

import errno
import os
import socket

from sqlalchemy.exc import DBAPIError

from core.db.vault import WrongKey
from core.settings import Settings, WrongSetting

_NOT_LET_IN, _NO_SUCH_DATABASE, _NO_SUCH_TABLE = "28", "3D000", "42P01"  # PostgreSQL's SQLSTATE codes


def no_database(error: OSError | DBAPIError) -> WrongSetting | None:
    """Why there is no database to work with; None where the error is about something else."""
    if not isinstance(error, DBAPIError):
        why = f"the database does not answer ({type(error).__name__})"
    elif (state := str(getattr(error.orig, "sqlstate", ""))).startswith(_NOT_LET_IN):
        why = "the database does not let this user in"
    elif state == _NO_SUCH_DATABASE:
        why = "the server has no database of this name"
    elif "unable to open database file" in str(error.orig):
        why = "this file cannot be opened or made"
    else:
        return None
    return WrongSetting(
        f"DATABASE_URL: {why}; example: DATABASE_URL=postgresql+asyncpg://okno:password@127.0.0.1/okno"
    )


def unable(error: Exception) -> WrongSetting | None:
    """Why a command that needs the database cannot work; None where the error is about something else."""
    if isinstance(error, WrongKey):
        return WrongSetting(f"ENCRYPTION_KEYS: {error}; example: the key file this database was made with")
    if isinstance(error, DBAPIError):
        if getattr(error.orig, "sqlstate", "") == _NO_SUCH_TABLE or "no such table" in str(error.orig):
            return WrongSetting(
                "DATABASE_URL: this database holds nothing yet; example: python -m bot db upgrade"
            )
        return no_database(error)
    return no_database(error) if isinstance(error, ConnectionError | TimeoutError | socket.gaierror) else None


def refused_by_telegram(error: Exception) -> WrongSetting | None:
    """What of ours Telegram does not take; None where it is away, or the error is about something else.

    Told by name: commands that never speak to Telegram need not wait for aiogram.
    """
    kind = type(error).__name__
    if kind in {"TelegramUnauthorizedError", "TelegramNotFound"}:
        return WrongSetting("BOT_TOKEN: Telegram knows no bot by it; example: BOT_TOKEN=123456:AAH…")
    if kind == "TelegramBadRequest" and "webhook" in str(error).lower():
        return WrongSetting(
            f"WEBHOOK_URL: Telegram refuses it ({getattr(error, 'message', '')}); "
            "example: WEBHOOK_URL=https://bot.example.org"
        )
    return None


def make_home(settings: Settings) -> None:
    """`OKNO_HOME`, ready to be written to. Raises WrongSetting."""
    home = settings.okno_home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(
            f"OKNO_HOME: {home} cannot be made ({error.strerror}); example: OKNO_HOME=./var"
        ) from None
    if not os.access(home, os.W_OK | os.X_OK):
        raise WrongSetting(f"OKNO_HOME: {home} cannot be written to; example: OKNO_HOME=./var")


def no_door(settings: Settings, error: OSError) -> WrongSetting | None:
    """Why nobody can be let in where the settings say; None where the error is about something else."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return WrongSetting(
            f"OKNO_HOST: {settings.okno_host} is no address of this machine; example: OKNO_HOST=127.0.0.1"
        )
    if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
        return None
    metrics = settings.okno_metrics_port
    # asyncio tells the address in the text alone
    name, port = (
        ("OKNO_METRICS_PORT", metrics)
        if metrics and f", {metrics})" in str(error)
        else ("OKNO_PORT", settings.okno_port)
    )
    why = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used by this user"
    return WrongSetting(f"{name}: port {port} {why}; example: {name}={8081 if name == 'OKNO_PORT' else 9464}")
