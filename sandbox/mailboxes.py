"""The citizen's phone and mailbox: what arrived at a number or an address, newest last."""

from pydantic_core import to_json

from sandbox.clock import Clock
from sandbox.journal import Journal, Tables
from sandbox.telegram import Json


class Mailboxes:
    """One table of inboxes; `kind` is "sms" or "mail"."""

    def __init__(self, kind: str, journal: Journal, clock: Clock) -> None:
        self._kind = kind
        self._journal = journal
        self._clock = clock
        self._boxes: dict[str, list[Json]] = {}

    def restore(self, tables: Tables) -> None:
        for key, letter in tables.rows(self._kind):
            address = key.rpartition("/")[0]
            self._boxes.setdefault(address, []).append(letter)

    def deliver(self, address: str, letter: Json) -> Json:
        box = self._boxes.setdefault(address, [])
        letter = {"at": round(self._clock.now(), 3), **letter}
        box.append(letter)
        self._journal.put(self._kind, f"{address}/{len(box)}", to_json(letter))
        return letter

    def read(self, address: str) -> list[Json]:
        return self._boxes.get(address, [])

    def counts(self) -> dict[str, int]:
        return {address: len(box) for address, box in self._boxes.items()}


def phone_key(phone: str) -> str:
    """One form for every way to write a number: +7 and its digits."""
    digits = "".join(c for c in phone if c.isdigit())
    if len(digits) == 11 and digits[0] == "8":
        digits = "7" + digits[1:]
    return "+" + digits
