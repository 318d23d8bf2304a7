"""What was stored yesterday is read by another version, or lies there broken: nobody is ever locked out."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import delete, func, select, update

from core.catalogue.model import Catalogue, Service
from core.db.engine import Database
from core.db.tables import answers, dialog_stacks, drafts, inbox
from core.forms.model import Field, Form
from tests.faults.test_repeats import SECRET, deliver, made_up
from tests.okno import Okno, Person, free_port, start
from tests.opening import open_form

FORM, FORM_ID = "ROSTRUD-509", "employer-debt-wages-check"  # a text, an INN, a region


@dataclass
class House:
    """A service that is stopped and started again over the same home, as a deploy does."""

    home: Path
    cache: Path
    more: dict[str, Any]
    okno: Okno
    stop: Callable[[], Any]

    async def again(self, person: Person, catalogue: Catalogue | None = None) -> Person:
        """A new process; the same person before it."""
        await self.stop()
        return await self.started(person, catalogue)

    async def started(self, person: Person, catalogue: Catalogue | None = None) -> Person:
        self.okno, self.stop = await start(self.home, cache=self.cache, catalogue=catalogue, **self.more)
        return Person(self.okno, person.id, person.phone)


@pytest.fixture
async def house(place: dict[str, Any], tmp_path: Path, _catalogue_cache: Path) -> AsyncIterator[House]:
    port = free_port()
    hook = {"port": port, "webhook_url": f"http://127.0.0.1:{port}", "webhook_secret": SECRET}
    more: dict[str, Any] = {**hook, **place}
    okno, stop = await start(tmp_path / "home", cache=_catalogue_cache, **more)
    made = House(tmp_path / "home", _catalogue_cache, more, okno, stop)
    yield made
    await made.stop()


async def half_filled(okno: Okno) -> Person:
    person = await okno.person()
    await person.register()
    await open_form(okno, person, FORM)
    await person.say("ООО «Ромашка»")
    return person


# F27: another form


def with_form(catalogue: Catalogue, change: Callable[[Form], Form]) -> Catalogue:
    service = catalogue.services[FORM_ID]
    changed: Service = replace(service, form=replace(change(service.form), version="another"))
    return replace(
        catalogue,
        services={**catalogue.services, FORM_ID: changed},
        by_category={
            name: tuple(changed if one.id == FORM_ID else one for one in services)
            for name, services in catalogue.by_category.items()
        },
    )


async def asked(person: Person) -> str:
    return (await person.window()).text


@pytest.mark.fault("F27")
async def test_a_form_changed_half_way_asks_only_what_is_new(house: House) -> None:
    """A question before, one behind, one gone: what was answered and still fits is not asked again."""
    person = await half_filled(house.okno)
    new = Field("shift", "yes_no", {"ru": "Работаете по сменам?"}, {}, {})
    real = house.okno.core.catalogue
    changed = with_form(real, lambda form: replace(form, fields=(new, form.fields[0], *form.fields[2:])))
    person = await house.again(person, changed)
    window = await person.say("/menu")
    await open_again(person)
    assert "сменам" in await asked(person)
    assert "Форма этой услуги изменилась" in await asked(person)
    await person.tap("Да")
    window = await person.window()
    assert "регион" in window.text.lower(), "what still fits is kept, what is gone is not asked"
    await person.say("Москва")
    if "Отправить" not in (await person.window()).labels:
        await person.tap((await person.window()).labels[0])
    review = await person.window()
    assert "Ромашка" in review.text
    await person.tap("Отправить")
    assert "отправлено. Номер" in await asked(person)


async def open_again(person: Person) -> None:
    await person.say(FORM)
    if not any("заявление" in label for label in (await person.window()).labels):
        await person.tap((await person.window()).labels[0])
    await person.tap("заявление")
    if "Продолжить" in (await person.window()).labels:
        await person.tap("Продолжить")


@pytest.mark.fault("F27")
async def test_a_deploy_half_way_takes_the_next_answer_where_the_window_stood(house: House) -> None:
    """The person does not know of the deploy: they type into the window they see."""
    person = await half_filled(house.okno)
    person = await house.again(person)
    await person.say("7707083893")
    assert "регион" in (await asked(person)).lower()


@pytest.mark.fault("F27")
async def test_a_service_that_is_gone_leaves_its_draft_with_words(house: House) -> None:
    person = await half_filled(house.okno)
    real = house.okno.core.catalogue
    rest = {name: one for name, one in real.services.items() if name != FORM_ID}
    person = await house.again(person, replace(real, services=rest))
    for words in ("7707083893", "/menu", "/applications"):
        window = await person.say(words)
        assert window.labels or window.text
    assert await house.okno.core.inbox.listing(["parked"]) == []
    assert any("Услуги" in label for label in (await person.say("/menu")).labels)


# F28: other stacks


def renamed(data: str) -> str:
    return data.replace("FormSG", "QuestionnaireSG").replace("MenuSG", "HallSG")


DAMAGE: dict[str, Callable[[str], str]] = {
    "renamed": renamed,
    "no-such-window": lambda data: data.replace("FormSG:step", "FormSG:gone"),
    "half-written": lambda data: data[: len(data) // 2],
    "a-list": lambda _: "[1, 2, 3]",
    "a-word": lambda _: '"stack"',
    "other-keys": lambda _: '{"a": 1}',
    "new-keys": lambda data: json.dumps({**json.loads(data), "invented_later": 5}),
    "wrong-types": lambda data: json.dumps(dict.fromkeys(json.loads(data), 7)),
    "intents-of-nobody": lambda data: data.replace('"intents": ["', '"intents": ["nobody'),
}


async def never_locked_out(person: Person, old_window: Any) -> None:
    """An old button, words and /start: each leads somewhere, at once."""
    await person.tap_data(old_window, old_window.data("Назад"))
    assert (await person.window()).labels
    window = await person.say("потерял паспорт")
    assert window.labels
    window = await person.say("/start")
    assert any("Услуги" in label for label in window.labels)


@pytest.mark.fault("F28")
@pytest.mark.parametrize("damage", DAMAGE)
async def test_stacks_of_another_version_lock_nobody_out(house: House, damage: str) -> None:
    person = await half_filled(house.okno)
    window = await person.window()
    await house.stop()
    database = Database(house.okno.settings.database)
    async with database.write() as conn:
        for key, data in (await conn.execute(select(dialog_stacks.c.key, dialog_stacks.c.data))).all():
            changed = update(dialog_stacks).where(dialog_stacks.c.key == key)
            await conn.execute(changed.values(data=DAMAGE[damage](data)))
        await conn.commit()
    await database.close()
    person = await house.started(person)
    await never_locked_out(person, window)
    assert await house.okno.core.inbox.listing(["parked"]) == []


@pytest.mark.fault("F28")
@pytest.mark.parametrize("damage", [None, "renamed", "half-written", "a-list", "wrong-types"])
async def test_redis_flushed_or_full_of_nonsense_locks_nobody_out(
    tmp_path: Path, redis_url: str, redis_prefix: str, damage: str | None, request: pytest.FixtureRequest
) -> None:
    cache = request.getfixturevalue("_catalogue_cache")
    okno, stop = await start(
        tmp_path / "home", cache=cache, redis_url=redis_url, okno_redis_prefix=redis_prefix
    )
    person = await half_filled(okno)
    window = await person.window()
    async with Redis.from_url(redis_url) as redis:
        async for key in redis.scan_iter(match=f"{redis_prefix}*aiogd*"):
            if damage is None:
                await redis.delete(key)
            else:
                data = await redis.get(key)
                assert isinstance(data, bytes)
                await redis.set(key, DAMAGE[damage](data.decode()))
    await never_locked_out(person, window)
    assert await okno.core.inbox.listing(["parked"]) == []
    await stop()


@pytest.mark.fault("F28")
async def test_stacks_deleted_under_a_running_service_lock_nobody_out(okno_anywhere: Okno) -> None:
    okno = okno_anywhere
    person = await half_filled(okno)
    window = await person.window()
    async with okno.core.database.write() as conn:
        await conn.execute(delete(dialog_stacks))
        await conn.commit()
    if okno.core.redis is not None:
        async for key in okno.core.redis.scan_iter(match=f"{okno.settings.okno_redis_prefix}*"):
            await okno.core.redis.delete(key)
    await never_locked_out(person, window)


# F30: updates that can't be handled


@pytest.mark.fault("F30")
async def test_a_poison_update_is_set_aside_and_the_chat_goes_on(house: House) -> None:
    """Three tries, then a number for support; words and presses alike; nothing is held up by it."""
    okno = house.okno
    person = await half_filled(okno)
    window = await person.window()
    async with okno.core.database.write() as conn:
        await conn.execute(update(answers).values(value_sealed=b"\x01" + bytes(40)))
        await conn.commit()
    told = await person.say("7707083893")
    assert "И-" in told.text
    (parked,) = await okno.core.inbox.listing(["parked"])
    assert parked.tries == 2
    toast = await person.tap_data(window, window.data("Назад"))
    assert toast
    assert "Не получилось" in toast
    assert len(await okno.core.inbox.listing(["parked"])) == 2
    window = await person.say("/menu")
    assert any("Услуги" in label for label in window.labels)


@pytest.mark.fault("F30")
async def test_a_parked_update_is_handled_once_the_fault_is_mended(house: House) -> None:
    okno = house.okno
    person = await half_filled(okno)
    async with okno.core.database.write() as conn:
        kept = (await conn.execute(select(answers))).one()
        await conn.execute(update(answers).values(value_sealed=b"\x01" + bytes(40)))
        await conn.commit()
    await person.say("7707083893")
    (parked,) = await okno.core.inbox.listing(["parked"])
    async with okno.core.database.write() as conn:
        await conn.execute(update(answers).values(value_sealed=kept.value_sealed))
        await conn.commit()
    assert await okno.core.inbox.retry(parked.id)
    await okno.quiet()
    async with okno.core.works.look() as conn:
        assert len((await conn.execute(select(answers))).all()) == 2
        assert await conn.scalar(select(drafts.c.state)) == "open"


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


ODD: list[dict[str, Any]] = [
    {"poll": {"id": "1"}},
    {"a_kind_that_telegram_will_invent_in_some_later_year_of_its_life": {"from": {"id": 5}}},
    {"message": None},
    {"message": {}},
    {"message": {"chat": None, "from": None, "text": None}},
    {"message": {"chat": {"id": "seven"}, "from": {"id": [7]}}},
    {"message": {"chat": {"id": 2**80, "type": "private"}, "from": {"id": 2**80}}},
    {"callback_query": {"id": None, "from": {}, "data": None}},
    {"my_chat_member": {"chat": {"id": 1, "type": "private"}, "from": {"id": 1}}},
    {"edited_message": {"text": "x" * 64_000}},
    {"message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "deep": deep(50)}},
    {"message": "text"},
    {"message": {"\x00": "\x00"}, "\x00": {}},
]


@pytest.mark.fault("F30")
async def test_odd_updates_are_recorded_and_hold_nobody_up(house: House) -> None:
    okno = house.okno
    person = await half_filled(okno)
    for number, odd in enumerate(ODD):
        assert await deliver(okno, {"update_id": 6_000_000 + number, **odd}) == 200, odd
    assert await deliver(okno, {"update_id": 6_100_000, "message": deep(300)}) == 400
    own = made_up(person, 6_200_000, "7707083893")
    own["message"]["invented"] = {"a": None, "b": ["x" * 1000] * 60}
    assert await deliver(okno, own) == 200
    await okno.quiet()
    assert "регион" in (await asked(person)).lower()
    async with okno.core.works.look() as conn:
        assert set(await conn.scalars(select(inbox.c.state))) == {"done", "rejected"}
        rejected = select(func.count()).where(inbox.c.state == "rejected", inbox.c.payload_sealed.is_(None))
        assert await conn.scalar(rejected) == len(ODD)
