"""The servers that other tests lean on: real, separate, killable, and gone when the run is over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import servers
from tests.databases import RUN, Databases, blocking, clear_keys

REPOSITORY = Path(__file__).parent.parent


async def run_sql(url: str, *commands: str) -> list[object]:
    """The first column of the first row of each command, or None."""
    engine = create_async_engine(url)
    answers: list[object] = []
    try:
        async with engine.begin() as connection:
            for command in commands:
                result = await connection.execute(text(command))
                answers.append(result.scalar() if result.returns_rows else None)
    finally:
        await engine.dispose()
    return answers


async def count_keys(url: str) -> int:
    async with Redis.from_url(url) as redis:
        return int(await redis.dbsize())


async def test_a_fresh_database_of_each_kind_is_empty_and_writable(database_url: str) -> None:
    assert await run_sql(database_url, "CREATE TABLE t (n int)", "SELECT count(*) FROM t") == [None, 0]


async def test_two_databases_share_nothing(fresh_postgres: Callable[..., str]) -> None:
    one, other = fresh_postgres(), fresh_postgres()
    await run_sql(one, "CREATE TABLE t (n int)")
    assert await run_sql(other, "SELECT to_regclass('t')") == [None]


async def test_databases_are_named_after_the_run(postgres_url: str) -> None:
    (name,) = await run_sql(postgres_url, "SELECT current_database()")
    assert str(name).startswith(RUN)
    assert RUN.startswith("okno_test_")


async def test_lower_case_knows_cyrillic(postgres_url: str) -> None:
    assert await run_sql(postgres_url, "SELECT lower('ПАСПОРТ')") == ["паспорт"]


async def test_a_template_is_prepared_once_and_copied(databases: Databases) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        blocking(run_sql(url, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (42)"))

    databases.template("with a table", prepare)
    databases.template("with a table", prepare)
    copies = [databases.fresh("with a table") for _ in range(2)]
    assert [await run_sql(copy, "SELECT n FROM t") for copy in copies] == [[42], [42]]
    assert len(prepared) == 1
    for copy in copies:
        databases.drop(copy)


def test_a_database_of_somebody_else_is_never_dropped(databases: Databases) -> None:
    with pytest.raises(AssertionError, match="not a database of this run"):
        databases.drop(databases.server.set(database="postgres").render_as_string())


async def test_what_was_committed_outlives_a_kill_of_postgresql(
    private_postgres: servers.PrivatePostgres,
) -> None:
    url = Databases(private_postgres.url()).fresh()
    await run_sql(url, "CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)")
    private_postgres.kill()
    with pytest.raises((OSError, asyncpg.PostgresError)):
        await run_sql(url, "SELECT 1")
    private_postgres.start()
    assert await run_sql(url, "SELECT n FROM t") == [1]


async def test_redis_is_at_its_address_again_after_a_kill_and_empty(
    private_redis: servers.PrivateValkey,
) -> None:
    async with Redis.from_url(private_redis.url()) as redis:
        await redis.set("stack", "1")
    private_redis.kill()
    private_redis.start()
    async with Redis.from_url(private_redis.url()) as redis:
        assert await redis.get("stack") is None


async def test_flush_empties_redis(private_redis: servers.PrivateValkey) -> None:
    async with Redis.from_url(private_redis.url()) as redis:
        await redis.set("stack", "1")
        private_redis.flush()
        assert await redis.get("stack") is None


async def test_only_keys_of_this_run_are_cleared(redis_url: str, redis_prefix: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        await redis.set(f"{redis_prefix}mine", "1")
        await redis.set(f"{redis_prefix}other", "1")
        assert await clear_keys(redis_url, f"{redis_prefix}mine") == 1
        assert await redis.get(f"{redis_prefix}other") == b"1"


STARTS_SERVERS = """
import sys
from tests.servers import PrivatePostgres, PrivateValkey
both = [PrivatePostgres(), PrivateValkey()]
for server in both:
    server.start()
    print(server.directory, server._pid, flush=True)
sys.stdin.read()
"""


def test_servers_go_when_their_test_run_is_killed() -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", STARTS_SERVERS],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    started = [run.stdout.readline().split() for _ in range(2)]
    assert all(Path(directory).is_dir() for directory, _ in started)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    left = [Path(directory) for directory, _ in started] + [Path("/proc", pid) for _, pid in started]
    deadline = time.monotonic() + 20
    while any(path.exists() for path in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [path for path in left if path.exists()] == []


def inner_run(tmp_path: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs one more pytest with this conftest on a test file holding `code`."""
    file = REPOSITORY / "tests" / f"test_{tmp_path.name.replace('-', '_')}_inner.py"
    file.write_text(code)
    try:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(file)],
            cwd=REPOSITORY,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.unlink()


def test_named_servers_are_used_and_left_as_they_were(
    private_postgres: servers.PrivatePostgres, private_redis: servers.PrivateValkey, tmp_path: Path
) -> None:
    code = (
        "from redis.asyncio import Redis\n"
        "async def test_it(postgres_url, redis_url, redis_prefix):\n"
        "    async with Redis.from_url(redis_url) as redis:\n"
        "        await redis.set(redis_prefix + 'left', 1)\n"
    )
    names = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"
    before = blocking(run_sql(private_postgres.url(), names))
    done = inner_run(
        tmp_path, code, TEST_DATABASE_URL=private_postgres.url(), TEST_REDIS_URL=private_redis.url()
    )
    assert "1 passed" in done.stdout, done.stdout
    assert "(TEST_DATABASE_URL), touching only okno_test_" in done.stdout
    assert "(TEST_REDIS_URL), touching only okno_test_" in done.stdout
    assert blocking(run_sql(private_postgres.url(), names)) == before
    assert blocking(count_keys(private_redis.url())) == 0


def test_a_server_that_is_not_there_fails_with_a_sentence(tmp_path: Path) -> None:
    done = inner_run(
        tmp_path,
        "def test_it(postgres_url): pass\n",
        TEST_DATABASE_URL="postgresql://nobody:hidden@127.0.0.1:1/none",
    )
    assert "no PostgreSQL at" in done.stdout
    assert "Is TEST_DATABASE_URL right?" in done.stdout
    assert "hidden" not in done.stdout
    assert "1 error" in done.stdout


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    sys.path_importer_cache.clear()
    with pytest.raises(servers.ServerUnavailable, match=r"make install.*TEST_DATABASE_URL"):
        servers.postgres_package()


def test_a_server_that_cannot_start_shows_its_log(tmp_path: Path) -> None:
    server = servers.PrivateValkey()
    server.binary = Path("/bin/false")
    try:
        with pytest.raises(servers.ServerUnavailable, match="PrivateValkey does not start"):
            server.start()
        assert not server.running
    finally:
        server.remove()


def test_the_browser_is_one_that_starts(chromium: str) -> None:
    told = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True).stdout
    assert "Chrom" in told
