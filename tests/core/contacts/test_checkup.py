"""The question of every quarter: once, by day, to whoever has been here for three months."""

from datetime import date

import pytest

from core.contacts.checkup import quarter_of
from tests.okno import Okno

DAY = 86_400.0


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-1"),
        (date(2026, 3, 31), "2026-1"),
        (date(2026, 4, 1), "2026-2"),
        (date(2026, 12, 31), "2026-4"),
    ],
)
def test_quarters(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter


async def to_noon(okno: Okno, days: int) -> None:
    """Noon, so many days on."""
    now = okno.core.clock.now().astimezone(okno.core.clock.zone)
    seconds = days * DAY + (12 - now.hour) * 3600
    await okno.sim("POST", "/sim/clock", {"advance_s": seconds})


async def test_contacts_are_asked_about_once_a_quarter(okno: Okno) -> None:
    person, new = await okno.person(), await okno.person()
    await person.register()
    await to_noon(okno, 92)
    await new.register()
    asked = await person.until("Проверьте контакты")
    await person.tap("Проверить контакты", asked)
    assert person.phone[-2:] in (await person.window()).text
    await to_noon(okno, 1)
    await person.say("/menu")
    await okno.core.housekeeping.minute()
    for who, times in ((person, 1), (new, 0)):
        citizen = await okno.core.citizens.meet(who.id, "ru")
        told = await okno.core.notifications.latest(citizen.id)
        assert [one.kind for one in told[0]].count("check-up") == times
