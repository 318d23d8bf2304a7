"""What a turn costs and what it leaves behind: two commits, and nothing personal outside its vault."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, text

from core.db.sqlite import OneHopConnection
from core.db.tables import inbox, outbox
from core.logs import configure_logs
from tests.e2e.filler import picture
from tests.okno import TOKEN, Okno, Person
from tests.opening import open_form
from tests.servers import PrivateValkey

# Rare enough to be found by chance nowhere.
NAME, PASSPORT, TYPED = "Преображенцева-Канарейкина Евлампия", "4510987123", "45 10 987123"
PHONE = "+79161234599"
WORDS = "Канареечный Завод Имени Евлампии"


_WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM) (\w+)")


@asynccontextmanager
async def commits(okno: Okno) -> AsyncIterator[list[set[str]]]:
    """For each commit, the tables that it wrote to, as SQLite sees it; those with none are left out."""
    seen: list[set[str]] = []
    written: set[str] = set()

    def note(statement: str) -> None:
        if found := _WRITES.match(statement):
            written.add(found.group(2))
        elif statement == "COMMIT":
            seen.append(set(written))
            written.clear()

    await _traced(okno, note)
    yield seen
    await _traced(okno, None)
    seen[:] = [tables for tables in seen if tables]


async def _traced(okno: Okno, note: Callable[[str], None] | None) -> None:
    """There is one connection that writes."""
    async with okno.core.database.write() as conn:
        raw = await conn.get_raw_connection()
        driver = raw.driver_connection
        assert isinstance(driver, OneHopConnection)
        await driver.on_thread(lambda connection: connection.set_trace_callback(note))


async def test_a_turn_is_two_commits(okno: Okno) -> None:
    """Accepting; then effect, draft, outbox rows and «applied» in one. Settling writes the stack with it."""
    person = await okno.person()
    await person.register()
    await open_form(okno, person, "MVD-115")
    await asyncio.sleep(0.6)
    async with commits(okno) as seen:
        await person.say(TYPED)
    turn = [tables for tables in seen if "inbox" in tables]
    assert turn[0] == {"inbox"}
    beats = [tables for tables in turn[1:] if tables == {"inbox"}]  # a lease kept alive, by the clock
    assert [tables for tables in turn[1:] if tables != {"inbox"}] == [
        {"inbox", "answers", "drafts", "outbox"},
        {"inbox", "dialog_stacks"},
    ]
    assert len(beats) <= 2


async def test_turns_that_end_together_are_settled_together(okno: Okno) -> None:
    people = [await okno.person() for _ in range(20)]
    for person in people:
        await person.say("/start")
    await asyncio.sleep(0.6)
    async with commits(okno) as seen:
        await asyncio.gather(
            *(okno.sim("POST", "/sim/messages", {"user": one.id, "text": "/menu"}) for one in people)
        )
        await okno.quiet()
    assert len([tables for tables in seen if "inbox" in tables]) <= 20


async def leave_traces(okno: Okno) -> Person:
    """Everything personal that this service takes: name, number, phone, a page, words, in drafts and sent."""
    person = await okno.person(NAME, phone=PHONE)
    await person.register()
    await person.say(WORDS)
    await open_form(okno, person, "MVD-115")
    await person.say("это не номер " + PASSPORT[:9])
    await person.say(TYPED)
    await person.tap("Отправить")
    await person.until("отправлено. Номер")
    await open_form(okno, person, "ROSREESTR-511")
    await person.say(WORDS)
    await person.send_file("photo", picture(3), "photo.jpg", "image/jpeg")
    await okno.sim("POST", "/sim/faults", {"method": "sendMessage", "times": 1, "error_code": 500})
    await person.say("/menu")
    await okno.quiet()
    return person


def canaries() -> list[bytes]:
    found = [NAME, NAME.split()[1], PASSPORT, TYPED, PASSPORT[4:], PHONE, PHONE[2:], WORDS, TOKEN, TOKEN[10:]]
    found += [name.encode("unicode_escape").decode() for name in (NAME, WORDS)]
    return [one.encode() for one in found] + [one.encode("utf-16-le") for one in found[:8]]


def in_files(home: Path) -> list[str]:
    """Every file of the service's home but the sandbox's own, which stands for Telegram."""
    wanted = re.compile(b"|".join(re.escape(one) for one in canaries()))
    found = []
    for path in home.rglob("*"):
        apart = {"sandbox", "cache"} & set(path.relative_to(home).parts)
        if path.is_file() and not apart and (hit := wanted.search(path.read_bytes())):
            found.append(f"{path.name}: {hit.group()!r}")
    return found


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that is logged, at every level, as it would be written."""
    import logging  # noqa: PLC0415

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = StringIO()
    configure_logs("DEBUG", json=True, stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_search_for_traces_finds_one(tmp_path: Path) -> None:
    (tmp_path / "planted").write_bytes(b"\x00" * 5000 + WORDS.encode() + b"\x01")
    assert len(in_files(tmp_path)) == 1


async def test_nothing_personal_lies_outside_the_vault(okno: Okno, log: StringIO) -> None:
    """The home, the log at every level, the metrics, the data of buttons."""
    person = await leave_traces(okno)
    async with okno.core.works.look() as conn:
        await conn.execute(text("PRAGMA wal_checkpoint(PASSIVE)"))
    assert in_files(okno.settings.okno_home) == []
    everything = log.getvalue().encode() + exposition(okno)
    for message in await person.messages():
        for row in message.raw.get("buttons") or []:
            everything += "".join(button.get("data") or "" for button in row).encode()
    assert log.getvalue().count("\n") > 50, "the log was not listened to"
    assert [one for one in canaries() if one in everything] == []


def exposition(okno: Okno) -> bytes:
    from prometheus_client import generate_latest  # noqa: PLC0415

    return generate_latest(okno.core.metrics.registry)


async def test_nothing_personal_lies_in_redis(
    tmp_path: Path, private_redis: PrivateValkey, request: pytest.FixtureRequest
) -> None:
    from tests.okno import start  # noqa: PLC0415

    cache = request.getfixturevalue("_catalogue_cache")
    okno, stop = await start(tmp_path / "home", cache=cache, redis_url=private_redis.url())
    await leave_traces(okno)
    kept = b""
    async with Redis.from_url(private_redis.url()) as redis:
        async for key in redis.scan_iter():
            kind = await redis.type(key)
            value = await (redis.hgetall(key) if kind == b"hash" else redis.get(key))
            kept += bytes(key) + repr(value).encode() + (value if isinstance(value, bytes) else b"")
    await stop()
    assert b"aiogd" in kept
    assert b"flood" in kept
    assert [one for one in canaries() if one in kept] == []


async def test_payloads_are_blanked_as_soon_as_they_are_done(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    await leave_traces(okno)
    async with okno.core.works.look() as conn:
        for table, states in ((inbox, ("done", "rejected")), (outbox, ("sent",))):
            rows = (await conn.execute(select(table.c.state, table.c.payload_sealed))).all()
            assert rows
            assert all(row.payload_sealed is None for row in rows if row.state in states)
            assert all(row.state in states for row in rows), {row.state for row in rows}
