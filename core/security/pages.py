"""The secure page: one-time links to it, and the Mini App's way in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from core.citizens.model import Citizen
from core.db.tables import telegram_accounts
from core.db.uow import Works
from core.errors import NotFound, Refused
from core.security.mini_app import MOST_AGE_S, signed_by_telegram
from core.security.model import ENTRY, PASSWORD
from core.security.usecases import Security
from core.tokens import rows as tokens
from core.tokens.model import Taken

MINUTES = 10


class Pages:
    """A link is good once and for ten minutes; `use` spends it when what it was for is done."""

    def __init__(self, works: Works, security: Security, bot_token: str) -> None:
        self._works = works
        self._security = security
        self._bot_token = bot_token

    async def link(self, citizen: Citizen, purpose: str, data: Mapping[str, Any] | None = None) -> str:
        """A token for one page; the ones before it for the same purpose end.

        Raises Refused `proof-first` for a password without a fresh proof.
        """
        if purpose == PASSWORD:
            await self._security.require(citizen, "password.change")
        async with self._works.work() as work:
            await tokens.revoke(work, citizen.id, purpose)
            token = await tokens.issue(work, citizen.id, citizen.telegram_id, purpose, data, MINUTES)
            await work.commit()
        return token

    async def known(self, token: str) -> Taken | None:
        """What an open page is for; None alike for unknown, used and expired."""
        async with self._works.look() as conn:
            found = await tokens.peek(conn, self._works.vault, self._works.clock, token)
        return found if found is not None and found.purpose in {PASSWORD, ENTRY} else None

    async def use(self, token: str, purpose: str) -> None:
        """Spend it. Raises NotFound where somebody was faster."""
        async with self._works.work() as work:
            if await tokens.take(work, token, purpose) is None:
                raise NotFound("page-gone")
            await work.commit()

    async def signed_in(self, init_data: str) -> int:
        """The Telegram account behind a Mini App's initData, once for each. Raises Refused `page-gone`."""
        found = signed_by_telegram(self._bot_token, init_data, self._works.clock.now().timestamp())
        if found is None:
            raise Refused("page-gone")
        telegram_id, mark = found
        async with self._works.work() as work:
            owner = await work.conn.scalar(
                select(telegram_accounts.c.citizen_id).where(telegram_accounts.c.user_id == telegram_id)
            )
            minutes = 2 * MOST_AGE_S // 60
            if owner is None or not await tokens.spend_once(work, mark, owner, telegram_id, minutes):
                raise Refused("page-gone")
            await work.commit()
        return telegram_id
