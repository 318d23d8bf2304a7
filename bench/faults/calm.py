"""When is it over? Once nothing is on its way any more, between Telegram, the service and the departments."""

import asyncio
from typing import Any

from sqlalchemy import func, select

from bench.faults.citizens import Town
from core.db.engine import Database
from core.db.tables import application_events, inbox, outbox

_WAITING = select(func.count()).where(inbox.c.state.in_(("new", "claimed")))
_SENDING = select(func.count()).where(outbox.c.state.in_(("new", "sending")))
_ARRIVED = select(func.count()).select_from(application_events)


async def quiet(town: Town, timeout_s: float = 240.0) -> None:
    """Until departments have nothing left to say and nothing is on its way; what stays is the judge's."""
    database, calm = Database(town.house.world.database), 0
    left: dict[str, int] = {}
    try:
        async with asyncio.timeout(timeout_s):
            while calm < 3:
                left = await _left(town, database)
                calm = 0 if left else calm + 1
                await asyncio.sleep(0.7)
    except TimeoutError:
        town.stuck.append(f"it never became quiet: {left}")
    finally:
        await database.close()


async def _left(town: Town, database: Database) -> dict[str, int]:
    """What is still on its way, by where it is; nothing that is none."""
    world = town.house.world
    async with database.read() as conn:
        waiting, sending, arrived = [
            int(await conn.scalar(one) or 0) for one in (_WAITING, _SENDING, _ARRIVED)
        ]
    held = await held_by_departments(town)
    said = sum(len(one["history"]) for one in held)
    # An autopilot that is off decides nothing, whatever it would be free to decide.
    flies = (await world.sim("GET", "/sim/autopilot"))["seconds"] > 0
    deciding = sum(flies and one["autopilot"] and one["status"] != "issued" for one in held)
    info = await world.telegram("getWebhookInfo")
    found = {
        "updates not taken": info["pending_update_count"],
        "updates not handled": waiting,
        "messages not sent": sending,
        "decisions not arrived": max(0, said - arrived),
        "decisions not made": deciding,
    }
    return {what: count for what, count in found.items() if count}


async def held_by_departments(town: Town) -> list[dict[str, Any]]:
    """Every application that any department has."""
    sim, held = town.house.world.sim, []
    for department in (await sim("GET", "/sim/departments"))["departments"]:
        held += (await sim("GET", f"/sim/departments/{department['id']}/inbox"))["applications"]
    return held
