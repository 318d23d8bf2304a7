"""Fifty kills of the bench's many (`make faults`): two small storms, and a slice of the enumerator.

`OKNO_FAULTS_SEED=7 make test ARGS="-k storm"` strikes at other moments. And the oracle proves that it sees.
"""

import os
import random

import pytest
from sqlalchemy import text

from bench.faults.calm import quiet
from bench.faults.citizens import CANARY, Town
from bench.faults.enumerator import enumerate_scene
from bench.faults.house import Ground, House
from bench.faults.oracle import judge
from bench.faults.storm import Storm, rage
from core.db.engine import Database
from tests.sample import WHOLE

SEED = int(os.environ.get("OKNO_FAULTS_SEED", "1"))
KILLS = 50 if WHOLE else 15  # of each storm
PEOPLE = 6
WIDTH = 20 if WHOLE else 5  # of each of four scenes
_WITHIN = 20  # the first so many operations of a scene: more than that each has


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_storm_loses_nothing_and_does_nothing_twice(ground: Ground, kind: str) -> None:
    """F2: killed at random while people file applications and departments answer."""
    print(f"seed {SEED}")
    outcome = await rage(ground, kind, SEED, Storm(KILLS, PEOPLE, replicas=2))
    print(outcome.line())
    assert outcome.verdict.faults == []
    assert outcome.kills == KILLS
    assert outcome.verdict.filed >= PEOPLE
    assert outcome.verdict.alerts >= PEOPLE


@pytest.mark.parametrize(
    ("kind", "scene"),
    [("sqlite", "register"), ("sqlite", "fill"), ("postgres", "submit"), ("sqlite", "alert")],
)
async def test_killed_at_any_operation_all_ends_as_if_it_had_not_been(
    ground: Ground, kind: str, scene: str
) -> None:
    """F1 to F4: before a statement, a commit, a request; the citizen does nothing a second time."""
    at = sorted(random.Random(f"{SEED} {scene}").sample(range(1, _WITHIN + 1), WIDTH))
    print(f"seed {SEED}: {at}")
    found = await enumerate_scene(ground, kind, scene, SEED, at)
    assert found.verdict.faults == []
    assert found.deaths >= WIDTH - 1


async def change(url: str, statement: str) -> None:
    database = Database(url)
    async with database.write() as conn:
        await conn.execute(text(statement))
        await conn.commit()
    await database.close()


async def again(house: House, person: int) -> None:
    """Telegram is made to show the last piece of news a second time."""
    (*_, last) = [one for one in await house.world.calls("sendMessage") if "В работе" in str(one["args"])]
    args = {**last["args"], "chat_id": person}
    url = f"{house.world.url}/bot{house.world.env['BOT_TOKEN']}/sendMessage"
    async with house.world.session.post(url, json=args) as answer:
        assert answer.status == 200, await answer.text()


async def test_the_oracle_sees_what_is_lost_doubled_and_leaked(ground: Ground) -> None:
    """One quiet life is without fault; then each thing that must not be is done to it, and is found."""
    async with ground.house("sqlite", SEED) as house:
        town = Town(house, ("passport-rf-validity-check",), random.Random(SEED))
        await house.start()
        town.over.set()
        await town.live()
        (form,) = town.filed
        await town.held(form)
        await house.world.decide(form.service.department, form.number, "in_work", comment="Проверяем.")
        await quiet(town)
        url, known = house.world.database, list[str]()
        assert (await judge(town, kills=0)).faults == known
        for words, act in (
            ("I1", change(url, "DELETE FROM inbox WHERE update_id = (SELECT max(update_id) - 2 FROM inbox)")),
            ("I2", change(url, "UPDATE inbox SET state = 'new' WHERE update_id % 5 = 0")),
            ("I6", again(house, form.person)),
            ("I3", change(url, "UPDATE drafts SET state = 'open'")),
            ("I5", change(url, "UPDATE outbox SET message_id = 1 WHERE business_key LIKE 'notice:%'")),
            ("personal", change(url, f"UPDATE telegram_accounts SET language = '{CANARY}'")),
            ("I5", change(url, "DELETE FROM application_events")),
        ):
            await act
            found = (await judge(town, kills=0)).faults
            fresh = [one for one in found if one not in known]
            assert any(words in one for one in fresh), (words, fresh)
            known = found
