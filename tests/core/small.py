"""The core over a migrated database and a catalogue of three small services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from core.bootstrap import Core, build_core
from core.catalogue.model import Catalogue, Category, Department, Service, Term
from core.db.engine import Database
from core.db.migrate import upgrade
from core.departments.base import Connector
from core.forms.model import Document, Field, Form
from core.settings import load_settings

KEYS = f"k1:{'A' * 43}="


def field(name: str, kind: str, autofill: str | None = None) -> Field:
    return Field(name, kind, {"ru": name}, {}, {}, autofill=autofill)


def service(name: str, fee: int = 0) -> Service:
    fields = (
        field("full_name", "full_name", "profile.full_name"),
        field("birth_date", "date", "profile.birth_date"),
        field("snils", "snils", "profile.snils"),
        field("region", "region", "profile.region"),
        field("reason", "long_text"),
    )
    return Service(
        id=name,
        code=name.upper(),
        category="home",
        title=f"Услуга {name}",
        summary="",
        department="mvd",
        level="federal",
        kind="application",
        audience=("citizen",),
        account="standard",
        term=Term(5, "working"),
        fee=fee,
        keywords=(name,),
        outcome="Бумага",
        form=Form(f"form of {name}", fields, (Document("photo", {"ru": "Фото"}),)),
    )


def small_catalogue() -> Catalogue:
    """`roof` is free, `door` costs 300 and `wall` 1500 roubles."""
    services = [service("roof"), service("door", fee=300), service("wall", fee=1500)]
    return Catalogue(
        "small",
        {"home": Category("home", "🏠", {"ru": "Дом"})},
        {"mvd": Department("mvd", "federal", {"ru": "МВД"}, {"ru": "Министерство"})},
        {one.id: one for one in services},
        {"home": tuple(services)},
    )


@asynccontextmanager
async def opened_core(url: str, home: Path, connector: Connector | None = None) -> AsyncIterator[Core]:
    """As a process would open it, again and again over the same database."""
    settings = load_settings(_env_file=None, database_url=url, okno_home=home, encryption_keys=KEYS)
    database = Database(url)
    await upgrade(database)
    await database.close()
    core = await build_core(settings, connector, small_catalogue())
    try:
        yield core
    finally:
        await core.close()
