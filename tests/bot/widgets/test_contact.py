"""What proves that a number is the sender's own."""

from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Contact, Message, MessageOriginHiddenUser, User

from bot.widgets.contact import why_refused

ME = User(id=7, is_bot=False, first_name="А")
DAY = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"contact": Contact(phone_number="1", first_name="A", user_id=7)}, None),
        ({"contact": Contact(phone_number="1", first_name="A", user_id=8)}, "foreign"),
        ({"contact": Contact(phone_number="1", first_name="A")}, "foreign"),
        (
            {
                "contact": Contact(phone_number="1", first_name="A", user_id=7),
                "chat": Chat(id=-5, type="group"),
            },
            "foreign",
        ),
        (
            {
                "contact": Contact(phone_number="1", first_name="A", user_id=7),
                "forward_origin": MessageOriginHiddenUser(date=DAY, sender_user_name="A"),
            },
            "forwarded",
        ),
        ({"contact": Contact(phone_number="1", first_name="A", user_id=7), "via_bot": ME}, "forwarded"),
        ({"text": "79161234567"}, "words"),
    ],
)
def test_what_proves_a_number(more: dict[str, object], reason: str | None) -> None:
    base = {"message_id": 1, "date": DAY, "chat": Chat(id=7, type="private"), "from_user": ME}
    assert why_refused(Message.model_validate({**base, **more})) == reason
