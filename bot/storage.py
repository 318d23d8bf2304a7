"""Where dialog stacks lie: in Redis, or in SQL where there is none.

A stack may be lost (the next tap leads to the menu). So one that cannot be read counts as lost instead of
locking its citizen out; and in SQL a change waits in memory for the inbox's next settling transaction,
which frees the citizen's lane too, instead of costing one of its own. With one process the memory is also
read from.
"""

import json
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import fields
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from aiogram_dialog.api.entities import Context, Stack
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.db.engine import Database
from core.db.tables import dialog_stacks
from core.db.types import db_now
from core.db.uow import upsert
from core.logs import get_logger

log = get_logger(__name__)

AWAY_S = 2.0
_LATELY = 10_000
_REMEMBERED = 20_000
_STACK = {"_id": str, "intents": list}
_CONTEXT = {"_intent_id": str, "_stack_id": str, "state": str, "dialog_data": dict, "widget_data": dict}


def sound(key: StorageKey, data: object) -> dict[str, Any]:
    """What the dialog engine can make something of, of what was stored by whatever version; else nothing."""
    if not isinstance(data, dict):
        return {}
    if ":stack:" in key.destiny:
        return _fitting(data, _STACK, Stack)
    if ":context:" in key.destiny:
        return _fitting({"start_data": None, **data}, _CONTEXT, Context) if data else {}
    return data


def _fitting(data: dict[str, Any], wanted: Mapping[str, type], kind: type) -> dict[str, Any]:
    known = {one.name for one in fields(kind)}
    fits = all(isinstance(data.get(name), expected) for name, expected in wanted.items())
    fits = fits and isinstance(data.get("last_message_id"), int | None)
    fits = fits and all(isinstance(one, str) for one in data.get("intents", ()))
    return {name: value for name, value in data.items() if name in known} if fits else {}


Changes = dict[tuple[StorageKey, str], Any]
# What the turn at hand has changed so far.
_staged: ContextVar[Changes | None] = ContextVar("staged", default=None)


