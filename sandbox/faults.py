"""Making Telegram fail on purpose: scripted refusals, delays and cut connections."""

from dataclasses import asdict, dataclass

from pydantic_core import to_json

from sandbox.journal import Journal, Tables
from sandbox.telegram import Json, Refusal, without_none

PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    id: int
    method: str
    times: int
    error_code: int | None = None
    description: str | None = None
    retry_after: int | None = None
    delay_s: float = 0.0
    drop_before: bool = False
    drop_after: bool = False

    def refusal(self) -> Refusal | None:
        """The error to answer instead of doing the call, if the fault is one."""
        if self.error_code is None and self.retry_after is None:
            return None
        code = self.error_code or 429
        if code == 429:
            seconds = self.retry_after or 1
            text = self.description or f"Too Many Requests: retry after {seconds}"
            return Refusal(429, text, retry_after=seconds)
        parameters = without_none(retry_after=self.retry_after)
        return Refusal(code, self.description or PHRASES.get(code, "Error"), **parameters)


class Faults:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._active: dict[int, Fault] = {}
        self._next = 1

    def restore(self, tables: Tables) -> None:
        for row in tables.get("faults").values():
            fault = Fault(**row)
            self._active[fault.id] = fault
            self._next = max(self._next, fault.id + 1)

    def add(self, **fields: object) -> Fault:
        fault = Fault(id=self._next, **fields)  # type: ignore[arg-type]
        self._next += 1
        self._active[fault.id] = fault
        self._save(fault)
        return fault

    def clear(self) -> None:
        for number in self._active:
            self._journal.drop("faults", number)
        self._active.clear()

    def take(self, method: str) -> Fault | None:
        """The oldest fault that names this method, counted down; `*` leaves getUpdates alone."""
        if not self._active:
            return None
        name = method.lower()
        for fault in self._active.values():
            if fault.method.lower() == name or (fault.method == "*" and name != "getupdates"):
                fault.times -= 1
                self._save(fault)
                return fault
        return None

    def active(self) -> list[Json]:
        return [without_none(**asdict(fault)) for fault in self._active.values()]

    def _save(self, fault: Fault) -> None:
        if fault.times > 0:
            self._journal.put("faults", fault.id, to_json(asdict(fault)))
        else:
            self._active.pop(fault.id, None)
            self._journal.drop("faults", fault.id)
