"""Business time: real time plus an offset kept in the database.

Only deadlines, digests and expiry follow it; leases, limits and retries use the database's own time
(`core.db.types.db_now`), which never moves. The offset is honoured only where the Telegram API is a
loopback address, so a test's journey into next month can never happen to real people.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = 9, 21


class Clock:
    """`now()` in UTC, `today()` in the installation's time zone."""

    def __init__(self, timezone: str = "Europe/Moscow", movable: bool = False) -> None:
        self.zone = ZoneInfo(timezone)
        self.movable = movable
        self._offset = timedelta(0)

    def set_offset(self, seconds: float) -> None:
        """Take over the offset read from the database; ignored where time may not be moved."""
        if self.movable:
            self._offset = timedelta(seconds=seconds)

    @staticmethod
    def real() -> datetime:
        """The machine's own time, for what must not follow the offset."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        return self.real() + self._offset

    def today(self) -> date:
        return self.now().astimezone(self.zone).date()

    def daytime(self) -> bool:
        """Whether a reminder disturbs nobody's sleep: between nine in the morning and nine in the evening."""
        return DAY_BEGINS <= self.now().astimezone(self.zone).hour < DAY_ENDS
