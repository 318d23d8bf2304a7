"""Rotating the master key while the service runs: nothing stops opening, and the old key may go."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.running import open_core
from core.backup import NotGood, backup, restore
from core.bootstrap import Core
from core.db.rotation import rewrap
from core.db.vault import MasterKeys, WrongKey, new_key
from core.keeping_keys import forget_key, list_keys, rotate_keys
from core.settings import WrongSetting, load_settings
from tests.core.test_backup import filed, seen, use
from tests.core.works import citizen_in, opened
from tests.filing import citizen_of

__all__ = ["use"]

Use = Callable[..., None]


async def name_in(core: Core, telegram_id: int) -> str:
    citizen = await core.citizens.meet(telegram_id, "ru")
    return str((await core.citizens.profile(citizen.id))["profile.phone"].value)


def test_a_rotation_under_a_running_service(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "home")
    number = asyncio.run(filed())
    before = asyncio.run(seen(number))
    backup(tmp_path / "copy", tmp_path / "keys")

    async def running() -> None:
        core = await open_core(load_settings())
        try:
            await citizen_of(core, 2002, "+79161234568")
            assert "k2 wraps everything now" in (await asyncio.to_thread(rotate_keys))[0]
            core.works.vault.forget((await core.citizens.meet(2002, "ru")).id)
            assert await name_in(core, 2002) == "+79161234568", "wrapped anew, opened by a process of before"
            await citizen_of(core, 2003, "+79161234569")  # whoever comes now is wrapped by the new one
            assert await asyncio.to_thread(forget_key, "k1") == "k1 is forgotten."
            core.works.vault.forget((await core.citizens.meet(2003, "ru")).id)
            assert await name_in(core, 2003) == "+79161234569"
        finally:
            await core.close()

    asyncio.run(running())
    assert asyncio.run(seen(number)) == before
    assert [line.split(":")[0] for line in list_keys()] == ["k2 (current)"]
    use(tmp_path / "new")
    with pytest.raises(NotGood, match="master key"):
        restore(tmp_path / "copy", None)  # a backup of before opens with the keys of before
    use(tmp_path / "newer")
    assert restore(tmp_path / "copy", tmp_path / "keys") == ["Restored and checked."]


def test_a_key_that_wraps_is_not_forgotten(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "home")
    asyncio.run(filed())
    for name in ("k1", "k9"):
        with pytest.raises(WrongSetting, match=f"name: .*{name}"):
            forget_key(name)
    rotate_keys()
    with pytest.raises(WrongSetting, match=r"^name: k2 still wraps"):
        forget_key("k2")
    assert (tmp_path / "home" / "encryption.keys").stat().st_mode & 0o777 == 0o600


def test_a_rotation_stopped_half_way_goes_on(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "home")
    asyncio.run(filed())
    path = tmp_path / "home" / "encryption.keys"
    path.write_text(new_key("k2") + "\n" + path.read_text())  # killed after the new key was written
    assert "k2 wraps everything now" in rotate_keys()[0]
    assert [line.split(":")[0] for line in list_keys()] == ["k2 (current)", "k1"]


async def test_with_keys_of_the_setting_on_both_databases(database_url: str) -> None:
    async with opened(database_url) as works:
        people = [await citizen_in(works, number) for number in range(1, 8)]
        async with works.look() as conn:
            sealed = [(await works.vault.key(conn, one)).seal(b"4510 123456", "x") for one in people]
        both = MasterKeys.parse((new_key("k2"), "k1:" + "A" * 43 + "="))
        assert await rewrap(works, both) == len(people) + 2  # and the service's own two
        assert await rewrap(works, both) == 0
        for one in people:
            works.vault.forget(one)
        async with works.look() as conn:
            with pytest.raises(WrongKey, match="k2 is not among"):
                await works.vault.key(conn, people[0])
        works.vault._master = both  # a process restarted with both keys
        async with works.look() as conn:
            for one, secret in zip(people, sealed, strict=True):
                assert (await works.vault.key(conn, one)).open(secret, "x") == b"4510 123456"
