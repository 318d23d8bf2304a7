"""One-time codes: right once, bound to whom and what they are for, counted, and never told apart."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from core.citizens.model import Citizen
from core.codes.model import TRIES, Verdict, digits_of
from core.codes.usecases import Codes
from core.db.tables import outbox, telegram_accounts
from core.db.uow import Works
from core.errors import Refused
from tests.core.works import citizen_in, opened

PHONE = "+79161234567"


@pytest.fixture
async def works(database_url: str) -> AsyncIterator[Works]:
    async with opened(database_url) as made:
        made.clock.movable = True
        yield made


async def somebody(works: Works, number: int = 1) -> Citizen:
    await citizen_in(works, number)
    async with works.database.write() as conn:
        await conn.execute(
            insert(telegram_accounts).values(
                user_id=700 + number, citizen_id=number, language="en", seen_at=works.clock.now()
            )
        )
        await conn.commit()
    return Citizen(number, 700 + number, "standard", "en", True)


async def sent(works: Works) -> list[dict[str, object]]:
    async with works.look() as conn:
        rows = (await conn.execute(select(outbox).order_by(outbox.c.id))).all()
    return [works.vault.service.open_json(row.payload_sealed, f"outbox:payload:{row.id}") for row in rows]


async def asked(works: Works, codes: Codes, citizen: Citizen, purpose: str = "x") -> tuple[int, str]:
    code_id = await codes.ask(citizen, citizen.telegram_id, purpose, "phone", PHONE)
    return code_id, str((await sent(works))[-1]["code"])


def later(works: Works, seconds: float) -> None:
    works.clock.set_offset(seconds)


async def test_right_once(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    code_id, digits = await asked(works, codes, anna)
    assert (await sent(works))[-1]["to"] == PHONE
    assert len(digits) == 6
    assert await codes.check(anna, anna.telegram_id, code_id, "x", digits) is Verdict.RIGHT
    assert await codes.check(anna, anna.telegram_id, code_id, "x", digits) is Verdict.USED


async def test_fifty_at_once_are_one_success(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    code_id, digits = await asked(works, codes, anna)
    checks = [codes.check(anna, anna.telegram_id, code_id, "x", digits) for _ in range(50)]
    verdicts = await asyncio.gather(*checks)
    assert verdicts.count(Verdict.RIGHT) == 1
    assert set(verdicts) <= {Verdict.RIGHT, Verdict.USED}


async def test_tries_are_counted_and_then_it_is_dead(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    code_id, digits = await asked(works, codes, anna)
    wrong = "000000" if digits != "000000" else "111111"
    verdicts = await asyncio.gather(
        *(codes.check(anna, anna.telegram_id, code_id, "x", wrong) for _ in range(20))
    )
    assert sorted(one.value for one in verdicts) == ["spent"] * (20 - TRIES + 1) + ["wrong"] * (TRIES - 1)
    assert await codes.check(anna, anna.telegram_id, code_id, "x", digits) is Verdict.SPENT


async def test_it_is_for_one_person_one_chat_one_purpose(works: Works) -> None:
    codes, anna, boris = Codes(works, 100), await somebody(works), await somebody(works, 2)
    code_id, digits = await asked(works, codes, anna)
    for who, chat, purpose in ((boris, 702, "x"), (anna, 702, "x"), (anna, 701, "y")):
        assert await codes.check(who, chat, code_id, purpose, digits) is Verdict.UNKNOWN
    assert await codes.check(anna, 701, code_id + 1, "x", digits) is Verdict.UNKNOWN
    assert await codes.check(anna, 701, code_id, "x", digits) is Verdict.RIGHT, "strangers spend no tries"


async def test_it_dies_in_five_minutes_and_by_the_next_one(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    first, digits = await asked(works, codes, anna)
    later(works, 61)
    second, newer = await asked(works, codes, anna)
    assert await codes.check(anna, 701, first, "x", digits) is Verdict.EXPIRED
    later(works, 61 + 301)
    assert await codes.check(anna, 701, second, "x", newer) is Verdict.EXPIRED


async def test_once_a_minute_and_five_a_day_to_a_number_whoever_asks(works: Works) -> None:
    codes, anna, boris = Codes(works, 100), await somebody(works), await somebody(works, 2)
    await asked(works, codes, anna)
    later(works, 20)
    with pytest.raises(Refused) as soon:
        await codes.ask(boris, 702, "x", "phone", PHONE)
    assert soon.value.code == "code-soon"
    assert 38 <= int(str(soon.value.params["seconds"])) <= 40
    for turn in range(1, 5):
        later(works, 61 * turn)
        await codes.ask(boris, 702, "x", "phone", PHONE)
    later(works, 600)
    with pytest.raises(Refused) as enough:
        await codes.ask(anna, 701, "x", "phone", PHONE)
    assert enough.value.code == "code-day"
    later(works, timedelta(days=1).total_seconds() + 700)
    await codes.ask(anna, 701, "x", "phone", PHONE)


async def test_ten_a_day_from_one_account(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    for at in range(10):
        await codes.ask(anna, 701, "x", "phone", f"+7916000000{at}")
    with pytest.raises(Refused) as enough:
        await codes.ask(anna, 701, "x", "phone", PHONE)
    assert enough.value.code == "code-day"


async def test_the_budget_of_the_day_holds_against_a_crowd(works: Works) -> None:
    codes = Codes(works, 7)
    crowd = [await somebody(works, number) for number in range(1, 21)]
    answers = await asyncio.gather(
        *(codes.ask(one, one.telegram_id, "x", "phone", f"+791600000{one.id:02}") for one in crowd),
        return_exceptions=True,
    )
    refused = [one for one in answers if isinstance(one, Refused)]
    assert len(refused) == 13
    assert {one.code for one in refused} == {"code-budget"}
    assert len(await sent(works)) == 7


async def test_for_nobody_nothing_goes_out_and_nothing_else_differs(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    code_id = await codes.ask(anna, 701, "x", "phone", PHONE, really=False)
    (message,) = await sent(works)
    assert message["to"] is None
    shown = await codes.latest(anna, "x")
    assert shown is not None
    assert (shown.id, shown.to, shown.tries_left, shown.used) == (code_id, PHONE, 5, False)


async def test_old_ones_are_dropped(works: Works) -> None:
    codes, anna = Codes(works, 100), await somebody(works)
    await asked(works, codes, anna)
    later(works, 3 * 86_400)
    await codes.forget()
    assert await codes.latest(anna, "x") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("12-34-56", "123456"),
        ("١٢٣٤٥٦", "123456"),
        ("12345", None),
        ("1234567", None),
        ("код 123456", None),
        ("", None),
    ],
)
def test_a_code_as_people_write_it(typed: str, meant: str | None) -> None:
    assert digits_of(typed) == meant
