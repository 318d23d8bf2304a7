"""SMS by a gateway over HTTP: a signed `POST` of `{"to": "+7…", "text": "…"}` for each message."""

import json
import time

import aiohttp

from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure
from core.signature import HEADER, sign

_TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)


class HttpSms:
    """`url` takes the messages; `secret` signs them as departments' are signed."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret
        self._session: aiohttp.ClientSession | None = None

    async def send(self, to: str, text: str) -> None:
        body = json.dumps({"to": to, "text": text}, ensure_ascii=False).encode()
        headers = {HEADER: sign(self._secret, body, time.time()), "Content-Type": "application/json"}
        try:
            async with self._open().post(
                self._url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                status, after = answer.status, answer.headers.get("Retry-After", "")
        except aiohttp.ClientConnectorError as error:
            raise TemporaryFailure("sms-unreachable") from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise AmbiguousFailure("sms-silent") from error
        if status in {429, 503}:
            raise TemporaryFailure("sms-busy", retry_after=float(after) if after.isdigit() else None)
        # Whoever fails half way may have sent it; a second code or notice would only confuse.
        if status >= 500:
            raise AmbiguousFailure("sms-failed", status=status)
        if status >= 300:
            raise PermanentFailure("sms-refused", status=status)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
