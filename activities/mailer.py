"""Handing one message to the mail server."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from core.errors import DomainError, Unavailable

_TIMEOUT_SECONDS = 20.0


class MailRefused(DomainError):
    """The server will not take this message, now or later."""

    def __init__(self, detail: str) -> None:
        super().__init__("mail_refused", detail)


@dataclass(frozen=True)
class Letter:
    """``message_id`` stays the same when a message is handed over twice, so that receivers can drop the second."""

    message_id: str
    recipients: Sequence[str]
    subject: str
    body: str


class Mailer:
    """``url`` like ``smtp://user:password@host:587``; STARTTLS is used when offered, ``smtps`` is TLS all along."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self._implicit_tls = parts.scheme == "smtps"
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._implicit_tls else 25)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._sender = sender

    async def send(self, letter: Letter) -> None:
        """Raises MailRefused for a final no, Unavailable when it is worth trying again.

        A recipient refused beside others is final: trying again would send the others the message once more.
        """
        try:
            refusals, _ = await aiosmtplib.send(
                self._message(letter),
                recipients=list(letter.recipients),
                hostname=self._host,
                port=self._port,
                username=self._user,
                password=self._password,
                use_tls=self._implicit_tls,
                tls_context=ssl.create_default_context(),
                timeout=_TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = ", ".join(item.recipient for item in error.recipients)
            codes = [item.code for item in error.recipients]
            raise self._told(f"No recipient was accepted: {refused}", codes) from error
        except aiosmtplib.SMTPResponseException as error:
            raise self._told(f"The mail server answered {error.code} {error.message}", [error.code]) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable("mail_unavailable", f"The mail server {self._host} cannot be reached: {error}") from error
        if refusals:
            told = ", ".join(f"{address} ({no.code} {no.message})" for address, no in refusals.items())
            raise MailRefused(f"Some recipients were not accepted: {told}. The others were sent the message.")

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self._sender
        message["To"] = ", ".join(letter.recipients)
        message["Subject"] = " ".join(letter.subject.split())
        message["Message-ID"] = f"<{letter.message_id}@{self._domain()}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body)
        return message

    def _domain(self) -> str:
        return parseaddr(self._sender)[1].rpartition("@")[2] or "localhost"

    @staticmethod
    def _told(detail: str, codes: Sequence[int]) -> DomainError:
        """A 5xx answer is final, a 4xx is "later" (RFC 5321 section 4.2.1)."""
        if all(500 <= code < 600 for code in codes):
            return MailRefused(detail)
        return Unavailable("mail_unavailable", detail)
