"""Everything an installation may set, by environment or `.env`, in one typed place."""

import difflib
import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from annotated_types import Ge, Le
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.languages import LANGUAGES

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


_HTTP = r"^https?://[^/\s]"
_ADDRESS = "an address that begins with http:// or https://"


_NOT_OF_THE_SERVICE = {"OKNO_SECRETS", "OKNO_DOMAIN", "OKNO_TEST_ALL"}
# Kubernetes tells every container of the services beside it: OKNO_WEB_SERVICE_HOST, OKNO_WEB_PORT_80_TCP…
_FROM_KUBERNETES = re.compile(r"_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d|$)")


class WrongSetting(Exception):
    """One line for the terminal: the variable, what is wrong, an example."""


class Settings(BaseSettings):
    """Names are environment variables in capitals; every one has a safe default or is checked at start."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True)

    bot_token: SecretStr = Field(SecretStr(""), examples=["123456:AAH…"])
    telegram_api: str = Field(
        "https://api.telegram.org",
        examples=["http://127.0.0.1:8080"],
        pattern=_HTTP,
        description=_ADDRESS,
    )
    webhook_url: str = Field(
        "", examples=["https://bot.example.org"], pattern=rf"^$|{_HTTP}", description=_ADDRESS
    )
    webhook_secret: SecretStr = Field(SecretStr(""), examples=["$(openssl rand -hex 32)"])
    database_url: str = Field("", examples=["postgresql+asyncpg://okno@db/okno"])
    redis_url: str = Field(
        "",
        examples=["redis://127.0.0.1:6379/0"],
        pattern=r"^$|^(rediss?|unix)://",
        description="an address that begins with redis://, rediss:// or unix://",
    )
    okno_redis_prefix: str = Field(
        "okno:", examples=["okno:"], pattern=r"^[\w:.-]*$", description="letters, digits, colons and dots"
    )
    encryption_keys: Annotated[tuple[str, ...], NoDecode] = Field((), examples=["k1:<32 bytes in base64>"])
    okno_home: Path = Field(Path("var"), examples=["./var"])
    okno_host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    okno_port: int = Field(8080, ge=1, le=65535, examples=[8080])
    okno_metrics_host: str = Field("127.0.0.1", examples=["127.0.0.1"])
    okno_metrics_port: int = Field(0, ge=0, le=65535, examples=[9464])
    okno_public_url: str = Field(
        "", examples=["https://okno.example.org"], pattern=rf"^$|{_HTTP}", description=_ADDRESS
    )
    okno_brand: str = Field(
        "Окно", min_length=1, max_length=40, examples=["Окно"], description="a name of 1 to 40 characters"
    )
    okno_language: str = Field(
        "ru", examples=["ru"], pattern=rf"^({'|'.join(LANGUAGES)})$", description=" or ".join(LANGUAGES)
    )
    okno_timezone: str = Field("Europe/Moscow", examples=["Europe/Moscow"])
    okno_log_level: str = Field(
        "INFO",
        examples=["INFO"],
        pattern=r"^(DEBUG|INFO|WARNING|ERROR)$",
        description="DEBUG, INFO, WARNING or ERROR",
    )
    okno_sim_limits: str = Field("on", examples=["on"], pattern=r"^(on|off)$", description="on or off")
    departments_url: str = Field(
        "",
        examples=["https://gateway.example.org/departments"],
        pattern=rf"^$|{_HTTP}",
        description=_ADDRESS,
    )
    departments_secret: SecretStr = Field(SecretStr(""), examples=["$(openssl rand -hex 32)"])
    sms_url: str = Field(
        "", examples=["https://sms.example.org/messages"], pattern=rf"^$|{_HTTP}", description=_ADDRESS
    )
    sms_secret: SecretStr = Field(SecretStr(""), examples=["$(openssl rand -hex 32)"])
    sms_abroad: str = Field("off", examples=["off"], pattern=r"^(on|off)$", description="on or off")
    mail_url: SecretStr = Field(SecretStr(""), examples=["starttls://okno:password@mail.example.org:587"])
    mail_from: str = Field("", examples=["Окно <okno@example.org>"])
    codes_a_day: int = Field(10_000, ge=0, le=10_000_000, examples=[10_000])
    sensitive_input: str = Field(
        "chat", examples=["page"], pattern=r"^(chat|page)$", description="chat or page"
    )
    support_phone: str = Field("", examples=["8 800 555-00-00"])
    support_email: str = Field("", examples=["help@example.org"])
    support_hours: str = Field("", examples=["круглосуточно"])
    identity_providers: str = Field("", examples=["/etc/okno/identity.yaml"])
    signature_trust: str = Field("", examples=["/etc/okno/trust"])
    review_hours: int = Field(24, ge=1, le=240, examples=[24])
    keep_payload_ids_days: int = Field(7, ge=1, le=90, examples=[7])
    keep_drafts_days: int = Field(30, ge=4, le=365, examples=[30])
    keep_uploads_days: int = Field(30, ge=1, le=365, examples=[30])
    keep_searches_days: int = Field(90, ge=1, le=365, examples=[90])

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"|\d+:[\w-]{20,}", value.get_secret_value()):
            raise ValueError("is not a bot's token: digits, a colon, letters")
        return value

    @field_validator("okno_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError) as error:
            raise ValueError("no such time zone") from error
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
            raise ValueError("begins with neither sqlite+aiosqlite:/// nor postgresql+asyncpg://")
        # With no name the driver would take whatever database is called as the user is.
        if value.startswith("postgresql") and not urlsplit(value).path.strip("/"):
            raise ValueError("names no database")
        return value

    @field_validator("mail_url")
    @classmethod
    def _known_mail(cls, value: SecretStr) -> SecretStr:
        parts = urlsplit(value.get_secret_value())
        if parts.geturl() and (parts.scheme not in {"smtp", "starttls", "smtps"} or not parts.hostname):
            raise ValueError("is not smtp://, starttls:// or smtps:// and a host")
        return value

    @field_validator("mail_from")
    @classmethod
    def _known_sender(cls, value: str) -> str:
        if value and "@" not in parseaddr(value)[1]:
            raise ValueError("is no mail address")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _header_shape(cls, value: SecretStr) -> SecretStr:
        """https://core.telegram.org/bots/api#setwebhook"""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
            raise ValueError("Telegram takes 1 to 256 of A-Z, a-z, 0-9, _ and - only")
        return value

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force: SQLite under `okno_home` unless another is set."""
        return self.database_url or f"sqlite+aiosqlite:///{self.okno_home.absolute() / 'okno.db'}"

    @property
    def on_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def loopback(self) -> bool:
        """Whether Telegram is a stand-in on this machine; only then may time be moved."""
        return (urlsplit(self.telegram_api).hostname or "") in LOOPBACK

    @property
    def public_url(self) -> str:
        """Where departments reach the web face."""
        return self.okno_public_url.rstrip("/") or f"http://{self.okno_host}:{self.okno_port}"

    @property
    def has_page(self) -> bool:
        """Whether the secure page can be reached safely: over https, or on this very machine."""
        return self.loopback or self.okno_public_url.startswith("https://")

    @property
    def bot_id(self) -> int:
        return int(self.bot_token.get_secret_value().partition(":")[0] or 0)


def load_settings(**overrides: object) -> Settings:
    """Read and check; raises WrongSetting with one line for the first setting that is wrong.

    A setting may also lie in a file of its name under `OKNO_SECRETS` (/run/secrets, where Docker and
    Kubernetes put them); the environment counts first.
    """
    folder = Path(os.environ.get("OKNO_SECRETS", "/run/secrets"))
    if folder.is_dir():
        overrides.setdefault("_secrets_dir", folder)
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # values come from callers as names
    except ValidationError as error:
        raise WrongSetting(_first_line(error)) from None
    if not settings.on_sqlite and not settings.encryption_keys:
        raise WrongSetting(
            "ENCRYPTION_KEYS: required with PostgreSQL; "
            "example: ENCRYPTION_KEYS=k1:$(openssl rand -base64 32)"
        )
    if settings.sensitive_input == "page" and not settings.has_page:
        raise WrongSetting(
            "OKNO_PUBLIC_URL: required with SENSITIVE_INPUT=page, over https; "
            "example: OKNO_PUBLIC_URL=https://okno.example.org"
        )
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        raise WrongSetting(
            "WEBHOOK_SECRET: required with WEBHOOK_URL; example: WEBHOOK_SECRET=$(openssl rand -hex 32)"
        )
    if settings.departments_url and not settings.departments_secret.get_secret_value().strip(" ,"):
        raise WrongSetting(
            "DEPARTMENTS_SECRET: required with DEPARTMENTS_URL; "
            "example: DEPARTMENTS_SECRET=$(openssl rand -hex 32)"
        )
    if settings.sms_url and not settings.sms_secret.get_secret_value():
        raise WrongSetting("SMS_SECRET: required with SMS_URL; example: SMS_SECRET=$(openssl rand -hex 32)")
    if settings.mail_url.get_secret_value() and not settings.mail_from:
        raise WrongSetting("MAIL_FROM: required with MAIL_URL; example: MAIL_FROM=okno@example.org")
    return settings


def mistyped(env_file: Path = Path(".env")) -> list[str]:
    """One line for each name that is set, begins with OKNO_ and is no setting: nothing reads what it says."""
    known = [name.upper() for name in Settings.model_fields]
    written = dotenv_values(env_file) if env_file.is_file() else {}
    lines = []
    for name in sorted({*os.environ, *written}):
        if not name.startswith("OKNO_") or name in known or name in _NOT_OF_THE_SERVICE:
            continue
        if _FROM_KUBERNETES.search(name) and name not in written:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        hint = f"; did you mean {near[0]}?" if near else "; .env.example names them all"
        lines.append(f"{name}: there is no such setting{hint}")
    return lines


def _first_line(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    field = Settings.model_fields[name] if name in Settings.model_fields else FieldInfo()
    example = field.examples[0] if field.examples else ""
    return f"{name.upper()}: {_wrong(field, first['msg'])}; example: {name.upper()}={example}"


def _wrong(field: FieldInfo, message: str) -> str:
    """What is wrong, in words for whoever runs the service; never with the value, which may be a secret."""
    if message.startswith("Value error, "):
        return message.removeprefix("Value error, ")
    bounds = {type(bound): bound for bound in field.metadata}
    if isinstance(least := bounds.get(Ge), Ge) and isinstance(most := bounds.get(Le), Le):
        return f"is not a whole number from {least.ge} to {most.le}"
    return f"is not {field.description}" if field.description else message[:1].lower() + message[1:]
