"""Departments over HTTP: one signed multipart request an application; events come back to `callback`."""

import json
import time

import aiohttp

from core.departments.base import Parcel
from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure
from core.signature import HEADER, sign

_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=5)


class HttpConnector:
    """`url` is the gateway's base; `callback` is our own events address, `{department}` filled in."""

    def __init__(self, url: str, secret: str, callback: str) -> None:
        self._url = url.rstrip("/")
        self._secret = secret
        self._callback = callback
        self._session: aiohttp.ClientSession | None = None

    async def submit(self, parcel: Parcel) -> None:
        form = aiohttp.MultipartWriter("form-data")
        _part(
            form,
            "application",
            json.dumps(self._described(parcel), ensure_ascii=False).encode(),
            "application/json",
        )
        for index, enclosure in enumerate(parcel.enclosures):
            _part(form, f"file{index}", enclosure.data, enclosure.content_type, enclosure.name)
        body = await form.as_bytes()
        await self._post(f"/departments/{parcel.department}/applications", body, form.content_type)

    def _described(self, parcel: Parcel) -> dict[str, object]:
        return {
            "number": parcel.number,
            "service": parcel.service,
            "service_title": parcel.service_title,
            "department": parcel.department,
            "submitted_at": parcel.submitted_at,
            "answers": parcel.answers,
            "documents": [
                {
                    "document": one.document,
                    "file_name": one.name,
                    "content_type": one.content_type,
                    "size": len(one.data),
                }
                for one in parcel.enclosures
            ],
            "callback": self._callback.format(department=parcel.department),
        }

    async def withdraw(self, department: str, number: str) -> None:
        body = json.dumps({"number": number}).encode()
        await self._post(f"/departments/{department}/withdrawals", body, "application/json")

    async def _post(self, path: str, body: bytes, content_type: str) -> None:
        headers = {HEADER: sign(self._secret, body, time.time()), "Content-Type": content_type}
        try:
            async with self._open().post(
                self._url + path, data=body, headers=headers, allow_redirects=False
            ) as answer:
                status, after = answer.status, answer.headers.get("Retry-After", "")
        except aiohttp.ClientConnectorError as error:
            raise TemporaryFailure("department-unreachable") from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise AmbiguousFailure("department-silent") from error
        if status in {429, 502, 503, 504} or status >= 500:
            raise TemporaryFailure("department-busy", retry_after=float(after) if after.isdigit() else None)
        if status >= 300:
            raise PermanentFailure("department-refused", status=status)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _part(
    form: aiohttp.MultipartWriter, name: str, data: bytes, content_type: str, file_name: str = ""
) -> None:
    part = form.append(data, {"Content-Type": content_type})
    if file_name:
        part.set_content_disposition("form-data", name=name, filename=file_name)
    else:
        part.set_content_disposition("form-data", name=name)
