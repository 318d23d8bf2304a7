"""Mail by SMTP: `smtp://` in the clear, `starttls://` encrypted before anything is said, `smtps://` at once.

One connection a letter. Until the letter itself is handed over nothing can have arrived; once it is, only
the server's answer tells.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_RULES
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib.errors import SMTPException, SMTPResponseException

from core.channels.base import Letter
from core.errors import AmbiguousFailure, DeliveryFailure, PermanentFailure, TemporaryFailure

SCHEMES = ("smtp", "starttls", "smtps")
_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
_TIMEOUT_S = 15.0
_WRONG_SETTING_S = 60.0  # a refused password is for a person to mend: no reason to lose the letter


class SmtpMail:
    """`url` is `scheme://user:password@host:port`; `sender` is «Name <address>» or an address alone."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port or _PORTS[parts.scheme]
        self._user = unquote(parts.username or "")
        self._password = unquote(parts.password or "")
        name, self._address = parseaddr(sender)
        self._from = Address(display_name=name, addr_spec=self._address)

    async def send(self, letter: Letter) -> None:
        message = self._composed(letter)
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            timeout=_TIMEOUT_S,
            use_tls=self._scheme == "smtps",
            start_tls=self._scheme == "starttls",
            local_hostname="localhost",
        )
        try:
            await self._introduced(client, letter.to)
            await self._handed_over(client, message)
        finally:
            client.close()

    async def _introduced(self, client: aiosmtplib.SMTP, to: str) -> None:
        """Up to where the server says that it would take a letter for this address."""
        try:
            await client.connect()
            await client.ehlo()
            if self._user:
                await client.login(self._user, self._password)
            await client.mail(self._address)
            await client.rcpt(to)
        except aiosmtplib.SMTPAuthenticationError as error:
            raise TemporaryFailure("mail-unwelcome", retry_after=_WRONG_SETTING_S) from error
        except SMTPResponseException as error:
            raise _by_code(error) from error
        except (SMTPException, OSError, TimeoutError) as error:
            raise TemporaryFailure("mail-unreachable") from error

    async def _handed_over(self, client: aiosmtplib.SMTP, message: bytes) -> None:
        try:
            await client.data(message)
        except SMTPResponseException as error:
            raise _by_code(error) from error
        except (SMTPException, OSError, TimeoutError) as error:
            raise AmbiguousFailure("mail-silent") from error

    def _composed(self, letter: Letter) -> bytes:
        """Raises PermanentFailure for what cannot stand in a header: a line break, before all."""
        message = EmailMessage(policy=SMTP_RULES)
        try:
            message["From"] = self._from
            message["To"] = Address(addr_spec=letter.to)
            message["Subject"] = letter.subject
        except (ValueError, IndexError) as error:
            raise PermanentFailure("mail-header") from error
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self._address.rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message.as_bytes()


def _by_code(error: SMTPResponseException) -> DeliveryFailure:
    """RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not."""
    if 400 <= error.code < 500:
        return TemporaryFailure("mail-busy")
    return PermanentFailure("mail-refused", status=error.code)
