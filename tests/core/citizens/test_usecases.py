"""Citizens on both databases: meeting, consent, registration, level, and the profile."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.bootstrap import Core
from core.citizens.model import Citizen
from core.citizens.values import ASKED_BY, PHONE
from core.db.tables import consents, outbox, profile_values
from core.errors import NotFound, Refused, WrongAnswer
from core.forms.filling import writes_profile
from tests.core.small import opened_core
from tests.filing import citizen_of

SNILS = "112-233-445 95"


@pytest.fixture
async def core(database_url: str, tmp_path: Path) -> AsyncIterator[Core]:
    async with opened_core(database_url, tmp_path) as opened:
        yield opened


async def sent(core: Core, topic: str) -> list[dict[str, Any]]:
    async with core.works.look() as conn:
        rows = await conn.execute(select(outbox).where(outbox.c.topic == topic).order_by(outbox.c.id))
        return [
            core.works.vault.service.open_json(row.payload_sealed, f"outbox:payload:{row.id}") for row in rows
        ]


async def type_in(core: Core, citizen: Citizen, path: str, text: str) -> Any:
    return await core.citizens.correct(citizen, path, text, chat=citizen.telegram_id, message_id=7)


async def test_somebody_is_met_once_and_keeps_their_language(core: Core) -> None:
    first = await core.citizens.meet(5, "en-GB")
    again = await core.citizens.meet(5, "ru")
    assert first == again
    assert (first.level, first.language, first.registered) == ("none", "en", False)
    assert (await core.citizens.meet(6, "fr")).language == "ru"
    await core.citizens.set_language(first, "ru")
    assert (await core.citizens.meet(5, None)).language == "ru"
    with pytest.raises(Refused, match="language-unknown"):
        await core.citizens.set_language(first, "fr")


async def test_the_consent_keeps_the_text_shown_its_hash_and_every_change_of_mind(core: Core) -> None:
    citizen = await core.citizens.meet(5, "ru")
    assert await core.citizens.consented_at(citizen) is None
    for accepted in (True, True, False, True):
        await core.citizens.decide_consent(citizen, accepted, "ru")
    assert await core.citizens.consented(citizen)
    async with core.works.look() as conn:
        rows = (await conn.execute(select(consents).order_by(consents.c.id))).all()
    assert [row.accepted for row in rows] == [True, False, True]
    assert {row.text for row in rows} == {core.citizens.consent_text("ru")}
    await core.citizens.decide_consent(citizen, False, "en")
    assert not await core.citizens.consented(citizen)


async def test_registering_needs_consent_and_gives_the_level_standard(core: Core) -> None:
    citizen = await core.citizens.meet(5, "ru")
    with pytest.raises(Refused, match="consent-first"):
        await core.citizens.register(citizen, "79161234567")
    await core.citizens.decide_consent(citizen, True, "ru")
    with pytest.raises(Refused, match="contact-number"):
        await core.citizens.register(citizen, "12")
    await core.citizens.register(citizen, "79161234567")
    citizen = await core.citizens.meet(5, "ru")
    assert (citizen.level, citizen.registered) == ("standard", True)
    assert (await core.citizens.profile(citizen.id))[PHONE].value == "+79161234567"
    await core.citizens.register(citizen, "+7 916 765-43-21")
    assert (await core.citizens.profile(citizen.id))[PHONE].value == "+79167654321"


async def test_a_new_level_is_told_and_the_same_one_is_not(core: Core) -> None:
    citizen = await citizen_of(core, 5)
    for _ in range(2):
        await core.citizens.set_level(5, "confirmed")
    assert (await core.citizens.meet(5, "ru")).reaches("confirmed")
    assert [one["kind"] for one in await sent(core, "telegram.notice")] == ["level-confirmed"]
    assert [one.kind for one in (await core.notifications.latest(citizen.id))[0]] == ["level-confirmed"]
    with pytest.raises(Refused, match="level-unknown"):
        await core.citizens.set_level(5, "king")
    with pytest.raises(NotFound, match="citizen-unknown"):
        await core.citizens.set_level(404, "confirmed")


async def test_a_typed_value_is_kept_sealed_and_a_numbers_message_deleted(core: Core) -> None:
    citizen = await citizen_of(core)
    await type_in(core, citizen, "profile.snils", SNILS)
    known = (await core.citizens.profile(citizen.id))["profile.snils"]
    assert (known.value, known.source) == ("11223344595", "citizen")
    assert await sent(core, "telegram.delete") == [{"chat": citizen.telegram_id, "message_id": 7}]
    async with core.works.look() as conn:
        sealed = await conn.scalar(
            select(profile_values.c.value_sealed).where(profile_values.c.path == "profile.snils")
        )
    assert b"11223344595" not in bytes(sealed or b"")


async def test_a_wrong_number_is_not_kept_but_its_message_goes_all_the_same(core: Core) -> None:
    citizen = await citizen_of(core)
    with pytest.raises(WrongAnswer, match="snils-control"):
        await type_in(core, citizen, "profile.snils", "112-233-445 59")
    assert "profile.snils" not in await core.citizens.profile(citizen.id)
    assert len(await sent(core, "telegram.delete")) == 1


async def test_what_is_no_number_stays_in_the_chat(core: Core) -> None:
    citizen = await citizen_of(core)
    await type_in(core, citizen, "profile.full_name", "Смирнова Анна")
    assert await sent(core, "telegram.delete") == []


async def test_what_is_understood_with_doubt_is_kept_only_once_confirmed(core: Core) -> None:
    citizen = await citizen_of(core)
    parsed = await type_in(core, citizen, "profile.birth_date", "14.3.68")
    assert parsed.confirm
    assert "profile.birth_date" not in await core.citizens.profile(citizen.id)
    await core.citizens.settle(citizen, "profile.birth_date", parsed.value)
    assert (await core.citizens.profile(citizen.id))["profile.birth_date"].value == "1968-03-14"
    with pytest.raises(WrongAnswer):
        await core.citizens.settle(citizen, "profile.birth_date", "2999-01-01")


@pytest.mark.parametrize("path", [PHONE, "profile.nothing", "", "organisation.inn"])
async def test_only_values_that_are_theirs_to_write(core: Core, path: str) -> None:
    """The phone is Telegram's; and this catalogue asks no organisation for anything."""
    citizen = await citizen_of(core)
    with pytest.raises(NotFound, match="value-unknown"):
        await type_in(core, citizen, path, SNILS)


