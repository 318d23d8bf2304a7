"""Two words on one value: which one stands, and what the citizen may do."""

import pytest

from core.citizens.disputes import Disputes, put_beside, put_over
from core.citizens.values import put_values
from core.db.tables import citizens
from core.errors import NotFound, Refused
from tests.core.works import citizen_in, opened

INN = "profile.inn"


async def test_proved_and_not_proved(database_url: str) -> None:
    async with opened(database_url) as works:
        disputes = Disputes(works)
        for number, level, put in ((1, "confirmed", put_over), (2, "standard", put_beside)):
            await citizen_in(works, number)
            async with works.work() as work:
                await work.conn.execute(citizens.update().where(citizens.c.id == number).values(level=level))
                await put_values(work, number, {INN: "773370857141", "profile.region": "Москва"}, "citizen")
                await put(work, number, {INN: "500100732259", "profile.region": "москва"}, "bank b")
                await work.commit()
        (proved,) = await disputes.of(1)
        assert (proved.now, proved.other, proved.proved) == ("500100732259", "773370857141", True)
        with pytest.raises(Refused, match="value-proved"):
            await disputes.take(1, INN)
        for _ in range(2):
            await disputes.dispute(1, INN)
        assert [one.disputed for one in await disputes.of(1)] == [True]
        (open_one,) = await disputes.of(2)
        assert (open_one.now, open_one.other, open_one.proved) == ("773370857141", "500100732259", False)
        await disputes.take(2, INN)
        assert await disputes.of(2) == []
        with pytest.raises(NotFound):
            await disputes.take(2, INN)
        await disputes.keep(1, INN)
        await disputes.keep(1, INN)
        assert await disputes.of(1) == []
