"""Old buttons after a restart, and after a restart that lost every window (row 23)."""

import sqlite3
from pathlib import Path

import pytest

from tests.bot.hostile.people import stand_at, troubles
from tests.bot.hostile.rows import FIELD, SERVICE
from tests.okno import free_port, start

STALE = "Эта кнопка устарела. Вот что открыто сейчас."


@pytest.mark.parametrize("wiped", [False, True])
async def test_every_button_leads_on_after_a_restart(
    tmp_path: Path, wiped: bool, request: pytest.FixtureRequest
) -> None:
    home, port = tmp_path / "home", free_port()
    cache: Path = request.getfixturevalue("_catalogue_cache")
    okno, stop = await start(home, port=port, cache=cache)
    standing = await stand_at(okno, okno.core.catalogue.services[SERVICE], "ask:full_name")
    person = standing.person
    menu, form = (await person.messages())[-2:]
    window = await person.say("/menu")
    before = await standing.state()
    await stop()
    if wiped:
        with sqlite3.connect(home / "okno.db") as database:
            database.execute("delete from dialog_stacks")
    okno, stop = await start(home, port=port, cache=cache)
    person.okno = standing.okno = okno
    toast = await person.tap("Помощь", window)
    if wiped:
        assert toast == STALE
        assert "Услуги" in (await person.window()).labels
    else:
        assert "Помощь" in (await person.window()).text
    for old in (menu, form):
        data = next((button["data"] for row in old.raw["buttons"] for button in row), "abcdef\x1da:back")
        assert await person.tap_data(old, data)
        assert (await person.window()).labels
    continued = await person.say("/menu")
    await person.tap(next(one for one in continued.labels if one.startswith("Продолжить")))
    assert FIELD in (await person.window()).text
    assert await standing.state() == before
    assert await troubles(okno) == []
    await stop()
