"""What the outbox delivers to phones and mailboxes: one-time codes, and security notices to contacts."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from core.channels.base import Letter, Mail, Sms
from core.clock import Clock
from core.errors import PermanentFailure
from core.outbox.dispatcher import Deliver
from core.outbox.model import Claimed, current_flight
from core.texts import Texts

PHONE, EMAIL = "phone", "email"


class Channels:
    """Delivers the topics `sms.code`, `sms.notice`, `mail.code` and `mail.notice`.

    A payload has `to` (None: nobody may get it, and nothing is sent), `language`, and for a code `code`,
    `expires_at`, `minutes`; for a notice `kind` and `params`, worded `plain-<kind>-sms`, `-subject`, `-mail`.
    """

    def __init__(self, texts: Texts, clock: Clock, sms: Sms | None, mail: Mail | None) -> None:
        self._texts = texts
        self._clock = clock
        self._sms = sms
        self._mail = mail
        self._link_of: Callable[[str], Awaitable[str]] | None = None

    def reaches(self, kind: str) -> bool:
        """Whether this installation can send to contacts of this kind."""
        return (self._sms if kind == PHONE else self._mail) is not None

    def deliverers(self, link_of: Callable[[str], Awaitable[str]]) -> dict[str, Deliver]:
        """`link_of` makes a link into the bot of what stands behind `start=`."""
        self._link_of = link_of
        return {
            "sms.code": self._sms_code,
            "sms.notice": self._sms_notice,
            "mail.code": self._mail_code,
            "mail.notice": self._mail_notice,
        }

    async def _sms_code(self, row: Claimed) -> None:
        params = self._code(row)
        await self._text(row, "plain-code-sms", params)

    async def _mail_code(self, row: Claimed) -> None:
        params = self._code(row)
        key, token = "plain-code-mail", row.payload.get("link")
        if token is not None and self._link_of is not None:
            key, params = "plain-code-mail-link", {**params, "link": await self._link_of(f"t_{token}")}
        await self._letter(row, "plain-code-subject", key, params)

    async def _sms_notice(self, row: Claimed) -> None:
        await self._text(row, f"plain-{row.payload['kind']}-sms", row.payload["params"])

    async def _mail_notice(self, row: Claimed) -> None:
        kind, params = row.payload["kind"], row.payload["params"]
        await self._letter(row, f"plain-{kind}-subject", f"plain-{kind}-mail", params)

    def _code(self, row: Claimed) -> dict[str, Any]:
        """Raises PermanentFailure for a code that is dead already: it would only confuse."""
        if datetime.fromisoformat(str(row.payload["expires_at"])) <= self._clock.now():
            raise PermanentFailure("code-expired")
        return {name: row.payload[name] for name in ("code", "minutes")}

    async def _text(self, row: Claimed, key: str, params: Mapping[str, Any]) -> None:
        if (to := row.payload["to"]) is None:
            return
        if self._sms is None:
            raise PermanentFailure("sms-unset")
        text = self._texts.get(str(row.payload["language"]), key, **params)
        _begun()
        await self._sms.send(str(to), text)

    async def _letter(self, row: Claimed, subject: str, key: str, params: Mapping[str, Any]) -> None:
        if (to := row.payload["to"]) is None:
            return
        if self._mail is None:
            raise PermanentFailure("mail-unset")
        language = str(row.payload["language"])
        letter = Letter(
            str(to), self._texts.get(language, subject, **params), self._texts.get(language, key, **params)
        )
        _begun()
        await self._mail.send(letter)

    async def close(self) -> None:
        if self._sms is not None:
            await self._sms.close()


def _begun() -> None:
    """From here on a stop leaves it in doubt whether the message has gone."""
    if (flight := current_flight.get()) is not None:
        flight.begun = True
