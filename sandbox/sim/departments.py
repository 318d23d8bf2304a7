"""The department's side: applications come in, decisions go out."""

import base64
import time
from datetime import datetime
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web
from multidict import CIMultiDict
from pydantic_core import from_json

from sandbox.botapi.parsing import Upload
from sandbox.departments import STATUSES, Application
from sandbox.signing import HEADER, refused
from sandbox.sim.chats import file_response
from sandbox.sim.door import Wrong, read_body, read_json, seconds
from sandbox.telegram import Json
from sandbox.world import World


async def receive(request: web.Request, world: World) -> Json:
    """The service's connector hands over an application: multipart, signed as a whole."""
    department = request.match_info["id"]
    body = await _signed_body(request, world)
    letter, files = await _read_letter(request.headers, body)
    application = _application(department, letter)
    if len(application.documents) != len(files):
        raise Wrong(400, f"{len(application.documents)} documents are described, {len(files)} files came")
    world.departments.receive(application, files)
    return {"accepted": True}


async def withdraw(request: web.Request, world: World) -> Json:
    """The service's connector says that the citizen took an application back."""
    try:
        letter = from_json(await _signed_body(request, world))
    except ValueError:
        raise Wrong(400, "the body is not JSON") from None
    if not isinstance(letter, dict):
        raise Wrong(400, "the body must be a JSON object")
    world.departments.withdraw(_found(request, world, str(letter.get("number", ""))))
    return {"accepted": True}


async def _signed_body(request: web.Request, world: World) -> bytes:
    body = await request.read()
    reason = refused(world.departments.secret, body, request.headers.get(HEADER))
    if reason is not None:
        raise Wrong(401, reason)
    return body


async def _read_letter(headers: Any, body: bytes) -> tuple[Json, list[Upload]]:
    if not headers.get("Content-Type", "").startswith("multipart/"):
        raise Wrong(400, "the application must come as multipart/form-data")
    letter: Json | None = None
    files: dict[str, Upload] = {}
    # The signature is over the raw body, so it is read whole first and taken apart afterwards.
    reader = MultipartReader(CIMultiDict(headers), _Bytes(body))  # type: ignore[arg-type]
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader):
            raise Wrong(400, "nested multipart is not expected")
        data = bytes(await part.read(decode=True))
        if part.name == "application":
            try:
                letter = from_json(data)
            except ValueError as error:
                raise Wrong(400, f'part "application" is not JSON: {error}') from None
        elif part.name and part.name.startswith("file") and part.name[4:].isdigit():
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename or part.name, kind, data)
    if not isinstance(letter, dict):
        raise Wrong(400, 'part "application" is missing')
    return letter, [files[name] for name in sorted(files, key=lambda name: int(name[4:]))]


