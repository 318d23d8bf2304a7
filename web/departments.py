"""The departments' API: signed events about applications."""

import base64
import binascii
import time
from typing import Annotated, Literal

from aiohttp import web
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.applications.model import Decision, Event, Needs
from core.bootstrap import EVENTS_PATH, Core
from core.errors import NotFound
from core.logs import get_logger
from core.signature import HEADER, verified

log = get_logger(__name__)

MAX_BODY = 30 * 1024 * 1024
_MAX_FILE = 20 * 1024 * 1024
_Words = Annotated[str, Field(max_length=4000)]
_Name = Annotated[str, Field(min_length=1, max_length=255)]
_Wanted = Annotated[str, Field(min_length=1, max_length=80)]


class WantedBody(BaseModel):
    """What the citizen is asked to add: ids of fields and documents, or plain words."""

    model_config = ConfigDict(extra="forbid")
    fields: list[_Wanted] = Field(default_factory=list, max_length=20)
    documents: list[_Wanted] = Field(default_factory=list, max_length=20)


class FileBody(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: _Name
    content_type: Annotated[str, Field(pattern=r"^[\w.+-]+/[\w.+-]+$", max_length=100)]
    base64: str


class EventBody(BaseModel):
    """The body of an event; anything else in it is refused with a pointer to the place."""

    model_config = ConfigDict(extra="forbid")
    event_id: Annotated[str, Field(min_length=1, max_length=96)]
    number: Annotated[str, Field(pattern=r"^\d{3}-\d{3}-\d{3}$")]
    status: Literal[
        "registered",
        "in_work",
        "needs_documents",
        "awaiting_payment",
        "approved",
        "ready",
        "issued",
        "rejected",
    ]
    stage: _Words | None = None
    comment: _Words | None = None
    reason: _Words | None = None
    needs: WantedBody | None = None
    occurred_at: AwareDatetime
    seq: Annotated[int, Field(ge=0, lt=2**62)] = 0
    file: FileBody | None = None

    def event(self) -> Event:
        needs = self.needs or WantedBody()
        return Event(
            self.event_id,
            self.number,
            self.status,
            self.occurred_at,
            self.seq,
            self.stage,
            self.comment,
            self.reason,
            Needs(tuple(needs.fields), tuple(needs.documents)),
        )

    def decision(self) -> Decision | None:
        """Raises ValueError for a file that is no base64 or too large."""
        if self.file is None:
            return None
        try:
            data = base64.b64decode(self.file.base64, validate=True)
        except binascii.Error as error:
            raise ValueError("file.base64: is not base64") from error
        if len(data) > _MAX_FILE:
            raise ValueError("file.base64: over 20 MB")
        return Decision(self.file.name, self.file.content_type, data)


class DepartmentEvents:
    """`POST /api/departments/{department}/events`."""

    path = EVENTS_PATH

    def __init__(self, core: Core) -> None:
        self._core = core
        self._secrets = [
            part.strip()
            for part in core.settings.departments_secret.get_secret_value().split(",")
            if part.strip()
        ]

    async def __call__(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > MAX_BODY:
            return _refused(413, "the body is over 30 MB")
        body = await request.read()
        if not verified(self._secrets, request.headers.get(HEADER), body, time.time()):
            return _refused(401, "the signature is missing, wrong or older than five minutes")
        try:
            parsed = EventBody.model_validate_json(body)
            decision = parsed.decision()
        except ValidationError as error:
            return _refused(422, _pointer(error))
        except ValueError as error:
            return _refused(422, str(error))
        return await self._apply(request.match_info["department"], parsed, decision)

    async def _apply(self, department: str, parsed: EventBody, decision: Decision | None) -> web.Response:
        try:
            current = await self._core.applications.apply_event(department, parsed.event(), decision)
        except NotFound:
            log.warning("application_not_found", department=department, event_id=parsed.event_id)
            return _refused(404, "number: no application of this department has it")
        return web.json_response({"accepted": True, "current": current})


def _pointer(error: ValidationError) -> str:
    """Where in the body, and what; never the value."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)