async def test_nothing_is_kept_without_consent(core: Core) -> None:
    citizen = await citizen_of(core)
    await core.citizens.decide_consent(citizen, False, "ru")
    with pytest.raises(Refused, match="consent-first"):
        await type_in(core, citizen, "profile.snils", SNILS)
    with pytest.raises(Refused, match="consent-first"):
        await core.citizens.settle(citizen, "profile.snils", "11223344595")


async def test_a_value_is_forgotten_and_only_ones_own(core: Core) -> None:
    citizen, other = await citizen_of(core), await citizen_of(core, 2002, "+79160000002")
    for one in (citizen, other):
        await type_in(core, one, "profile.snils", SNILS)
    await core.citizens.forget(citizen.id, "profile.snils")
    assert "profile.snils" not in await core.citizens.profile(citizen.id)
    assert "profile.snils" in await core.citizens.profile(other.id)


def test_whatever_a_form_teaches_the_profile_can_show(real_catalogue_paths: set[str]) -> None:
    assert real_catalogue_paths <= set(ASKED_BY)


@pytest.fixture(scope="module")
def real_catalogue_paths() -> set[str]:
    """Every path that some service of the real catalogue reads or writes."""
    from core.catalogue.load import load_catalogue  # noqa: PLC0415 - reads 1,272 files

    catalogue = load_catalogue(Path(__file__).parents[3] / "catalogue", None)
    forms = [service.form for service in catalogue.services.values()]
    written = {writes_profile(one, form) for form in forms for one in form.fields}
    read = {one.autofill for form in forms for one in form.fields}
    return {path for path in written | read if path is not None}