class _Bytes:
    """What MultipartReader needs of a stream, over bytes already read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    async def readline(self, *, max_line_length: int | None = None) -> bytes:
        end = self._data.find(b"\n", self._at)
        return self._take(len(self._data) if end < 0 else end + 1)

    async def read(self, size: int = -1) -> bytes:
        return self._take(len(self._data) if size < 0 else self._at + size)

    def at_eof(self) -> bool:
        return self._at >= len(self._data)

    def unread_data(self, data: bytes) -> None:
        self._at -= len(data)

    def _take(self, end: int) -> bytes:
        piece = self._data[self._at : end]
        self._at = min(end, len(self._data))
        return piece


def _application(department: str, letter: Json) -> Application:
    texts = {}
    for name in ("number", "service", "submitted_at", "callback"):
        if not isinstance(letter.get(name), str) or not letter[name]:
            raise Wrong(400, f'application: "{name}" must be a text')
        texts[name] = letter[name]
    if not texts["callback"].startswith(("http://", "https://")):
        raise Wrong(400, 'application: "callback" must be an address')
    if not isinstance(letter.get("answers"), dict):
        raise Wrong(400, 'application: "answers" must be an object')
    documents = letter.get("documents") or []
    for document in documents:
        if not isinstance(document, dict) or not {"document", "file_name", "content_type"} <= document.keys():
            raise Wrong(400, "application: a document needs document, file_name and content_type")
    if letter.get("department") not in (None, department):
        raise Wrong(400, f"application: it is for department {letter['department']}")
    return Application(
        **texts,
        service_title=str(letter.get("service_title", "")),
        department=department,
        answers=letter["answers"],
        documents=documents,
    )


async def inbox(request: web.Request, world: World) -> Json:
    found = world.departments.inbox(request.match_info["id"])
    return {"applications": [_shown(item) for item in found]}


def _shown(item: Application) -> Json:
    place = f"/sim/departments/{item.department}/applications/{item.number}/files"
    documents = [
        {**{k: v for k, v in document.items() if k != "file_id"}, "url": f"{place}/{index}"}
        for index, document in enumerate(item.documents)
    ]
    return {
        "number": item.number,
        "service": item.service,
        "service_title": item.service_title,
        "status": item.status,
        "stage": item.stage,
        "submitted_at": item.submitted_at,
        "answers": item.answers,
        "documents": documents,
        "autopilot": not item.by_hand,
        "history": item.history,
    }


async def file(request: web.Request, world: World) -> web.StreamResponse:
    item = _found(request, world, request.match_info["number"])
    index = request.match_info["index"]
    if not index.isdigit() or int(index) >= len(item.documents):
        raise Wrong(404, "no such file")
    return file_response(world, item.documents[int(index)]["file_id"])


def _found(request: web.Request, world: World, number: str) -> Application:
    item = world.departments.get(number)
    if item is None or item.department != request.match_info["id"]:
        raise Wrong(404, f"this department has no application {number}")
    return item


async def decide(request: web.Request, world: World) -> Json:
    body, uploads = await read_body(request)
    item = _found(request, world, str(body.get("number", "")))
    if body.get("status") not in STATUSES:
        raise Wrong(400, f'"status" must be one of {", ".join(STATUSES)}')
    decision = {name: body.get(name) for name in ("status", "stage", "comment", "reason", "event_id")}
    decision |= {"needs": _needs(body.get("needs")), "occurred_at": _moment(body.get("occurred_at"))}
    if isinstance(body.get("seq"), int):
        decision["seq"] = body["seq"]
    if upload := uploads.get("file"):
        data = base64.b64encode(upload.data).decode()
        decision["file"] = {"name": upload.file_name, "content_type": upload.content_type, "base64": data}
    world.departments.take_off_autopilot(item)
    delivery = await world.departments.decide(item, decision)
    if delivery.status is not None and 400 <= delivery.status < 500:
        raise Wrong(delivery.status, f"the service refused the decision: {delivery.error}")
    return {"event_id": delivery.event_id, "delivered": delivery.delivered}


def _needs(value: Any) -> Json | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not all(
        isinstance(value.get(n, []), list) for n in ("fields", "documents")
    ):
        raise Wrong(400, '"needs" must have lists "fields" and "documents"')
    return {"fields": value.get("fields", []), "documents": value.get("documents", [])}


def _moment(value: Any) -> str | None:
    """A moment as ISO text; Unix seconds are taken too."""
    if value is None:
        return None
    if isinstance(value, int | float):
        return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(value))
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        raise Wrong(400, '"occurred_at" must be a moment in ISO 8601') from None
    return str(value)


async def list_departments(request: web.Request, world: World) -> Json:
    """Those that have applications, by the names citizens know; `language` is ru or en."""
    language = "en" if request.query.get("language") == "en" else "ru"
    shown = []
    for department, count in world.departments.counts().items():
        names = world.staff.department(department, language) if world.staff else None
        short, title = names or (department, department)
        shown.append({"id": department, "short": short, "title": title, "applications": count})
    return {"departments": shown}


async def show_autopilot(request: web.Request, world: World) -> Json:
    return {"seconds": world.autopilot.seconds}


async def set_autopilot(request: web.Request, world: World) -> Json:
    world.autopilot.set(seconds(await read_json(request), "seconds"))
    return await show_autopilot(request, world)
