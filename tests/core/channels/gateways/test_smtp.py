"""Mail over a real SMTP server: what arrives, and every failure by its kind."""

import asyncio
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from core.channels.base import Letter
from core.channels.gateways.smtp import SmtpMail
from core.errors import AmbiguousFailure, PermanentFailure, TemporaryFailure
from tests.okno import free_port

LETTER = Letter("anna@example.ru", "Код подтверждения — Окно", "Ваш код: 123456\nДо свидания.")


class Office:
    """A mail server that answers as it is told to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.to_rcpt = "250 OK"
        self.to_data = "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's names
        self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        if not self.to_data:
            assert server.transport is not None
            server.transport.close()
            return "250 too late"
        message = message_from_bytes(envelope.content, policy=modern)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return self.to_data


@pytest.fixture
async def office() -> AsyncIterator[tuple[Office, SmtpMail]]:
    there, port, loop = Office(), free_port(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(there, hostname="test", loop=loop), "127.0.0.1", port)
    yield there, SmtpMail(f"smtp://127.0.0.1:{port}", "Окно <okno@okno.example>")
    server.close()


async def test_a_letter_arrives_as_it_was_written(office: tuple[Office, SmtpMail]) -> None:
    there, mail = office
    await mail.send(LETTER)
    (letter,) = there.letters
    assert letter["Subject"] == "Код подтверждения — Окно"
    assert letter["To"] == "anna@example.ru"
    assert letter["From"] == "Окно <okno@okno.example>"
    assert letter["Message-ID"].endswith("@okno.example>")
    body = letter.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == LETTER.text.splitlines()


@pytest.mark.parametrize(
    ("rcpt", "data", "kind"),
    [
        ("450 busy", "250 OK", TemporaryFailure),
        ("550 no such user", "250 OK", PermanentFailure),
        ("250 OK", "451 later", TemporaryFailure),
        ("250 OK", "554 spam", PermanentFailure),
        ("250 OK", "", AmbiguousFailure),
    ],
)
async def test_what_the_server_says_decides(
    office: tuple[Office, SmtpMail], rcpt: str, data: str, kind: type[Exception]
) -> None:
    there, mail = office
    there.to_rcpt, there.to_data = rcpt, data
    with pytest.raises(kind):
        await mail.send(LETTER)


async def test_nobody_there_is_worth_another_try() -> None:
    with pytest.raises(TemporaryFailure):
        await SmtpMail(f"smtp://127.0.0.1:{free_port()}", "okno@okno.example").send(LETTER)


@pytest.mark.parametrize(
    "letter",
    [
        Letter("anna@example.ru\r\nBcc: all@example.ru", "Код", "x"),
        Letter("anna@example.ru", "Код\r\nBcc: all@example.ru", "x"),
        Letter("", "Код", "x"),
    ],
)
async def test_no_header_is_smuggled_in(office: tuple[Office, SmtpMail], letter: Letter) -> None:
    there, mail = office
    with pytest.raises(PermanentFailure):
        await mail.send(letter)
    assert there.letters == []
