"""«Не могу войти», and a contact that another account holds: to the end, refused, stopped, foreign."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image

from tests.bot.dialogs.test_contacts import asked_by_sms, contacts, registered
from tests.okno import Okno, Person, start

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAY = 24 * 3600 + 60
BORN = "14.03.1968"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["sqlite", "postgres"])
async def okno(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, _catalogue_cache: Path
) -> AsyncIterator[Okno]:
    """One service for all: every test brings people of its own."""
    more = {}
    if request.param == "postgres":
        more = {"database_url": request.getfixturevalue("databases").fresh()}
    running, stop = await start(tmp_path_factory.mktemp("home"), cache=_catalogue_cache, **more)
    yield running
    await stop()


async def owner_of(okno: Okno) -> Person:
    """Registered, with a birth date in the profile."""
    person = await okno.person()
    await person.register()
    citizen = await okno.core.citizens.meet(person.id, "ru")
    await okno.core.citizens.remember(
        citizen.id,
        {"profile.birth_date": "1968-03-14", "profile.full_name": "Смирнова Анна Петровна"},
        "citizen",
    )
    return person


async def a_day_later(okno: Okno) -> None:
    await okno.core.housekeeping.minute()
    await okno.sim("POST", "/sim/clock", {"advance_s": DAY})
    await okno.core.housekeeping.minute()
    await okno.quiet()


async def at_recovery(person: Person) -> None:
    await person.say("/start")
    await person.tap("Не могу войти")
    await person.tap("По номеру")
    await person.tap("Согласен")
    await person.tap("По номеру")


async def asks_by_sim(person: Person, born: str = BORN) -> str:
    await at_recovery(person)
    window = await person.send(contact="own")
    assert "Дата рождения" in window.text
    return (await person.say(born)).text


async def citizen_id(okno: Okno, person: Person) -> int:
    return (await okno.core.citizens.meet(person.id, "ru")).id


async def test_a_taken_contact_moves_in_a_day_and_the_data_stay_closed(okno: Okno) -> None:
    owner, other = await owner_of(okno), await okno.person()
    code = await asked_by_sms(other, owner.phone)
    assert "предупредил её владельца" in (await other.say(code)).text
    await okno.core.housekeeping.minute()
    warning = await owner.until("хочет забрать его в другую учётную запись")
    assert warning.labels[0] == "Это не я"
    assert owner.phone not in warning.text
    assert any("Это не вы?" in text for text in await owner.sms())
    assert not await registered(okno, other)
    await a_day_later(okno)
    await other.until("теперь ваш")
    assert await registered(okno, other)
    assert [one.value for one in await contacts(okno, other)] == [owner.phone]
    assert await contacts(okno, owner) == []
    theirs = await okno.core.citizens.profile(await citizen_id(okno, other))
    assert set(theirs) == {"profile.phone"}
    assert await registered(okno, owner)


async def test_it_is_not_me_stops_it(okno: Okno) -> None:
    owner, other = await owner_of(okno), await okno.person(phone="+79039990001")
    code = await asked_by_sms(other, owner.phone)
    await other.say(code)
    await okno.core.housekeeping.minute()
    await owner.until("хочет забрать")
    await owner.tap("Это не я")
    await owner.tap("Это не я — остановить")
    assert "Остановлено" in (await owner.window()).text
    await a_day_later(okno)
    await other.until("не получилось")
    assert [one.value for one in await contacts(okno, owner)] == [owner.phone]
    assert not await registered(okno, other)


async def test_by_the_sim_and_the_birth_date_after_a_day_once(okno: Okno) -> None:
    owner = await owner_of(okno)
    new = await okno.person(phone=owner.phone)
    before = await citizen_id(okno, owner)
    assert "Просьба принята" in await asks_by_sim(new)
    await okno.core.housekeeping.minute()
    await owner.until("просит открыть вашу учётную запись")
    await a_day_later(okno)
    ready = await new.until("Учётную запись можно вернуть")
    stranger = await okno.person()
    await stranger.say("/start")
    hello = await stranger.window()
    await stranger.tap_data(hello, ready.data("Вернуть"))
    assert "уже закрыта" in (await stranger.window()).text
    await new.tap("Вернуть учётную запись", ready)
    await new.tap("Вернуть и отключить прежний")
    assert "снова ваша" in (await new.window()).text
    await owner.until("открыли в другом Telegram")
    assert await citizen_id(okno, new) == before
    assert await citizen_id(okno, owner) != before
    await new.tap_data(ready, ready.data("Вернуть"))
    assert "уже закрыта" in (await new.window()).text


async def test_the_same_words_for_no_account_and_for_a_wrong_date(okno: Okno) -> None:
    owner = await owner_of(okno)
    wrong, nobody = await okno.person(phone=owner.phone), await okno.person()
    said = [await asks_by_sim(wrong, "15.03.1968"), await asks_by_sim(nobody)]
    assert said[0] == said[1]
    await a_day_later(okno)
    failed = [(await one.until("не получилось")).text for one in (wrong, nobody)]
    assert failed[0] == failed[1]
    assert await citizen_id(okno, wrong) != await citizen_id(okno, owner)


async def test_the_way_back_closes_after_a_day(okno: Okno) -> None:
    owner = await owner_of(okno)
    new = await okno.person(phone=owner.phone)
    await asks_by_sim(new)
    await a_day_later(okno)
    await new.until("Учётную запись можно вернуть")
    await a_day_later(okno)
    await new.tap("Вернуть учётную запись")
    assert "уже закрыта" in (await new.window()).text


async def test_three_requests_a_day(okno: Okno) -> None:
    new = await okno.person()
    citizen = await okno.core.citizens.meet(new.id, "ru")
    for at in range(3):
        await okno.core.recoveries.by_sim(citizen, f"+7903555000{at}", "1968-03-14")
    assert "Слишком много просьб" in await asks_by_sim(new)


@pytest.mark.parametrize("approve", [True, False])
async def test_by_a_person_of_the_staff(okno: Okno, approve: bool) -> None:
    owner, new = await owner_of(okno), await okno.person()
    before = await citizen_id(okno, owner)
    await new.say("/start")
    await new.tap("Не могу войти")
    await new.tap("Через сотрудника")
    await new.tap("Согласен")
    await new.tap("Через сотрудника")
    await new.say(owner.phone)
    await new.say("Смирнова Анна Петровна")
    window = await new.say(BORN)
    assert "Фото паспорта" in window.text
    window = await new.send_file("photo", picture(), "passport.jpg", "image/jpeg")
    assert "Просьба у сотрудника" in window.text
    waiting = (await okno.sim("GET", "/sim/reviews"))["reviews"]
    (review,) = [one for one in waiting if one["user"] == new.id]
    assert review["method"] == "recovery"
    assert review["parts"]
    assert owner.phone not in str(review)
    assert "birth_date" in review["person"]["fits"]
    decision = {"decision": "approve" if approve else "refuse", "reasons": ["not-genuine"]}
    await okno.sim("POST", f"/sim/reviews/{review['id']}", decision)
    if not approve:
        await new.until("не получилось")
        return
    await owner.until("просит открыть вашу учётную запись")
    await new.until("Учётную запись можно вернуть")
    await new.tap("Вернуть учётную запись")
    await new.tap("прежний оставить")
    assert await citizen_id(okno, new) == before == await citizen_id(okno, owner)


def picture() -> bytes:
    """A page with something on it."""
    import io  # noqa: PLC0415

    image = Image.effect_noise((1200, 900), 80).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


async def test_a_registered_person_is_not_led_there(okno: Okno) -> None:
    owner = await owner_of(okno)
    assert "Не могу войти" not in (await owner.say("/start")).labels
    citizen = await okno.core.citizens.meet(owner.id, "ru")
    with pytest.raises(Exception, match="recovery-registered"):
        await okno.core.recoveries.by_sim(citizen, "+79035550009", "1968-03-14")
