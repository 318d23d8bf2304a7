"""A nursery for the whole run, and worlds to break: on SQLite alone, and on PostgreSQL with Redis."""

import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.faults.house import Ground
from core.catalogue.load import load_catalogue
from core.catalogue.model import Service
from tests.faults.replicas import Replicas
from tests.okno import Okno, start
from tests.processes import KEYS, Nursery, World, nursery, world
from tests.sample import WHOLE
from tests.servers import PrivatePostgres, PrivateValkey
from tests.source import ROOT


@pytest.fixture(scope="session")
def nest(_catalogue_cache: Path) -> Iterator[Nursery]:
    with nursery(_catalogue_cache) as made:
        yield made


@pytest.fixture(scope="session")
def services(_catalogue_cache: Path) -> Mapping[str, Service]:
    """The catalogue's, as the service itself reads them."""
    return load_catalogue(ROOT / "catalogue", _catalogue_cache).services


@pytest.fixture
async def sqlite_world(nest: Nursery, tmp_path: Path, _catalogue_cache: Path) -> AsyncIterator[World]:
    async with world(nest, tmp_path / "world", _catalogue_cache) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
async def any_world(
    request: pytest.FixtureRequest, nest: Nursery, tmp_path: Path, _catalogue_cache: Path
) -> AsyncIterator[World]:
    """Once on SQLite alone, once on PostgreSQL with Redis."""
    env: dict[str, str] = {}
    if request.param == "postgres":
        env = {
            "DATABASE_URL": request.getfixturevalue("postgres_url"),
            "REDIS_URL": request.getfixturevalue("redis_url"),
            "OKNO_REDIS_PREFIX": request.getfixturevalue("redis_prefix"),
            "ENCRYPTION_KEYS": KEYS,
        }
    async with world(nest, tmp_path / "world", _catalogue_cache, **env) as made:
        yield made


@pytest.fixture
async def replicas(
    nest: Nursery,
    tmp_path: Path,
    _catalogue_cache: Path,
    postgres_url: str,
    redis_url: str,
    redis_prefix: str,
) -> AsyncIterator[Replicas]:
    env = {
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "OKNO_REDIS_PREFIX": redis_prefix,
        "ENCRYPTION_KEYS": KEYS,
    }
    async with world(nest, tmp_path / "world", _catalogue_cache, **env) as made:
        yield Replicas(made)


@pytest.fixture(params=["sqlite", "postgres"] if WHOLE else ["sqlite"])
def place(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What `tests.okno.start` is to be given: SQLite, and in a whole run PostgreSQL with Redis too."""
    if request.param == "sqlite":
        return {}
    names = {"database_url": "postgres_url", "redis_url": "redis_url", "okno_redis_prefix": "redis_prefix"}
    return {setting: request.getfixturevalue(fixture) for setting, fixture in names.items()}


@pytest.fixture
async def okno_there(place: dict[str, Any], tmp_path: Path, _catalogue_cache: Path) -> AsyncIterator[Okno]:
    """The whole service at that place."""
    running, stop = await start(tmp_path / "home", cache=_catalogue_cache, **place)
    yield running
    await stop()


@pytest.fixture
def ground(
    nest: Nursery,
    tmp_path: Path,
    _catalogue_cache: Path,
    services: Mapping[str, Service],
    private_postgres: PrivatePostgres,
    private_redis: PrivateValkey,
) -> Ground:
    """Where the fault bench builds its houses."""
    return Ground(
        nest, _catalogue_cache, tmp_path, services, private_postgres, private_redis, itertools.count(1)
    )
