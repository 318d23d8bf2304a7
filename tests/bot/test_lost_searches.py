"""What people searched for in vain is counted without them, and shown to editors once three wrote it."""

import asyncio
import os
import subprocess
import sys

from tests.okno import Okno


def reported(okno: Okno) -> str:
    """What `python -m bot search report` prints beside the running service."""
    environment = {
        **os.environ,
        "DATABASE_URL": okno.settings.database,
        "OKNO_HOME": str(okno.settings.okno_home),
    }
    command = [sys.executable, "-m", "bot", "search", "report"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


async def test_three_people_are_told_of_and_two_are_not(okno: Okno) -> None:
    people = [await okno.person(name) for name in ("Анна", "Борис", "Вера")]
    for person in people[:2]:
        await person.say("зюзя кукарямба")
        await person.say("зюзя кукарямба")
    for person in people:
        assert "ничего не нашлось" in (await person.say("зюзя абракадабра 123")).text
        await person.say("потерял паспорт")
        await person.tap("Замена паспорта при утрате")
    printed = await asyncio.to_thread(reported, okno)
    assert printed.split()[:3] == ["3", "зюзя", "абракадабра"]
    assert "reworded 3; took passport-rf-loss" in printed
    assert "123" not in printed
    assert "кукарямба" not in printed


async def test_an_operator_asked_for_is_counted_too(okno: Okno) -> None:
    for name in ("Анна", "Борис", "Вера"):
        person = await okno.person(name)
        await person.say("зюзя абракадабра")
        await person.tap("Помощь оператора")
    assert "operator 3" in await asyncio.to_thread(reported, okno)
