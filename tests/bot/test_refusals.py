"""A wrong setting stops the start with one line: the variable, what is wrong, an example."""

import asyncio
import base64
import contextlib
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.refusals import make_home, no_database, no_door
from bot.running import beside_sandbox, open_core
from bot.service import Service
from core.settings import Settings, WrongSetting, load_settings
from tests.okno import Okno


def _settings(**values: object) -> Settings:
    return load_settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("okno_port", "abc", "whole number"),
        ("okno_port", "70000", "65535"),
        ("bot_token", "123", "not a bot's token"),
        ("telegram_api", "telegram", "https://"),
        ("webhook_url", "https://bot.example.org", "required with WEBHOOK_URL"),
        ("database_url", "mysql://db/okno", "postgresql+asyncpg://"),
        ("database_url", "postgresql+asyncpg://db/okno", "required with PostgreSQL"),
        ("redis_url", "localhost", "redis"),
        ("okno_language", "fr", "ru or en"),
        ("okno_timezone", "Mars/Olympus", "no such time zone"),
        ("keep_drafts_days", "0", "4"),
    ],
)
def test_a_wrong_value_is_named_in_one_line(name: str, value: str, wrong: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        load_settings(_env_file=None, **{name: value})
    line = str(refused.value)
    variable = line.partition(":")[0]
    assert variable in {name.upper(), "WEBHOOK_SECRET", "ENCRYPTION_KEYS"}
    assert wrong in line
    assert f"example: {variable}=" in line
    assert "\n" not in line


async def test_a_taken_port_is_a_wrong_setting() -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    with pytest.raises(OSError, match="in use") as error:
        await asyncio.start_server(lambda *_: None, "127.0.0.1", port)
    taken.close()
    assert str(no_door(_settings(okno_port=port), error.value)).startswith(f"OKNO_PORT: port {port} is taken")
    assert str(no_door(_settings(okno_metrics_port=port), error.value)).startswith("OKNO_METRICS_PORT:")


def test_a_bot_beside_a_sandbox_finds_a_port_of_its_own() -> None:
    sandbox = {"telegram_api": "http://127.0.0.1:8080"}
    with socket.socket() as usual:
        with contextlib.suppress(OSError):  # taken by another program serves as well
            usual.bind(("127.0.0.1", 8080))
            usual.listen()
        port = beside_sandbox(_settings(**sandbox)).okno_port
        assert port > 8080
        assert beside_sandbox(_settings(**sandbox)).okno_port == port  # the same after a restart
        assert beside_sandbox(_settings(**sandbox, okno_port=8080)).okno_port == 8080
        assert beside_sandbox(_settings()).okno_port == 8080


async def test_an_address_of_another_machine_is_a_wrong_setting() -> None:
    with pytest.raises(OSError, match="assign") as error:
        await asyncio.start_server(lambda *_: None, "192.0.2.1", 0)
    line = str(no_door(_settings(okno_host="192.0.2.1"), error.value))
    assert line.startswith("OKNO_HOST: 192.0.2.1 is no address of this machine")
    assert no_door(_settings(), ConnectionResetError()) is None


def test_a_home_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongSetting, match=r"OKNO_HOME: .* cannot be made"):
        make_home(_settings(okno_home=tmp_path / "file" / "home"))


def test_a_database_that_is_away_is_a_wrong_setting() -> None:
    assert "does not answer" in str(no_database(ConnectionRefusedError()))


async def test_a_database_nobody_made_is_a_wrong_setting(postgres_url: str, tmp_path: Path) -> None:
    url = postgres_url.rpartition("/")[0] + "/okno_nobody_made_this"
    with pytest.raises(WrongSetting, match="DATABASE_URL: the server has no database"):
        await open_core(_settings(okno_home=tmp_path, database_url=url, encryption_keys=("k1:unused",)))


def test_commands_refuse_in_one_line_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of this checkout
    home = {"OKNO_HOME": str(tmp_path / "home"), "DATABASE_URL": ""}

    def says(*command: str, **env: str) -> str:
        result = CliRunner().invoke(app, list(command), env=home | env)
        assert result.exit_code != 0
        return result.output.strip()

    empty = tmp_path / "home"
    empty.mkdir()
    assert says("inbox", "list").startswith("DATABASE_URL: this database holds nothing yet")
    assert says("outbox", "list", ENCRYPTION_KEYS="k1:short").startswith("ENCRYPTION_KEYS: key k1 is not")
    away = "postgresql+asyncpg://127.0.0.1:1/okno"
    keys = "k1:" + base64.b64encode(bytes(32)).decode()
    line = says("db", "upgrade", DATABASE_URL=away, ENCRYPTION_KEYS=keys)
    assert line.startswith("DATABASE_URL: the database does not answer")
    assert says("search").startswith("Say what to look for")


async def test_a_token_telegram_does_not_know_is_a_wrong_setting(okno: Okno, tmp_path: Path) -> None:
    other = {"bot_token": "4242:another-bots-token-that-nobody-made", "okno_home": tmp_path / "other"}
    settings = _settings(**other, telegram_api=okno.settings.telegram_api)
    core = await open_core(settings, okno.core.catalogue)
    service = Service(core, "bot")
    with pytest.raises(WrongSetting, match="BOT_TOKEN: Telegram knows no bot by it"):
        await service.start()
    await service.stop()
    await core.close()
