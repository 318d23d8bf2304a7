"""Passwords: what one must be, setting it, trying it. Typed on the secure page only, never in the chat.

The rules are the portal's: eight signs and more, Latin letters, large and small ones, digits; special signs
are welcome and not asked for.
"""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from core.citizens.model import Citizen
from core.db.accounts import secrets
from core.db.uow import Works
from core.errors import NotFound, Refused
from core.notifications.model import Notice
from core.notifications.posting import tell
from core.security import rows
from core.security.hashing import Hasher
from core.security.journal import alarm, note
from core.security.model import PASSWORD, Verdict
from core.security.tries import spend_try, told
from core.tokens import rows as tokens

SIGNS = range(8, 129)
OLD = timedelta(days=365)
_REMIND_FOR = timedelta(days=7)  # the reminder's business key lets it be told once in these
_LEET = str.maketrans("013457$@!", "oieastsai")


def password_problem(password: str) -> str | None:
    """The code of what is wrong with a new password; None when it will do."""
    if len(password) not in SIGNS:
        return "password-length"
    if not (password.isascii() and password.isprintable()):
        return "password-latin"
    if not all(re.search(wanted, password) for wanted in ("[a-z]", "[A-Z]", "[0-9]")):
        return "password-signs"
    if _is_common(password):
        return "password-common"
    return None


def _is_common(password: str) -> bool:
    """Whether it is a word that everybody takes, however it is dressed: «P@ssw0rd2024!»."""
    lower = password.lower()
    stem = re.sub(r"^[^a-z]+|[^a-z]+$", "", lower)
    return not {stem, stem.translate(_LEET)}.isdisjoint(_common()) or len(set(lower)) < 5


@cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text().split())


class Passwords:
    """Hashes are argon2id, sealed under the citizen's key besides."""

    def __init__(self, works: Works, hasher: Hasher) -> None:
        self._works = works
        self._hasher = hasher

    async def has(self, citizen_id: int) -> bool:
        async with self._works.look() as conn:
            kept = await rows.secrets_of(conn, citizen_id)
        return kept is not None and kept.password_sealed is not None

    async def put(self, citizen: Citizen, current: str, new: str, again: str, token: str) -> None:
        """Set or change it; every linked chat is told.

        `token` is of the page it was typed on, made after a proof: it is spent in the same commit, so of
        several tries at once one counts. Raises NotFound for one that is spent, Refused `password-…` for
        what is wrong with the new one, and `password-wrong` for the current one, which counts as a try.
        """
        if new != again:
            raise Refused("password-differs")
        if (problem := password_problem(new)) is not None:
            raise Refused(problem, least=SIGNS.start)
        had = await self.has(citizen.id)
        if had and not (await self.fits(citizen.id, current)).ok:
            raise Refused("password-wrong")
        if had and current == new:
            raise Refused("password-same")
        hashed = await self._hasher.hash(new)
        async with self._works.work() as work:
            if await tokens.take(work, token, PASSWORD, citizen.telegram_id) is None:
                raise NotFound("page-gone")
            key = await work.vault.key(work.conn, citizen.id)
            sealed = key.seal_json(hashed, rows.place("password", citizen.id))
            values = {
                "password_sealed": sealed,
                "password_at": work.clock.now(),
                "password_must_change": False,
            }
            await rows.put_secrets(work, citizen.id, values)
            await alarm(work, citizen.id, "password-changed" if had else "password-set")
            await work.commit()

    async def fits(self, citizen_id: int, password: str) -> Verdict:
        """Try a password; wrong ones bring the same pauses as wrong PINs. Of nobody's it takes as long."""
        async with self._works.look() as conn:
            kept = await rows.secrets_of(conn, citizen_id)
            key = await self._works.vault.key(conn, citizen_id)
        sealed = kept.password_sealed if kept is not None else None
        if sealed is None:
            return Verdict(await self._hasher.fits(None, password))
        if (refused := await spend_try(self._works, citizen_id)) is not None:
            return refused
        hashed = key.open_json(sealed, rows.place("password", citizen_id))
        ok = await self._hasher.fits(hashed, password)
        async with self._works.work() as work:
            if ok:
                await rows.forgive(work, citizen_id)
            else:
                await note(work, citizen_id, "proof-wrong", {"way": "password"})
            verdict = await told(work, citizen_id, ok)
            await work.commit()
        return verdict

    async def remind(self) -> None:
        """A word a year after the last change, once."""
        async with self._works.work() as work:
            due = work.clock.now() - OLD
            found = await work.conn.execute(
                select(secrets.c.citizen_id, secrets.c.password_at).where(
                    secrets.c.password_at <= due, secrets.c.password_at > due - _REMIND_FOR
                )
            )
            for row in found.all():
                key = f"{row.citizen_id}:password-old:{row.password_at:%Y-%m-%d}"
                await tell(work, Notice(row.citizen_id, "profile", "password-old", key, {}))
            await work.commit()
