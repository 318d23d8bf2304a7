"""Through a bank and back: a link into the bank, its answer checked, and what is done with it in the chat.

Nothing takes effect at the bank's callback. Its answer waits under a one-time token that only the Telegram
account which began can use: whoever is talked into consenting for somebody else gives them nothing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.citizens.disputes import put_beside
from core.citizens.model import Citizen
from core.confirmation.granting import grant
from core.contacts import rows as contacts
from core.db.uow import Work, Works
from core.errors import DeliveryFailure, NotFound, Refused, TemporaryFailure
from core.identity.model import USES, Provider, Told, told_by
from core.identity.oidc import OpenId
from core.logs import get_logger
from core.tokens import rows as tokens
from core.tokens.model import Taken

log = get_logger(__name__)

START, STATE, DONE = "bank-start", "bank-state", "bank"
MINUTES = 15


@dataclass(frozen=True, slots=True)
class Back:
    """Where a citizen comes back to: the token of the link into the chat, their language, what went wrong."""

    token: str
    telegram_id: int
    error: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a bank's answer, or why nothing did; `then` is the service that waits."""

    provider: str
    use: str
    then: str
    error: str = ""


class Identity:
    """`public_url` is where browsers reach the web face."""

    def __init__(self, works: Works, providers: dict[str, Provider], public_url: str) -> None:
        self._works = works
        self.providers = providers
        self._url = public_url
        self._openid = OpenId()

    def offered(self, use: str) -> list[Provider]:
        """The providers that serve this use."""
        return [one for one in self.providers.values() if use == "register" or one.confirms]

    async def begin(self, citizen: Citizen, provider: str, use: str, then: str = "") -> str:
        """A link for the citizen's browser, good for a quarter of an hour. Raises Refused."""
        if use not in USES or provider not in {one.id for one in self.offered(use)}:
            raise NotFound("bank-unknown")
        if use == "confirm" and citizen.level == "confirmed":
            raise Refused("already-confirmed")
        async with self._works.work() as work:
            data = {"provider": provider, "use": use, "then": then}
            token = await tokens.issue(work, citizen.id, citizen.telegram_id, START, data, MINUTES)
            await work.commit()
        return f"{self._url}/identity/{provider}/start?t={token}"

    async def whose(self, token: str) -> int | None:
        """The Telegram account behind a token of a bank's way, for the language of a page."""
        async with self._works.look() as conn:
            found = await tokens.peek(conn, self._works.vault, self._works.clock, token)
        return found.telegram_id if found is not None else None

    async def go(self, provider_id: str, token: str) -> str:
        """The provider's page to send the browser to.

        Raises NotFound for a link that is no more, TemporaryFailure while the provider is away: the same
        link may be tried again.
        """
        async with self._works.look() as conn:
            found = await tokens.peek(conn, self._works.vault, self._works.clock, token, START)
        provider = self.providers.get(provider_id)
        if found is None or provider is None or found.data["provider"] != provider_id:
            raise NotFound("bank-link")
        nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
        async with self._works.work() as work:
            data = {**found.data, "nonce": nonce, "verifier": verifier}
            state = await tokens.issue(work, found.citizen_id, found.telegram_id, STATE, data, MINUTES)
            await work.commit()
        return await self._openid.address(
            provider, back=self._back, state=state, nonce=nonce, verifier=verifier
        )

    @property
    def _back(self) -> str:
        return f"{self._url}/identity/callback"

    async def returned(self, query: Mapping[str, str]) -> Back:
        """The browser comes back. A state is good once; raises NotFound for any other.

        What the provider said, or that it said nothing, waits under a new token for the chat.
        """
        async with self._works.work() as work:
            found = await tokens.take(work, query.get("state", ""), STATE)
            if found is None:
                raise NotFound("bank-link")
            await work.commit()
        claims, error = await self._answer(found, query)
        kept = {name: found.data[name] for name in ("provider", "use", "then")}
        async with self._works.work() as work:
            data = {**kept, "claims": dict(claims), "error": error}
            token = await tokens.issue(work, found.citizen_id, found.telegram_id, DONE, data, MINUTES)
            await work.commit()
        return Back(token, found.telegram_id, error)

    async def _answer(self, found: Taken, query: Mapping[str, str]) -> tuple[Mapping[str, Any], str]:
        """(claims, why there are none). No transaction is open: this speaks to the provider."""
        if query.get("error"):
            return {}, "denied" if query["error"] == "access_denied" else "answer"
        provider = self.providers.get(found.data["provider"])
        if provider is None or not query.get("code"):
            return {}, "answer"
        try:
            claims = await self._openid.claims(
                provider,
                code=query["code"],
                back=self._back,
                nonce=found.data["nonce"],
                verifier=found.data["verifier"],
            )
        except DeliveryFailure as failure:
            log.warning("bank_failed", code=failure.code, citizen_id=found.citizen_id)
            return {}, "away" if isinstance(failure, TemporaryFailure) else "answer"
        return claims, ""

    async def accept(self, citizen: Citizen, token: str) -> Outcome:
        """Do what the way was for. Raises NotFound for a token that is spent or not theirs."""
        async with self._works.work() as work:
            found = await tokens.take(work, token, DONE, citizen.telegram_id)
            if found is None or found.citizen_id != citizen.id:
                raise NotFound("bank-link")
            data = found.data
            provider = self.providers.get(data["provider"])
            error = str(data["error"] or ("" if provider is not None else "answer"))
            if not error and provider is not None:
                told = told_by(provider, data["claims"])
                error = await self._apply(work, citizen, provider, told, data["use"], data["then"])
            await work.commit()
        return Outcome(data["provider"], data["use"], data["then"], error)

    async def _apply(
        self, work: Work, citizen: Citizen, provider: Provider, told: Told, use: str, then: str
    ) -> str:
        """Why it could not confirm, if it was to; a registration stands in any case."""
        source = f"bank {provider.id}"
        if use == "register":
            await self._register(work, citizen, told, source)
        if not (provider.confirms and told.proves):
            await put_beside(work, citizen.id, told.values, source)
            return "bank-claims" if use == "confirm" else ""
        try:
            async with work.conn.begin_nested():
                await grant(work, citizen.id, "bank", told.values, source, then)
        except Refused as refused:
            return refused.code
        return ""

    async def _register(self, work: Work, citizen: Citizen, told: Told, source: str) -> None:
        """A contact that is another account's stays there: it opens nothing here."""
        for kind, value in (("phone", told.phone), ("email", told.email)):
            if value and await contacts.verified(work.conn, work.vault, kind, value) in {None, citizen.id}:
                await contacts.add_verified(work, citizen.id, kind, value, source)
        await contacts.settle_registration(work, citizen.id)
