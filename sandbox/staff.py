"""What the sandbox asks of the service itself: staff's decisions and business time, through its use cases."""

from core.bootstrap import Core
from core.db.memory import advance_clock
from core.errors import NotFound, Refused


class CoreStaff:
    """Implements `sandbox.world.Staff`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def set_level(self, telegram_id: int, level: str) -> None:
        try:
            await self._core.citizens.set_level(telegram_id, level)
        except NotFound as error:
            raise LookupError("the service has not met this person yet") from error
        except Refused as error:
            raise ValueError("level is none, standard or confirmed") from error

    async def advance_clock(self, seconds: float) -> None:
        await advance_clock(self._core.database, self._core.clock, seconds)

    def department(self, department: str, language: str) -> tuple[str, str] | None:
        found = self._core.catalogue.departments.get(department)
        return None if found is None else (found.short[language], found.title[language])
