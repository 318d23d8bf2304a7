"""The departments' API: who may speak, what is understood, and a pointer to what is not."""

import base64
import io
import json
import time
from datetime import UTC, datetime
from typing import Any

from core.signature import HEADER, sign
from tests.faults.test_repeats import filed
from tests.okno import Okno

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def event(number: str, **more: Any) -> dict[str, Any]:
    return {"event_id": "e-1", "number": number, "status": "in_work", "occurred_at": _now(), **more}


def _now() -> str:
    return datetime.now(UTC).isoformat()


async def post(
    okno: Okno, body: bytes, signature: str | None = None, department: str = "mvd"
) -> tuple[int, str]:
    """Signed as it should be, unless told otherwise."""
    secret = okno.settings.departments_secret.get_secret_value()
    headers = {HEADER: sign(secret, body, time.time()) if signature is None else signature}
    address = f"{okno.url}/api/departments/{department}/events"
    async with okno.session.post(address, data=io.BytesIO(body), headers=headers) as answer:
        return answer.status, (await answer.json()).get("error", "")


async def test_only_what_is_signed_now_with_our_key_is_heard(okno: Okno) -> None:
    person, number = await filed(okno)
    body = json.dumps(event(number)).encode()
    secret, now = okno.settings.departments_secret.get_secret_value(), time.time()
    wrong = ["", "nonsense", "t=,v1=", sign("another key", body, now), sign(secret, body + b" ", now)]
    wrong += [
        sign(secret, body, now - 310),
        sign(secret, body, now + 310),
        sign(secret, body, now)[:-1] + "г",
    ]
    for signature in wrong:
        assert (await post(okno, body, signature))[0] == 401, signature
    await okno.quiet()
    assert not any("В работе" in one.text for one in await person.messages())
    assert (await post(okno, body, sign(secret, body, now - 200)))[0] == 200
    await person.until("В работе")


async def test_another_departments_application_is_not_found(okno: Okno) -> None:
    _, number = await filed(okno)
    assert (await post(okno, json.dumps(event(number)).encode(), department="fns"))[0] == 404


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"status": "approved_maybe"}, "status"),
    ({"status": None}, "status"),
    ({"number": "12"}, "number"),
    ({"event_id": ""}, "event_id"),
    ({"event_id": "x" * 97}, "event_id"),
    ({"occurred_at": "yesterday"}, "occurred_at"),
    ({"occurred_at": "2026-11-22T10:00:00"}, "occurred_at"),
    ({"seq": -1}, "seq"),
    ({"comment": "x" * 4001}, "comment"),
    ({"invented": 1}, "invented"),
    ({"needs": {"fields": ["x"] * 21}}, "needs.fields"),
    ({"needs": "snils"}, "needs"),
    ({"file": {"name": "a.pdf", "content_type": "application/pdf", "base64": "!!"}}, "file.base64"),
    ({"file": {"name": "", "content_type": "application/pdf", "base64": ""}}, "file.name"),
]
NO_EVENTS = [b"", b"not json", b"[]", b"null", b"\xff\xfe", b"[" * 20_000]


async def test_what_is_not_understood_is_pointed_at_and_never_repeated(okno: Okno) -> None:
    for change, pointer in CHANGES:
        status, error = await post(okno, json.dumps({**event("111-111-118"), **change}).encode())
        assert status == 422, change
        assert error.startswith(pointer), change
        assert "approved_maybe" not in error
    for body in NO_EVENTS:
        assert (await post(okno, body))[0] == 422, body[:10]


async def test_a_decision_comes_with_its_file(okno: Okno) -> None:
    person, number = await filed(okno)
    file = {
        "name": "../Решение.pdf",
        "content_type": "application/pdf",
        "base64": base64.b64encode(PDF).decode(),
    }
    assert (await post(okno, json.dumps(event(number, status="ready", file=file)).encode()))[0] == 200
    shown = await person.until_file("Решение.pdf")
    assert shown.raw["media"]["size"] == len(PDF)
