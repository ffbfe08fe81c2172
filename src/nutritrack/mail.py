"""Sending e-mail, where a mail server is configured."""

import asyncio
import logging
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

from nutritrack.config import Settings

log = logging.getLogger(__name__)

_sending: set[asyncio.Task[None]] = set()


def configured(settings: Settings) -> bool:
    return settings.smtp_url is not None


def send_soon(settings: Settings, to: str, subject: str, text: str) -> None:
    """Send without making anybody wait: the time of the answer must not tell who has an account."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    message.set_content(text)
    task = asyncio.create_task(_send(settings, message))
    _sending.add(task)
    task.add_done_callback(_sending.discard)


async def _send(settings: Settings, message: EmailMessage) -> None:
    assert settings.smtp_url is not None
    url = urlsplit(settings.smtp_url.get_secret_value())
    try:
        await aiosmtplib.send(
            message,
            hostname=url.hostname,
            port=url.port,
            username=unquote(url.username) if url.username else None,
            password=unquote(url.password) if url.password else None,
            use_tls=url.scheme == "smtps",
            timeout=20,
        )
    except (aiosmtplib.SMTPException, OSError) as error:
        log.error("an e-mail could not be sent: %s", type(error).__name__)
