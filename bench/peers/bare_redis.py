"""A bare bot with dialogs in Redis and Redis locks, as for several replicas; every setting as it comes.

The lock looks again every 0.1 s when it is taken (redis-py's default `sleep`), which is what people run.
"""

import os

from aiogram import Dispatcher
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage

from bench.peers._window import serve

if __name__ == "__main__":
    keys = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)
    storage = RedisStorage.from_url(os.environ["REDIS_URL"], key_builder=keys)
    isolation = storage.create_isolation()
    serve(Dispatcher(storage=storage, events_isolation=isolation), isolation)
