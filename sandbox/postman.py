"""The town's mail server: SMTP on a loopback port; what it takes lies in the mailboxes at once."""

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from core.logs import get_logger
from sandbox.journal import Journal
from sandbox.live import Live
from sandbox.mailboxes import Mailboxes
from sandbox.telegram import Json

log = get_logger(__name__)

_BIGGEST = 1024 * 1024


class Postman:
    """`port` 0: there is no mail server."""

    def __init__(self, port: int, boxes: Mailboxes, journal: Journal, live: Live) -> None:
        self._port = port
        self._boxes = boxes
        self._journal = journal
        self._live = live
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """A port taken by somebody else leaves the town without mail, not without everything."""
        if not self._port:
            return
        loop = asyncio.get_running_loop()

        def met() -> SMTP:
            return SMTP(self, hostname="sandbox", data_size_limit=_BIGGEST, loop=loop)

        try:
            self._server = await loop.create_server(met, "127.0.0.1", self._port)
        except OSError:
            log.error("mail_port_taken", port=self._port)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        content: Any = envelope.content
        letter = _read(content if isinstance(content, bytes) else str(content).encode())
        for one in envelope.rcpt_tos:
            address = str(one).lower()
            self._boxes.deliver(address, letter)
            self._live.tell({"type": "mail", "address": address})
        self._journal.flush()
        return "250 delivered"


def _read(content: bytes) -> Json:
    message = message_from_bytes(content, policy=modern)
    assert isinstance(message, EmailMessage)
    return {
        "from": str(message["From"] or ""),
        "subject": str(message["Subject"] or ""),
        "text": _part(message, "plain"),
        "html": _part(message, "html"),
    }


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()).replace("\r\n", "\n") if body is not None else ""
