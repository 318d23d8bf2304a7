"""Sealed values open with their own key, in their own row, and nowhere else."""

import base64
import stat
from pathlib import Path

import pytest

from core.db.vault import Key, MasterKeys, Vault, WrongKey
from tests.core.works import opened

KEY = Key(b"k" * 32)


def test_a_value_opens_where_it_was_sealed() -> None:
    sealed = KEY.seal(b"4510 123456", "answers:value:1:passport")
    assert b"4510" not in sealed
    assert KEY.open(sealed, "answers:value:1:passport") == b"4510 123456"
    assert KEY.seal(b"same", "a") != KEY.seal(b"same", "a")


@pytest.mark.parametrize("place", ["answers:value:2:passport", "answers:value:1:snils", ""])
def test_a_value_copied_elsewhere_does_not_open(place: str) -> None:
    with pytest.raises(WrongKey):
        KEY.open(KEY.seal(b"x", "answers:value:1:passport"), place)


@pytest.mark.parametrize("at", [0, 1, 12, 13, -1])
def test_one_changed_byte_is_noticed(at: int) -> None:
    sealed = bytearray(KEY.seal(b"secret", "a"))
    sealed[at] ^= 1
    with pytest.raises(WrongKey):
        KEY.open(bytes(sealed), "a")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(WrongKey):
        Key(b"j" * 32).open(KEY.seal(b"x", "a"), "a")


def test_equal_values_have_equal_indexes_only_in_one_place() -> None:
    assert KEY.index(b"+7916", "phone") == KEY.index(b"+7916", "phone")
    assert KEY.index(b"+7916", "phone") != KEY.index(b"+7916", "mail")
    assert KEY.index(b"+7916", "phone") != Key(b"j" * 32).index(b"+7916", "phone")


def text(name: str, letter: bytes) -> str:
    return f"{name}:{base64.b64encode(letter * 32).decode()}"


def test_the_first_master_key_wraps_and_all_unwrap() -> None:
    old = MasterKeys.parse((text("k1", b"a"),))
    wrapped = old.wrap(b"s" * 32, 7)
    both = MasterKeys.parse((text("k2", b"b"), text("k1", b"a")))
    assert both.unwrap(wrapped, 7) == b"s" * 32
    assert both.wrap(b"s" * 32, 7).startswith(b"k2:")
    with pytest.raises(WrongKey):
        both.unwrap(wrapped, 8)
    with pytest.raises(WrongKey, match="k1 is not among"):
        MasterKeys.parse((text("k2", b"b"),)).unwrap(wrapped, 7)


@pytest.mark.parametrize("wrong", ["", "k1", "k1:short", ":" + "A" * 43 + "=", "k1:!!!"])
def test_what_is_no_key_is_refused_without_being_repeated(wrong: str) -> None:
    with pytest.raises(ValueError, match="key") as caught:
        MasterKeys.parse((wrong,))
    assert "!!!" not in str(caught.value)


def test_an_embedded_installation_makes_its_key_once(tmp_path: Path) -> None:
    _, made = MasterKeys.in_home(tmp_path)
    assert made is not None
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    kept = made.read_text()
    assert MasterKeys.in_home(tmp_path)[1] is None
    assert made.read_text() == kept


async def test_each_person_has_a_key_that_survives_a_restart(database_url: str) -> None:
    async with opened(database_url) as works:
        async with works.database.write() as conn:
            first, second = await works.vault.key(conn, 1), await works.vault.key(conn, 2)
            await conn.commit()
        sealed = first.seal(b"x", "a")
        with pytest.raises(WrongKey):
            second.open(sealed, "a")
        again = Vault(MasterKeys.parse(("k1:" + "A" * 43 + "=",)))
        async with works.database.read() as conn:
            assert (await again.key(conn, 1)).open(sealed, "a") == b"x"


async def test_a_key_made_in_a_transaction_that_failed_never_was(database_url: str) -> None:
    async with opened(database_url) as works:
        async with works.database.write() as conn:
            lost = await works.vault.key(conn, 5)
            await conn.rollback()
        async with works.database.write() as conn:
            kept = await works.vault.key(conn, 5)
            await conn.commit()
        with pytest.raises(WrongKey):
            kept.open(lost.seal(b"x", "a"), "a")
