"""A backup is one only if what it restores can be read: on SQLite, and on PostgreSQL it has grown into."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.running import open_core
from core.administration import upgrade_database
from core.backup import NotGood, backup, restore
from core.errors import NotFound
from core.settings import WrongSetting, load_settings
from tests.filing import PAGE, citizen_of, file_application

SERVICE = "passport-rf-loss"
TOKEN = "4242:a-bot-of-the-backup-tests"

Use = Callable[..., None]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _catalogue_cache: Path) -> Use:
    """`use(home, DATABASE_URL=…)`: what the commands find in their environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)

    def set_environment(home: Path, **env: str) -> None:
        home.mkdir()
        (home / "cache").symlink_to(_catalogue_cache)
        monkeypatch.setenv("OKNO_HOME", str(home))
        for name in ("DATABASE_URL", "ENCRYPTION_KEYS"):
            monkeypatch.setenv(name, env.get(name, ""))

    return set_environment


async def filed() -> str:
    core = await open_core(load_settings())
    number = await file_application(core, await citizen_of(core), SERVICE)
    await core.close()
    return number


async def seen(number: str) -> tuple[str, str, list[bytes]]:
    """What the citizen finds again: name, service, files."""
    core = await open_core(load_settings())
    try:
        citizen = await core.citizens.meet(1001, "ru")
        card = await core.applications.card(citizen.id, number)
        known = await core.citizens.profile(citizen.id)
        stored, _total = await core.files.listing(citizen.id)
        files = [(await core.files.read(citizen.id, one.id))[1] for one in stored]
    finally:
        await core.close()
    return str(known["profile.full_name"].value), card.application.service_id, files


@pytest.mark.parametrize("grown", [False, True], ids=["sqlite", "into postgres"])
def test_everything_can_be_read_again(
    tmp_path: Path, use: Use, grown: bool, request: pytest.FixtureRequest
) -> None:
    use(tmp_path / "home")
    number = asyncio.run(filed())
    before = asyncio.run(seen(number))
    said = backup(tmp_path / "copy", tmp_path / "keys")
    assert "checked" in said[0]
    key = (tmp_path / "keys" / "encryption.keys").read_text().strip()
    if grown:
        url = request.getfixturevalue("postgres_url")
        use(tmp_path / "new", DATABASE_URL=url, ENCRYPTION_KEYS=key)
        restored = restore(tmp_path / "copy", None)
    else:
        use(tmp_path / "new")
        restored = restore(tmp_path / "copy", tmp_path / "keys")
    assert restored == ["Restored and checked."]
    assert asyncio.run(seen(number)) == before
    assert PAGE in before[2]
    with pytest.raises(WrongSetting, match="not empty"):
        restore(tmp_path / "copy", None)


async def forgotten(number: str) -> None:
    """The citizen of `seen` asks to be forgotten, and the list of such people is written."""
    core = await open_core(load_settings())
    await core.erasure.erase((await core.citizens.meet(1001, "ru")).id)
    await core.housekeeping.minute()
    await core.close()


@pytest.mark.parametrize("told", [False, True], ids=["in the home", "by --erased"])
def test_who_asked_to_be_forgotten_after_the_backup_is_forgotten_again(
    tmp_path: Path, use: Use, told: bool
) -> None:
    use(tmp_path / "home")
    number = asyncio.run(filed())
    backup(tmp_path / "copy", tmp_path / "keys")
    asyncio.run(forgotten(number))
    kept = tmp_path / "home" / "erased.list"
    assert len(kept.read_text().split()) == 1
    use(tmp_path / "new")
    if not told:
        shutil.copy(kept, tmp_path / "new" / "erased.list")
    said = restore(tmp_path / "copy", tmp_path / "keys", kept if told else None)
    assert said == ["Restored and checked.", "Forgotten again: 1."]
    with pytest.raises(NotFound):
        asyncio.run(seen(number))


def test_a_database_of_another_version_is_not_copied_by_halves(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "home")
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL: this database holds nothing yet"):
        backup(tmp_path / "copy", tmp_path / "keys")
    upgrade_database("0001")
    with pytest.raises(WrongSetting, match=r"at revision 0001, this version works with 0\d+; example: "):
        backup(tmp_path / "copy", tmp_path / "keys")
    assert not (tmp_path / "copy").exists()
    assert not (tmp_path / "keys").exists()
    asyncio.run(filed())
    assert "checked" in backup(tmp_path / "copy", tmp_path / "keys")[0]


def test_what_is_damaged_or_has_no_keys_is_refused(tmp_path: Path, use: Use) -> None:
    use(tmp_path / "home")
    asyncio.run(filed())
    backup(tmp_path / "copy", tmp_path / "keys")
    use(tmp_path / "keyless")
    with pytest.raises(NotGood, match="master key"):
        restore(tmp_path / "copy", None)
    shutil.copytree(tmp_path / "copy", tmp_path / "damaged")
    table = tmp_path / "damaged" / "tables" / "citizens.jsonl"
    table.write_bytes(table.read_bytes().replace(b"none", b"nine").replace(b"standard", b"stendard"))
    use(tmp_path / "new")
    with pytest.raises(NotGood, match="citizens has changed"):
        restore(tmp_path / "damaged", tmp_path / "keys")
    with pytest.raises(WrongSetting, match="holds no backup"):
        restore(tmp_path, None)
