"""The departments that decide on applications: their inboxes, and their decisions on the way back.

A decision is kept until the service's callback takes it (2xx) or refuses it for good (4xx); in between
it is tried again after 1, 2, 4 … 30 seconds, also after a restart.
"""

import asyncio
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import aiohttp
from pydantic_core import to_json

from core.logs import get_logger
from sandbox.botapi.parsing import Upload
from sandbox.clock import Clock
from sandbox.files import Files
from sandbox.journal import Journal, Tables
from sandbox.live import Live
from sandbox.signing import HEADER, sign
from sandbox.telegram import Json

log = get_logger(__name__)

STATUSES = (
    "registered", "in_work", "needs_documents", "awaiting_payment", "approved", "ready", "issued", "rejected",
)  # fmt: skip
FINAL = {"issued", "rejected", "withdrawn"}
ANSWER_WITHIN_S = 15.0
LONGEST_WAIT_S = 30.0


@dataclass(slots=True)
class Application:
    """One application as its department has it."""

    number: str
    service: str
    service_title: str
    department: str
    submitted_at: str
    callback: str
    answers: Json
    documents: list[Json] = field(default_factory=list)
    status: str = "received"
    stage: str = ""
    seq: int = 0
    by_hand: bool = False
    """A person decides on it, so the autopilot leaves it alone."""
    arrived_at: float = 0.0
    history: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the first attempt to hand over a decision went; `status` is None without an answer."""

    event_id: str
    delivered: bool
    status: int | None
    error: str


class Departments:
    def __init__(self, journal: Journal, clock: Clock, files: Files, live: Live, secret: str) -> None:
        self._journal = journal
        self._clock = clock
        self._files = files
        self._live = live
        self.secret = secret.encode()
        self._by_number: dict[str, Application] = {}
        self._undelivered: dict[str, Json] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def restore(self, tables: Tables) -> None:
        for row in tables.get("applications").values():
            application = Application(**row)
            self._by_number[application.number] = application
        self._undelivered = tables.get("decisions")

    def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S))
        for key in list(self._undelivered):
            self._spawn(key)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def get(self, number: str) -> Application | None:
        return self._by_number.get(number)

    def inbox(self, department: str) -> list[Application]:
        return [item for item in self._by_number.values() if item.department == department]

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for item in self._by_number.values():
            counts[item.department] = counts.get(item.department, 0) + 1
        return counts

    def open_for_autopilot(self) -> list[Application]:
        waiting = {decision["number"] for decision in self._undelivered.values()}
        return [
            item
            for item in self._by_number.values()
            if not item.by_hand and item.status not in FINAL and item.number not in waiting
        ]

    def receive(self, letter: Application, files: list[Upload]) -> None:
        """Takes an application in; the same number again adds what is new in it."""
        known = self._by_number.get(letter.number)
        if known is None:
            known = self._by_number[letter.number] = letter
            known.arrived_at = self._clock.now()
            described, known.documents = known.documents, []
        else:
            described = letter.documents
            known.answers |= letter.answers
            known.callback = letter.callback
        seen = {(item.get("document"), item["sha256"]) for item in known.documents}
        for document, upload in zip(described, files, strict=True):
            digest = hashlib.sha256(upload.data).hexdigest()
            if (document.get("document"), digest) not in seen:
                kept = self._files.add(
                    "document", upload.data, document["file_name"], document["content_type"]
                )
                known.documents.append({**document, "sha256": digest, "file_id": kept.id})
        self._save(known)

    def withdraw(self, application: Application) -> None:
        """The citizen took the application back: nothing more is decided on it by itself."""
        application.status, application.stage = "withdrawn", ""
        self._save(application)

    async def decide(self, application: Application, decision: Json) -> Delivery:
        """Records the department's word and hands it over; later attempts go on by themselves."""
        application.seq = max(application.seq, decision.get("seq") or application.seq + 1)
        event: Json = {
            "event_id": decision.get("event_id") or f"ev-{secrets.token_hex(10)}",
            "number": application.number,
            "status": decision["status"],
            "stage": decision.get("stage") or "",
            "comment": decision.get("comment") or "",
            "reason": decision.get("reason") or "",
            "needs": decision.get("needs") or {"fields": [], "documents": []},
            "occurred_at": decision.get("occurred_at") or self._iso_now(),
            "seq": decision.get("seq") or application.seq,
        }
        application.status, application.stage = event["status"], event["stage"]
        application.history.append({**event, "file": (decision.get("file") or {}).get("name")})
        if decision.get("file"):
            event["file"] = decision["file"]
        self._save(application)
        key = secrets.token_hex(8)
        self._undelivered[key] = event
        self._journal.put("decisions", key, to_json(event))
        self._journal.flush()
        status, error = await self._push(application.callback, event)
        if self._settle(key, status):
            return Delivery(event["event_id"], status is not None and status < 300, status, error)
        self._spawn(key)
        return Delivery(event["event_id"], False, status, error)

    def _iso_now(self) -> str:
        return datetime.fromtimestamp(self._clock.now(), UTC).isoformat(timespec="milliseconds")

    def _settle(self, key: str, status: int | None) -> bool:
        """True when the attempt was the last one needed."""
        done = status is not None and (200 <= status < 300 or (400 <= status < 500 and status != 429))
        if done:
            self._undelivered.pop(key, None)
            self._journal.drop("decisions", key)
            self._journal.flush()
        return done

    def _spawn(self, key: str) -> None:
        task = asyncio.get_running_loop().create_task(self._repeat(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _repeat(self, key: str) -> None:
        wait = 1.0
        while True:
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)
            event = self._undelivered[key]
            application = self._by_number[event["number"]]
            status, _ = await self._push(application.callback, event)
            if self._settle(key, status):
                if status is not None and status >= 400:
                    log.error("decision_refused", number=event["number"], status=status)
                return

    async def _push(self, url: str, event: Json) -> tuple[int | None, str]:
        """(HTTP status or None, what the service said when it was not glad)."""
        body = json.dumps(event, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", HEADER: sign(self.secret, body)}
        if self._session is None:
            return None, "the sandbox is stopping"
        try:
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
                said = (await answer.content.read(2000)).decode("utf-8", "replace")
                return answer.status, "" if answer.status < 300 else said
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return None, f"no answer from {url}: {type(error).__name__}"

    def _save(self, application: Application) -> None:
        self._journal.put("applications", application.number, to_json(asdict(application)))
        self._live.tell({"type": "department", "id": application.department})

    def take_off_autopilot(self, application: Application) -> None:
        if not application.by_hand:
            application.by_hand = True
            self._save(application)
