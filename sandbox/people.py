"""The people of the sandbox: Telegram accounts that a test or a visitor of the page plays."""

from dataclasses import asdict, dataclass

from pydantic_core import to_json

from sandbox.journal import Journal, Tables
from sandbox.telegram import Json, without_none

FIRST_ID = 700_000_001


@dataclass(slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str = ""
    started: bool = False
    """Wrote to the bot at least once: before that the bot may not write."""
    blocked: bool = False
    deactivated: bool = False

    def as_user(self) -> Json:
        """The Bot API's User."""
        return without_none(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def as_chat(self) -> Json:
        """The Bot API's Chat of the talk between this person and the bot."""
        return without_none(
            id=self.id,
            type="private",
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
        )


class People:
    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_id: dict[int, Person] = {}
        self._next = FIRST_ID

    def restore(self, tables: Tables) -> None:
        for row in tables.get("people").values():
            person = Person(**row)
            self._by_id[person.id] = person
            self._next = max(self._next, person.id + 1)

    def add(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone: str | None = None,
    ) -> Person:
        number = self._next
        self._next += 1
        phone = phone or f"+7900{number % 10_000_000:07d}"
        person = Person(number, first_name, last_name, username, language_code, phone)
        self._by_id[number] = person
        self.save(person)
        return person

    def save(self, person: Person) -> None:
        self._journal.put("people", person.id, to_json(asdict(person)))

    def get(self, number: int) -> Person | None:
        return self._by_id.get(number)

    def all(self) -> list[Person]:
        return list(self._by_id.values())