class Stacks(BaseStorage):
    """Keeps what a turn changes together: all of it is stored when the turn has ended well, else nothing.

    The dialog engine drops the windows it leaves at once and stores the one it opens last. A crash, or a
    refusal of Telegram, in between would leave a stack that points at nothing, and lead to the menu.
    """

    def __init__(self, inner: "RedisStacks | SqlStorage") -> None:
        self._inner = inner

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        changes: Changes = {}
        token = _staged.set(changes)
        try:
            yield
        finally:
            _staged.reset(token)
        if changes:
            await self._inner.keep(changes)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        changes = _staged.get()
        if changes is None:
            await self._inner.set_state(key, state)
        else:
            changes[key, "state"] = state.state if isinstance(state, State) else state

    async def get_state(self, key: StorageKey) -> str | None:
        changes = _staged.get()
        if changes is not None and (key, "state") in changes:
            state: str | None = changes[key, "state"]
            return state
        return await self._inner.get_state(key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        changes = _staged.get()
        if changes is None:
            await self._inner.set_data(key, data)
        else:
            changes[key, "data"] = json.loads(json.dumps(data))  # as it would come back

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        changes = _staged.get()
        if changes is not None and (key, "data") in changes:
            return deepcopy(changes[key, "data"])
        return await self._inner.get_data(key)

    async def close(self) -> None:
        await self._inner.close()


class RedisStacks(RedisStorage):
    """aiogram's own, with nothing unreadable coming out of it.

    While Redis is away the stacks lie in SQL (`spare`). Those of citizens this process has served lately it
    still remembers; any other's next press or word leads to the menu, and goes on from there.
    """

    def __init__(self, redis: Redis, spare: "SqlStorage", **more: Any) -> None:
        super().__init__(redis, **more)
        self.spare = spare
        self._away_until = 0.0
        self._told = False  # once for as long as it is away
        self._lately: OrderedDict[StorageKey, dict[str, Any]] = OrderedDict()

    def _away(self) -> bool:
        return time.monotonic() < self._away_until

    def _left(self, error: Exception) -> None:
        """Ask no more for a moment: a Redis that hangs would hold every step of every turn."""
        if not self._told:
            log.warning("stacks_in_sql", error=type(error).__name__)
            self._told = True
        self._away_until = time.monotonic() + AWAY_S

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        if not self._away():
            try:
                found = sound(key, await super().get_data(key))
            except (ValueError, TypeError):
                return {}
            except (RedisError, OSError) as error:
                self._left(error)
            else:
                self._told = False
                self._remember(key, found)
                return found
        if key in self._lately:
            return deepcopy(self._lately[key])
        return sound(key, await self.spare.get_data(key))

    def _remember(self, key: StorageKey, data: dict[str, Any]) -> None:
        self._lately[key] = deepcopy(data)
        self._lately.move_to_end(key)
        while len(self._lately) > _LATELY:
            self._lately.popitem(last=False)

    async def keep(self, changes: Changes) -> None:
        """All of a turn's changes, or none."""
        for (key, part), value in changes.items():
            if part == "data":
                self._remember(key, value)
        if not self._away():
            try:
                await self._keep_here(changes)
            except (RedisError, OSError) as error:
                self._left(error)
            else:
                self._told = False
                return
        await self.spare.keep(changes)

    async def _keep_here(self, changes: Changes) -> None:
        async with self.redis.pipeline(transaction=True) as pipe:
            for (key, part), value in changes.items():
                name = self.key_builder.build(key, "data" if part == "data" else "state")
                if value:
                    pipe.set(name, json.dumps(value) if part == "data" else value, ex=self.data_ttl)
                else:
                    pipe.delete(name)
            await pipe.execute()

    async def get_state(self, key: StorageKey) -> str | None:
        if not self._away():
            try:
                return await super().get_state(key)
            except (RedisError, OSError) as error:
                self._left(error)
        return await self.spare.get_state(key)


class SqlStorage(BaseStorage):
    """`alone` says that no other process writes these stacks, so what is remembered is what is stored."""

    def __init__(self, database: Database, alone: bool) -> None:
        self._database = database
        self._alone = alone
        self._keys = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)
        self._changed: dict[str, tuple[str | None, str | None]] = {}
        self._known: OrderedDict[str, tuple[str | None, str | None]] = OrderedDict()

    async def flush(self, conn: AsyncConnection) -> Callable[[], None]:
        """Write what changed, in the caller's transaction; to be called once that is committed."""
        written = dict(self._changed)
        gone = [{"left": key} for key, value in written.items() if value == (None, None)]
        kept = [
            {"key": key, "state": state, "data": data or "{}"}
            for key, (state, data) in written.items()
            if (state, data) != (None, None)
        ]
        if gone:
            await conn.execute(delete(dialog_stacks).where(dialog_stacks.c.key == bindparam("left")), gone)
        if kept:
            statement = upsert(conn, dialog_stacks).values(at=db_now())
            new = {name: statement.excluded[name] for name in ("state", "data", "at")}
            await conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_=new), kept)

        def flushed() -> None:
            for key, value in written.items():
                if self._changed.get(key) is value:  # else it has changed again meanwhile
                    del self._changed[key]

        return flushed

    async def keep(self, changes: Changes) -> None:
        """All of a turn's changes, or none: nothing is awaited between the first and the last."""
        before = {name: await self._get(name) for name in {self._key(key) for key, _ in changes}}
        for (key, part), value in changes.items():
            name = self._key(key)
            state, data = before[name]
            if part == "data":
                before[name] = (state, json.dumps(value, ensure_ascii=False) if value else None)
            else:
                before[name] = (value, data)
        for name, value in before.items():
            self._put(name, value)

    async def _get(self, key: str) -> tuple[str | None, str | None]:
        if key in self._changed:
            return self._changed[key]
        if self._alone and key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        async with self._database.read() as conn:
            row = (
                await conn.execute(
                    select(dialog_stacks.c.state, dialog_stacks.c.data).where(dialog_stacks.c.key == key)
                )
            ).one_or_none()
        found = (row.state, row.data) if row is not None else (None, None)
        self._remember(key, found)
        return found

    def _put(self, key: str, value: tuple[str | None, str | None]) -> None:
        self._changed[key] = value
        self._remember(key, value)

    def _remember(self, key: str, value: tuple[str | None, str | None]) -> None:
        if not self._alone:
            return
        self._known[key] = value
        self._known.move_to_end(key)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _key(self, key: StorageKey) -> str:
        return self._keys.build(key)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = self._key(key)
        _, data = await self._get(name)
        self._put(name, (state.state if isinstance(state, State) else state, data))

    async def get_state(self, key: StorageKey) -> str | None:
        return (await self._get(self._key(key)))[0]

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        name = self._key(key)
        state, _ = await self._get(name)
        self._put(name, (state, json.dumps(data, ensure_ascii=False) if data else None))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        data = (await self._get(self._key(key)))[1]
        try:
            return sound(key, json.loads(data)) if data else {}
        except ValueError:
            return {}

    async def close(self) -> None:
        """Nothing to close: the database is the core's."""
