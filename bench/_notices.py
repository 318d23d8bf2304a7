"""Fills Okno's outbox as its use cases would: notices for chats, in few transactions."""

from collections.abc import Mapping, Sequence

from core.bootstrap import open_works
from core.outbox.model import Lane, Outgoing
from core.settings import load_settings
from tests.okno import TOKEN
from tests.processes import KEYS

KIND = "level-standard"
_AT_ONCE = 500


async def add_notices(env: Mapping[str, str], chats: Sequence[int], count: int, lane: Lane) -> None:
    """`count` notices, the chats in turn."""
    settings = load_settings(
        _env_file=None,
        database_url=env["DATABASE_URL"],
        redis_url=env["REDIS_URL"],
        encryption_keys=KEYS,
        bot_token=TOKEN,
    )
    works = await open_works(settings)
    try:
        for start in range(0, count, _AT_ONCE):
            async with works.work() as work:
                for at in range(start, min(start + _AT_ONCE, count)):
                    chat = chats[at % len(chats)]
                    payload = {"chat": chat, "kind": KIND, "params": {}}
                    await work.send(Outgoing("telegram.notice", f"chat:{chat}", payload, lane))
                await work.commit()
    finally:
        await works.database.close()
