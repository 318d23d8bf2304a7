"""How the service starts, refuses to, and ends: one line each, nothing torn."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from core.catalogue.model import Service
from core.db.engine import Database
from core.db.migrate import downgrade, upgrade
from core.db.tables import inbox
from tests.faults.filing import filler
from tests.okno import TOKEN, free_port
from tests.processes import OURS, World, gone, kill
from tests.source import ROOT


def command(home: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot …` with nothing set but this."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**clean, "OKNO_HOME": str(home), **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def refused(world: World, **env: str) -> str:
    """What a process that may not start says, alone."""
    log = world.home / f"refused{len(world.nest.children)}.log"
    pid = world.nest.start("run", log, **{**world.env, "OKNO_PORT": str(free_port()), **env})
    await gone(pid)
    return log.read_text()


async def test_a_second_process_over_the_same_home_is_refused(sqlite_world: World) -> None:
    await sqlite_world.start()
    said = await refused(sqlite_world)
    assert "OKNO_HOME: another process already runs in" in said
    person = await sqlite_world.person()
    await person.say("/start")
    await sqlite_world.kill()
    await sqlite_world.start()


async def test_another_bots_database_is_refused(any_world: World) -> None:
    await any_world.start()
    await any_world.kill()
    said = await refused(any_world, BOT_TOKEN="987654321" + TOKEN[9:])
    assert "DATABASE_URL: this database belongs to bot 123456789, not to 987654321" in said


async def test_a_lost_key_file_is_missed_and_not_made_anew(sqlite_world: World) -> None:
    await sqlite_world.start()
    await sqlite_world.kill()
    key = sqlite_world.service_home / "encryption.keys"
    kept = key.read_text()
    key.unlink()
    assert "ENCRYPTION_KEYS:" in await refused(sqlite_world)
    assert not key.exists()
    key.write_text(kept)
    await sqlite_world.start()


async def test_a_form_half_filled_outlives_a_migration_down_and_up(
    sqlite_world: World, services: Mapping[str, Service]
) -> None:
    """The one process stops, its tables go back to the first version and part of the way up; it starts."""
    await sqlite_world.start()
    person = await sqlite_world.person()
    await person.confirmed()
    await filler(person, services["employer-debt-wages-check"], seed=4).open()
    await person.say("ООО «Ромашка»")
    await sqlite_world.kill(signal.SIGTERM)
    database = Database(sqlite_world.database)
    await downgrade(database, "0001")
    await upgrade(database, "0002")
    await database.close()
    await sqlite_world.start()
    await person.write("7707083893")
    await person.until("Вопрос 3")
    await person.write("Москва")
    review = await person.waits("Отправить")
    assert all(word in review.text for word in ("Ромашка", "7707083893", "Москва"))
    await person.press("Отправить", review)
    assert "Номер" in (await person.until("отправлено. Номер")).text


async def test_it_ends_in_peace_while_telegram_is_away(sqlite_world: World) -> None:
    """SIGTERM is heard although the start itself still waits for Telegram."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        sqlite_world.spawn(TELEGRAM_API=f"http://127.0.0.1:{nobody.getsockname()[1]}")
        await asyncio.sleep(2.5)
        assert Path(f"/proc/{sqlite_world.pid}").exists()
        began = time.monotonic()
        kill(sqlite_world.pid, signal.SIGTERM)
        await gone(sqlite_world.pid)
    assert time.monotonic() - began < 40
    assert "Traceback" not in sqlite_world.log.read_text()


async def test_it_ends_in_time_with_a_hanging_handler(any_world: World) -> None:
    """What is in hand when the patience is over is given back, and handled by the next process."""
    await any_world.start()
    person = await any_world.person()
    await person.say("/start")
    await any_world.fault("sendMessage", delay_s=15, drop_before=True)
    written = await person.write("/menu")
    await asyncio.sleep(0.7)
    began = time.monotonic()
    await any_world.kill(signal.SIGTERM)
    assert time.monotonic() - began < 40
    assert await unfinished(any_world) == [("new", 0)], "a claim was left to expire"
    await any_world.start()
    await person.below(written)
    assert "Traceback" not in any_world.log.read_text()


async def unfinished(world: World) -> list[tuple[str, int]]:
    """State and deaths of what is still to be handled."""
    database = Database(world.database)
    async with database.read() as conn:
        found = await conn.execute(select(inbox.c.state, inbox.c.deaths).where(inbox.c.state != "done"))
        rows = [(str(row.state), int(row.deaths)) for row in found]
    await database.close()
    return rows


async def test_make_run_says_one_address_and_little_else(tmp_path: Path) -> None:
    """The whole service in one process, its own sandbox inside: as a newcomer sees it."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env={**clean, "OKNO_HOME": str(tmp_path), "OKNO_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    lines: list[str] = []
    async with asyncio.timeout(90):
        while not lines or not lines[-1].startswith("Open "):
            lines.append((await process.stdout.readline()).decode())
            assert process.returncode is None, "".join(lines)
    await asyncio.sleep(1)
    process.send_signal(signal.SIGINT)
    rest, _ = await asyncio.wait_for(process.communicate(), 60)
    lines += rest.decode().splitlines(keepends=True)
    assert process.returncode == 0
    assert [line for line in lines if "http://" in line] == [f"Open http://127.0.0.1:{port}/\n"]
    assert len(lines) <= 4, "".join(lines)
    assert any("Back it up" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "env", "said"),
    [
        (["run", "--role", "bot"], {"BOT_TOKEN": TOKEN}, "DATABASE_URL: SQLite means one process"),
        (["run"], {"OKNO_PORT": "80800"}, "OKNO_PORT: "),
        (["run"], {"DATABASE_URL": "postgresql+asyncpg://nobody@127.0.0.1:1/x"}, "ENCRYPTION_KEYS: required"),
        (["inbox", "list", "--state", "lost"], {}, "--state: there is no «lost»"),
        (["restore", "nowhere"], {}, "source: nowhere holds no backup"),
    ],
    ids=["role", "port", "keys", "state", "backup"],
)
def test_a_refusal_is_one_line(tmp_path: Path, arguments: list[str], env: dict[str, str], said: str) -> None:
    done = command(tmp_path, *arguments, **env)
    assert done.returncode == 2
    assert done.stderr.startswith(said), done.stderr
    assert "example: " in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
