"""What the operator of an installation does from the command line, without starting the service."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from core.bootstrap import open_works
from core.db.engine import Database
from core.db.migrate import upgrade
from core.db.uow import Works
from core.inbox.store import Inbox
from core.outbox.store import Outbox
from core.searches.usecases import LostSearches
from core.settings import Settings, WrongSetting, load_settings

T = TypeVar("T")

INBOX_STATES = ("new", "claimed", "done", "rejected", "parked")
OUTBOX_STATES = ("new", "sending", "sent", "unknown", "undeliverable", "superseded")


def upgrade_database(revision: str) -> str:
    """Migrate to `revision`; returns the line to show, as everything here does."""
    settings = load_settings()
    settings.okno_home.mkdir(parents=True, exist_ok=True)

    async def work() -> None:
        database = Database(settings.database)
        try:
            await upgrade(database, revision)
        finally:
            await database.close()

    asyncio.run(work())
    return "The database is up to date."


def list_inbox(states: Sequence[str]) -> list[str]:
    """Raises WrongSetting for a state there is not."""
    _known(states, INBOX_STATES)

    async def work(settings: Settings, works: Works) -> list[str]:
        return [
            f"{row.id}  update {row.update_id}  {row.kind:<16} {row.state:<9} {row.reason or ''}"
            for row in await Inbox(works, settings.bot_id).listing(states)
        ]

    return _with_works(work)


def retry_inbox(row: int) -> str:
    async def work(settings: Settings, works: Works) -> str:
        found = await Inbox(works, settings.bot_id).retry(row)
        return "Will be handled again." if found else "No parked update with a kept payload has this id."

    return _with_works(work)


def list_outbox(states: Sequence[str]) -> list[str]:
    """Raises WrongSetting for a state there is not."""
    _known(states, OUTBOX_STATES)

    async def work(settings: Settings, works: Works) -> list[str]:
        return [
            f"{row.id}  {row.topic:<20} {row.state:<13} attempts {row.attempts}, copies {row.copies}  "
            f"{row.reason or ''}"
            for row in await Outbox(works).listing(states)
        ]

    return _with_works(work)


def retry_outbox(row: int) -> str:
    async def work(settings: Settings, works: Works) -> str:
        found = await Outbox(works).retry(row)
        return "Will be sent again." if found else "No undeliverable message with a kept text has this id."

    return _with_works(work)


def report_searches() -> list[str]:
    """Words that at least three people searched for in vain, most people first, and what they took then."""

    async def work(settings: Settings, works: Works) -> list[str]:
        return [
            f"{lost.people:>4}  {lost.words:<40}  "
            + ", ".join(f"{ending} {count}" for ending, count in lost.endings.items())
            + (f"; took {', '.join(lost.took)}" if lost.took else "")
            for lost in await LostSearches(works).report()
        ]

    return _with_works(work)


def _known(states: Sequence[str], known: Sequence[str]) -> None:
    for state in states:
        if state not in known:
            raise WrongSetting(
                f"--state: there is no «{state}»; known are {', '.join(known)}; example: --state {known[0]}"
            )


def _with_works(work: Callable[[Settings, Works], Awaitable[T]]) -> T:
    settings = load_settings()

    async def run() -> T:
        works = await open_works(settings)
        try:
            return await work(settings, works)
        finally:
            await works.database.close()

    return asyncio.run(run())
