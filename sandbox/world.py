"""Everything that exists in the sandbox, in one place, with what several rooms do together."""

from pathlib import Path
from typing import Protocol

from aiohttp import web

from sandbox.autopilot import Autopilot
from sandbox.bank.provider import Bank
from sandbox.chats import Chat, Chats
from sandbox.clock import Clock
from sandbox.departments import Departments
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.inline import InlineQueries
from sandbox.journal import Journal
from sandbox.ledger import Ledger
from sandbox.limits import Limits
from sandbox.live import Live
from sandbox.mailboxes import Mailboxes
from sandbox.payments import Payments
from sandbox.people import People, Person
from sandbox.postman import Postman
from sandbox.presses import Presses
from sandbox.profile import Profile
from sandbox.telegram import Json, without_none
from sandbox.updates import Updates
from sandbox.webhook import Webhook


class Staff(Protocol):
    """The little that the sandbox asks of the service itself, through core's use cases."""

    async def set_level(self, telegram_id: int, level: str) -> None:
        """Raises LookupError when the service does not know the person, ValueError on a bad level."""

    async def reviews(self) -> list[Json]:
        """What waits for a person's decision, the oldest first."""

    async def review_file(self, review: int, part: str) -> tuple[str, bytes]:
        """(content type, bytes); the look is written down. Raises LookupError."""

    async def decide_review(self, review: int, approve: bool, reasons: list[str]) -> str:
        """The state that stands now. Raises LookupError, and ValueError for reasons that do not fit."""

    async def advance_clock(self, seconds: float) -> None:
        """Moves the service's business time on."""

    def department(self, department: str, language: str) -> tuple[str, str] | None:
        """(short name, full name) as the service's catalogue has them; None when it has not."""


class World:
    def __init__(
        self,
        home: Path,
        token: str,
        staff: Staff | None,
        *,
        secret: str,
        sms_secret: str,
        mail_port: int,
        bank_secret: str,
        limits: bool,
        autopilot_s: float,
    ) -> None:
        self.token = token
        self.sms_secret = sms_secret.encode()
        self.staff = staff
        self.journal = Journal(home / "state.log")
        self.ledger = Ledger(home / "calls.jsonl")
        self.clock = Clock(self.journal)
        self.live = Live()
        self.people = People(self.journal)
        self.chats = Chats(self.journal)
        self.files = Files(self.journal, home / "files")
        self.updates = Updates(self.journal, self.clock)
        self.presses = Presses(self.journal, self.clock)
        self.inline = InlineQueries()
        self.payments = Payments(self.journal)
        self.faults = Faults(self.journal)
        self.limits = Limits(limits)
        self.profile = Profile(self.journal, token)
        self.sms = Mailboxes("sms", self.journal, self.clock)
        self.mail = Mailboxes("mail", self.journal, self.clock)
        self.postman = Postman(mail_port, self.mail, self.journal, self.live)
        self.webhook = Webhook(self.journal, self.clock, self.updates)
        self.departments = Departments(self.journal, self.clock, self.files, self.live, secret)
        self.autopilot = Autopilot(self.journal, self.departments, autopilot_s)
        self.bank = Bank(home, bank_secret)
        self.closing = False
        self.polled_at = float("-inf")
        self.poller: web.BaseRequest | None = None

    def open(self) -> None:
        tables = self.journal.open()
        self.ledger.open()
        for room in (
            self.clock,
            self.people,
            self.chats,
            self.files,
            self.updates,
            self.presses,
            self.payments,
            self.faults,
            self.profile,
            self.sms,
            self.mail,
            self.webhook,
            self.departments,
            self.autopilot,
        ):
            room.restore(tables)

    async def start(self) -> None:
        await self.postman.start()
        self.webhook.start()
        self.departments.start()
        self.autopilot.start()

    def wind_down(self) -> None:
        """Ends every wait, so that no open connection holds the stop up."""
        self.closing = True
        self.live.close()
        self.chats.close()
        self.presses.close()
        self.inline.close()
        self.updates.arrived.set()

    async def stop(self) -> None:
        await self.autopilot.stop()
        await self.departments.stop()
        await self.webhook.stop()
        await self.postman.stop()
        self.journal.close()
        self.ledger.close()

    def chat_object(self, chat: Chat) -> Json:
        """The Bot API's Chat, as it stands in every message."""
        person = self.people.get(chat.id)
        return person.as_chat() if person else chat.as_chat()

    def put_message(self, chat: Chat, message: Json, keyboard: Json | None = None) -> bytes:
        """Shows a new or changed message to everyone who looks; answers it as the Bot API says it."""
        raw = self.chats.store(chat, message, keyboard)
        self.tell_chat(chat)
        return raw

    def post_as(self, who: Person, chat: Chat, message: Json) -> int:
        """The person's new message, shown and told to the bot where it is in the chat; its number."""
        message["message_id"] = self.chats.next_message_id(chat)
        if not chat.is_group and not who.started:
            who.started = True
            self.people.save(who)
        self.put_message(chat, message)
        if chat.bot_status not in {"left", "kicked"}:
            self.update("message", message, f"chat:{chat.id}")
        return int(message["message_id"])

    def tell_chat(self, chat: Chat) -> None:
        self.live.tell({"type": "chat", "chat": chat.id, "cursor": chat.cursor})

    def update(self, kind: str, value: Json, lane: str) -> int | None:
        """Sends the bot an update: by webhook if it set one, else with its next getUpdates."""
        number = self.updates.add(kind, value, lane)
        if number is not None:
            self.webhook.arrived(number, lane)
        return number

    def set_blocked(self, person: Person, blocked: bool) -> None:
        """The person blocks the bot or lets it in again; the bot learns it by my_chat_member."""
        if person.blocked == blocked:
            return
        person.blocked = blocked
        self.people.save(person)
        self.tell_membership(
            self.chats.open(person.id),
            person,
            "kicked" if blocked else "member",
            "member" if blocked else "kicked",
        )
        self.live.tell({"type": "user", "id": person.id})

    def tell_membership(self, chat: Chat, by: Person, new: str, old: str) -> None:
        value = without_none(
            chat=self.chat_object(chat),
            date=int(self.clock.now()),
            old_chat_member=self.membership(old),
            new_chat_member=self.membership(new),
        )
        value["from"] = by.as_user()
        self.update("my_chat_member", value, f"chat:{chat.id}")

    def membership(self, status: str) -> Json:
        """The bot as a ChatMember of that status."""
        member: Json = {"user": self.profile.as_user(), "status": status}
        if status == "kicked":
            member["until_date"] = 0
        if status == "administrator":
            member |= dict.fromkeys(ADMIN_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
        return member


ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)
